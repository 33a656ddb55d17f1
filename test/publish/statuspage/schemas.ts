import { z } from 'zod';

// What the recorded documents of Statuspage's public API v2 look like. Strict: a key that is not here is a mistake.

const id = z.string().regex(/^[a-z0-9]{12}$/);
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$/);
const componentStatus = z.enum([
  'operational',
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
]);
const impact = z.enum(['none', 'minor', 'major', 'critical', 'maintenance']);

const page = z.strictObject({
  id,
  name: z.string(),
  url: z.url(),
  time_zone: z.string(),
  updated_at: instant,
});

const status = z.strictObject({
  indicator: z.enum(['none', 'minor', 'major', 'critical', 'maintenance']),
  description: z.string(),
});

const component = z.strictObject({
  id,
  name: z.string(),
  status: componentStatus,
  created_at: instant,
  updated_at: instant,
  position: z.int(),
  description: z.string().nullable(),
  showcase: z.boolean(),
  // Since about 2020.
  start_date: z.iso.date().nullable().optional(),
  group_id: id.nullable(),
  page_id: id,
  group: z.literal(false),
  only_show_if_degraded: z.boolean(),
});

const group = component.extend({
  group_id: z.null(),
  start_date: z.null().optional(),
  group: z.literal(true),
  components: z.array(id),
});

const affected = z.strictObject({
  code: id,
  name: z.string(),
  old_status: componentStatus,
  new_status: componentStatus,
});
const noComponents = z.strictObject({ name: z.literal('No components were affected by this update.') });

function updateWith<const Status extends z.ZodType>(updateStatus: Status) {
  return z.strictObject({
    id,
    status: updateStatus,
    body: z.string(),
    incident_id: id,
    created_at: instant,
    updated_at: instant,
    display_at: instant,
    affected_components: z.union([z.tuple([noComponents]), z.array(affected).min(1)]).nullable(),
    deliver_notifications: z.boolean(),
    custom_tweet: z.string().nullable(),
    tweet_id: z.string().nullable(),
  });
}

function reportWith<const Status extends z.ZodType>(reportStatus: Status) {
  return z.strictObject({
    id,
    name: z.string(),
    status: reportStatus,
    created_at: instant,
    updated_at: instant,
    monitoring_at: instant.nullable(),
    resolved_at: instant.nullable(),
    impact,
    shortlink: z.url(),
    started_at: instant,
    page_id: id,
    incident_updates: z.array(updateWith(reportStatus)).min(1),
    components: z.array(component),
  });
}

export const incident = reportWith(
  z.enum(['investigating', 'identified', 'monitoring', 'resolved', 'postmortem']),
).extend({
  // Since about 2023.
  reminder_intervals: z.null().optional(),
});

const maintenance = reportWith(z.enum(['scheduled', 'in_progress', 'verifying', 'completed'])).extend({
  scheduled_for: instant,
  scheduled_until: instant,
});

const components = z.array(z.discriminatedUnion('group', [component, group]));
const incidents = z.strictObject({ page, incidents: z.array(incident) });
const maintenances = z.strictObject({ page, scheduled_maintenances: z.array(maintenance) });

/** By the path below /api/v2/, without `.json`. */
export const schemas: Readonly<Record<string, z.ZodType>> = {
  summary: z.strictObject({
    page,
    components,
    incidents: z.array(incident),
    scheduled_maintenances: z.array(maintenance),
    status,
  }),
  status: z.strictObject({ page, status }),
  components: z.strictObject({ page, components }),
  incidents,
  'incidents/unresolved': incidents,
  'scheduled-maintenances': maintenances,
  'scheduled-maintenances/upcoming': maintenances,
  'scheduled-maintenances/active': maintenances,
};

export const oneIncident = z.strictObject({ page, incident });
export const oneMaintenance = z.strictObject({ page, incident: maintenance });

export const history = z.strictObject({
  page_status: z.strictObject({ page, status }),
  components,
  months: z.array(
    z.strictObject({
      name: z.string(),
      year: z.int(),
      starts_on: z.int().min(0).max(6),
      days: z.int().min(28).max(31),
      incidents: z.array(
        z.strictObject({ code: id, name: z.string(), message: z.string(), impact, timestamp: z.string() }),
      ),
    }),
  ),
});
