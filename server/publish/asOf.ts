import { dateOf, startOfDate } from '../domain/calendar.ts';

const minuteMs = 60_000;
const quietMs = 15 * minuteMs;

/**
 * The instant that a publication speaks of: the last full minute, or what was last said when that was later. It depends
 * on nothing but the revision and the minute, so that every process publishes the same bytes.
 */
export function asOf(now: number, saidAt: number): number {
  return Math.max(now - (now % minuteMs), saidAt);
}

/**
 * When the clock alone makes a publication untrue: with the next minute while something goes on, since outages grow;
 * else with the next quarter of an hour or the next day of the page's zone.
 */
export function staleAt(now: number, timeZone: string, somethingGoesOn: boolean): number {
  const step = somethingGoesOn ? minuteMs : quietMs;
  const next = now - (now % step) + step;
  const tomorrow = startOfDate(dateAfter(now, timeZone), timeZone);
  return Math.min(next, tomorrow);
}

function dateAfter(now: number, timeZone: string): string {
  const today = Date.parse(`${dateOf(now, timeZone)}T00:00:00Z`);
  return new Date(today + 86_400_000).toISOString().slice(0, 10);
}
