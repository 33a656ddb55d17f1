import type { Entry, Feed } from './feed.ts';
import { rfc3339 } from './times.ts';
import { escapeQuoted, escapeText } from './xml.ts';

/** Atom 1.0 (RFC 4287), laid out as Statuspage does. */
export function writeAtom(feed: Feed): string {
  const hub = feed.hub === null ? '' : `  <link rel="hub" href="${escapeQuoted(feed.hub)}"/>\n`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="${feed.language}" xmlns="http://www.w3.org/2005/Atom">
  <id>${escapeText(feed.id)}</id>
  <link rel="alternate" type="text/html" href="${escapeQuoted(feed.link)}"/>
  <link rel="self" type="application/atom+xml" href="${escapeQuoted(feed.selfLink('atom'))}"/>
${hub}  <title>${escapeText(feed.title)}</title>
  <updated>${rfc3339(feed.updatedAt, feed.timeZone)}</updated>
  <author>
    <name>${escapeText(feed.author)}</name>
  </author>
${feed.entries.map((entry) => writeEntry(entry, feed.timeZone)).join('')}</feed>
`;
}

function writeEntry(entry: Entry, timeZone: string): string {
  return `  <entry>
    <id>${escapeText(entry.id)}</id>
    <published>${rfc3339(entry.publishedAt, timeZone)}</published>
    <updated>${rfc3339(entry.updatedAt, timeZone)}</updated>
    <link rel="alternate" type="text/html" href="${escapeQuoted(entry.link)}"/>
    <title>${escapeText(entry.title)}</title>
    <content type="html">${escapeText(entry.html)}</content>
  </entry>
`;
}
