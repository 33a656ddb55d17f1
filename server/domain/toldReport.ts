import { byDisplayTime, isFinal } from './deriveImpacts.ts';
import type { Incident, IncidentUpdate, Report } from './incident.ts';

/** What readers are told that a report is. On a Statuspage a published postmortem is the last status of its incident. */
export type ToldStatus = Report['status'] | 'postmortem';
export type ToldUpdate = IncidentUpdate<ToldStatus>;

/** All that readers are told of a report, newest first: its updates, and its postmortem while that is published. */
export function toldUpdates(report: Report): readonly ToldUpdate[] {
  const postmortem = report.kind === 'incident' ? postmortemUpdate(report) : null;
  if (!postmortem) return report.updates;
  return [...report.updates, postmortem].sort((a, b) => byDisplayTime(b, a));
}

/** The status of the newest that is told; an incident that was reopened is open, whatever its postmortem says. */
export function toldStatus(report: Report): ToldStatus {
  const [newest] = toldUpdates(report);
  return isFinal(report.status) && newest ? newest.status : report.status;
}

/** It says nothing of components, so no number depends on it. */
function postmortemUpdate({ id, postmortem }: Incident): IncidentUpdate<'postmortem'> | null {
  if (!postmortem) return null;
  const { body, bodyUpdatedAt, publishedAt, postedAt } = postmortem;
  if (body === null || bodyUpdatedAt === null || publishedAt === null || postedAt === null) return null;
  return {
    id: postmortem.updateId,
    incidentId: id,
    status: 'postmortem',
    text: body,
    affected: null,
    affectedIsWhole: true,
    deliverNotifications: postmortem.notifySubscribers,
    displayAt: publishedAt,
    createdAt: postedAt,
    updatedAt: bodyUpdatedAt,
    editedAt: bodyUpdatedAt > postedAt ? bodyUpdatedAt : null,
  };
}
