import { checkAttachments } from './checkAttachments.ts';
import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import { claimByHand, liveComponent, manualImpact } from './decideComponent.ts';
import { changed, checkStatuses } from './decideUpdate.ts';
import { defaultText, reminderText } from './defaultTexts.ts';
import { deriveImpacts, sourceOf } from './deriveImpacts.ts';
import { freshId } from './freshId.ts';
import type { Maintenance } from './incident.ts';
import { FieldProblems } from './refusal.ts';
import { affectedBy, claimsBefore, withUpdates } from './reportUpdates.ts';
import { statusesDuring } from './statusesDuring.ts';

type MaintenanceUpdate = Maintenance['updates'][number];

/** Plans a maintenance, or enters one that is in progress. */
export function scheduleMaintenance(
  state: State,
  command: CommandOf<'scheduleMaintenance'>,
  moment: Moment,
): Decision {
  const problems = new FieldProblems();
  problems.name('name', command.name);
  problems.instant('scheduled_for', command.scheduledFor);
  problems.instant('scheduled_until', command.scheduledUntil);
  if (command.scheduledUntil <= command.scheduledFor) {
    problems.add('scheduled_until', 'must be after scheduled_for');
  } else if (command.scheduledUntil <= moment.now) {
    problems.add('scheduled_until', 'must be in the future');
  }
  if (command.begun) {
    if (command.scheduledFor > moment.now) {
      problems.add('scheduled_for', 'must not be in the future for a maintenance that is in progress');
    }
    checkStatuses(problems, state, command.begun, false);
  }
  for (const id of command.componentIds) {
    if (!liveComponent(state, id)) problems.add(`component_ids.${id}`, 'is not a component of this page');
  }
  checkAttachments(problems, command);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const id = freshId(moment, 0);
  const remindPrior = command.remindPrior ?? false;
  const componentIds = [...new Set([...command.componentIds, ...Object.keys(command.begun ?? {})])];
  const statusDuring = command.statusDuring === undefined ? 'under_maintenance' : command.statusDuring;
  const status = command.begun ? 'in_progress' : 'scheduled';
  const displayAt = moment.now;
  const statuses = command.begun
    ? { ...statusesDuring({ componentIds, statusDuring }), ...command.begun }
    : {};
  const update: MaintenanceUpdate = {
    id: freshId(moment, 1),
    incidentId: id,
    status,
    text: command.text ?? defaultText(status, []),
    affected:
      affectedBy(state, null, { status, statuses, displayAt }) ?? (componentIds.length > 0 ? [] : null),
    deliverNotifications: command.deliverNotifications ?? true,
    displayAt,
    createdAt: moment.now,
    updatedAt: moment.now,
    affectedIsWhole: false,
    editedAt: null,
  };
  const maintenance = withUpdates(
    {
      kind: 'maintenance',
      id,
      name: command.name.trim(),
      status,
      createdAt: moment.now,
      startedAt: moment.now,
      updatedAt: moment.now,
      impact: 'maintenance',
      impactOverride: command.impactOverride ?? null,
      monitoringAt: null,
      resolvedAt: null,
      scheduledFor: command.scheduledFor,
      scheduledUntil: command.scheduledUntil,
      componentIds,
      statusDuring,
      autoStart: command.autoStart ?? true,
      autoComplete: command.autoComplete ?? true,
      restoresAfter: command.restoresAfter ?? true,
      notifyAtStart: command.notifyAtStart ?? true,
      notifyAtEnd: command.notifyAtEnd ?? true,
      remindPrior,
      remindAt: reminderAt(remindPrior, command.scheduledFor, moment.now),
      remindedAt: null,
      metadata: command.metadata ?? {},
      updates: [],
    },
    [update],
  );
  return {
    changes: [
      { put: 'report', report: maintenance },
      { put: 'impacts', source: sourceOf(maintenance), impacts: deriveImpacts(maintenance) },
    ],
    subjectId: id,
  };
}

/** When to remind of a maintenance; null when nobody wants it or when it is too late to say "in 60 minutes". */
export function reminderAt(wanted: boolean, scheduledFor: number, now: number): number | null {
  const at = scheduledFor - remindMs;
  return wanted && at >= now ? at : null;
}

const remindMs = 60 * 60_000;

/**
 * When the clock has something to do for this maintenance: remind of it, begin it, complete it, or nothing more (null).
 * The store keeps this beside the maintenance, to find what is due.
 */
export function nextTransitionAt(maintenance: Maintenance): number | null {
  switch (maintenance.status) {
    case 'scheduled':
      return maintenance.remindAt ?? (maintenance.autoStart ? maintenance.scheduledFor : null);
    case 'in_progress':
    case 'verifying':
      return maintenance.autoComplete ? maintenance.scheduledUntil : null;
    case 'completed':
      return null;
  }
}

/**
 * Does what the clock has to do, for as many maintenances as there are fresh ids. Each transition speaks of the
 * time that it was planned for, also when the process was down at that moment.
 */
export function advanceMaintenances(state: State, moment: Moment): Decision {
  const changes: Change[] = [];
  let used = 0;
  for (const due of state.reports) {
    if (due.kind !== 'maintenance' || used + stepsAtMost > moment.ids.length) continue;
    let maintenance = due;
    let at = nextTransitionAt(maintenance);
    while (at !== null && at <= moment.now) {
      const update =
        maintenance.status === 'scheduled' && maintenance.remindAt !== null
          ? reminder(maintenance, at, freshId(moment, used), moment.now)
          : transition(state, maintenance, at, freshId(moment, used), moment.now);
      if (update.status === 'completed' && !maintenance.restoresAfter) {
        changes.push(...keptStatuses(state, maintenance, update.displayAt, changes));
      }
      maintenance = {
        ...withUpdates(maintenance, [...maintenance.updates, update]),
        ...(update.status === 'scheduled' ? { remindAt: null, remindedAt: moment.now } : {}),
      };
      used += 1;
      at = nextTransitionAt(maintenance);
    }
    if (maintenance === due) continue;
    // As if it had been done on time: a source from which this was imported may know better since then.
    const changedAt = Math.max(due.updatedAt, maintenance.updates[0]?.displayAt ?? moment.now);
    changes.push(...changed(maintenance, maintenance.updates, due.id, changedAt).changes);
  }
  return { changes, subjectId: null };
}

/** Reminding, beginning and completing. */
const stepsAtMost = 3;

/** The update that reminds. Of a reminder that comes after the beginning, since the process was down, nobody is told. */
function reminder(maintenance: Maintenance, at: number, id: string, now: number): MaintenanceUpdate {
  return {
    id,
    incidentId: maintenance.id,
    status: 'scheduled',
    text: reminderText,
    affected: null,
    deliverNotifications: now < maintenance.scheduledFor,
    displayAt: displayTime(maintenance, at, now),
    createdAt: now,
    updatedAt: now,
    affectedIsWhole: false,
    editedAt: null,
  };
}

/** An update posted by hand at a later time, or just now by the clock, must not come to stand after the next step. */
function displayTime({ updates: [latest] }: Maintenance, at: number, now: number): number {
  if (!latest || latest.displayAt < at) return at;
  return latest.createdAt < now ? latest.displayAt : latest.displayAt + 1;
}

/** What a maintenance leaves behind that does not restore its components: the same statuses, as if set by hand. */
function keptStatuses(
  state: State,
  maintenance: Maintenance,
  at: number,
  changes: readonly Change[],
): Change[] {
  const taken = (id: string): boolean =>
    manualImpact(state, id) !== undefined ||
    liveComponent(state, id) === undefined ||
    changes.some((change) => 'put' in change && change.put === 'impact' && change.impact.componentId === id);
  return [...claimsBefore(maintenance, at)]
    .filter(([id]) => !taken(id))
    .flatMap(([id, status]) => claimByHand(state, id, status, at));
}

function transition(
  state: State,
  maintenance: Maintenance,
  at: number,
  id: string,
  now: number,
): MaintenanceUpdate {
  const begins = maintenance.status === 'scheduled';
  const status = begins ? 'in_progress' : 'completed';
  const statuses = begins ? statusesDuring(maintenance) : {};
  const displayAt = displayTime(maintenance, at, now);
  return {
    id,
    incidentId: maintenance.id,
    status,
    text: defaultText(status, maintenance.updates),
    affected:
      begins || maintenance.restoresAfter
        ? affectedBy(state, maintenance, { status, statuses, displayAt })
        : null,
    deliverNotifications: begins ? maintenance.notifyAtStart : maintenance.notifyAtEnd,
    displayAt,
    createdAt: now,
    updatedAt: now,
    affectedIsWhole: false,
    editedAt: null,
  };
}
