import { changeBetween, DAY_MS, offsetAt } from './timeZone.ts';

/** What a clock on the wall shows. */
export type WallClock = {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
};

/** A calendar day of some zone, `[start, end)` in ms UTC: 23, 24 or 25 hours as a rule. */
export type Day = { readonly date: string; readonly start: number; readonly end: number };

/** Reads the clock of a zone. `offsetMs` is local time minus UTC. */
export function wallClock(instant: number, timeZone: string): WallClock & { readonly offsetMs: number } {
  const offsetMs = offsetAt(instant, timeZone);
  const local = new Date(instant + offsetMs);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    offsetMs,
  };
}

/**
 * When the clock of a zone shows this. A reading that is skipped moves forward by the length of the gap; of a
 * reading that comes twice it is the earlier. Throws a RangeError when there is no such date or time of day.
 */
export function instantOf(reading: WallClock, timeZone: string): number {
  const { year, month, day, hour, minute, second, millisecond } = reading;
  const local = Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
  const parts = new Date(local);
  const exists =
    parts.getUTCFullYear() === year &&
    parts.getUTCMonth() + 1 === month &&
    parts.getUTCDate() === day &&
    parts.getUTCHours() === hour &&
    parts.getUTCMinutes() === minute &&
    parts.getUTCSeconds() === second &&
    parts.getUTCMilliseconds() === millisecond;
  if (!exists) throw new RangeError(`There is no such time: ${JSON.stringify(reading)}`);
  return resolve(local, timeZone).instant;
}

/**
 * The date of the calendar day that an instant belongs to. It is what the clock shows, except where a clock went
 * back across midnight: the repeated minutes of the evening belong to the day that had already begun.
 */
export function dateOf(instant: number, timeZone: string): string {
  return printDate(dayOf(instant, timeZone));
}

/** Whether this is a date of the calendar, `YYYY-MM-DD` from the year 1000 on. */
export function isDate(text: string): boolean {
  if (!/^[1-9]\d{3}-\d\d-\d\d$/.test(text)) return false;
  const midnight = Date.parse(text);
  return !Number.isNaN(midnight) && printDate(midnight) === text;
}

/**
 * The first instant whose local date is this one. That can be 01:00, where clocks go forward at midnight; for a date
 * that a zone skipped it is the instant at which the next date begins. Throws a RangeError for what is not a date.
 */
export function startOfDate(date: string, timeZone: string): number {
  if (!isDate(date)) throw new RangeError(`"${date}" is not a date like 2026-03-29`);
  return startOf(Date.parse(date), timeZone);
}

/** The whole days that touch `[start, end)`, oldest first, without a gap. Dates that a zone skipped are left out. */
export function daysCovering(start: number, end: number, timeZone: string): Day[] {
  const days: Day[] = [];
  if (start >= end) return days;
  let midnight = dayOf(start, timeZone);
  let dayStart = startOf(midnight, timeZone);
  while (dayStart < end) {
    const dayEnd = startOf(midnight + DAY_MS, timeZone);
    if (dayStart < dayEnd) days.push({ date: printDate(midnight), start: dayStart, end: dayEnd });
    midnight += DAY_MS;
    dayStart = dayEnd;
  }
  return days;
}

/** The last so many calendar days, oldest first. The last one contains `now` and so ends after it. */
export function lastDays(now: number, count: number, timeZone: string): Day[] {
  const days: Day[] = [];
  let midnight = dayOf(now, timeZone);
  let dayEnd = startOf(midnight + DAY_MS, timeZone);
  while (days.length < count) {
    const dayStart = startOf(midnight, timeZone);
    if (dayStart < dayEnd) days.push({ date: printDate(midnight), start: dayStart, end: dayEnd });
    midnight -= DAY_MS;
    dayEnd = dayStart;
  }
  return days.reverse();
}

// In here a date is a number, the ms of its midnight as if it were in UTC, so that dates can be counted.

function printDate(midnight: number): string {
  return new Date(midnight).toISOString().slice(0, 10);
}

function dayOf(instant: number, timeZone: string): number {
  const local = instant + offsetAt(instant, timeZone);
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  const next = midnight + DAY_MS;
  return startOf(next, timeZone) <= instant ? next : midnight;
}

function startOf(midnight: number, timeZone: string): number {
  const { instant, skippedAfter } = resolve(midnight, timeZone);
  return skippedAfter === null ? instant : changeBetween(skippedAfter, instant, timeZone);
}

/**
 * The earliest instant at which local time is `local`; where that is skipped, the instant that the offset before the
 * gap would give, and in `skippedAfter` one from before the clocks went forward. Offsets are under 24 hours, so a day
 * to each side is before and after any change that matters.
 */
function resolve(local: number, timeZone: string): { instant: number; skippedAfter: number | null } {
  const before = offsetAt(local - DAY_MS, timeZone);
  const first = local - before;
  if (offsetAt(first, timeZone) === before) return { instant: first, skippedAfter: null };
  const after = offsetAt(local + DAY_MS, timeZone);
  const second = local - after;
  if (offsetAt(second, timeZone) === after) return { instant: second, skippedAfter: null };
  return { instant: first, skippedAfter: second };
}
