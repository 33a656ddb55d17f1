import type { OneTimeLink, Role, TwoFactor } from '../domain/access.ts';
import type { AccessEvent } from '../domain/accessEvent.ts';
import type { AlertKind } from '../domain/alert.ts';
import type { Announcement, StatusChange } from '../domain/announcement.ts';
import type { AnnouncementState, DeliveryState } from '../domain/delivery.ts';
import type { DraftedCommand } from '../domain/draft.ts';
import type { EmbedConfig } from '../domain/embed.ts';
import type { Impact, ImpactSource } from '../domain/impact.ts';
import type { AffectedComponent, Metadata, Report } from '../domain/incident.ts';
import type { Language } from '../domain/language.ts';
import type { Logo } from '../domain/logo.ts';
import type { PlannedMaintenance } from '../domain/maintenanceSeries.ts';
import type { AvailabilityPolicy } from '../domain/policy.ts';
import type { Postmortem } from '../domain/postmortem.ts';
import type { ComponentStatus, ImpactLevel } from '../domain/status.ts';
import type { Channel, Subscriber, SubscriberState } from '../domain/subscriber.ts';
import type { SubscriptionRequest } from '../domain/subscribing.ts';
import type { IncidentTemplate } from '../domain/template.ts';
import type { Interval } from '../domain/uptime.ts';
import type { Kit } from './columns.ts';

export type Tables = ReturnType<typeof defineTables>;

/** What is remembered, once for both dialects. */
export function defineTables(kit: Kit) {
  const { table, index, uniqueIndex, primaryKey, text, instant, integer, real, boolean, json } = kit;

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
    description: text('description'),
    headline: text('headline'),
    websiteUrl: text('website_url'),
    supportUrl: text('support_url'),
    hiddenFromSearch: boolean('hidden_from_search').notNull().default(false),
    /** Null: as by default. */
    embed: json('embed').$type<EmbedConfig>(),
    language: text('language').$type<Language>().notNull().default('en'),
    accentColor: text('accent_color'),
    accentColorDark: text('accent_color_dark'),
    /** Null: none. */
    logo: json('logo').$type<Logo>(),
  });

  /** The bytes of the page's logo, apart from the page, which is read all the time. At most one row. */
  const logoImages = table('logo_images', {
    id: text('id').primaryKey(),
    /** Base64. */
    data: text('data').notNull(),
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
    /** Null: none. */
    absences: json('absences').$type<readonly Interval[]>(),
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
      restoresAfter: boolean('restores_after'),
      notifyAtStart: boolean('notify_at_start'),
      notifyAtEnd: boolean('notify_at_end'),
      remindPrior: boolean('remind_prior'),
      remindAt: instant('remind_at'),
      remindedAt: instant('reminded_at'),
      /** Null: none. */
      metadata: json('metadata').$type<Metadata>(),
      backfilled: boolean('backfilled').notNull().default(false),
      reminderIntervals: text('reminder_intervals'),
      postmortem: json('postmortem').$type<Postmortem>(),
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
      affectedIsWhole: boolean('affected_is_whole').notNull().default(false),
      deliverNotifications: boolean('deliver_notifications').notNull(),
      displayAt: instant('display_at').notNull(),
      createdAt: instant('created_at').notNull(),
      updatedAt: instant('updated_at').notNull(),
      editedAt: instant('edited_at'),
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
      reason: text('reason'),
    },
    (row) => [
      primaryKey({ columns: [row.sourceKind, row.sourceId, row.componentId, row.startedAt] }),
      index('impacts_component').on(row.componentId, row.startedAt),
      index('impacts_ended').on(row.endedAt),
    ],
  );

  /** Incidents and maintenances that were deleted, so that an import does not bring them back. */
  const deletedIncidents = table('deleted_incidents', { id: text('id').primaryKey() });

  const templates = table('incident_templates', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    title: text('title').notNull(),
    body: text('body').notNull(),
    groupId: text('group_id'),
    status: text('status').$type<IncidentTemplate['status']>(),
    componentIds: json('component_ids').$type<readonly string[]>().notNull(),
    notifies: boolean('notifies').notNull(),
    tweets: boolean('tweets').notNull(),
    createdAt: instant('created_at').notNull(),
    updatedAt: instant('updated_at').notNull(),
  });

  const drafts = table(
    'drafts',
    {
      id: text('id').primaryKey(),
      command: json('command').$type<DraftedCommand>().notNull(),
      author: text('author').notNull(),
      /** Null: the author, in rows of before this was kept. */
      changedBy: text('changed_by'),
      publishAt: instant('publish_at'),
      problem: text('problem'),
      createdAt: instant('created_at').notNull(),
      updatedAt: instant('updated_at').notNull(),
      /** Follows from the others: when the clock has something to do. */
      dueAt: instant('due_at'),
    },
    (row) => [index('drafts_due').on(row.dueAt)],
  );

  const series = table(
    'maintenance_series',
    {
      id: text('id').primaryKey(),
      plan: json('plan').$type<PlannedMaintenance>().notNull(),
      startsAt: text('starts_at').notNull(),
      timeZone: text('time_zone').notNull(),
      durationMs: integer('duration_ms').notNull(),
      rule: text('rule').notNull(),
      planAt: instant('plan_at'),
      createdAt: instant('created_at').notNull(),
      updatedAt: instant('updated_at').notNull(),
    },
    (row) => [index('maintenance_series_plan').on(row.planAt)],
  );

  /** The key is what makes it impossible to schedule an occurrence twice. */
  const occurrences = table(
    'maintenance_occurrences',
    {
      seriesId: text('series_id')
        .notNull()
        .references(() => series.id, { onDelete: 'cascade' }),
      date: text('date').notNull(),
      reportId: text('report_id'),
      edited: boolean('edited').notNull(),
    },
    (row) => [
      primaryKey({ columns: [row.seriesId, row.date] }),
      index('maintenance_occurrences_report').on(row.reportId),
    ],
  );

  const merged = table('merged_incidents', {
    id: text('id').primaryKey(),
    intoId: text('into_id').notNull(),
    mergedAt: instant('merged_at').notNull(),
  });

  const tokens = table('tokens', {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    secretHash: text('secret_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
    expiresAt: instant('expires_at'),
    memberId: text('member_id'),
  });

  const members = table('members', {
    id: text('id').primaryKey(),
    email: text('email').notNull(),
    role: text('role').$type<Role>().notNull(),
    passwordHash: text('password_hash'),
    passwordSetAt: instant('password_set_at'),
    twoFactor: json('two_factor').$type<TwoFactor>(),
    createdAt: instant('created_at').notNull(),
    removedAt: instant('removed_at'),
    name: text('name'),
  });

  /** Only those that can still be used, or have expired unused. */
  const links = table('one_time_links', {
    id: text('id').primaryKey(),
    purpose: text('purpose').$type<OneTimeLink['purpose']>().notNull(),
    memberId: text('member_id').references(() => members.id),
    secretHash: text('secret_hash').notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
  });

  const sessions = table('sessions', {
    id: text('id').primaryKey(),
    memberId: text('member_id')
      .notNull()
      .references(() => members.id),
    secretHash: text('secret_hash').notNull(),
    confirmedAt: instant('confirmed_at').notNull(),
    createdAt: instant('created_at').notNull(),
    client: text('client'),
  });

  /** When a token or a session was last used, to about a minute. Not part of any revision. */
  const uses = table('uses', {
    id: text('id').primaryKey(),
    at: instant('at').notNull(),
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
    /** From where; null for what nobody sent, and in entries of before this was kept. */
    origin: text('origin'),
    /** What each change replaced; null in entries of before this was kept. */
    before: text('before'),
  });

  /** Requests with an `Idempotency-Key`, kept for a day. The columns from `status` on are the answer, once it is made. */
  const requests = table(
    'requests',
    {
      caller: text('caller').notNull(),
      key: text('key').notNull(),
      /** What was asked: a hash of the method, the path and the body. */
      fingerprint: text('fingerprint').notNull(),
      at: instant('at').notNull(),
      /** What it came to; null when it changed nothing. */
      revision: integer('revision'),
      subjectId: text('subject_id'),
      status: integer('status'),
      headers: json('headers').$type<Readonly<Record<string, string>>>(),
      body: text('body'),
    },
    (row) => [primaryKey({ columns: [row.caller, row.key] }), index('requests_at').on(row.at)],
  );

  /** Outside of the page's revision and of the audit log: addresses of people are erased when they want it. */
  const subscribers = table(
    'subscribers',
    {
      id: text('id').primaryKey(),
      channel: text('channel').$type<Channel>().notNull(),
      address: text('address').notNull(),
      audience: text('audience').$type<Subscriber['audience']>().notNull(),
      state: text('state').$type<SubscriberState>().notNull(),
      scope: json('scope').$type<Subscriber['scope']>(),
      incidents: boolean('incidents').notNull(),
      maintenances: boolean('maintenances').notNull(),
      /** Empty: not of one incident alone. A null would not be unique. */
      incidentId: text('incident_id').notNull(),
      language: text('language').$type<Language>().notNull(),
      timeZone: text('time_zone'),
      contactEmail: text('contact_email'),
      createdAt: instant('created_at').notNull(),
      confirmedAt: instant('confirmed_at'),
      confirmationSentAt: instant('confirmation_sent_at'),
      quarantinedAt: instant('quarantined_at'),
      quarantineReason: text('quarantine_reason'),
      unsubscribedAt: instant('unsubscribed_at'),
    },
    (row) => [
      uniqueIndex('subscribers_address').on(row.channel, row.address, row.incidentId, row.audience),
      index('subscribers_state').on(row.state, row.channel),
      index('subscribers_contact').on(row.contactEmail),
    ],
  );

  /** What was asked from outside about a subscription, until it is answered by mail. */
  const subscriptionRequests = table(
    'subscription_requests',
    {
      /** The id of the subscriber that it is about, or that it comes to. */
      id: text('id').primaryKey(),
      askedAt: instant('asked_at').notNull(),
      /** When to answer, or to try again. */
      dueAt: instant('due_at').notNull(),
      attempts: integer('attempts').notNull(),
      wanted: json('wanted').$type<SubscriptionRequest['wanted']>(),
      /** Which mail answers it. */
      purpose: text('purpose').$type<SubscriptionRequest['purpose']>().notNull().default('link'),
    },
    (row) => [index('subscription_requests_due').on(row.dueAt)],
  );

  /** What is or was wrong with the installation, as staff were told. */
  const alerts = table('alerts', {
    id: text('id').primaryKey(),
    kind: text('kind').$type<AlertKind>().notNull(),
    incidentId: text('incident_id'),
    since: instant('since').notNull(),
    noticedAt: instant('noticed_at').notNull(),
    overAt: instant('over_at'),
  });

  /** What is to be told, written by the commit that it tells of. */
  const announcements = table(
    'announcements',
    {
      id: text('id').primaryKey(),
      at: instant('at').notNull(),
      dueAt: instant('due_at').notNull(),
      about: text('about').$type<Announcement['about']>().notNull(),
      reportId: text('report_id'),
      reportKind: text('report_kind').$type<Report['kind']>(),
      updateId: text('update_id'),
      componentIds: json('component_ids').$type<readonly string[]>().notNull(),
      statusChanges: json('status_changes').$type<readonly StatusChange[]>().notNull(),
      /** `waiting`: not everybody who is to be told has a delivery yet. */
      state: text('state').$type<AnnouncementState>().notNull(),
      /** The last subscriber that was looked at, by id. */
      reached: text('reached').notNull(),
      /** Since when staff keep it, and all that waits of its report, from being told; null: they do not. */
      pausedAt: instant('paused_at'),
    },
    (row) => [
      index('announcements_due').on(row.state, row.dueAt),
      index('announcements_report').on(row.reportId),
    ],
  );

  /** What became of deliveries that are forgotten, counted. */
  const deliverySums = table(
    'delivery_sums',
    {
      announcementId: text('announcement_id').notNull(),
      channel: text('channel').$type<Channel>().notNull(),
      state: text('state').$type<DeliveryState>().notNull(),
      count: integer('count').notNull(),
      lastAt: instant('last_at').notNull(),
    },
    (row) => [primaryKey({ columns: [row.announcementId, row.channel, row.state] })],
  );

  /** One announcement for one subscriber. */
  const deliveries = table(
    'deliveries',
    {
      /** Of the announcement and of the subscriber, so that nobody has two of one. */
      id: text('id').primaryKey(),
      announcementId: text('announcement_id').notNull(),
      subscriberId: text('subscriber_id').notNull(),
      channel: text('channel').$type<Channel>().notNull(),
      reportId: text('report_id'),
      /** `at` of the announcement: what was posted first is told first. */
      at: instant('at').notNull(),
      state: text('state').$type<DeliveryState>().notNull(),
      /** When to try it next. */
      dueAt: instant('due_at').notNull(),
      /** Who tries it now, and until when it is theirs. */
      leasedBy: text('leased_by').notNull(),
      leasedUntil: instant('leased_until').notNull(),
      attempts: integer('attempts').notNull(),
      /** When it was sent, or given up. */
      settledAt: instant('settled_at'),
      /** Why the last attempt failed. */
      problem: text('problem'),
    },
    (row) => [
      index('deliveries_due').on(row.state, row.channel, row.dueAt),
      index('deliveries_leased').on(row.leasedBy),
      index('deliveries_announcement').on(row.announcementId, row.state),
      index('deliveries_subscriber').on(row.subscriberId, row.state),
      index('deliveries_settled').on(row.settledAt),
    ],
  );

  /** Secrets of this installation, made when they are first needed. */
  const keys = table('keys', {
    name: text('name').primaryKey(),
    value: text('value').notNull(),
  });

  /**
   * What one process at a time does for all that share the database, on the database's own clock. The fence grows
   * with each change of hands. Stays empty where a process is alone.
   */
  const leases = table('leases', {
    name: text('name').primaryKey(),
    holder: text('holder').notNull(),
    fence: integer('fence').notNull(),
    expiresAt: instant('expires_at').notNull(),
  });

  /** Who tried to come in, for as long as it holds others back. In the order in which it counted. */
  const accessAttempts = table(
    'access_attempts',
    {
      number: integer('number').primaryKey(),
      at: instant('at').notNull(),
      event: json('event').$type<AccessEvent>().notNull(),
    },
    (row) => [index('access_attempts_at').on(row.at)],
  );

  return {
    page,
    logoImages,
    groups,
    components,
    incidents,
    updates,
    impacts,
    deletedIncidents,
    templates,
    drafts,
    series,
    occurrences,
    merged,
    tokens,
    members,
    links,
    sessions,
    uses,
    measurements,
    auditEntries,
    requests,
    subscribers,
    subscriptionRequests,
    alerts,
    announcements,
    deliveries,
    deliverySums,
    keys,
    leases,
    accessAttempts,
  };
}
