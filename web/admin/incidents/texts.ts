import { defaultText } from '../../../server/domain/defaultTexts.ts';
import type { IncidentStatus } from '../../../server/domain/status.ts';
import { incidentStatuses } from '../../../server/domain/status.ts';
import type { Incident } from '../api/shapes.ts';
import { words } from '../words/words.ts';

/** What the server says for who says nothing. */
export function wordsFor(status: IncidentStatus, updates: Incident['incident_updates']): string {
  return defaultText(status, updates).source;
}

export function isIncidentStatus(status: string | null | undefined): status is IncidentStatus {
  return incidentStatuses.some((one) => one === status);
}

export function isOver({ status }: Pick<Incident, 'status'>): boolean {
  return status === 'resolved' || status === 'postmortem';
}

/** The status that is most likely the next one. */
export function likelyNext({ status }: Pick<Incident, 'status'>): IncidentStatus {
  if (!isIncidentStatus(status)) return 'resolved';
  return incidentStatuses[incidentStatuses.indexOf(status) + 1] ?? 'resolved';
}

/** The statuses of an incident to choose from. */
export function statusOptions(): { value: IncidentStatus; label: string }[] {
  return incidentStatuses.map((value) => ({ value, label: words.value.reportStatuses[value] }));
}
