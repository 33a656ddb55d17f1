import { z } from 'zod';
import type { Component, ComponentGroup } from '../../domain/component.ts';
import { embedPositions } from '../../domain/embed.ts';
import type { Impact } from '../../domain/impact.ts';
import { languages } from '../../domain/language.ts';
import { logoPath } from '../../domain/logo.ts';
import type { Page } from '../../domain/page.ts';
import type { Postmortem } from '../../domain/postmortem.ts';
import { type ComponentStatus, worstStatus } from '../../domain/status.ts';
import type { IncidentTemplate } from '../../domain/template.ts';
import type { Desk, DeskReads } from './desk.ts';
import { componentStatus, reportStatus } from './fields.ts';
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
    language: z.enum(languages),
    /** Of links and of the focus on the public pages, by the reader's setting; null: the design's own. */
    accent_color: z.string().nullable(),
    accent_color_dark: z.string().nullable(),
    /** Where the logo is; null: there is none, and the page shows its name. */
    logo_url: z.string().nullable(),
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
    /** True of a group, which stands in the list of components as well. */
    group: z.boolean(),
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
    language: page.language,
    accent_color: page.accentColor,
    accent_color_dark: page.accentColorDark,
    logo_url: page.logo && url + logoPath(page.logo),
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
  readonly groups: readonly ComponentGroup[];
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
    groups: await reads.groups(),
    components: await reads.components(),
    openImpacts: await reads.openImpacts(),
  };
}

export function toComponent(component: Component, around: Surroundings): z.output<typeof componentShape> {
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
    status: statusOf([component], around),
    showcase: component.showcase,
    only_show_if_degraded: component.onlyShowIfDegraded,
    automation_email: null,
    start_date: component.startDate,
  };
}

/** The worst of what is claimed now of some components. */
function statusOf(components: readonly Component[], { openImpacts }: Surroundings): ComponentStatus {
  const ids = new Set(components.map(({ id }) => id));
  return worstStatus(
    openImpacts.filter(({ componentId }) => ids.has(componentId)).map(({ status }) => status),
  );
}

/** The components of a group that stand on the page. */
function childrenOf(group: ComponentGroup, { components }: Surroundings): Component[] {
  return components.filter(({ groupId, retiredAt }) => groupId === group.id && retiredAt === null);
}

/** A group as an entry of the list of components: as bad as the worst of its components. */
export function toGroupEntry(group: ComponentGroup, around: Surroundings): z.output<typeof componentShape> {
  return {
    id: group.id,
    page_id: around.page.id,
    group_id: null,
    created_at: time(group.createdAt),
    updated_at: time(group.updatedAt),
    group: true,
    name: group.name,
    description: group.description,
    position: group.position,
    status: statusOf(childrenOf(group, around), around),
    showcase: false,
    only_show_if_degraded: false,
    automation_email: null,
    start_date: null,
  };
}

export function toGroup(group: ComponentGroup, around: Surroundings): z.output<typeof groupShape> {
  return {
    id: group.id,
    page_id: around.page.id,
    name: group.name,
    description: group.description,
    components: childrenOf(group, around).map(({ id }) => id),
    position: group.position,
    created_at: time(group.createdAt),
    updated_at: time(group.updatedAt),
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
