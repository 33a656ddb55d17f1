import { z } from 'zod';
import { isDate, startOfDate } from '../../domain/calendar.ts';
import type { CommandOf } from '../../domain/command.ts';
import { renderMarkdown } from '../../text/markdown.ts';
import type { Desk } from './desk.ts';
import { draftShape, keepDraft } from './draftShape.ts';
import { instant, name, type reportStatus } from './fields.ts';
import { given } from './given.ts';
import {
  draftFields,
  type IncidentFields,
  idsOf,
  incidentFields,
  isDraft,
  metadataOf,
  plan,
  statusesOf,
} from './incidentFields.ts';
import { incidentShape } from './incidentShape.ts';
import { invalidField as invalid } from './invalidField.ts';
import { operation } from './operation.ts';
import { showIncident } from './showIncident.ts';

export const newIncident = z.strictObject({ ...incidentFields, name });
const newBody = z.strictObject({ incident: newIncident.extend(draftFields) });

export const createIncident = operation({
  method: 'POST',
  path: '/pages/{page_id}/incidents',
  role: 'editor',
  summary: 'Open an incident, schedule a maintenance, enter a past incident, or keep one of these as a draft',
  body: newBody,
  answer: { status: 201, schema: z.union([incidentShape, draftShape]) },
  run: async ({ desk, body: { incident } }) => {
    const command = await creation(desk, incident);
    if (isDraft(incident)) return keepDraft(desk, command, incident.publish_at ?? null);
    return showIncident(desk, await desk.perform(command));
  },
});

/** The command that a new incident or maintenance comes to. Throws `Refused`. */
export async function creation(
  desk: Desk,
  incident: z.output<typeof newIncident>,
): Promise<CommandOf<'openIncident'> | CommandOf<'scheduleMaintenance'>> {
  const said = given({
    text: incident.body ? renderMarkdown(incident.body) : undefined,
    deliverNotifications: incident.deliver_notifications,
    impactOverride: incident.impact_override,
    metadata: metadataOf(incident),
  });
  const { scheduled_for: scheduledFor, scheduled_until: scheduledUntil } = incident;
  if (scheduledFor || scheduledUntil) {
    if (!scheduledFor || !scheduledUntil) {
      throw invalid('scheduled_until', 'and scheduled_for must be given together');
    }
    const { status = 'scheduled' } = incident;
    if (status !== 'scheduled' && status !== 'in_progress') {
      throw invalid('status', 'must be scheduled or in_progress for a new maintenance');
    }
    return {
      type: 'scheduleMaintenance',
      name: incident.name,
      scheduledFor,
      scheduledUntil,
      ...(status === 'in_progress'
        ? { begun: statusesOf(incident), componentIds: idsOf(incident) ?? [] }
        : { componentIds: [...Object.keys(statusesOf(incident)), ...(idsOf(incident) ?? [])] }),
      ...plan(incident),
      ...said,
    };
  }
  const status = incident.status ?? (incident.backfilled ? 'resolved' : 'investigating');
  if (!isIncidentStatus(status)) throw invalid('status', 'needs scheduled_for and scheduled_until');
  return {
    type: 'openIncident',
    name: incident.name,
    status,
    statuses: statusesOf(incident),
    ...given({
      displayAt: await backfillInstant(desk, incident),
      backfilled: incident.backfilled,
      componentIds: idsOf(incident),
      reminderIntervals: incident.reminder_intervals,
    }),
    ...said,
  };
}

function isIncidentStatus(
  status: z.output<typeof reportStatus>,
): status is 'investigating' | 'identified' | 'monitoring' | 'resolved' {
  return ['investigating', 'identified', 'monitoring', 'resolved'].includes(status);
}

/** The instant of a past incident: `backfill_date` as an instant, or a date of the page's zone from its beginning. */
async function backfillInstant(desk: Desk, incident: IncidentFields): Promise<number | undefined> {
  const { backfilled, backfill_date: date } = incident;
  if (backfilled && (Object.keys(statusesOf(incident)).length > 0 || (idsOf(incident) ?? []).length > 0)) {
    throw invalid('components', 'cannot be given for a backfilled incident');
  }
  if (date === undefined) return undefined;
  if (!backfilled) throw invalid('backfill_date', 'needs backfilled');
  if (isDate(date)) {
    const { page } = await desk.read((reads) => reads.page());
    return startOfDate(date, page.timeZone);
  }
  const at = instant.safeParse(date);
  if (!at.success)
    throw invalid('backfill_date', 'must be a date or an instant such as 2026-11-23T14:02:00Z');
  return at.data;
}
