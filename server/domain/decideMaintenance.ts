import type { CommandOf, Decision, Moment, State } from './command.ts';
import { liveComponent } from './decideComponent.ts';
import { changed } from './decideUpdate.ts';
import { maintenanceBegins, maintenanceCompletes } from './defaultTexts.ts';
import { deriveImpacts, sourceOf } from './deriveImpacts.ts';
import { freshId } from './freshId.ts';
import type { Maintenance } from './incident.ts';
import { FieldProblems } from './refusal.ts';
import { affectedBy, withUpdates } from './reportUpdates.ts';

type MaintenanceUpdate = Maintenance['updates'][number];

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
  for (const id of command.componentIds) {
    if (!liveComponent(state, id)) problems.add(`component_ids.${id}`, 'is not a component of this page');
  }
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const id = freshId(moment, 0);
  const update: MaintenanceUpdate = {
    id: freshId(moment, 1),
    incidentId: id,
    status: 'scheduled',
    text: command.text,
    affected: command.componentIds.length > 0 ? [] : null,
    deliverNotifications: command.deliverNotifications ?? true,
    displayAt: moment.now,
    createdAt: moment.now,
    updatedAt: moment.now,
  };
  const maintenance = withUpdates(
    {
      kind: 'maintenance',
      id,
      name: command.name.trim(),
      status: 'scheduled',
      createdAt: moment.now,
      startedAt: moment.now,
      updatedAt: moment.now,
      impact: 'maintenance',
      impactOverride: null,
      monitoringAt: null,
      resolvedAt: null,
      scheduledFor: command.scheduledFor,
      scheduledUntil: command.scheduledUntil,
      componentIds: [...new Set(command.componentIds)],
      statusDuring: command.statusDuring === undefined ? 'under_maintenance' : command.statusDuring,
      autoStart: command.autoStart ?? true,
      autoComplete: command.autoComplete ?? true,
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

/**
 * When the clock has something to do for this maintenance: begin it, complete it, or nothing more (null).
 * The store keeps this beside the maintenance, to find what is due.
 */
export function nextTransitionAt(maintenance: Maintenance): number | null {
  switch (maintenance.status) {
    case 'scheduled':
      return maintenance.autoStart ? maintenance.scheduledFor : null;
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
  const changes = [];
  let used = 0;
  for (const due of state.reports) {
    if (due.kind !== 'maintenance' || used + 2 > moment.ids.length) continue;
    let maintenance = due;
    let at = nextTransitionAt(maintenance);
    while (at !== null && at <= moment.now) {
      maintenance = withUpdates(maintenance, [
        ...maintenance.updates,
        transition(state, maintenance, at, freshId(moment, used), moment.now),
      ]);
      used += 1;
      at = nextTransitionAt(maintenance);
    }
    if (maintenance === due) continue;
    // As if it had been done on time: a source from which this was imported may know better since then.
    const changedAt = Math.max(due.updatedAt, maintenance.updates[0]?.displayAt ?? moment.now);
    changes.push(...changed(due, maintenance.updates, due.id, changedAt).changes);
  }
  return { changes, subjectId: null };
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
  const during = maintenance.statusDuring;
  const statuses =
    begins && during !== null ? Object.fromEntries(maintenance.componentIds.map((c) => [c, during])) : {};
  // A transition comes after all that was said so far, also when a person posted something at a later time.
  const displayAt = Math.max(at, (maintenance.updates[0]?.displayAt ?? 0) + 1);
  return {
    id,
    incidentId: maintenance.id,
    status,
    text: begins ? maintenanceBegins : maintenanceCompletes,
    affected: affectedBy(state, maintenance, { status, statuses, displayAt }),
    deliverNotifications: true,
    displayAt,
    createdAt: now,
    updatedAt: now,
  };
}
