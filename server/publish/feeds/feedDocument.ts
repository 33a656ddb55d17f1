import { componentFeedPath, feedPath, homePath, ledgerPath } from '../../../web/page/paths.ts';
import type { Id } from '../../domain/id.ts';
import type { Artifact } from '../artifact.ts';
import { makeDocument } from '../page.ts';
import { publicReport } from '../publicReport.ts';
import type { ArchiveMoment, Site } from '../site.ts';
import { writeAtom } from './atom.ts';
import { buildFeed, feedReports, reportsOfSnapshot } from './entries.ts';
import type { Feed, FeedKind } from './feed.ts';
import { writeJsonFeed } from './jsonFeed.ts';
import { writeRss } from './rss.ts';

const formats = {
  rss: { type: 'application/rss+xml', write: writeRss },
  atom: { type: 'application/atom+xml', write: writeAtom },
  json: { type: 'application/feed+json', write: writeJsonFeed },
} as const satisfies Record<string, { type: string; write: (feed: Feed) => string }>;

export type FeedFormat = keyof typeof formats;
export const feedFormats = Object.keys(formats) as FeedFormat[];

/** The feed of everything that the page reports. */
export function pageFeed(site: Site, format: FeedFormat, kind: FeedKind): Artifact | null {
  const { modifiedAt } = site.current;
  return site.derived(`feed ${format} ${kind}`, (snapshot) => {
    const subject = { component: null, path: feedPath, pagePath: homePath, hub: site.hub };
    const feed = buildFeed({ ...subject, page: snapshot.page }, reportsOfSnapshot(snapshot), kind);
    return feedDocument(feed, format, modifiedAt);
  });
}

/** The feeds that a WebSub hub distributes, each with a version that changes whenever the feed does. */
export function pageFeedTopics(site: Site): { readonly url: string; readonly version: string }[] {
  const { url } = site.current.snapshot.page;
  return feedFormats.map((format) => ({
    url: `${url}${feedPath}.${format}`,
    version: pageFeed(site, format, 'update')?.identity.etag ?? '',
  }));
}

/** The feed of what affects or affected one component, also a retired one; null when there is none with this id. */
export function componentFeed(
  site: Site,
  id: Id,
  format: FeedFormat,
  kind: FeedKind,
): Promise<Artifact | null> {
  const { modifiedAt } = site.current;
  return site.archived(`feed ${id} ${format} ${kind}`, async ({ reads, shown }) => {
    const components = await reads.components();
    const component = components.find((candidate) => candidate.id === id);
    if (!component) return null;
    const subject = { component, path: componentFeedPath(id), pagePath: ledgerPath(id), hub: null };
    const reports = (await readReportsAbout(reads, id))
      .map((report) => publicReport(report, components))
      .filter((report) => report.components.some((affected) => affected.id === id));
    return feedDocument(buildFeed({ ...subject, page: shown }, reports, kind), format, modifiedAt);
  });
}

/** All that can be in a component's feed: also what is only planned, and what was announced without an impact. */
async function readReportsAbout(reads: ArchiveMoment['reads'], id: Id) {
  const found = [
    ...(await reads.latestReportsOf(id, feedReports)),
    ...(await reads.openReports()),
    ...(await reads.latestReports('incident', 2 * feedReports)),
    ...(await reads.latestReports('maintenance', 2 * feedReports)),
  ];
  return [...new Map(found.map((report) => [report.id, report])).values()];
}

function feedDocument(feed: Feed, format: FeedFormat, modifiedAt: number): Artifact {
  const { type, write } = formats[format];
  return makeDocument(write(feed), `${type}; charset=utf-8`, modifiedAt);
}
