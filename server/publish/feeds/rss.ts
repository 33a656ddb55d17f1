import type { Entry, Feed, FeedKind } from './feed.ts';
import { rfc822 } from './times.ts';
import { escapeQuoted } from './xml.ts';

/** RSS 2.0. One entry per incident is written exactly as Statuspage writes it. */
export function writeRss(feed: Feed): string {
  const atom = feed.kind === 'update' ? ' xmlns:atom="http://www.w3.org/2005/Atom"' : '';
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"${atom}>
  <channel>
    <title>${escapeQuoted(feed.title)}</title>
    <link>${escapeQuoted(feed.link)}</link>
    <description>Statuspage</description>
    <pubDate>${rfc822(feed.publishedAt)}</pubDate>
${links(feed)}${feed.entries.map((entry) => item(entry, feed.kind)).join('')}  </channel>
</rss>
`;
}

function links(feed: Feed): string {
  if (feed.kind === 'incident') return '';
  const self = `    <atom:link rel="self" type="application/rss+xml" href="${escapeQuoted(feed.selfLink('rss'))}"/>\n`;
  return feed.hub === null ? self : `${self}    <atom:link rel="hub" href="${escapeQuoted(feed.hub)}"/>\n`;
}

function item(entry: Entry, kind: FeedKind): string {
  // Some readers cut the fragment off an address, so that of an update could not tell updates apart.
  const guid =
    kind === 'incident'
      ? `<guid>${escapeQuoted(entry.link)}</guid>`
      : `<guid isPermaLink="false">${escapeQuoted(entry.id)}</guid>`;
  return `    <item>
      <title>${escapeQuoted(entry.title)}</title>
      <description>
${escapeQuoted(entry.html)}      </description>
      <pubDate>${rfc822(entry.newestUpdateAt)}</pubDate>
      <link>${escapeQuoted(entry.link)}</link>
      ${guid}
    </item>
`;
}
