import type { CommandOf, Decision, Moment, State } from './command.ts';
import { FieldProblems } from './refusal.ts';
import { isTimeZone } from './timeZone.ts';
import { checkPolicy } from './uptime.ts';

/** Names the page, chooses its zone or its rule of availability. */
export function configurePage(state: State, command: CommandOf<'configurePage'>, moment: Moment): Decision {
  const problems = new FieldProblems();
  problems.name('name', command.name);
  if (command.timeZone !== undefined && !isTimeZone(command.timeZone)) {
    problems.add('time_zone', 'must be an IANA time zone such as Europe/Berlin or Etc/UTC');
  }
  if (command.policy) {
    for (const problem of checkPolicy(command.policy))
      problems.add(`policy.${problem.path}`, problem.message);
  }
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const page = {
    ...state.page,
    name: command.name?.trim() ?? state.page.name,
    timeZone: command.timeZone ?? state.page.timeZone,
    policy: command.policy ?? state.page.policy,
    namedAt: command.name === undefined && command.timeZone === undefined ? state.page.namedAt : moment.now,
    updatedAt: moment.now,
  };
  return { changes: [{ put: 'page', page }], subjectId: page.id };
}
