import { kept } from './kept.ts';
import { printTime } from './times.ts';
import type { Words } from './words.ts';

/** A sentence with names and times in it: plain text, a name to stress, or an instant. */
export type Phrase = readonly (
  | string
  | { readonly name: string }
  | { readonly at: number; readonly ago?: true }
)[];

const listFormat = kept((locale: string) => new Intl.ListFormat(locale));

/** `A`, `A and B`, `A, B and C`; of more than four the rest is counted. */
export function listNames({ dates, more }: Words, names: readonly string[]): Phrase {
  const shown = names.length > 4 ? names.slice(0, 3) : names;
  const hidden = names.length - shown.length;
  let named = 0;
  return listFormat(dates.locale)
    .formatToParts(hidden > 0 ? [...shown, more(hidden)] : shown)
    .map(({ type, value }) => {
      if (type === 'element') named += 1;
      return type === 'element' && named <= shown.length ? { name: value } : value;
    });
}

export function plainText({ dates }: Words, phrase: Phrase, timeZone: string, now: number): string {
  return phrase
    .map((part) =>
      typeof part === 'string'
        ? part
        : 'name' in part
          ? part.name
          : printTime(dates, 'moment', part.at, timeZone, now),
    )
    .join('');
}
