import type { Language } from '../domain/language.ts';
import { logoPath } from '../domain/logo.ts';
import type { Page } from '../domain/page.ts';
import type { ComponentStatus } from '../domain/status.ts';
import { escapeHtml } from '../text/safeHtml.ts';

/** What every mail has around what it says. Texts are plain, `content` and `footer` are HTML. */
export type MailFrame = {
  readonly language: Language;
  readonly page: Page;
  /** PUBLIC_URL. */
  readonly url: string;
  readonly subject: string;
  /** What lists of mails show beside the subject. */
  readonly preheader: string;
  readonly content: string;
  readonly footer: string;
};

/** Light colours, and which class makes each the dark one. Both have a contrast of at least 4.5:1 on their ground. */
const colors = {
  ground: ['#fbfbf9', '#121315'],
  card: ['#ffffff', '#1b1c1f'],
  line: ['#e5e5e1', '#2d2f33'],
  text: ['#1b1b19', '#f1f1ee'],
  quiet: ['#64645e', '#a0a19d'],
  link: ['#2b63c4', '#8cb2ff'],
  operational: ['#177a4d', '#4fd197'],
  under_maintenance: ['#2a5fc0', '#93b6ff'],
  degraded_performance: ['#7d5d00', '#ecc25c'],
  partial_outage: ['#a34404', '#ffa05c'],
  major_outage: ['#b32626', '#ff8b87'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;
type Color = keyof typeof colors;

/** The shapes of statuses as characters, since mail programs draw no pictures of ours before they are asked to. */
const shapes: Readonly<Record<ComponentStatus, string>> = {
  operational: '●',
  under_maintenance: '≡',
  degraded_performance: '◆',
  partial_outage: '■',
  major_outage: '✕',
};

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif";
/** Words of any length stay inside. */
const wrap = 'overflow-wrap:anywhere;word-break:break-word';

/** Programs that know no dark colours keep those of the attributes; those that do are told by classes. */
const style = [
  ':root{color-scheme:light dark;supported-color-schemes:light dark}',
  '@media (prefers-color-scheme:dark){',
  ...Object.entries(colors).map(([name, [, dark]]) => `.c-${name}{color:${dark}!important}`),
  `.g-ground{background-color:${colors.ground[1]}!important}`,
  `.g-card{background-color:${colors.card[1]}!important;border-color:${colors.line[1]}!important}`,
  `.g-line{border-color:${colors.line[1]}!important}`,
  `.g-button{background-color:${colors.link[1]}!important;color:${colors.ground[1]}!important}`,
  `.says a{color:${colors.link[1]}!important}`,
  `.says th,.says td,.says blockquote{border-color:${colors.line[1]}!important}`,
  '}',
].join('');

/** A whole mail as HTML: one column in a table, which is what mail programs render alike. */
export function mailDocument({
  language,
  page,
  url,
  subject,
  preheader,
  content,
  footer,
}: MailFrame): string {
  return [
    `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width,initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="supported-color-schemes" content="light dark">',
    `<title>${escapeHtml(subject)}</title><style>${style}</style></head>`,
    `<body class="g-ground" style="margin:0;padding:0;background-color:${colors.ground[0]}">`,
    // The language again, since many programs take over nothing of what is around this.
    `<main lang="${language}"><div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preheader)}</div>`,
    `<table role="presentation" class="g-ground" style="width:100%;border-collapse:collapse;background-color:${colors.ground[0]}">`,
    '<tr><td style="padding:24px 12px">',
    `<table role="presentation" style="width:100%;max-width:600px;margin:0 auto;border-collapse:collapse;table-layout:fixed;${font};font-size:16px;line-height:1.5;${wrap}">`,
    `<tr><td class="c-text" style="padding:0 4px 16px;color:${colors.text[0]};font-size:18px;font-weight:600">${nameOf(page, url)}</td></tr>`,
    `<tr><td class="g-card c-text" style="padding:24px;background-color:${colors.card[0]};border:1px solid ${colors.line[0]};color:${colors.text[0]}">`,
    content,
    '</td></tr>',
    `<tr><td class="c-quiet" style="padding:16px 4px 0;color:${colors.quiet[0]};font-size:14px">`,
    footer,
    '</td></tr></table>\n</td></tr></table></main></body></html>\n',
  ].join('\n');
}

/** The logo, or the name where there is none; also of an SVG, which most mail programs do not show. */
function nameOf({ name, logo }: Page, url: string): string {
  if (!logo || logo.type === 'svg') return link(url, name, 'text');
  const height = 32;
  const width = Math.round((logo.width / logo.height) * height);
  return [
    `<a href="${escapeHtml(url)}" class="c-text" style="color:${colors.text[0]}">`,
    `<img src="${escapeHtml(url + logoPath(logo))}" alt="${escapeHtml(name)}" width="${width}" height="${height}" style="display:block;border:0;max-width:100%">`,
    '</a>',
  ].join('');
}

export function heading(text: string): string {
  return `<h1 style="margin:0 0 4px;font-size:22px;line-height:1.3;font-weight:600">${escapeHtml(text)}</h1>`;
}

export function paragraph(text: string, color: Color = 'text'): string {
  return `<p class="c-${color}" style="margin:0 0 16px;color:${colors[color][0]}">${escapeHtml(text)}</p>`;
}

export function link(address: string, text: string, color: Color = 'link'): string {
  const decoration = color === 'link' ? 'underline' : 'none';
  return `<a href="${escapeHtml(address)}" class="c-${color}" style="color:${colors[color][0]};text-decoration:${decoration}">${escapeHtml(text)}</a>`;
}

/** What there is to do. */
export function button(address: string, text: string): string {
  return `<p style="margin:24px 0 0"><a href="${escapeHtml(address)}" class="g-button" style="display:inline-block;padding:10px 18px;border-radius:8px;background-color:${colors.link[0]};color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(text)}</a></p>`;
}

/** A word in the colour of a status, behind its shape. */
export function marked(status: ComponentStatus, text: string): string {
  return `<span class="c-${status}" style="color:${colors[status][0]};font-weight:600"><span aria-hidden="true">${shapes[status]}</span> ${escapeHtml(text)}</span>`;
}

export function quiet(text: string): string {
  return `<span class="c-quiet" style="color:${colors.quiet[0]}">${escapeHtml(text)}</span>`;
}

export function rule(): string {
  return `<div class="g-line" style="margin:20px 0;border-top:1px solid ${colors.line[0]}"></div>`;
}

const elementStyles: Readonly<Record<string, string>> = {
  a: `color:${colors.link[0]}`,
  p: 'margin:0 0 12px',
  pre: 'margin:0 0 12px;white-space:pre-wrap',
  blockquote: `margin:0 0 12px;padding-left:12px;border-left:3px solid ${colors.line[0]}`,
  table: 'margin:0 0 12px;border-collapse:collapse',
  th: `padding:4px 8px;border:1px solid ${colors.line[0]};text-align:left`,
  td: `padding:4px 8px;border:1px solid ${colors.line[0]}`,
};

/** A published text. `html` must be an update's own: it holds no `<` besides those of its elements. */
export function says(html: string): string {
  const dressed = html.replace(
    /<(a|p|pre|blockquote|table|th|td)(?=[ >])/g,
    (tag, name: string) => `${tag} style="${elementStyles[name] ?? ''}"`,
  );
  return `<div class="says">${dressed}</div>`;
}
