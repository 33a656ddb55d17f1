import sanitizeHtml from 'sanitize-html';
import { normalizeText } from './normalize.ts';

/** All that published text may consist of. Headings become paragraphs: the page's outline belongs to the page. */
export const allowedElements = [
  ...['p', 'br', 'hr', 'blockquote', 'pre', 'ul', 'ol', 'li'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ...['a', 'strong', 'b', 'em', 'i', 'u', 's', 'del', 'code'],
];
export const allowedAttributes: Record<string, string[]> = {
  a: ['href', 'rel'],
  ol: ['start'],
};
const allowedSchemes = ['http', 'https', 'mailto'];
export const linkRelation = 'nofollow noopener noreferrer';

/** The address in its normal form, or null when a link to it may not be published. Relative ones may not. */
export function safeAddress(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return allowedSchemes.includes(url.protocol.slice(0, -1)) ? url.href : null;
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

const paragraph = { tagName: 'p', attribs: {} };

const options: sanitizeHtml.IOptions = {
  allowedTags: allowedElements,
  allowedAttributes,
  allowedSchemes,
  allowProtocolRelative: false,
  parseStyleAttributes: false,
  // Deeper elements lose their tags and keep their text.
  nestingLimit: 40,
  transformTags: {
    a: (_name, attributes) => {
      const href = safeAddress(attributes.href ?? '');
      // An element that is not on the list, so that only its text remains.
      if (href === null) return { tagName: 'span', attribs: {} };
      return { tagName: 'a', attribs: { href, rel: linkRelation } };
    },
    ol: (tagName, { start = '' }) => ({ tagName, attribs: /^\d{1,9}$/.test(start) ? { start } : {} }),
    ...Object.fromEntries(['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'div'].map((name) => [name, () => paragraph])),
    strike: () => ({ tagName: 's', attribs: {} }),
  },
};

/** Reduces any HTML to the positive list above; what is not on it loses its tags and keeps its text. */
export function safeHtml(html: string): string {
  // Again after decoding: `&#1;` is a control character too.
  return normalizeText(sanitizeHtml(html, options)).trim();
}
