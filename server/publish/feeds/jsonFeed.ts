import type { Feed } from './feed.ts';
import { rfc3339 } from './times.ts';

/** JSON Feed 1.1, see https://www.jsonfeed.org/version/1.1/. */
export function writeJsonFeed(feed: Feed): string {
  const document = {
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    home_page_url: feed.link,
    feed_url: feed.selfLink('json'),
    language: feed.language,
    authors: [{ name: feed.author, url: feed.link }],
    ...(feed.hub === null ? {} : { hubs: [{ type: 'WebSub', url: feed.hub }] }),
    items: feed.entries.map((entry) => ({
      id: entry.id,
      url: entry.link,
      title: entry.title,
      content_html: entry.html,
      date_published: rfc3339(entry.publishedAt, feed.timeZone),
      date_modified: rfc3339(entry.updatedAt, feed.timeZone),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}
