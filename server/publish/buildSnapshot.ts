import { lastDays } from '../domain/calendar.ts';
import type { Component } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import type { Report } from '../domain/incident.ts';
import { indicatorOf } from '../domain/indicator.ts';
import type { Page } from '../domain/page.ts';
import { meanRatio, printShortPercentage, type Ratio, uptimeRatio } from '../domain/percentage.ts';
import { type ComponentStatus, worstStatus } from '../domain/status.ts';
import { barDays } from './barDays.ts';
import { publicReport } from './publicReport.ts';
import { type Facts, recentMs } from './readFacts.ts';
import { listSections } from './sections.ts';
import type { PublicComponent, PublicPage, RetiredComponent, Section, Snapshot } from './snapshot.ts';
import { byComponent, dayRecords, statusNow, type TrackContext, track } from './track.ts';

/** What the public may see. Pure. `url` is the origin that the public knows. */
export function buildSnapshot(facts: Facts, url: string): Snapshot {
  const { page, now } = facts;
  const days = lastDays(now, barDays, page.timeZone);
  const context: TrackContext = { timeZone: page.timeZone, policy: page.policy, now, links: facts.links };
  const window = { start: days[0]?.start ?? now, end: days.at(-1)?.end ?? now };
  const impacts = byComponent(facts.impacts);

  const ratios = new Map<Id, Ratio | null>();
  const describe = (component: Component): PublicComponent => {
    const own = impacts.get(component.id) ?? [];
    const availability = track(component, own, window, context);
    const ratio = uptimeRatio(availability);
    ratios.set(component.id, ratio);
    const { status, since } = statusNow(own, now);
    return {
      ...publicComponent(component, status),
      statusSince: since,
      uptime: printShortPercentage(ratio),
      days: dayRecords(availability, days, context).map(({ worst, durations, reports }) => ({
        worst,
        durations,
        reports,
      })),
    };
  };

  const sections = listSections(facts.groups, facts.components).map((listed): Section => {
    if (listed.group === null) return { kind: 'component', component: describe(listed.components[0]) };
    const { group } = listed;
    const children = listed.components.map(describe);
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
  });

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
