import { Marked, type RendererObject, type Token, type Tokens } from 'marked';
import type { Text } from '../domain/incident.ts';
import { normalizeBody, withLineFeeds } from './normalize.ts';
import { escapeHtml, linkRelation, safeAddress, safeHtml } from './safeHtml.ts';

/** How deep lists, quotations and emphasis may lie in each other. Prose stays far below. */
const maxDepth = 20;

/** How many marks there may be. Marked needs quadratic time for many that lead to nothing; prose has few. */
const maxMarks = 2_000;
/** Signs that format words; and what begins a list or a heading, or underlines one. */
const marks = /[*_~`![\]<>]|(?<=^|\s)(?:[-+=#]+|\d{1,9}[.)])(?=\s|$)/gm;

/**
 * Renders Markdown (GFM, single newlines are line breaks) to HTML that is safe to publish. Raw HTML is shown as it
 * was written, images become links. A text nested too deeply, or made of marks, is shown without formatting.
 * Throws `TextTooLong`.
 */
export function renderMarkdown(source: string): Text {
  const kept = normalizeBody(source);
  return { source: kept, html: safeHtml(formatted(withLineFeeds(kept))) };
}

function formatted(source: string): string {
  if ((source.match(marks) ?? []).length > maxMarks) return unformatted(source);
  try {
    const tokens = marked.lexer(source);
    if (deeperThan(maxDepth, tokens)) return unformatted(source);
    return marked.parser(tokens);
  } catch {
    // Marked parses by recursion: 1,883 characters of `>` overflow its stack before there are tokens to measure.
    return unformatted(source);
  }
}

/** Paragraphs and line breaks only. */
function unformatted(source: string): string {
  const paragraphs = source.split(/\n\s*\n/).filter((text) => text.trim() !== '');
  return paragraphs.map((text) => `<p>${escapeHtml(text).replaceAll('\n', '<br>')}</p>`).join('\n');
}

/** Whether tokens lie deeper in each other than this. On the way, images inside of links become plain text. */
function deeperThan(limit: number, tokens: readonly Token[]): boolean {
  const waiting = tokens.map((token) => ({ token, depth: 1, inLink: false }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > limit) return true;
    const inLink = next.inLink || token.type === 'link';
    if (token.type === 'image' && next.inLink) Object.assign(token, { type: 'text', tokens: undefined });
    for (const child of childrenOf(token)) waiting.push({ token: child, depth: depth + 1, inLink });
  }
  return false;
}

function childrenOf(token: Token): readonly Token[] {
  if (token.type === 'list') return (token as Tokens.List).items;
  if (token.type === 'table') {
    const { header, rows } = token as Tokens.Table;
    return [header, ...rows].flat().flatMap((cell) => cell.tokens);
  }
  return 'tokens' in token ? (token.tokens ?? []) : [];
}

const renderer: RendererObject = {
  html({ text, block }) {
    return block ? unformatted(text) : escapeHtml(text);
  },
  heading({ tokens }) {
    return `<p><strong>${this.parser.parseInline(tokens)}</strong></p>\n`;
  },
  checkbox({ checked }) {
    return checked ? '[x] ' : '[ ] ';
  },
  link({ href, tokens }) {
    return link(href, this.parser.parseInline(tokens));
  },
  image({ href, text }) {
    return link(href, escapeHtml(text || href));
  },
};

function link(address: string, label: string): string {
  // Marked leaves character references in addresses as they were written.
  const href = safeAddress(address.replaceAll('&amp;', '&'));
  return href === null ? label : `<a href="${escapeHtml(href)}" rel="${linkRelation}">${label}</a>`;
}

const marked = new Marked({ gfm: true, breaks: true, renderer });
