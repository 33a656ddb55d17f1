import { contrast } from './contrast.ts';

/** What links stand on, by the reader's setting: the page and its cards, as in `web/style/tokens.css`. */
export const grounds = { light: ['#fbfbf9', '#ffffff'], dark: ['#121315', '#1b1c1f'] } as const;

export type Mode = keyof typeof grounds;

/** WCAG 2.2, 1.4.3: of text at the size of links. */
export const leastContrast = 4.5;

/** The background of the page on which a colour `#rrggbb` is hardest to read, and its contrast there. */
export function hardestGround(
  color: string,
  mode: Mode,
): { readonly ground: string; readonly ratio: number } {
  const [first, second] = grounds[mode];
  return contrast(color, first) <= contrast(color, second)
    ? { ground: first, ratio: contrast(color, first) }
    : { ground: second, ratio: contrast(color, second) };
}
