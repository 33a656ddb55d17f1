import { dateOf, startOfDate } from './calendar.ts';

const pattern = /^(?!9999)[1-9]\d{3}-(0[1-9]|1[0-2])$/;

/** Whether this is a month, `YYYY-MM` of the years 1000 to 9998: of the last one we could not tell where it ends. */
export function isMonth(text: string): boolean {
  return pattern.test(text);
}

/** The calendar month that an instant belongs to in a zone, `YYYY-MM`. */
export function monthOf(instant: number, timeZone: string): string {
  return dateOf(instant, timeZone).slice(0, 7);
}

/** `[start, end)` of a month in a zone, in ms UTC. Throws a RangeError for what is not a month. */
export function monthWindow(
  month: string,
  timeZone: string,
): { readonly start: number; readonly end: number } {
  const start = startOfDate(`${checked(month)}-01`, timeZone);
  return { start, end: startOfDate(`${nextMonth(month)}-01`, timeZone) };
}

/** Throws a RangeError for what is not a month. */
export function previousMonth(month: string): string {
  return shift(month, -1);
}

/** Throws a RangeError for what is not a month. */
export function nextMonth(month: string): string {
  return shift(month, 1);
}

/** The last so many months, oldest first. The last one contains `now`. */
export function lastMonths(now: number, count: number, timeZone: string): string[] {
  const current = monthOf(now, timeZone);
  return Array.from({ length: count }, (_, index) => shift(current, index + 1 - count));
}

function shift(month: string, by: number): string {
  const first = new Date(`${checked(month)}-01`);
  first.setUTCMonth(first.getUTCMonth() + by);
  return first.toISOString().slice(0, 7);
}

function checked(month: string): string {
  if (!isMonth(month)) throw new RangeError(`"${month}" is not a month like 2026-03`);
  return month;
}
