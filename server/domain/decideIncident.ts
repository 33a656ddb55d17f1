import { checkAttachments } from './checkAttachments.ts';
import type { CommandOf, Decision, Moment, State } from './command.ts';
import { liveComponent } from './decideComponent.ts';
import { checkStatuses } from './decideUpdate.ts';
import { defaultText } from './defaultTexts.ts';
import { deriveImpacts, isFinal, sourceOf } from './deriveImpacts.ts';
import { freshId } from './freshId.ts';
import type { Incident } from './incident.ts';
import { FieldProblems, noSuchReport } from './refusal.ts';
import { affectedBy, withUpdates } from './reportUpdates.ts';
import { impactLevels, incidentStatuses } from './status.ts';

export function openIncident(state: State, command: CommandOf<'openIncident'>, moment: Moment): Decision {
  const problems = new FieldProblems();
  problems.name('name', command.name);
  problems.notAfter('display_at', command.displayAt, moment.now);
  if (!incidentStatuses.includes(command.status)) {
    problems.add('status', `must be one of ${incidentStatuses.join(', ')}`);
  }
  const { impactOverride } = command;
  if (impactOverride && !impactLevels.includes(impactOverride)) {
    problems.add('impact_override', `must be one of ${impactLevels.join(', ')}`);
  }
  checkStatuses(problems, state, command.statuses, isFinal(command.status));
  for (const listed of command.componentIds ?? []) {
    if (!liveComponent(state, listed)) {
      problems.add(`component_ids.${listed}`, 'is not a component of this page');
    }
  }
  checkAttachments(problems, command);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const id = freshId(moment, 0);
  const displayAt = command.displayAt ?? moment.now;
  const update: Incident['updates'][number] = {
    id: freshId(moment, 1),
    incidentId: id,
    status: command.status,
    text: command.text ?? defaultText(command.status, []),
    affected: affectedBy(state, null, { status: command.status, statuses: command.statuses, displayAt }),
    deliverNotifications: command.deliverNotifications ?? !command.backfilled,
    displayAt,
    createdAt: moment.now,
    updatedAt: moment.now,
    affectedIsWhole: false,
    editedAt: null,
  };
  const incident = withUpdates(
    {
      kind: 'incident',
      id,
      name: command.name.trim(),
      status: command.status,
      // A back-dated incident was created, for its readers, when it happened; `startedAt` keeps the time of entry.
      createdAt: displayAt,
      startedAt: moment.now,
      updatedAt: moment.now,
      impact: 'none',
      impactOverride: impactOverride ?? null,
      monitoringAt: null,
      resolvedAt: null,
      metadata: command.metadata ?? {},
      componentIds: command.componentIds
        ? [...new Set([...command.componentIds, ...Object.keys(command.statuses)])]
        : null,
      backfilled: command.backfilled ?? false,
      reminderIntervals: command.reminderIntervals ?? null,
      postmortem: null,
      updates: [],
    },
    [update],
  );
  return {
    changes: [
      { put: 'report', report: incident },
      { put: 'impacts', source: sourceOf(incident), impacts: deriveImpacts(incident) },
    ],
    subjectId: id,
  };
}

/** Removes an incident or a maintenance with its updates and its impacts, as if it had never been. */
export function deleteIncident(state: State, command: CommandOf<'deleteIncident'>): Decision {
  const report = state.reports.find((candidate) => candidate.id === command.incidentId);
  if (!report) return noSuchReport(command.incidentId);
  return {
    changes: [
      { put: 'impacts', source: sourceOf(report), impacts: [] },
      { remove: 'report', reportId: report.id },
    ],
    subjectId: report.id,
  };
}
