import { z } from 'zod';
import type { Component } from '../../domain/component.ts';
import { concernedComponents } from '../../domain/concernedComponents.ts';
import type { Report } from '../../domain/incident.ts';
import { nextReminderAt, overdueSince } from '../../domain/reminders.ts';
import { nameWithGroup } from '../../domain/reportUpdates.ts';
import { type ToldUpdate, toldStatus, toldUpdates } from '../../domain/toldReport.ts';
import { type AffectedList, affectedLists } from '../../publish/statuspage/affected.ts';
import { componentStatus, impactLevel, toldReportStatus } from './fields.ts';
import { componentShape, type Surroundings, toComponent } from './shapes.ts';
import { time } from './time.ts';

/** Incidents and maintenances as the manage API answers them, in the shape of Statuspage's v1. */

const at = z.string();
const maybe = at.nullable();

/** Where no component was affected, recorded lists have a sentence as the name of the only entry. */
const affectedShape = z.union([
  z.object({
    code: z.string(),
    name: z.string(),
    old_status: componentStatus,
    new_status: componentStatus,
  }),
  z.object({ name: z.string() }),
]);

export const updateShape = z
  .object({
    id: z.string(),
    incident_id: z.string(),
    status: toldReportStatus,
    body: z.string(),
    affected_components: z.array(affectedShape).nullable(),
    deliver_notifications: z.boolean(),
    display_at: at,
    created_at: at,
    updated_at: at,
    /** Ours: when what it says was last changed after it was posted. */
    edited_at: maybe,
    custom_tweet: z.null(),
    tweet_id: z.null(),
    twitter_updated_at: z.null(),
    wants_twitter_update: z.literal(false),
  })
  .meta({ id: 'IncidentUpdate' });

export const incidentShape = z
  .object({
    id: z.string(),
    page_id: z.string(),
    name: z.string(),
    status: toldReportStatus,
    impact: impactLevel,
    impact_override: impactLevel.nullable(),
    created_at: at,
    updated_at: at,
    started_at: at,
    monitoring_at: maybe,
    resolved_at: maybe,
    scheduled_for: maybe,
    scheduled_until: maybe,
    scheduled_auto_in_progress: z.boolean(),
    scheduled_auto_completed: z.boolean(),
    auto_transition_to_maintenance_state: z.boolean(),
    auto_transition_to_operational_state: z.boolean(),
    auto_transition_deliver_notifications_at_start: z.boolean(),
    auto_transition_deliver_notifications_at_end: z.boolean(),
    scheduled_remind_prior: z.boolean(),
    scheduled_reminded_at: maybe,
    backfilled: z.boolean(),
    metadata: z.record(z.string(), z.record(z.string(), z.unknown())),
    reminder_intervals: z.string().nullable(),
    /** Ours: when staff are next to be reminded of the silence of an open incident. */
    next_reminder_at: maybe,
    /** Ours: since when an open incident has been silent for longer than its reminder intervals allow. */
    overdue_since: maybe,
    postmortem_body: z.string().nullable(),
    postmortem_body_last_updated_at: maybe,
    postmortem_ignored: z.literal(false),
    postmortem_notified_subscribers: z.literal(false),
    postmortem_notified_twitter: z.literal(false),
    postmortem_published_at: maybe,
    /** Ours: when the draft of its postmortem was written; null when there is none. */
    postmortem_draft_updated_at: maybe,
    shortlink: z.string(),
    components: z.array(componentShape),
    incident_updates: z.array(updateShape),
  })
  .meta({ id: 'Incident' });

/** The components that a report concerns, in the order of the page. */
function concerned(report: Report, { components }: Surroundings): Component[] {
  const ids = concernedComponents(report);
  return components.filter(({ id }) => ids.has(id));
}

/** The updates of a report, which list of components what the public API lists. */
export function toUpdates(report: Report, around: Surroundings): z.output<typeof updateShape>[] {
  const updates = toldUpdates(report);
  const components = concerned(report, around);
  const named = new Map(components.map((component) => [component.id, component]));
  const lists = affectedLists({ kind: report.kind, updates, components }, (id) => {
    const component = named.get(id);
    return component ? nameWithGroup(around.groups, component) : '';
  });
  return updates.map((update) => toUpdate(update, lists.get(update.id) ?? null));
}

function toUpdate(update: ToldUpdate, affected: AffectedList): z.output<typeof updateShape> {
  return {
    id: update.id,
    incident_id: update.incidentId,
    status: update.status,
    body: update.text.source,
    affected_components: affected,
    deliver_notifications: update.deliverNotifications,
    display_at: time(update.displayAt),
    created_at: time(update.createdAt),
    updated_at: time(update.updatedAt),
    edited_at: time(update.editedAt),
    custom_tweet: null,
    tweet_id: null,
    twitter_updated_at: null,
    wants_twitter_update: false,
  };
}

export function toIncident(report: Report, around: Surroundings): z.output<typeof incidentShape> {
  const plan = report.kind === 'maintenance' ? report : null;
  const incident = report.kind === 'incident' ? report : null;
  return {
    id: report.id,
    page_id: around.page.id,
    name: report.name,
    status: toldStatus(report),
    impact: report.impactOverride ?? report.impact,
    impact_override: report.impactOverride,
    created_at: time(report.createdAt),
    updated_at: time(report.updatedAt),
    started_at: time(report.startedAt),
    monitoring_at: time(report.monitoringAt),
    resolved_at: time(report.resolvedAt),
    scheduled_for: time(plan?.scheduledFor ?? null),
    scheduled_until: time(plan?.scheduledUntil ?? null),
    scheduled_auto_in_progress: plan?.autoStart ?? false,
    scheduled_auto_completed: plan?.autoComplete ?? false,
    auto_transition_to_maintenance_state: plan !== null && plan.statusDuring !== null,
    auto_transition_to_operational_state: plan?.restoresAfter ?? false,
    auto_transition_deliver_notifications_at_start: plan?.notifyAtStart ?? false,
    auto_transition_deliver_notifications_at_end: plan?.notifyAtEnd ?? false,
    scheduled_remind_prior: plan?.remindPrior ?? false,
    scheduled_reminded_at: time(plan?.remindedAt ?? null),
    backfilled: incident?.backfilled ?? false,
    metadata: report.metadata,
    reminder_intervals: incident?.reminderIntervals ?? null,
    next_reminder_at: time(incident && nextReminderAt(incident, around.now)),
    overdue_since: time(incident && overdueSince(incident, around.now)),
    postmortem_body: incident?.postmortem?.body?.source ?? null,
    postmortem_body_last_updated_at: time(incident?.postmortem?.bodyUpdatedAt ?? null),
    postmortem_ignored: false,
    // Nobody has been told: that is the business of notifications.
    postmortem_notified_subscribers: false,
    postmortem_notified_twitter: false,
    postmortem_published_at: time(incident?.postmortem?.publishedAt ?? null),
    postmortem_draft_updated_at: time(incident?.postmortem?.draftUpdatedAt ?? null),
    shortlink: `${around.url}/incidents/${report.id}`,
    components: concerned(report, around).map((component) => toComponent(component, around)),
    incident_updates: toUpdates(report, around),
  };
}
