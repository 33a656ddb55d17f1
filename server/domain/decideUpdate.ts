import type { Change, CommandOf, Decision, Moment, State, StatusChanges } from './command.ts';
import { listingAffected } from './concernedComponents.ts';
import { endManualImpact, liveComponent } from './decideComponent.ts';
import { defaultText } from './defaultTexts.ts';
import { deriveImpacts, isFinal, sourceOf } from './deriveImpacts.ts';
import { freshId } from './freshId.ts';
import type { IncidentUpdate, Report } from './incident.ts';
import { FieldProblems, noSuchReport, refuse } from './refusal.ts';
import { affectedBy, withOldStatuses, withUpdates } from './reportUpdates.ts';
import { componentStatuses, incidentStatuses, maintenanceStatuses } from './status.ts';
import { statusesDuring } from './statusesDuring.ts';
import { toldUpdates } from './toldReport.ts';

export function postUpdate(state: State, command: CommandOf<'postUpdate'>, moment: Moment): Decision {
  const report = state.reports.find((candidate) => candidate.id === command.incidentId);
  if (!report) return noSuchReport(command.incidentId);
  const status = command.status ?? report.status;
  const adds = command.displayAt !== undefined || command.text !== undefined;
  if (isFinal(report.status) && isFinal(status) && !adds) {
    return refuse(
      'conflict',
      `${report.kind}.already_${report.status}`,
      `"${report.name}" is ${report.status} already. Edit its last update, or post another status to reopen it.`,
    );
  }
  const problems = new FieldProblems();
  const statuses: readonly string[] = report.kind === 'incident' ? incidentStatuses : maintenanceStatuses;
  if (!statuses.includes(status)) problems.add('status', `must be one of ${statuses.join(', ')}`);
  problems.notAfter('display_at', command.displayAt, moment.now);
  checkStatuses(problems, state, command.statuses, isFinal(status));
  const refusal = problems.refusal();
  if (refusal) return refusal;
  // Without a time of its own it comes after all that was said so far, also when the clock was set back.
  const displayAt = command.displayAt ?? Math.max(moment.now, (report.updates[0]?.displayAt ?? 0) + 1);
  const update: IncidentUpdate = {
    id: freshId(moment, 0),
    incidentId: report.id,
    status,
    text: command.text ?? defaultText(status, report.updates),
    affected: affectedBy(state, report, {
      status,
      statuses: { ...statusesAtBeginning(report, status), ...command.statuses },
      displayAt,
    }),
    deliverNotifications: command.deliverNotifications ?? true,
    displayAt,
    createdAt: createdAfter(report.updates, displayAt, moment.now),
    updatedAt: moment.now,
    affectedIsWhole: false,
    editedAt: null,
  };
  const { changes, subjectId } = changed(report, [...report.updates, update], update.id, moment.now);
  return { changes: [...changes, ...recoveries(state, command, moment)], subjectId };
}

/** Who says now that a component is well means what was said of it by hand as well. */
function recoveries(state: State, command: CommandOf<'postUpdate'>, moment: Moment): Change[] {
  if (command.displayAt !== undefined) return [];
  return Object.entries(command.statuses).flatMap(([componentId, status]) =>
    status === 'operational' ? endManualImpact(state, componentId, moment.now) : [],
  );
}

/** What a maintenance sets on its components when it leaves `scheduled`, whoever begins it. */
function statusesAtBeginning(report: Report, status: IncidentUpdate['status']): StatusChanges {
  if (report.kind !== 'maintenance' || report.status !== 'scheduled') return {};
  return status === 'scheduled' || isFinal(status) ? {} : statusesDuring(report);
}

/** Now, or a little later: of two updates of the same instant, the one that was posted later is the later one. */
function createdAfter(updates: readonly IncidentUpdate[], displayAt: number, now: number): number {
  const ofTheInstant = updates.filter((update) => update.displayAt === displayAt);
  return Math.max(now, ...ofTheInstant.map((update) => update.createdAt + 1));
}

/** Corrects an update; what follows from it (status, impacts, numbers) is derived afresh. */
export function editUpdate(state: State, command: CommandOf<'editUpdate'>, moment: Moment): Decision {
  const report = state.reports.find((candidate) => candidate.id === command.incidentId);
  const before = report?.updates.find((update) => update.id === command.updateId);
  if (!report || !before) return noSuchUpdate(command, report);
  const problems = new FieldProblems();
  problems.notAfter('display_at', command.displayAt, moment.now);
  if (command.statuses) checkStatuses(problems, state, command.statuses, isFinal(before.status));
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const others = report.updates.filter((update) => update !== before);
  const displayAt = command.displayAt ?? before.displayAt;
  const rest = others.length === 0 ? null : withUpdates(report, others);
  const text = command.text ?? before.text;
  const affected = command.statuses
    ? affectedBy(state, rest, { status: before.status, statuses: command.statuses, displayAt })
    : before.affected;
  const says = JSON.stringify([text.source, displayAt, affected]);
  const said = JSON.stringify([before.text.source, before.displayAt, before.affected]);
  const update: IncidentUpdate = {
    ...before,
    text,
    displayAt,
    affected,
    affectedIsWhole: before.affectedIsWhole && command.statuses === undefined,
    deliverNotifications: command.deliverNotifications ?? before.deliverNotifications,
    updatedAt: moment.now,
    editedAt: says === said ? before.editedAt : moment.now,
  };
  return changed(report, [...others, update], update.id, moment.now);
}

export function deleteUpdate(state: State, command: CommandOf<'deleteUpdate'>, moment: Moment): Decision {
  const report = state.reports.find((candidate) => candidate.id === command.incidentId);
  const rest = report?.updates.filter((update) => update.id !== command.updateId);
  if (!report || !rest || rest.length === report.updates.length) return noSuchUpdate(command, report);
  if (rest.length === 0) {
    return refuse(
      'conflict',
      'incident.last_update',
      'An incident keeps at least one update. Delete the incident, or edit this update.',
    );
  }
  return changed(withoutTransition(report, command.updateId), rest, command.updateId, moment.now);
}

/** A transition that a person took back is not made again by the clock. */
function withoutTransition(report: Report, updateId: string): Report {
  if (report.kind === 'incident') return report;
  const status = report.updates.find((update) => update.id === updateId)?.status;
  return {
    ...report,
    autoStart: report.autoStart && status !== 'in_progress',
    autoComplete: report.autoComplete && status !== 'completed',
  };
}

/** Adds what is wrong with the statuses that an update sets. */
export function checkStatuses(
  problems: FieldProblems,
  state: State,
  statuses: StatusChanges,
  final: boolean,
): void {
  for (const [componentId, status] of Object.entries(statuses)) {
    const path = `components.${componentId}`;
    if (!liveComponent(state, componentId)) problems.add(path, 'is not a component of this page');
    else if (!componentStatuses.includes(status)) {
      problems.add(path, `must be one of ${componentStatuses.join(', ')}`);
    } else if (final && status !== 'operational') problems.add(path, 'must be operational in a final update');
  }
}

/** The changes of a report whose updates are now these. */
export function changed(
  report: Report,
  updates: readonly IncidentUpdate[],
  subjectId: string,
  changedAt: number,
): Extract<Decision, { changes: unknown }> {
  const after = {
    ...withUpdates(listingAffected(report, updates), withOldStatuses(updates)),
    updatedAt: changedAt,
  };
  return {
    changes: [
      { put: 'report', report: after },
      { put: 'impacts', source: sourceOf(after), impacts: deriveImpacts(after) },
    ],
    subjectId,
  };
}

function noSuchUpdate(
  command: { incidentId: string; updateId: string },
  report: Report | undefined,
): Decision {
  if (report && toldUpdates(report).some(({ id }) => id === command.updateId)) {
    return refuse(
      'conflict',
      'incident_update.is_postmortem',
      `The update ${command.updateId} is the postmortem of "${report.name}". Change, revert or delete it as the postmortem of the incident.`,
    );
  }
  return refuse(
    'not_found',
    'incident_update.not_found',
    `There is no update ${command.updateId} on incident ${command.incidentId}.`,
  );
}
