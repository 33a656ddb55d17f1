import type { Role } from '../domain/access.ts';
import type { Impact, ImpactSource } from '../domain/impact.ts';
import type { AffectedComponent, Report } from '../domain/incident.ts';
import type { AvailabilityPolicy } from '../domain/policy.ts';
import type { ComponentStatus, ImpactLevel } from '../domain/status.ts';
import type { Kit } from './columns.ts';

export type Tables = ReturnType<typeof defineTables>;

/** What is remembered, once for both dialects. */
export function defineTables(kit: Kit) {
  const { table, index, primaryKey, text, instant, integer, real, boolean, json } = kit;

  /** One row. Its revision is what every commit claims first; its audit head is the hash of the last entry. */
  const page = table('page', {
    row: integer('row').primaryKey(),
    revision: integer('revision').notNull(),
    auditHead: text('audit_head').notNull(),
    id: text('id').notNull(),
    name: text('name').notNull(),
    timeZone: text('time_zone').notNull(),
    policy: json('policy').$type<AvailabilityPolicy>().notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    namedAt: instant('named_at'),
  });

  const groups = table('groups', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    description: text('description'),
    position: integer('position').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  });

  const components = table('components', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    description: text('description'),
    groupId: text('group_id').references(() => groups.id),
    position: integer('position').notNull(),
    showcase: boolean('showcase').notNull(),
    onlyShowIfDegraded: boolean('only_show_if_degraded').notNull(),
    startDate: text('start_date'),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
    retiredAt: instant('retired_at'),
  });

  /** Incidents and maintenances. The columns from `latestAt` on follow from the others, for finding rows. */
  const incidents = table(
    'incidents',
    {
      id: text('id').primaryKey(),
      kind: text('kind').$type<Report['kind']>().notNull(),
      name: text('name').notNull(),
      status: text('status').$type<Report['status']>().notNull(),
      impact: text('impact').$type<ImpactLevel>().notNull(),
      impactOverride: text('impact_override').$type<ImpactLevel>(),
      createdAt: instant('created_at').notNull(),
      updatedAt: instant('updated_at').notNull(),
      startedAt: instant('started_at').notNull(),
      monitoringAt: instant('monitoring_at'),
      resolvedAt: instant('resolved_at'),
      scheduledFor: instant('scheduled_for'),
      scheduledUntil: instant('scheduled_until'),
      componentIds: json('component_ids').$type<readonly string[]>(),
      statusDuring: text('status_during').$type<ComponentStatus>(),
      autoStart: boolean('auto_start'),
      autoComplete: boolean('auto_complete'),
      /** `displayAt` of the latest update. */
      latestAt: instant('latest_at').notNull(),
      /** An incident's time is from its first update to its resolution, a maintenance's is its scheduled window. */
      beganAt: instant('began_at').notNull(),
      endedAt: instant('ended_at'),
      /** When the clock has something to do for a maintenance. */
      dueAt: instant('due_at'),
    },
    (row) => [
      index('incidents_latest').on(row.kind, row.latestAt),
      index('incidents_resolved').on(row.resolvedAt),
      index('incidents_began').on(row.beganAt),
      index('incidents_due').on(row.dueAt),
    ],
  );

  const updates = table(
    'incident_updates',
    {
      incidentId: text('incident_id')
        .notNull()
        .references(() => incidents.id, { onDelete: 'cascade' }),
      id: text('id').notNull(),
      status: text('status').$type<Report['status']>().notNull(),
      source: text('source').notNull(),
      html: text('html').notNull(),
      affected: json('affected').$type<readonly AffectedComponent[]>(),
      deliverNotifications: boolean('deliver_notifications').notNull(),
      displayAt: instant('display_at').notNull(),
      createdAt: instant('created_at').notNull(),
      updatedAt: instant('updated_at').notNull(),
    },
    (row) => [primaryKey({ columns: [row.incidentId, row.id] })],
  );

  const impacts = table(
    'impacts',
    {
      sourceKind: text('source_kind').$type<ImpactSource['kind']>().notNull(),
      sourceId: text('source_id').notNull(),
      componentId: text('component_id')
        .notNull()
        .references(() => components.id),
      status: text('status').$type<Impact['status']>().notNull(),
      startedAt: instant('started_at').notNull(),
      endedAt: instant('ended_at'),
    },
    (row) => [
      primaryKey({ columns: [row.sourceKind, row.sourceId, row.componentId, row.startedAt] }),
      index('impacts_component').on(row.componentId, row.startedAt),
      index('impacts_ended').on(row.endedAt),
    ],
  );

  /** Incidents and maintenances that were deleted, so that an import does not bring them back. */
  const deletedIncidents = table('deleted_incidents', { id: text('id').primaryKey() });

  const tokens = table('tokens', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    secretHash: text('secret_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  });

  const measurements = table(
    'measurements',
    {
      series: text('series').notNull(),
      at: instant('at').notNull(),
      value: real('value').notNull(),
    },
    (row) => [primaryKey({ columns: [row.series, row.at] })],
  );

  /** One entry per revision, each with the hash of itself and of the one before. */
  const auditEntries = table('audit_entries', {
    revision: integer('revision').primaryKey(),
    at: instant('at').notNull(),
    actor: text('actor').notNull(),
    command: text('command').notNull(),
    subjectId: text('subject_id'),
    /** The changes, as the very text that was hashed. */
    payload: text('payload').notNull(),
    hash: text('hash').notNull(),
  });

  return {
    page,
    groups,
    components,
    incidents,
    updates,
    impacts,
    deletedIncidents,
    tokens,
    measurements,
    auditEntries,
  };
}
