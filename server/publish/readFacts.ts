import type { Component, ComponentGroup } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import type { Impact } from '../domain/impact.ts';
import type { Report } from '../domain/incident.ts';
import type { Page } from '../domain/page.ts';
import { toldUpdates } from '../domain/toldReport.ts';
import { asOf } from './asOf.ts';
import { ledgerWindow } from './ledger.ts';
import type { ReportLink } from './snapshot.ts';
import type { SourceReads } from './source.ts';

/** All that a snapshot is made of, as it was remembered at one revision. */
export type Facts = {
  readonly revision: number;
  /** The latest revision that can have changed what the public sees. */
  readonly publicRevision: number;
  /** The instant that the snapshot speaks of, ms UTC. */
  readonly now: number;
  readonly page: Page;
  readonly groups: readonly ComponentGroup[];
  /** Also retired ones, since the history names them. */
  readonly components: readonly Component[];
  /** Those that overlap the 90 days of the bars. */
  readonly impacts: readonly Impact[];
  /** Open incidents and maintenances. */
  readonly openReports: readonly Report[];
  /** Those whose time overlaps the last 15 days. */
  readonly recentReports: readonly Report[];
  /** The 50 incidents with the latest updates, of whatever state. */
  readonly latestIncidents: readonly Report[];
  /** The same of maintenances. */
  readonly latestMaintenances: readonly Report[];
  /** What the reports behind the impacts are called. */
  readonly links: ReadonlyMap<Id, ReportLink>;
};

/** How far back the page lists what has ended. */
export const recentMs = 15 * 86_400_000;

/** How many reports of each kind the API lists, as on a Statuspage. */
const latestCount = 50;

/** Reads what the snapshot of this instant needs. */
export async function readFacts(reads: SourceReads, clockNow: number): Promise<Facts> {
  const { page, revision } = await reads.page();
  const openReports = await reads.openReports();
  const latestIncidents = await reads.latestReports('incident', latestCount);
  const latestMaintenances = await reads.latestReports('maintenance', latestCount);
  const saidAt = [...latestIncidents, ...latestMaintenances].map(
    (report) => toldUpdates(report)[0]?.displayAt ?? 0,
  );
  const publicCommit = await reads.publicCommit();
  const now = asOf(clockNow, Math.max(publicCommit.at, ...saidAt));
  const window = ledgerWindow(null, page.timeZone, now);
  const impacts = await reads.impacts(window.start, window.end);
  return {
    revision,
    publicRevision: publicCommit.revision,
    now,
    page,
    groups: await reads.groups(),
    components: await reads.components(),
    impacts,
    openReports,
    recentReports: await reads.reports(now - recentMs, now),
    latestIncidents,
    latestMaintenances,
    links: await readLinks(reads, impacts),
  };
}

/** The names of the incidents and maintenances behind some impacts. */
export async function readLinks(
  reads: SourceReads,
  impacts: readonly Impact[],
): Promise<ReadonlyMap<Id, ReportLink>> {
  const ids = impacts.filter(({ source }) => source.kind !== 'manual').map(({ source }) => source.id);
  const found = await reads.reportLinks([...new Set(ids)]);
  return new Map(found.map((link) => [link.id, link]));
}
