import { parseFeed as parseWithFeedParser } from '@rowanmanning/feed-parser';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { type DefaultTreeAdapterTypes, parseFragment } from 'parse5';
import RssParser from 'rss-parser';
import { childrenNamed, parseXml, textIn } from './xml.ts';

/** What a feed reader makes of a feed. `at` is ms UTC. */
export type ReadEntry = {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  readonly at: number;
  readonly html: string;
};

export type Format = 'rss' | 'atom' | 'json';

/** Feed parsers that others wrote, and a strict XML parser, each with the formats that it reads. */
export const feedReaders: Readonly<
  Record<string, { formats: readonly Format[]; read: (feed: string, format: Format) => Promise<ReadEntry[]> }>
> = {
  saxes: {
    formats: ['rss', 'atom'],
    async read(feed, format) {
      const root = parseXml(feed);
      if (format === 'atom') {
        return childrenNamed(root, 'entry').map((entry) =>
          readEntry({
            id: textIn(entry, 'id'),
            title: textIn(entry, 'title'),
            link: childrenNamed(entry, 'link')[0]?.attributes.href,
            date: textIn(entry, 'published'),
            html: textIn(entry, 'content'),
          }),
        );
      }
      return root.children.flatMap((channel) =>
        childrenNamed(channel, 'item').map((item) =>
          readEntry({
            id: textIn(item, 'guid'),
            title: textIn(item, 'title'),
            link: textIn(item, 'link'),
            date: textIn(item, 'pubDate'),
            html: textIn(item, 'description'),
          }),
        ),
      );
    },
  },
  feedsmith: {
    formats: ['rss', 'atom', 'json'],
    async read(feed, format) {
      if (format === 'atom') {
        return (parseAtomFeed(feed).entries ?? []).map(({ id, title, links, published, content }) =>
          readEntry({
            id,
            title: title?.value,
            link: links?.[0]?.href,
            date: published,
            html: content?.value,
          }),
        );
      }
      if (format === 'json') {
        return (parseJsonFeed(feed).items ?? []).map((item) =>
          readEntry({
            id: item.id,
            title: item.title,
            link: item.url,
            date: item.date_published,
            html: item.content_html,
          }),
        );
      }
      return (parseRssFeed(feed).items ?? []).map(({ guid, title, link, pubDate, description }) =>
        readEntry({ id: guid?.value, title, link, date: pubDate, html: description }),
      );
    },
  },
  'rss-parser': {
    formats: ['rss', 'atom'],
    async read(feed) {
      const { items } = await new RssParser<object, { id?: string }>().parseString(feed);
      return items.map(({ id, guid, title, link, isoDate, content }) =>
        readEntry({ id: guid ?? id, title, link, date: isoDate, html: content }),
      );
    },
  },
  'feed-parser': {
    formats: ['rss', 'atom'],
    async read(feed) {
      return parseWithFeedParser(feed).items.map(({ id, title, url, published, content, description }) =>
        readEntry({ id, title, link: url, date: published?.toISOString(), html: content ?? description }),
      );
    },
  },
};

type Found = Record<'id' | 'title' | 'link' | 'date' | 'html', string | null | undefined>;

function readEntry({ id, title, link, date, html }: Found): ReadEntry {
  if (!id || !link || !date) throw new Error('an entry lacks its id, its link or its date');
  return { id, title: title ?? '', link, at: Date.parse(date), html: html ?? '' };
}

/** What a browser would show of it, on one line. */
export function shownText(html: string): string {
  const text = (node: DefaultTreeAdapterTypes.Node): string => {
    if ('value' in node) return node.value;
    const inside = 'childNodes' in node ? node.childNodes.map(text).join('') : '';
    return /^(br|p|li|pre|td|th|tr|hr|ul|ol|table|blockquote)$/.test(node.nodeName) ? ` ${inside} ` : inside;
  };
  return text(parseFragment(html)).replace(/\s+/g, ' ').trim();
}
