import { daysCovering } from '../../../server/domain/calendar.ts';
import { DAY_MS } from '../../../server/domain/timeZone.ts';
import type { Window } from './window.ts';

/** Months are `YYYY-MM`, dates `YYYY-MM-DD`, both of the page's calendar. */

export function dateAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** The same day of another month, or its last one. */
export function sameDayIn(date: string, month: string): string {
  const wished = `${month}-${date.slice(8)}`;
  const last = dateAfter(`${monthAfter(month, 1)}-01`, -1);
  return wished > last ? last : wished;
}

/** The weeks that touch a month, from Monday on. */
export function weeksOf(month: string): readonly (readonly string[])[] {
  const first = `${month}-01`;
  const before = (new Date(Date.parse(first)).getUTCDay() + 6) % 7;
  const weeks: string[][] = [];
  for (let day = dateAfter(first, -before); day < `${monthAfter(month, 1)}-01`; day = dateAfter(day, 7)) {
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((n) => dateAfter(day, n)));
  }
  return weeks;
}

/** What touches each date. */
export function byDate<Entry extends Window>(
  entries: readonly Entry[],
  timeZone: string,
): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    for (const { date } of daysCovering(entry.start, entry.end, timeZone)) {
      found.set(date, [...(found.get(date) ?? []), entry]);
    }
  }
  return found;
}
