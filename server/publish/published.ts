import {
  calendarPath,
  feedPath,
  historyPath,
  homePath,
  reportPath,
  subscribePath,
  tabIconPath,
  uptimePath,
} from '../../web/page/paths.ts';
import { logoPath } from '../domain/logo.ts';
import type { Assets } from './assets.ts';
import { feedFormats } from './feeds/feedDocument.ts';
import type { Snapshot } from './snapshot.ts';
import { documents } from './statuspage/documents.ts';

/** The addresses of what readers and programs ask for at present: what is kept for when it cannot be made. */
export function publishedPaths(snapshot: Snapshot, assets: Assets): string[] {
  return [...currentPaths(snapshot, assets), ...archivedPaths(snapshot)];
}

/** Those of what is made from the snapshot alone. */
export function currentPaths({ page: { logo } }: Snapshot, assets: Assets): string[] {
  return [
    homePath,
    subscribePath,
    ...Object.keys(documents),
    ...feedFormats.map((format) => `${feedPath}.${format}`),
    calendarPath,
    '/embed.js',
    '/embed/frame',
    tabIconPath,
    '/robots.txt',
    '/sitemap.xml',
    assets.scriptUrl,
    ...(logo === null ? [] : [logoPath(logo)]),
  ];
}

/** Those of pages of the archive, for which much is read. */
export function archivedPaths(snapshot: Snapshot): string[] {
  const reports = [
    ...snapshot.openIncidents,
    ...snapshot.activeMaintenances,
    ...snapshot.upcomingMaintenances,
    ...snapshot.recentReports,
  ];
  return [historyPath, uptimePath, ...new Set(reports.map(reportPath))];
}
