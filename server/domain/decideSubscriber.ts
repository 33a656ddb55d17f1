import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import { isEmailAddress } from './emailAddress.ts';
import type { Id } from './id.ts';
import { everythingIn, newSubscriber } from './newSubscriber.ts';
import { FieldProblems, refuse } from './refusal.ts';
import type { Subscriber } from './subscriber.ts';
import type {
  AlertTarget,
  Choices,
  Selection,
  SubscriberChange,
  WantedSubscriber,
} from './subscriberCommand.ts';
import { isTimeZone } from './timeZone.ts';

/** Adds somebody, or asks again who did not confirm or had left. Who has left comes back by their own word only. */
export function addSubscriber(
  state: State,
  { subscriber: wanted, isConfirmed }: CommandOf<'addSubscriber'>,
  { now }: Moment,
): Decision {
  const refusal = checkSubscriber(state, wanted);
  if (refusal) return refusal;
  const known = subscriberOf(state, wanted.id);
  const added = addedSubscriber(known, wanted, isConfirmed, now);
  if (added === 'exists') {
    return refuse('conflict', 'subscriber.exists', `This address is there already: subscriber ${wanted.id}.`);
  }
  if (added === 'left') {
    return refuse(
      'conflict',
      'subscriber.unsubscribed',
      'They unsubscribed. Add them without skip_confirmation_notification, so that they are asked.',
    );
  }
  const { state: become, confirmedAt, unsubscribedAt } = added;
  const kept: Change = known
    ? changed(onlyOne(known), { ...choicesOf(wanted), state: become, confirmedAt, unsubscribedAt })
    : { put: 'subscribers', subscribers: [added] };
  const changes = become === 'unconfirmed' ? [kept, question([added.id], now)] : [kept];
  return { changes, subjectId: added.id };
}

/**
 * What somebody is once they are added. Only mailboxes are asked whether they want it: nobody else answers.
 * `exists`: they are told already, or would be if they could be reached.
 */
export function addedSubscriber(
  known: Subscriber | null,
  wanted: WantedSubscriber,
  isConfirmed: boolean,
  now: number,
): Subscriber | 'exists' | 'left' {
  const isTaken = isConfirmed || wanted.channel !== 'email';
  if (!known) return newSubscriber(wanted, isTaken ? 'active' : 'unconfirmed', now);
  if (known.state === 'active' || known.state === 'quarantined') return 'exists';
  if (known.state === 'unsubscribed' && isConfirmed && wanted.channel === 'email') return 'left';
  return {
    ...known,
    ...choicesOf(wanted),
    state: isTaken ? 'active' : 'unconfirmed',
    confirmedAt: isTaken ? now : null,
    unsubscribedAt: null,
  };
}

/** Adds those who are not known. Nobody is asked, and who is known stays as they are. */
export function importSubscribers(
  state: State,
  { subscribers }: CommandOf<'importSubscribers'>,
  { now }: Moment,
): Decision {
  const known = new Set(state.subscribers.map(({ id }) => id));
  const added = new Map<Id, Subscriber>();
  for (const { state: become, ...wanted } of subscribers) {
    const refusal = checkSubscriber(state, wanted);
    if (refusal) return refusal;
    if (!known.has(wanted.id)) added.set(wanted.id, newSubscriber(wanted, become, now));
  }
  if (added.size === 0) return { changes: [], subjectId: null };
  return { changes: [{ put: 'subscribers', subscribers: [...added.values()] }], subjectId: null };
}

function choicesOf({ scope, incidents, maintenances, language, timeZone }: Choices): Choices {
  return { scope, incidents, maintenances, language, timeZone };
}

export function editSubscriber(
  state: State,
  { subscriberId, choices }: CommandOf<'editSubscriber'>,
): Decision {
  const known = subscriberOf(state, subscriberId);
  if (!known) return noSuchSubscriber(subscriberId);
  const problems = new FieldProblems();
  checkChoices(problems, state, choices);
  const refusal = problems.refusal();
  return refusal ?? changeOf(onlyOne(known), choices);
}

/** Of one mailbox they are asked once a day at most, however often staff want it. */
export function askSubscribers(
  { selection: { ids } }: CommandOf<'askSubscribers'>,
  { now }: Moment,
): Decision {
  return { changes: [question(ids, now)], subjectId: subjectOf(ids) };
}

function question(ids: Selection['ids'], askedAt: number): Change {
  return { put: 'questions', questions: { ids, channel: 'email', states: ['unconfirmed'] }, askedAt };
}

/** Tells those again who could not be reached for a day. */
export function reactivateSubscribers({ selection }: CommandOf<'reactivateSubscribers'>): Decision {
  return changeOf(selection, { state: 'active', quarantinedAt: null, quarantineReason: null });
}

export function unsubscribe({ selection }: CommandOf<'unsubscribe'>, { now }: Moment): Decision {
  return changeOf(selection, { state: 'unsubscribed', unsubscribedAt: now });
}

/** Of who is erased nothing stays that says who they were. */
export function eraseSubscriber(state: State, { subscriberId }: CommandOf<'eraseSubscriber'>): Decision {
  if (!subscriberOf(state, subscriberId)) return noSuchSubscriber(subscriberId);
  return { changes: [{ remove: 'subscriber', subscriberId }], subjectId: subscriberId };
}

/** Staff decide for themselves: nobody is asked. */
export function addAlertTarget(
  state: State,
  { target }: CommandOf<'addAlertTarget'>,
  { now }: Moment,
): Decision {
  const known = state.subscribers.find(({ id }) => id === target.id);
  if (known?.state === 'active') {
    return refuse('conflict', 'alert_target.exists', `This address is there already: ${target.id}.`);
  }
  return { changes: [{ put: 'alertTarget', alertTarget: alertTarget(target, now) }], subjectId: target.id };
}

/** Whom staff added to be told of alerts. */
export function alertTarget(target: AlertTarget, now: number): Subscriber {
  const wanted = { ...everythingIn(target.language), ...target, incidentId: null, contactEmail: null };
  return { ...newSubscriber(wanted, 'active', now), audience: 'staff' };
}

/** They stay known, so that nobody is put in their place as long as there is nobody else. */
export function removeAlertTarget(
  state: State,
  { subscriberId }: CommandOf<'removeAlertTarget'>,
  { now }: Moment,
): Decision {
  const known = state.subscribers.find(({ id, audience }) => id === subscriberId && audience === 'staff');
  if (!known || known.state === 'unsubscribed') {
    return refuse('not_found', 'alert_target.not_found', `There is no alert target ${subscriberId}.`);
  }
  const removed: Subscriber = { ...known, state: 'unsubscribed', unsubscribedAt: now };
  return { changes: [{ put: 'alertTarget', alertTarget: removed }], subjectId: subscriberId };
}

/** Which of these are not of this page; null: all are. */
function scopeProblem(
  { components, groups }: Pick<State, 'components' | 'groups'>,
  scope: Subscriber['scope'],
): { readonly path: 'component_ids' | 'group_ids'; readonly message: string } | null {
  const componentId = scope?.componentIds.find((id) => !components.some((component) => component.id === id));
  if (componentId !== undefined) {
    return {
      path: 'component_ids',
      message: `must be of components of this page, and ${componentId} is not`,
    };
  }
  const groupId = scope?.groupIds.find((id) => !groups.some((group) => group.id === id));
  return groupId === undefined
    ? null
    : { path: 'group_ids', message: `must be of groups of this page, and ${groupId} is not` };
}

/** What is wrong with somebody who is to be told, whose address was read by its channel; null: nothing. */
export function checkSubscriber(
  state: Pick<State, 'components' | 'groups'>,
  wanted: Omit<WantedSubscriber, 'id'>,
): ReturnType<FieldProblems['refusal']> {
  const problems = new FieldProblems();
  if (wanted.contactEmail !== null && !isEmailAddress(wanted.contactEmail)) {
    problems.add('email', 'must be an e-mail address');
  }
  checkChoices(problems, state, wanted);
  return problems.refusal();
}

function checkChoices(
  problems: FieldProblems,
  state: Pick<State, 'components' | 'groups'>,
  { scope, timeZone }: Partial<Choices>,
): void {
  const problem = scopeProblem(state, scope ?? null);
  if (problem) problems.add(problem.path, problem.message);
  if (typeof timeZone === 'string' && !isTimeZone(timeZone)) {
    problems.add('time_zone', 'must be the name of a time zone, such as Europe/Zurich');
  }
}

/** Staff are no subscribers of the page. */
function subscriberOf({ subscribers }: State, id: Id): Subscriber | null {
  return subscribers.find((known) => known.id === id && known.audience === 'public') ?? null;
}

/** Somebody, as long as they are in the state that they were in. */
export function onlyOne({ id, state }: Subscriber): Selection {
  return { ids: [id], channel: null, states: [state] };
}

function changeOf(selection: Selection, become: SubscriberChange['become']): Decision {
  const changes = Object.keys(become).length === 0 ? [] : [changed(selection, become)];
  return { changes, subjectId: subjectOf(selection.ids) };
}

function changed(selection: Selection, become: SubscriberChange['become']): Change {
  return { put: 'subscriptions', subscriptions: { ...selection, become } };
}

/** When it is about one alone. */
function subjectOf(ids: Selection['ids']): Id | null {
  const [id, ...others] = ids === 'page' ? [] : ids;
  return id !== undefined && others.length === 0 ? id : null;
}

function noSuchSubscriber(id: Id): Decision {
  return refuse('not_found', 'subscriber.not_found', `There is no subscriber ${id} on this page.`);
}
