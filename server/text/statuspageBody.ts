import type { Text } from '../domain/incident.ts';
import { normalizeBody, withLineFeeds } from './normalize.ts';
import { escapeHtml, linkRelation, safeAddress, safeHtml } from './safeHtml.ts';

/**
 * Renders the body of an update that Statuspage recorded: plain text with newlines, simple HTML, or both. Newlines
 * become line breaks, addresses become links, and of the HTML the positive list of `safeHtml` remains. The source is
 * kept as it was. Throws `TextTooLong`.
 */
export function renderStatuspageBody(body: string): Text {
  const source = normalizeBody(body);
  const simple = safeHtml(escapeStrayBrackets(withLineFeeds(source)));
  return { source, html: safeHtml(withBreaksAndLinks(simple)) };
}

/** A `<` that begins no tag is text: `<ops@example.com>`, `p99 <500ms`. */
function escapeStrayBrackets(text: string): string {
  return text.replace(/<(?!\/?[a-z][a-z0-9]*[\s/>]|!--)/gi, '&lt;');
}

/** Elements around which a newline is only the layout of the HTML. */
const blocks = /^<\/?(?:p|br|hr|blockquote|pre|ul|ol|li|table|thead|tbody|tr|th|td)\b/;

/** Works on the output of `safeHtml`, where `<` and `>` occur only as the ends of tags. */
function withBreaksAndLinks(html: string): string {
  const parts = html.split(/(<[^>]*>)/);
  let anchors = 0;
  let preformatted = 0;
  return parts
    .map((part, index) => {
      if (index % 2 === 1) {
        anchors += opening(part, 'a');
        preformatted += opening(part, 'pre');
        return part;
      }
      if (preformatted > 0) return part;
      let text = part;
      if (blocks.test(parts[index - 1] ?? '')) text = text.replace(/^\s*\n\s*/, '');
      if (blocks.test(parts[index + 1] ?? '')) text = text.replace(/\s*\n\s*$/, '');
      return (anchors > 0 ? text : withLinks(text)).replaceAll('\n', '<br />');
    })
    .join('');
}

function opening(tag: string, element: string): -1 | 0 | 1 {
  if (tag === `</${element}>`) return -1;
  return tag === `<${element}>` || tag.startsWith(`<${element} `) ? 1 : 0;
}

/** Turns plain addresses in escaped text into links, without the punctuation that ends the sentence. */
function withLinks(escaped: string): string {
  return escaped.replace(/\bhttps?:\/\/(?:(?!&(?:lt|gt|quot);)[^\s<>"'])+/g, (found) => {
    const shown = found.replace(found.includes('(') ? /(?:&amp;|[.,:;!?])+$/ : /(?:&amp;|[).,:;!?])+$/, '');
    const href = safeAddress(shown.replaceAll('&amp;', '&'));
    if (href === null) return found;
    return `<a href="${escapeHtml(href)}" rel="${linkRelation}">${shown}</a>${found.slice(shown.length)}`;
  });
}
