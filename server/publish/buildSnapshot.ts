import { lastDays } from '../domain/calendar.ts';
import type { Component } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import type { Report } from '../domain/incident.ts';
import { indicatorOf } from '../domain/indicator.ts';
import type { Page } from '../domain/page.ts';
import { meanRatio, printShortPercentage, type Ratio, uptimeRatio } from '../domain/percentage.ts';
import { type ComponentStatus, worstStatus } from '../domain/status.ts';
import { splitByDays } from '../domain/uptimeByDay.ts';
import { barDays } from './barDays.ts';
import { publicReport } from './publicReport.ts';
import { type Facts, recentMs } from './readFacts.ts';
import { type ListedSection, listSections } from './sections.ts';
import type { PublicComponent, PublicPage, RetiredComponent, Section, Snapshot } from './snapshot.ts';
import { byComponent, dayRecord, statusNow, type TrackContext, track } from './track.ts';
import { inOrder, Turns } from './turns.ts';

/**
 * What the public may see: it depends on the facts and on `url`, the origin that the public knows, alone. Made in
 * slices, since the days of thousands of components take their time.
 */
export async function buildSnapshot(facts: Facts, url: string): Promise<Snapshot> {
  const { page, now } = facts;
  const days = lastDays(now, barDays, page.timeZone);
  const context: TrackContext = { timeZone: page.timeZone, policy: page.policy, now, links: facts.links };
  const window = { start: days[0]?.start ?? now, end: days.at(-1)?.end ?? now };
  const impacts = byComponent(facts.impacts);

  const ratios = new Map<Id, Ratio | null>();
  const turns = new Turns();
  const describe = async (component: Component): Promise<PublicComponent> => {
    await turns.next();
    const own = impacts.get(component.id) ?? [];
    const availability = track(component, own, window, context);
    const ratio = uptimeRatio(availability);
    ratios.set(component.id, ratio);
    const { status, since } = statusNow(own, now);
    return {
      ...publicComponent(component, status),
      statusSince: since,
      uptime: printShortPercentage(ratio),
      days: splitByDays(availability, days).map((day) => dayRecord(day, context)),
    };
  };

  const section = async (listed: ListedSection): Promise<Section> => {
    if (listed.group === null) return { kind: 'component', component: await describe(listed.components[0]) };
    const { group } = listed;
    const children = await inOrder(listed.components, describe);
    return {
      kind: 'group',
      group: {
        id: group.id,
        name: group.name,
        description: group.description,
        position: group.position,
        createdAt: group.createdAt,
        updatedAt: group.updatedAt,
        status: worstStatus(children.map((child) => child.status)),
        uptime: printShortPercentage(meanRatio(children.map((child) => ratios.get(child.id) ?? null))),
      },
      components: children,
    };
  };
  const sections = await inOrder(listSections(facts.groups, facts.components), section);

  const listed = sections.flatMap((section) =>
    section.kind === 'group' ? section.components : [section.component],
  );
  const show = (report: Report) => publicReport(report, facts.components);
  const maintenances = facts.openReports.filter((report) => report.kind === 'maintenance');
  return {
    revision: facts.revision,
    builtAt: now,
    page: publicPage(page, url),
    indicator: indicatorOf(listed.map(({ status }) => ({ status, retiredAt: null }))),
    days,
    sections,
    openIncidents: facts.openReports
      .filter((report) => report.kind === 'incident')
      .sort(byLatest)
      .map(show),
    activeMaintenances: maintenances
      .filter((maintenance) => maintenance.status !== 'scheduled')
      .sort(byLatest)
      .map(show),
    upcomingMaintenances: maintenances
      .filter((maintenance) => maintenance.status === 'scheduled')
      .sort((a, b) => a.scheduledFor - b.scheduledFor)
      .map(show),
    recentReports: facts.recentReports
      .filter((report) => report.resolvedAt !== null && report.resolvedAt > now - recentMs)
      .sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))
      .map(show),
    latestIncidents: facts.latestIncidents.map(show),
    latestMaintenances: facts.latestMaintenances.map(show),
    retired: facts.components
      .filter((component) => component.retiredAt !== null)
      .map((component) => publicComponent(component, statusNow(impacts.get(component.id) ?? [], now).status)),
  };
}

/** What the public sees of a component, whether it stands on the page or not. */
export function publicComponent(component: Component, status: ComponentStatus): RetiredComponent {
  return {
    id: component.id,
    name: component.name,
    description: component.description,
    groupId: component.groupId,
    position: component.position,
    showcase: component.showcase,
    onlyShowIfDegraded: component.onlyShowIfDegraded,
    startDate: component.startDate,
    createdAt: component.createdAt,
    updatedAt: component.updatedAt,
    status,
  };
}

export function publicPage(page: Page, url: string): PublicPage {
  return {
    id: page.id,
    name: page.name,
    url,
    timeZone: page.timeZone,
    policy: page.policy,
    updatedAt: page.updatedAt,
    description: page.description,
    headline: page.headline,
    websiteUrl: page.websiteUrl,
    supportUrl: page.supportUrl,
    hiddenFromSearch: page.hiddenFromSearch,
    language: page.language,
    accentColor: page.accentColor,
    accentColorDark: page.accentColorDark,
    logo: page.logo,
    embed: page.embed,
  };
}

function byLatest(a: Report, b: Report): number {
  return (b.updates[0]?.displayAt ?? 0) - (a.updates[0]?.displayAt ?? 0);
}
