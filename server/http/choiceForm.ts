import { isLanguage } from '../domain/language.ts';
import type { Choices } from '../domain/subscriberCommand.ts';
import { isTimeZone } from '../domain/timeZone.ts';
import type { Snapshot } from '../publish/snapshot.ts';
import type { SubscribeProblem } from '../publish/subscribePages.ts';
import { areListed } from './subscribing.ts';

/** What a form says of what its sender wants to hear of, and what is wrong with it; null: nothing. */
export function readChoices(
  form: URLSearchParams,
  snapshot: Snapshot,
): { readonly choices: Choices; readonly problem: SubscribeProblem | null } {
  const language = form.get('language') ?? '';
  const timeZone = form.get('time_zone') ?? '';
  const scope = { groupIds: form.getAll('group'), componentIds: form.getAll('component') };
  const isKnownZone = timeZone === '' || isTimeZone(timeZone);
  const choices = {
    scope: scope.groupIds.length + scope.componentIds.length === 0 ? null : scope,
    incidents: form.has('incidents'),
    maintenances: form.has('maintenances'),
    language: isLanguage(language) ? language : snapshot.page.language,
    timeZone: isKnownZone && timeZone !== '' ? timeZone : null,
  };
  return { choices, problem: problemOf(choices, isKnownZone, areListed(snapshot, scope)) };
}

function problemOf(choices: Choices, isKnownZone: boolean, isListed: boolean): SubscribeProblem | null {
  if (!choices.incidents && !choices.maintenances) return 'kinds';
  if (!isListed) return 'scope';
  return isKnownZone ? null : 'timeZone';
}
