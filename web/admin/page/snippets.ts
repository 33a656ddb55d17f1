import type { Page } from '../api/shapes.ts';

/** Where the public finds the page: this address, unless the staff work at another one. */
export function originOf({ domain }: Page): string {
  return domain === location.host ? location.origin : `https://${domain}`;
}

/** Text as a part of HTML, also between quotes. */
export function inHtml(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Text as a part of Markdown, also between brackets. */
export function inMarkdown(text: string): string {
  return text.replace(/[\\[\]<*_`]/g, '\\$&');
}
