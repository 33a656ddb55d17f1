import { pageVerdict } from '../../web/page/pageVerdict.ts';
import { drawStatus } from '../../web/page/statusShapes.ts';
import { escapeQuoted } from './feeds/xml.ts';
import type { Snapshot } from './snapshot.ts';
import { fitText, textWidth } from './svgText.ts';

const room = 1040;
/** Bold letters are about this much wider than those that the widths were taken from. */
const bold = 1.12;

/** The picture of a shared link, 1200 × 630: whose page, and how things are, in words, shape and colour. As SVG. */
export function cardSvg(snapshot: Snapshot): string {
  const { tone, headline } = pageVerdict(snapshot);
  const host = new URL(snapshot.page.url).host;
  const name = isDrawable(snapshot.page.name) ? snapshot.page.name : host;
  const headlineSize = Math.min(72, Math.floor(room / (textWidth(headline, 1) * bold)));
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630">',
    '<path fill="#fbfbf9" d="M0 0h1200v630H0z"/>',
    line(name, 150, 48),
    `<svg x="80" y="235" width="120" height="120" viewBox="0 0 16 16">${drawStatus(tone)}</svg>`,
    line(headline, 460, headlineSize),
    name === host ? '' : line(host, 550, 32, '#64645e', 400),
    '</svg>',
  ].join('');
}

function line(words: string, y: number, size: number, color = '#1b1b19', weight: 400 | 700 = 700): string {
  const shown = fitText(words, room / bold, size);
  return `<text x="80" y="${y}" font-size="${size}" font-weight="${weight}" fill="${color}">${escapeQuoted(shown)}</text>`;
}

/** Whether the font of the card has letters for it; of others it would show empty boxes. */
function isDrawable(text: string): boolean {
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Armenian}\p{Script=Georgian}\p{P}\p{N}\p{Z}\p{M}\p{Sc}\p{Sm}]+$/u.test(
    text,
  );
}
