import { z } from 'zod';
import { isDate } from '../domain/calendar.ts';
import { componentStatuses, impactLevels, incidentStatuses, maintenanceStatuses } from '../domain/status.ts';
import { isTimeZone } from '../domain/timeZone.ts';
import { maxTextLength, normalizeText } from '../text/normalize.ts';

// Statuspage's public API v2, as far as we keep it. Other fields are left out: see leftOut.ts.

/** Instants become ms UTC. The years keep nonsense out, such as the year 0001 of an empty time. */
const instant = z.iso
  .datetime({
    offset: true,
    error: ({ input }) =>
      input === undefined ? 'is missing' : 'must be a time such as 2026-01-31T12:00:00.000Z',
  })
  .transform((text) => Date.parse(text))
  .refine((at) => at >= Date.UTC(1970) && at < Date.UTC(2100), 'must be in the years 1970 to 2099');

const id = z.string().regex(/^[a-z0-9]{12}$/, 'must be 12 characters of a-z and 0-9');

function name(maxLength: number) {
  return z
    .string()
    .max(maxLength, `must have at most ${maxLength} characters`)
    .refine((text) => text.trim() !== '', 'must not be empty')
    .transform(normalizeText);
}

const text = z.string().max(maxTextLength, `must have at most ${maxTextLength} characters`);

export const pageSchema = z.object({
  id,
  name: name(255),
  time_zone: z.string().refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin'),
  updated_at: instant,
});

export const componentSchema = z.object({
  id,
  name: name(255),
  description: text.transform(normalizeText).nullish(),
  status: z.enum(componentStatuses),
  created_at: instant,
  updated_at: instant,
  position: z.int(),
  showcase: z.boolean().default(false),
  only_show_if_degraded: z.boolean().default(false),
  start_date: z.string().refine(isDate, 'must be a day such as 2026-01-31').nullish(),
  group_id: id.nullish(),
  group: z.boolean().default(false),
});

/** What old records have in place of an empty list. */
const noComponents = 'No components were affected by this update.';

export const affectedSchema = z.object({
  code: id,
  // `Group - Component`
  name: name(600),
  old_status: z.enum(componentStatuses),
  new_status: z.enum(componentStatuses),
});

const affectedListSchema = z
  .preprocess(
    (list) =>
      Array.isArray(list) ? list.filter((entry) => entry?.name !== noComponents || 'code' in entry) : list,
    z.array(affectedSchema).nullish(),
  )
  .refine(
    (list) => !list || new Set(list.map((entry) => entry.code)).size === list.length,
    'must not name a component twice',
  );

function updateSchema<const Status extends z.ZodType>(status: Status) {
  return z.object({
    id,
    incident_id: id.optional(),
    status,
    body: text,
    created_at: instant,
    updated_at: instant,
    display_at: instant,
    affected_components: affectedListSchema,
    deliver_notifications: z.boolean().default(true),
  });
}

function reportSchema<const Status extends z.ZodType>(status: Status) {
  return z.object({
    id,
    name: name(255),
    status,
    created_at: instant,
    updated_at: instant,
    started_at: instant.nullish(),
    resolved_at: instant.nullish(),
    impact: z.enum(impactLevels),
    page_id: id.nullish(),
    incident_updates: z.array(updateSchema(status)).min(1, 'must not be empty'),
    components: z.array(z.object({ id, name: name(255) })).nullish(),
    /** Written by recorders that watched a page: `gone_at` is when an incident was no longer among the open ones. */
    _source: z.object({ gone_at: instant.nullish() }).nullish(),
  });
}

export const incidentSchema = reportSchema(z.enum([...incidentStatuses, 'postmortem']))
  .superRefine(checkUpdates)
  .superRefine(checkPostmortem);

export const maintenanceSchema = reportSchema(z.enum(maintenanceStatuses))
  .extend({ scheduled_for: instant, scheduled_until: instant })
  .superRefine(checkUpdates)
  .refine((record) => record.scheduled_until >= record.scheduled_for, {
    path: ['scheduled_until'],
    error: 'must not be before scheduled_for',
  });

function checkUpdates(
  record: { id: string; incident_updates: readonly { id: string; incident_id?: string | undefined }[] },
  context: z.core.$RefinementCtx,
): void {
  const seen = new Set<string>();
  record.incident_updates.forEach((update, index) => {
    const complain = (field: string, message: string): void =>
      void context.addIssue({ code: 'custom', path: ['incident_updates', index, field], message });
    if (seen.has(update.id)) complain('id', 'is the id of another update too');
    if (update.incident_id !== undefined && update.incident_id !== record.id) {
      complain('incident_id', `must be ${record.id}, the incident that the update is in`);
    }
    seen.add(update.id);
  });
}

/** An incident has at most one, and something was said before it. */
function checkPostmortem(
  { incident_updates: updates }: { incident_updates: readonly { status: string }[] },
  context: z.core.$RefinementCtx,
): void {
  const postmortems = updates.filter(({ status }) => status === 'postmortem').length;
  const complain = (message: string): void =>
    void context.addIssue({ code: 'custom', path: ['incident_updates'], message });
  if (postmortems > 1) complain('must not hold two postmortems');
  if (postmortems > 0 && postmortems === updates.length)
    complain('must hold an update besides the postmortem');
}

export type PageRecord = z.infer<typeof pageSchema>;
export type ComponentRecord = z.infer<typeof componentSchema>;
export type IncidentRecord = z.infer<typeof incidentSchema>;
export type MaintenanceRecord = z.infer<typeof maintenanceSchema>;

/** The words for what no schema above has words of its own for. */
export function ruleFor(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined) return 'is missing';
  if (issue.code === 'invalid_type') return `must be ${expected[issue.expected] ?? issue.expected}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return undefined;
}

const expected: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  array: 'a list',
  object: 'an object',
};
