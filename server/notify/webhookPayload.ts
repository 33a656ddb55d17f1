import { derivedId } from '../derivedId.ts';
import type { Component } from '../domain/component.ts';
import type { Report } from '../domain/incident.ts';
import { indicatorOf } from '../domain/indicator.ts';
import { publicComponent, publicPage } from '../publish/buildSnapshot.ts';
import { publicReport } from '../publish/publicReport.ts';
import type { PublicPage } from '../publish/snapshot.ts';
import { componentEntry, type Named } from '../publish/statuspage/component.ts';
import { incidentEntry } from '../publish/statuspage/incident.ts';
import { timestamp, timestampOrNull } from '../publish/statuspage/timestamp.ts';
import type { Message, Scene } from './channel.ts';

/**
 * A message as a Statuspage sends it to webhooks: an incident or a maintenance with all its updates, the newest first,
 * or a component with its change of status. Throws when the message is about neither.
 */
export function webhookPayload({ report, announcements, scene, links }: Message) {
  const page = publicPage(scene.page, scene.url);
  const components = scene.components.map((component) => shown(component, scene));
  const { indicator, description } = indicatorOf(
    scene.components.map((component) => ({ ...component, status: scene.statusNow(component.id) })),
  );
  const common = {
    meta: {
      unsubscribe: links.unsubscribe,
      documentation: `${scene.url}/docs`,
      generated_at: timestamp(scene.now, page.timeZone),
    },
    page: { id: page.id, status_indicator: indicator, status_description: description },
  };
  if (report) {
    const named = {
      components: new Map(components.map((component) => [component.id, component])),
      groups: new Map(scene.groups.map(({ id, name }) => [id, name])),
    };
    return { ...common, incident: toldIncident(report, scene.components, page, named) };
  }
  const [announcement] = announcements;
  const [change] = announcement?.statusChanges ?? [];
  const component = components.find(({ id }) => id === change?.componentId);
  if (!announcement || !change || !component) throw new Error('this message is about nothing');
  return {
    ...common,
    component: componentEntry(component, page),
    component_update: {
      id: derivedId(`${announcement.id} ${component.id}`),
      component_id: component.id,
      component_type: 'Component',
      old_status: change.oldStatus,
      new_status: change.newStatus,
      created_at: timestamp(announcement.at, page.timeZone),
    },
  };
}

function shown(component: Component, scene: Scene) {
  return publicComponent(component, scene.statusNow(component.id));
}

/** The public API's incident, and what Statuspage's own v1 tells besides. Nothing in it that only staff may see. */
function toldIncident(report: Report, components: readonly Component[], page: PublicPage, named: Named) {
  const at = (instant: number | null | undefined) => timestampOrNull(instant ?? null, page.timeZone);
  const plan = report.kind === 'maintenance' ? report : null;
  const incident = report.kind === 'incident' ? report : null;
  const entry = incidentEntry(publicReport(report, components), page, named);
  const postmortem = incident?.postmortem?.publishedAt == null ? null : incident.postmortem;
  return {
    ...entry,
    impact_override: report.impactOverride,
    backfilled: incident?.backfilled ?? false,
    scheduled_for: at(plan?.scheduledFor),
    scheduled_until: at(plan?.scheduledUntil),
    scheduled_remind_prior: plan?.remindPrior ?? false,
    scheduled_reminded_at: at(plan?.remindedAt),
    scheduled_auto_in_progress: plan?.autoStart ?? false,
    scheduled_auto_completed: plan?.autoComplete ?? false,
    postmortem_body: postmortem?.body?.source ?? null,
    postmortem_body_last_updated_at: at(postmortem?.bodyUpdatedAt),
    postmortem_ignored: false,
    postmortem_published_at: at(postmortem?.publishedAt),
    postmortem_notified_subscribers: postmortem?.notifySubscribers ?? false,
    postmortem_notified_twitter: false,
    incident_updates: entry.incident_updates.map((update) => ({
      ...update,
      wants_twitter_update: false,
      twitter_updated_at: null,
    })),
  };
}
