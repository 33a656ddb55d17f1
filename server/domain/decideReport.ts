import { checkAttachments } from './checkAttachments.ts';
import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import { concernedComponents } from './concernedComponents.ts';
import { liveComponent } from './decideComponent.ts';
import { reminderAt } from './decideMaintenance.ts';
import { postUpdate } from './decideUpdate.ts';
import { isFinal } from './deriveImpacts.ts';
import type { Incident, Maintenance, Report } from './incident.ts';
import { FieldProblems, noSuchReport } from './refusal.ts';
import { claimsBefore } from './reportUpdates.ts';

/** Changes an incident or a maintenance itself, and posts an update with it when there is one: both or neither. */
export function editReport(state: State, command: CommandOf<'editReport'>, moment: Moment): Decision {
  const before = state.reports.find((candidate) => candidate.id === command.incidentId);
  if (!before) return noSuchReport(command.incidentId);
  const problems = new FieldProblems();
  problems.name('name', command.name);
  checkAttachments(problems, command);
  const edited =
    before.kind === 'maintenance'
      ? planAnew(before, command, state, problems, moment)
      : listAnew(before, command, state, problems);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const report: Report = {
    ...edited,
    name: command.name?.trim() ?? before.name,
    impactOverride: command.impactOverride === undefined ? before.impactOverride : command.impactOverride,
    metadata: command.metadata ?? before.metadata,
    updatedAt: moment.now,
  };
  const put: Change = { put: 'report', report };
  if (!command.update) return { changes: [put], subjectId: report.id };
  const reports = state.reports.map((candidate) => (candidate === before ? report : candidate));
  const statuses = { ...leftOutStatuses(before, command, state), ...command.update.statuses };
  return postUpdate(
    { ...state, reports },
    { type: 'postUpdate', incidentId: report.id, ...command.update, statuses },
    moment,
  );
}

function planAnew(
  before: Maintenance,
  command: CommandOf<'editReport'>,
  state: State,
  problems: FieldProblems,
  moment: Moment,
): Maintenance {
  const scheduledFor = command.scheduledFor ?? before.scheduledFor;
  const scheduledUntil = command.scheduledUntil ?? before.scheduledUntil;
  problems.instant('scheduled_for', scheduledFor);
  problems.instant('scheduled_until', scheduledUntil);
  if (scheduledUntil <= scheduledFor) problems.add('scheduled_until', 'must be after scheduled_for');
  if (command.scheduledFor !== undefined && before.status !== 'scheduled') {
    problems.add('scheduled_for', 'cannot be changed once the maintenance has begun');
  }
  if (command.reminderIntervals !== undefined) problems.add('reminder_intervals', 'is only for incidents');
  checkComponents(before, command, state, problems);
  return {
    ...before,
    scheduledFor,
    scheduledUntil,
    componentIds: command.componentIds ? [...new Set(command.componentIds)] : before.componentIds,
    statusDuring: command.statusDuring === undefined ? before.statusDuring : command.statusDuring,
    autoStart: command.autoStart ?? before.autoStart,
    autoComplete: command.autoComplete ?? before.autoComplete,
    restoresAfter: command.restoresAfter ?? before.restoresAfter,
    notifyAtStart: command.notifyAtStart ?? before.notifyAtStart,
    notifyAtEnd: command.notifyAtEnd ?? before.notifyAtEnd,
    ...remindAnew(before, scheduledFor, command.remindPrior ?? before.remindPrior, moment.now),
  };
}

/** Of a beginning that was reminded of once, nobody is reminded again, unless it is moved. */
function remindAnew(
  before: Maintenance,
  scheduledFor: number,
  remindPrior: boolean,
  now: number,
): Pick<Maintenance, 'remindPrior' | 'remindAt' | 'remindedAt'> {
  const { remindAt, remindedAt } = before;
  if (scheduledFor !== before.scheduledFor) {
    return { remindPrior, remindAt: reminderAt(remindPrior, scheduledFor, now), remindedAt: null };
  }
  if (remindPrior === before.remindPrior || remindedAt !== null) return { remindPrior, remindAt, remindedAt };
  return { remindPrior, remindAt: reminderAt(remindPrior, scheduledFor, now), remindedAt };
}

/** An incident with what is said of it anew. A component that it still calls unwell is left out only by an update. */
function listAnew(
  before: Incident,
  command: CommandOf<'editReport'>,
  state: State,
  problems: FieldProblems,
): Incident {
  checkNoPlan(command, problems);
  checkComponents(before, command, state, problems);
  if (!command.update) {
    for (const id of Object.keys(leftOutStatuses(before, command, state))) {
      problems.add(
        'component_ids',
        `leaves out ${id}, which is not operational yet: post an update that says that it is`,
      );
    }
  }
  const { componentIds, reminderIntervals } = command;
  const named = Object.keys(command.update?.statuses ?? {});
  return {
    ...before,
    componentIds: componentIds ? [...new Set([...componentIds, ...named])] : before.componentIds,
    reminderIntervals: reminderIntervals === undefined ? before.reminderIntervals : reminderIntervals,
  };
}

/** What an update has to say of the components that leave the list while they are said to be unwell. */
function leftOutStatuses(
  before: Report,
  command: CommandOf<'editReport'>,
  state: State,
): Record<string, 'operational'> {
  const { componentIds, update } = command;
  if (before.kind !== 'incident' || !componentIds || (update && isFinal(update.status ?? before.status)))
    return {};
  const leftOut = [...claimsBefore(before, Number.POSITIVE_INFINITY)].filter(
    ([id, status]) => status !== 'operational' && !componentIds.includes(id) && liveComponent(state, id),
  );
  return Object.fromEntries(leftOut.map(([id]) => [id, 'operational']));
}

/** A component that has been retired since it was listed may stay in the list. */
function checkComponents(
  before: Report,
  command: CommandOf<'editReport'>,
  state: State,
  problems: FieldProblems,
): void {
  const known = concernedComponents(before);
  for (const id of command.componentIds ?? []) {
    if (known.has(id) || liveComponent(state, id)) continue;
    problems.add(`component_ids.${id}`, 'is not a component of this page');
  }
}

function checkNoPlan(command: CommandOf<'editReport'>, problems: FieldProblems): void {
  if (command.scheduledFor !== undefined) problems.add('scheduled_for', 'is only for maintenances');
  if (command.scheduledUntil !== undefined) problems.add('scheduled_until', 'is only for maintenances');
}
