import { defaultText } from '../../../server/domain/defaultTexts.ts';
import {
  type IncidentStatus,
  incidentStatuses,
  type MaintenanceStatus,
  maintenanceStatuses,
} from '../../../server/domain/status.ts';
import type { Incident } from '../api/shapes.ts';
import { words } from '../words/words.ts';

/** The API shapes a maintenance as an incident that is scheduled. */
export type ReportKind = 'incident' | 'maintenance';
export type WrittenStatus = IncidentStatus | MaintenanceStatus;

export function kindOf({ scheduled_for: scheduled }: Pick<Incident, 'scheduled_for'>): ReportKind {
  return scheduled === null ? 'incident' : 'maintenance';
}

/** Where reports of a kind are worked on; one of them below it. */
export const roomOf = { incident: '/admin/incidents', maintenance: '/admin/maintenances' } as const;

/** The statuses of a kind, in the order in which they usually come. */
export const statusesOf: Readonly<Record<ReportKind, readonly WrittenStatus[]>> = {
  incident: incidentStatuses,
  maintenance: maintenanceStatuses,
};

/** What the server says for who says nothing. */
export function wordsFor(status: WrittenStatus, updates: Incident['incident_updates']): string {
  return defaultText(status, updates).source;
}

export function isIncidentStatus(status: string | null | undefined): status is IncidentStatus {
  return incidentStatuses.some((one) => one === status);
}

/** The status of this kind that somebody means; null: it is none. */
export function statusOf(kind: ReportKind, status: string | null | undefined): WrittenStatus | null {
  return statusesOf[kind].find((one) => one === status) ?? null;
}

export function isOver({ status }: Pick<Incident, 'status'>): boolean {
  return status === 'resolved' || status === 'completed' || status === 'postmortem';
}

export function ends(status: WrittenStatus): boolean {
  return isOver({ status });
}

/** The status that an update most likely has: of an incident the next one; a maintenance goes on by its plan. */
export function likelyNext(report: Pick<Incident, 'status' | 'scheduled_for'>): WrittenStatus {
  if (kindOf(report) === 'maintenance') return statusOf('maintenance', report.status) ?? 'completed';
  if (!isIncidentStatus(report.status)) return 'resolved';
  return incidentStatuses[incidentStatuses.indexOf(report.status) + 1] ?? 'resolved';
}

/** Statuses to choose from. */
export function statusOptions<Status extends WrittenStatus>(
  statuses: readonly Status[],
): { value: Status; label: string }[] {
  return statuses.map((value) => ({ value, label: words.value.reportStatuses[value] }));
}
