import { reportPath, updatePath } from '../../../web/page/paths.ts';
import { wordsIn } from '../../../web/page/words/languages.ts';
import type { PublicPage, PublicReport, Snapshot } from '../snapshot.ts';
import { scheduledBody, updateBody, updateLabel } from './body.ts';
import type { Entry, Feed, FeedKind } from './feed.ts';

/** How many incidents and maintenances a feed tells of, as on a Statuspage. */
export const feedReports = 25;

/** Whose history a feed tells. */
export type FeedSubject = {
  readonly page: PublicPage;
  /** Null: everything that is reported. */
  readonly component: { readonly id: string; readonly name: string } | null;
  /** Where its feeds are, without the extension. */
  readonly path: string;
  /** The page for people, as a path. */
  readonly pagePath: string;
  readonly hub: string | null;
};

/** All reports of a snapshot that can be in the feeds of the page. */
export function reportsOfSnapshot(snapshot: Snapshot): PublicReport[] {
  const { latestIncidents, latestMaintenances, upcomingMaintenances } = snapshot;
  const all = [...latestIncidents, ...latestMaintenances, ...upcomingMaintenances];
  return [...new Map(all.map((report) => [report.id, report])).values()];
}

/** The feed of the latest of these reports. `reports` has each once, in any order. Pure. */
export function buildFeed(subject: FeedSubject, reports: readonly PublicReport[], kind: FeedKind): Feed {
  const { page, component, path } = subject;
  const words = wordsIn(page.language);
  const entries = kind === 'update' ? entryPerUpdate(page, reports) : entryPerIncident(page, reports);
  const latest = (instants: readonly number[]): number =>
    instants.length === 0 ? page.updatedAt : Math.max(...instants);
  return {
    kind,
    id: tag(page, path),
    title: oneLine(words.feedTitle(page.name, component?.name ?? null)),
    link: `${page.url}${subject.pagePath === '/' ? '' : subject.pagePath}`,
    selfLink: (extension) => `${page.url}${path}.${extension}${kind === 'incident' ? '?per=incident' : ''}`,
    author: oneLine(page.name),
    language: words.feedLanguage,
    timeZone: page.timeZone,
    // The other form would have to be announced to the hub as another topic; it is there for programs that poll.
    hub: kind === 'update' ? subject.hub : null,
    publishedAt: latest(entries.map((entry) => entry.newestUpdateAt)),
    updatedAt: latest(entries.map((entry) => entry.updatedAt)),
    entries,
  };
}

function entryPerUpdate(page: PublicPage, reports: readonly PublicReport[]): Entry[] {
  const words = wordsIn(page.language);
  const latest = [...reports].sort((a, b) => newestAt(b) - newestAt(a) || descending(a.id, b.id));
  return latest
    .slice(0, feedReports)
    .flatMap((report) => report.updates.map((update) => ({ report, update })))
    .sort(
      ({ update: a }, { update: b }) =>
        b.displayAt - a.displayAt || b.createdAt - a.createdAt || descending(a.id, b.id),
    )
    .map(({ report, update }) => ({
      id: tag(page, `IncidentUpdate/${update.id}`),
      title: oneLine(`${report.name} - ${updateLabel(words, report, update)}`),
      link: `${page.url}${updatePath(report, update)}`,
      newestUpdateAt: update.displayAt,
      publishedAt: update.displayAt,
      updatedAt: Math.max(update.updatedAt, update.displayAt),
      // Told with the announcement itself, so that the entry stays the same when the maintenance begins.
      html:
        updateBody(words, report, update, page.timeZone) +
        (update.status === 'scheduled' ? scheduledBody(words, report, page.timeZone) : ''),
    }));
}

function entryPerIncident(page: PublicPage, reports: readonly PublicReport[]): Entry[] {
  const words = wordsIn(page.language);
  return reports
    .map((report): Entry => {
      const toCome = report.status === 'scheduled' ? report.scheduledFor : null;
      const updates = report.updates.map((update) => updateBody(words, report, update, page.timeZone));
      return {
        id: tag(page, `Incident/${report.id}`),
        title: oneLine(report.name),
        link: `${page.url}${reportPath(report)}`,
        newestUpdateAt: newestAt(report),
        publishedAt: toCome ?? newestAt(report),
        updatedAt: report.updatedAt,
        html: (toCome === null ? '' : scheduledBody(words, report, page.timeZone)) + updates.join(''),
      };
    })
    .sort((a, b) => b.publishedAt - a.publishedAt || descending(a.id, b.id))
    .slice(0, feedReports);
}

function newestAt(report: PublicReport): number {
  return report.updates[0]?.displayAt ?? report.createdAt;
}

function descending(a: string, b: string): number {
  return a < b ? 1 : a > b ? -1 : 0;
}

function tag({ url }: PublicPage, what: string): string {
  return `tag:${new URL(url).hostname},2005:${what}`;
}

/** A title is one line; what else is in names stays. */
function oneLine(text: string): string {
  return text.replace(/[\t-\r]+/g, ' ').trim();
}
