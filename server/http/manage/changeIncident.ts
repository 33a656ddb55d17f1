import { z } from 'zod';
import { isFinal } from '../../domain/deriveImpacts.ts';
import type { Report } from '../../domain/incident.ts';
import { type ToldStatus, toldStatus } from '../../domain/toldReport.ts';
import type { Desk } from './desk.ts';
import { draftShape, keepDraft } from './draftShape.ts';
import { maybe, name, toldReportStatus } from './fields.ts';
import { given } from './given.ts';
import {
  type DraftFields,
  draftedUpdate,
  draftFields,
  type IncidentFields,
  idsOf,
  incidentFields,
  isDraft,
  metadataOf,
  plan,
  statusesOf,
  updateFields,
  updateOf,
} from './incidentFields.ts';
import { incidentShape } from './incidentShape.ts';
import { invalidField as invalid } from './invalidField.ts';
import { type Call, operation } from './operation.ts';
import { noSuchIncident, showIncident } from './showIncident.ts';

const changeBody = z.strictObject({
  incident: z.strictObject({
    ...incidentFields,
    ...draftFields,
    name: name.optional(),
    status: maybe(toldReportStatus),
  }),
});

const change = {
  path: '/pages/{page_id}/incidents/{incident_id}',
  role: 'editor',
  summary:
    'Change an incident or a maintenance; a status, a body or components post an update, or keep it as a draft',
  body: changeBody,
  answer: { status: 200, schema: z.union([incidentShape, draftShape]) },
  run: async ({ desk, params, body }: Call<undefined, z.output<typeof changeBody>>) => {
    const incidentId = params.incident_id ?? '';
    const before = await desk.read((reads) => reads.report(incidentId));
    if (!before) throw await desk.read((reads) => noSuchIncident(reads, incidentId));
    const incident = { ...body.incident, status: newStatus(body.incident.status, before) };
    if (isDraft(incident)) return draftUpdate(desk, incident, before);
    await desk.perform({
      type: 'editReport',
      incidentId,
      ...given({
        name: incident.name,
        impactOverride: incident.impact_override,
        scheduledFor: incident.scheduled_for ?? undefined,
        scheduledUntil: incident.scheduled_until ?? undefined,
        componentIds: idsOf(incident),
        reminderIntervals: before.kind === 'incident' ? incident.reminder_intervals : undefined,
        metadata: metadataOf(incident),
        update: speaks(incident, before) ? updateOf(incident) : undefined,
      }),
      ...plan(incident),
    });
    return showIncident(desk, incidentId);
  },
} as const;

/** The status that a request asks for. That of an incident with a postmortem can be sent back, and says nothing new. */
function newStatus(status: ToldStatus | undefined, before: Report): Report['status'] | undefined {
  if (status !== 'postmortem') return status;
  if (toldStatus(before) === status) return undefined;
  throw invalid('status', 'becomes postmortem when a postmortem is published, with PUT …/postmortem/publish');
}

/**
 * Whether a change is meant as an update. A status that stays as it is is one, as on a Statuspage, but not in a whole
 * object that is sent back, and not when it is over already.
 */
function speaks(incident: IncidentFields, before: Report): boolean {
  if (incident.body !== undefined || Object.keys(statusesOf(incident)).length > 0) return true;
  if (incident.status === undefined) return false;
  const sentBack = incident.incident_updates !== undefined;
  return incident.status !== before.status || !(sentBack || isFinal(before.status));
}

/** Keeps the update of a request as a draft. What else it may say of an incident takes effect at once or not at all. */
async function draftUpdate(desk: Desk, incident: IncidentFields & DraftFields, report: Report) {
  const { draft: _, publish_at: publishAt, ...said } = incident;
  const other = Object.keys(given(said)).find((key) => !(key in updateFields));
  if (other)
    throw invalid(other, `cannot be kept in a draft; only ${Object.keys(updateFields).join(', ')} can`);
  return keepDraft(desk, draftedUpdate(report.id, said), publishAt ?? null);
}

export const deleteIncident = operation({
  method: 'DELETE',
  path: '/pages/{page_id}/incidents/{incident_id}',
  role: 'editor',
  summary: 'Delete an incident or a maintenance, with its updates and its effect on the numbers',
  answer: { status: 200, schema: incidentShape },
  run: async ({ desk, params }) => {
    const before = await showIncident(desk, params.incident_id ?? '');
    await desk.perform({ type: 'deleteIncident', incidentId: before.id });
    return before;
  },
});

export const changeIncident = [
  operation({ ...change, method: 'PATCH' }),
  operation({ ...change, method: 'PUT' }),
];
