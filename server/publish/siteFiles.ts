import { pageVerdict } from '../../web/page/pageVerdict.ts';
import { historyPath, homePath, reportPath, uptimePath } from '../../web/page/paths.ts';
import { tabIcon } from '../../web/page/statusShapes.ts';
import { escapeText } from './feeds/xml.ts';
import type { PublicReport, Snapshot } from './snapshot.ts';

/** `/robots.txt`: everything may be read. */
export function robotsText({ page }: Snapshot): string {
  return `User-agent: *\nAllow: /\n\nSitemap: ${page.url}/sitemap.xml\n`;
}

/** `/favicon.svg`: the state of everything as a shape. */
export function tabIconSvg(snapshot: Snapshot): string {
  return tabIcon(pageVerdict(snapshot).tone);
}

/** `/sitemap.xml` (https://www.sitemaps.org/protocol.html): the pages, and the reports that the snapshot knows. */
export function sitemapXml(snapshot: Snapshot): string {
  const { page } = snapshot;
  const reports = new Map<string, PublicReport>();
  for (const report of [
    ...snapshot.openIncidents,
    ...snapshot.activeMaintenances,
    ...snapshot.upcomingMaintenances,
    ...snapshot.recentReports,
    ...snapshot.latestIncidents,
    ...snapshot.latestMaintenances,
  ]) {
    reports.set(report.id, report);
  }
  const entry = (path: string, changedAt: number | null = null): string => {
    const changed = changedAt === null ? '' : `<lastmod>${new Date(changedAt).toISOString()}</lastmod>`;
    return `<url><loc>${escapeText(page.url + path)}</loc>${changed}</url>\n`;
  };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n',
    ...[homePath, historyPath, uptimePath].map((path) => entry(path)),
    ...[...reports.values()].map((report) => entry(reportPath(report), report.updatedAt)),
    '</urlset>\n',
  ].join('');
}
