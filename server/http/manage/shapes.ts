import { z } from 'zod';
import type { Component, ComponentGroup } from '../../domain/component.ts';
import { concernedComponents } from '../../domain/concernedComponents.ts';
import { embedPositions } from '../../domain/embed.ts';
import type { Impact } from '../../domain/impact.ts';
import type { IncidentUpdate, Report } from '../../domain/incident.ts';
import type { Page } from '../../domain/page.ts';
import type { Postmortem } from '../../domain/postmortem.ts';
import { nextReminderAt } from '../../domain/reminders.ts';
import { worstStatus } from '../../domain/status.ts';
import type { IncidentTemplate } from '../../domain/template.ts';
import type { Desk, DeskReads } from './desk.ts';
import { componentStatus, impactLevel, reportStatus } from './fields.ts';
import { time } from './time.ts';

/** What the manage API answers, in the shapes of Statuspage's v1. Instants are RFC 3339 in UTC. */

const at = z.string();
const maybe = at.nullable();

export const pageShape = z
  .object({
    id: z.string(),
    created_at: at,
    updated_at: at,
    name: z.string(),
    domain: z.string(),
    page_description: z.string().nullable(),
    headline: z.string().nullable(),
    /** The business's own site, as on a Statuspage; this page is at `domain`. */
    url: z.string().nullable(),
    support_url: z.string().nullable(),
    hidden_from_search: z.boolean(),
    time_zone: z.string(),
    availability_policy: z.object({
      weights: z.object({
        degraded_performance: z.int(),
        partial_outage: z.int(),
        major_outage: z.int(),
      }),
      maintenance: z.enum(['exclude', 'up', 'down']),
      outage_during_maintenance: z.enum(['outage_wins', 'maintenance_wins']),
    }),
    branding: z.string(),
    subdomain: z.null(),
    allow_page_subscribers: z.boolean(),
    allow_incident_subscribers: z.boolean(),
    allow_email_subscribers: z.boolean(),
    allow_sms_subscribers: z.boolean(),
    allow_rss_atom_feeds: z.boolean(),
    allow_webhook_subscribers: z.boolean(),
    notifications_from_email: z.null(),
    notifications_email_footer: z.null(),
    activity_score: z.int(),
    twitter_username: z.null(),
    viewers_must_be_team_members: z.boolean(),
    ip_restrictions: z.null(),
    city: z.null(),
    state: z.null(),
    country: z.null(),
    css_body_background_color: z.null(),
    css_font_color: z.null(),
    css_light_font_color: z.null(),
    css_greens: z.null(),
    css_yellows: z.null(),
    css_oranges: z.null(),
    css_blues: z.null(),
    css_reds: z.null(),
    css_border_color: z.null(),
    css_graph_color: z.null(),
    css_link_color: z.null(),
    css_no_data: z.null(),
    favicon_logo: z.null(),
    transactional_logo: z.null(),
    hero_cover: z.null(),
    email_logo: z.null(),
    twitter_logo: z.null(),
  })
  .meta({ id: 'Page' });

/** What a Statuspage says of a page and what has no meaning here. */
const neutral = {
  branding: 'premium',
  subdomain: null,
  // Subscribers are not built yet; the feeds are open to everybody.
  allow_page_subscribers: false,
  allow_incident_subscribers: false,
  allow_email_subscribers: false,
  allow_sms_subscribers: false,
  allow_rss_atom_feeds: true,
  allow_webhook_subscribers: false,
  notifications_from_email: null,
  notifications_email_footer: null,
  activity_score: 0,
  twitter_username: null,
  viewers_must_be_team_members: false,
  ip_restrictions: null,
  city: null,
  state: null,
  country: null,
  css_body_background_color: null,
  css_font_color: null,
  css_light_font_color: null,
  css_greens: null,
  css_yellows: null,
  css_oranges: null,
  css_blues: null,
  css_reds: null,
  css_border_color: null,
  css_graph_color: null,
  css_link_color: null,
  css_no_data: null,
  favicon_logo: null,
  transactional_logo: null,
  hero_cover: null,
  email_logo: null,
  twitter_logo: null,
};

export const componentShape = z
  .object({
    id: z.string(),
    page_id: z.string(),
    group_id: z.string().nullable(),
    created_at: at,
    updated_at: at,
    group: z.literal(false),
    name: z.string(),
    description: z.string().nullable(),
    position: z.int(),
    status: componentStatus,
    showcase: z.boolean(),
    only_show_if_degraded: z.boolean(),
    automation_email: z.null(),
    start_date: z.string().nullable(),
  })
  .meta({ id: 'Component' });

export const groupShape = z
  .object({
    id: z.string(),
    page_id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    components: z.array(z.string()),
    position: z.int(),
    created_at: at,
    updated_at: at,
  })
  .meta({ id: 'GroupComponent' });

export const updateShape = z
  .object({
    id: z.string(),
    incident_id: z.string(),
    status: reportStatus,
    body: z.string(),
    affected_components: z
      .array(
        z.object({
          code: z.string(),
          name: z.string(),
          old_status: componentStatus,
          new_status: componentStatus,
        }),
      )
      .nullable(),
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
    status: reportStatus,
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
    postmortem_body: z.string().nullable(),
    postmortem_body_last_updated_at: maybe,
    postmortem_ignored: z.literal(false),
    postmortem_notified_subscribers: z.literal(false),
    postmortem_notified_twitter: z.literal(false),
    postmortem_published_at: maybe,
    shortlink: z.string(),
    components: z.array(componentShape),
    incident_updates: z.array(updateShape),
  })
  .meta({ id: 'Incident' });

export const postmortemShape = z
  .object({
    preview_key: z.null(),
    body: z.string().nullable(),
    body_updated_at: maybe,
    body_draft: z.string().nullable(),
    body_draft_updated_at: maybe,
    published_at: maybe,
    notify_subscribers: z.boolean(),
    notify_twitter: z.literal(false),
    custom_tweet: z.null(),
    created_at: at,
    updated_at: at,
  })
  .meta({ id: 'Postmortem' });

export const templateShape = z
  .object({
    id: z.string(),
    components: z.array(componentShape),
    name: z.string(),
    title: z.string(),
    body: z.string(),
    group_id: z.string().nullable(),
    update_status: reportStatus.nullable(),
    should_tweet: z.boolean(),
    should_send_notifications: z.boolean(),
  })
  .meta({ id: 'IncidentTemplate' });

export const embedShape = z
  .object({
    page_id: z.string(),
    position: z.enum(embedPositions),
    incident_background_color: z.string(),
    incident_text_color: z.string(),
    maintenance_background_color: z.string(),
    maintenance_text_color: z.string(),
  })
  .meta({ id: 'StatusEmbedConfig' });

export function toPage(page: Page, url: string): z.output<typeof pageShape> {
  const { weights, maintenance, outageDuringMaintenance } = page.policy;
  return {
    id: page.id,
    created_at: time(page.createdAt),
    updated_at: time(page.updatedAt),
    name: page.name,
    domain: new URL(url).host,
    page_description: page.description,
    headline: page.headline,
    url: page.websiteUrl,
    support_url: page.supportUrl,
    hidden_from_search: page.hiddenFromSearch,
    time_zone: page.timeZone,
    availability_policy: { weights, maintenance, outage_during_maintenance: outageDuringMaintenance },
    ...neutral,
  };
}

/** All that the shapes of a page's parts refer to. */
export type Surroundings = {
  readonly page: Page;
  readonly url: string;
  /** ms UTC. */
  readonly now: number;
  readonly components: readonly Component[];
  readonly openImpacts: readonly Impact[];
};

export async function readSurroundings(
  reads: DeskReads,
  { url, now }: Pick<Desk, 'url' | 'now'>,
): Promise<Surroundings> {
  return {
    page: (await reads.page()).page,
    url,
    now,
    components: await reads.components(),
    openImpacts: await reads.openImpacts(),
  };
}

export function toComponent(component: Component, around: Surroundings): z.output<typeof componentShape> {
  const own = around.openImpacts.filter((impact) => impact.componentId === component.id);
  return {
    id: component.id,
    page_id: around.page.id,
    group_id: component.groupId,
    created_at: time(component.createdAt),
    updated_at: time(component.updatedAt),
    group: false,
    name: component.name,
    description: component.description,
    position: component.position,
    status: worstStatus(own.map((impact) => impact.status)),
    showcase: component.showcase,
    only_show_if_degraded: component.onlyShowIfDegraded,
    automation_email: null,
    start_date: component.startDate,
  };
}

export function toGroup(group: ComponentGroup, around: Surroundings): z.output<typeof groupShape> {
  return {
    id: group.id,
    page_id: around.page.id,
    name: group.name,
    description: group.description,
    components: around.components
      .filter((component) => component.groupId === group.id && component.retiredAt === null)
      .map((component) => component.id),
    position: group.position,
    created_at: time(group.createdAt),
    updated_at: time(group.updatedAt),
  };
}

export function toUpdate(update: IncidentUpdate): z.output<typeof updateShape> {
  return {
    id: update.id,
    incident_id: update.incidentId,
    status: update.status,
    body: update.text.source,
    affected_components:
      update.affected?.map(({ componentId, name, oldStatus, newStatus }) => ({
        code: componentId,
        name,
        old_status: oldStatus,
        new_status: newStatus,
      })) ?? null,
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
  const concerned = concernedComponents(report);
  return {
    id: report.id,
    page_id: around.page.id,
    name: report.name,
    status: report.status,
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
    postmortem_body: incident?.postmortem?.body?.source ?? null,
    postmortem_body_last_updated_at: time(incident?.postmortem?.bodyUpdatedAt ?? null),
    postmortem_ignored: false,
    // Nobody has been told: that is the business of notifications.
    postmortem_notified_subscribers: false,
    postmortem_notified_twitter: false,
    postmortem_published_at: time(incident?.postmortem?.publishedAt ?? null),
    shortlink: `${around.url}/incidents/${report.id}`,
    components: around.components
      .filter((component) => concerned.has(component.id))
      .map((component) => toComponent(component, around)),
    incident_updates: report.updates.map(toUpdate),
  };
}

export function toPostmortem(postmortem: Postmortem): z.output<typeof postmortemShape> {
  return {
    preview_key: null,
    body: postmortem.body?.source ?? null,
    body_updated_at: time(postmortem.bodyUpdatedAt),
    body_draft: postmortem.draft?.source ?? null,
    body_draft_updated_at: time(postmortem.draftUpdatedAt),
    published_at: time(postmortem.publishedAt),
    notify_subscribers: postmortem.notifySubscribers,
    notify_twitter: false,
    custom_tweet: null,
    created_at: time(postmortem.createdAt),
    updated_at: time(postmortem.updatedAt),
  };
}

export function toTemplate(template: IncidentTemplate, around: Surroundings): z.output<typeof templateShape> {
  return {
    id: template.id,
    components: around.components
      .filter(({ id, retiredAt }) => retiredAt === null && template.componentIds.includes(id))
      .map((component) => toComponent(component, around)),
    name: template.name,
    title: template.title,
    body: template.body,
    group_id: template.groupId,
    update_status: template.status,
    should_tweet: template.tweets,
    should_send_notifications: template.notifies,
  };
}

export function toEmbed({ id, embed }: Page): z.output<typeof embedShape> {
  return {
    page_id: id,
    position: embed.position,
    incident_background_color: embed.incidentBackground,
    incident_text_color: embed.incidentText,
    maintenance_background_color: embed.maintenanceBackground,
    maintenance_text_color: embed.maintenanceText,
  };
}
