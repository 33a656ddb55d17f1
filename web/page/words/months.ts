import { kept } from './kept.ts';
import type { Dates } from './times.ts';

const monthOfYear = kept(
  (locale: string) => new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }),
);
const monthAlone = kept(
  (locale: string) => new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }),
);

/** `October 2026` from `2026-10`. */
export function printMonth({ locale }: Dates, month: string): string {
  return monthOfYear(locale).format(Date.parse(month));
}

/** `Oct` from `2026-10`. */
export function shortMonth({ locale }: Dates, month: string): string {
  return monthAlone(locale).format(Date.parse(month));
}
