import { pageVerdict } from '../../web/page/pageVerdict.ts';
import { drawStatus } from '../../web/page/statusShapes.ts';
import { wordsIn } from '../../web/page/words/languages.ts';
import { percent } from '../../web/page/words/numbers.ts';
import type { BarStatus } from '../../web/page/words/words.ts';
import type { Language } from '../domain/language.ts';
import { printShortPercentage, uptimeRatio } from '../domain/percentage.ts';
import { sumOfDays } from '../domain/uptimeByDay.ts';
import { barDays } from './barDays.ts';
import { escapeQuoted } from './feeds/xml.ts';
import type { PublicComponent, PublicPage, Snapshot } from './snapshot.ts';
import { fitText, textWidth } from './svgText.ts';

/** The spans of an uptime badge, in days until now. */
export const badgeDays = [7, 30, barDays] as const;
export type BadgeDays = (typeof badgeDays)[number];

/** A picture of two words for other people's pages. `tone` null: it says something that is neither good nor bad. */
export type Badge = { readonly label: string; readonly message: string; readonly tone: BarStatus | null };

/** Fills that text is readable on, and that text. Darker than the page's marks, which carry no words. */
const colors: Readonly<Record<BarStatus, readonly [fill: string, ink: string]>> = {
  operational: ['#177a4d', '#ffffff'],
  under_maintenance: ['#2a5fc0', '#ffffff'],
  degraded_performance: ['#e0b13a', '#1b1b19'],
  partial_outage: ['#a34404', '#ffffff'],
  major_outage: ['#b32626', '#ffffff'],
  unknown: ['#64645e', '#ffffff'],
};
const neutral = ['#44515e', '#ffffff'] as const;

/** Nothing is claimed of what could not be confirmed for a while. */
export function unconfirmedBadge(label: string, language: Language): Badge {
  return { label, message: wordsIn(language).badgeUnconfirmed, tone: 'unknown' };
}

/** The state of everything. */
export function pageBadge(snapshot: Snapshot): Badge {
  const { tone, headline } = pageVerdict(snapshot);
  return { label: snapshot.page.name, message: headline, tone };
}

export function statusBadge({ name, status }: PublicComponent, language: Language): Badge {
  return { label: name, message: wordsIn(language).statusWord[status], tone: status };
}

/** The uptime over the last days, today included, by the policy of the page and as exactly as on the page. */
export function uptimeBadge(
  component: PublicComponent,
  days: BadgeDays,
  { language, policy }: Pick<PublicPage, 'language' | 'policy'>,
): Badge {
  const words = wordsIn(language);
  const uptime = printShortPercentage(uptimeRatio(sumOfDays(component.days.slice(-days), policy)));
  return {
    label: component.name,
    message: uptime === null ? words.noData : words.badgeUptime(percent(words, uptime), days),
    tone: uptime === null ? 'unknown' : null,
  };
}

/** What shields.io asks of an endpoint: https://shields.io/badges/endpoint-badge. */
export function badgeJson({ label, message, tone }: Badge): string {
  const [fill] = tone === null ? neutral : colors[tone];
  return JSON.stringify({ schemaVersion: 1, label, message, color: fill.slice(1) });
}

const fontSize = 11;
const padding = 6;
const iconRoom = 14;
/** Longer labels are cut; what reads the badge aloud still has all of it. */
const labelRoom = 240;

/** The badge as a picture, flat and 20 high, as people know them from shields.io. */
export function badgeSvg({ label, message, tone }: Badge): string {
  const [fill, ink] = tone === null ? neutral : colors[tone];
  const icon = tone === null ? 0 : iconRoom;
  const shown = fitText(label, labelRoom, fontSize);
  const labelWidth = Math.ceil(textWidth(shown, fontSize));
  const messageWidth = Math.ceil(textWidth(message, fontSize));
  const left = labelWidth + 2 * padding;
  const right = messageWidth + icon + 2 * padding;
  const size = `width="${left + right}" height="20"`;
  const title = escapeQuoted(`${label}: ${message}`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img" aria-label="${title}"><title>${title}</title>`,
    `<clipPath id="r"><rect ${size} rx="3"/></clipPath><g clip-path="url(#r)">`,
    `<path fill="#3d3d39" d="M0 0h${left}v20H0z"/><path fill="${fill}" d="M${left} 0h${right}v20h-${right}z"/></g>`,
    tone === null
      ? ''
      : `<svg x="${left + padding}" y="5" width="10" height="10" viewBox="0 0 16 16">${drawStatus(tone, ink, fill)}</svg>`,
    `<g font-family="Verdana,Geneva,DejaVu Sans,sans-serif" font-size="${fontSize}">`,
    text(shown, padding, labelWidth, '#ffffff'),
    text(message, left + padding + icon, messageWidth, ink),
    '</g></svg>',
  ].join('');
}

/** `textLength` holds the words inside of their half, whatever font the reader has. */
function text(words: string, x: number, width: number, color: string): string {
  if (width === 0) return '';
  return `<text x="${x}" y="14" fill="${color}" textLength="${width}" lengthAdjust="spacingAndGlyphs">${escapeQuoted(words)}</text>`;
}
