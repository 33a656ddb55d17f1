import { instantOf } from './calendar.ts';
import type { RecurrenceRule, WeekdayRule } from './recurrenceRule.ts';
import { DAY_MS } from './timeZone.ts';

/** A rule, and from when on it holds. */
export type Recurrence = {
  readonly rule: RecurrenceRule;
  /** What the clock shows at the first possible occurrence, `YYYY-MM-DDTHH:MM:SS`. */
  readonly startsAt: string;
  readonly timeZone: string;
};

/** One time at which something recurs. A rule of whole days has at most one for each date. */
export type Occurrence = {
  /** `YYYY-MM-DD` on the calendar of the zone. */
  readonly date: string;
  /** ms UTC. */
  readonly start: number;
};

/** How long a rule is followed, so that one that never comes true ends too. */
const longestMs = 100 * 366 * DAY_MS;

/**
 * The occurrences that start at `from` or later, the earliest first (RFC 5545, section 3.3.10). The first one is the
 * first date that the rule names from `startsAt` on. Each is at the same time by the clock; where the clock skips
 * that time it is later by the length of the gap, where it comes twice it is the earlier. Dates that a month lacks
 * are left out. Ends a hundred years after `startsAt`.
 */
export function* occurrences({ rule, startsAt, timeZone }: Recurrence, from: number): Generator<Occurrence> {
  const time = startsAt.slice(10);
  const first = Date.parse(startsAt.slice(0, 10));
  // Local and UTC dates differ by a day at most, so what lies two days before need not be placed in the zone.
  const skippedBefore = from - 2 * DAY_MS;
  let counted = 0;
  for (const day of daysOf(rule, first)) {
    counted += 1;
    if (rule.count !== null && counted > rule.count) return;
    const local = `${new Date(day).toISOString().slice(0, 10)}${time}`;
    if (rule.until && 'local' in rule.until && local > rule.until.local) return;
    if (day < skippedBefore) continue;
    const start = instantOfLocal(local, timeZone);
    if (rule.until && 'instant' in rule.until && start > rule.until.instant) return;
    if (start >= from) yield { date: local.slice(0, 10), start };
  }
}

/** When the clock of a zone shows `YYYY-MM-DDTHH:MM:SS`. Throws a RangeError when there is no such time of day. */
function instantOfLocal(local: string, timeZone: string): number {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = local.split(/\D/).map(Number);
  return instantOf({ year, month, day, hour, minute, second, millisecond: 0 }, timeZone);
}

// From here on a date is a number, the ms of its midnight as if it were in UTC, so that dates can be counted.

/** The dates that the rule names, from the first on. */
function* daysOf(rule: RecurrenceRule, first: number): Generator<number> {
  for (const period of periods(rule, first)) {
    if (period.start > first + longestMs) return;
    const named = atPositions(rule.bySetPosition, namedIn(rule, period, first));
    for (const day of named) if (day >= first) yield day;
  }
}

/** Days `[start, end)` out of which a rule names some. */
type Period = { readonly start: number; readonly end: number };

function* periods({ frequency, interval, weekStart }: RecurrenceRule, first: number): Generator<Period> {
  const date = new Date(first);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  const week = first - ((date.getUTCDay() - weekStart + 7) % 7) * DAY_MS;
  for (let n = 0; ; n += interval) {
    switch (frequency) {
      case 'DAILY':
        yield { start: first + n * DAY_MS, end: first + (n + 1) * DAY_MS };
        break;
      case 'WEEKLY':
        yield { start: week + n * 7 * DAY_MS, end: week + (n + 1) * 7 * DAY_MS };
        break;
      case 'MONTHLY':
        yield { start: Date.UTC(year, month + n, 1), end: Date.UTC(year, month + n + 1, 1) };
        break;
      case 'YEARLY':
        yield { start: Date.UTC(year + n, 0, 1), end: Date.UTC(year + n + 1, 0, 1) };
        break;
    }
  }
}

/** The days of a period that the rule names. What it does not say follows from the first date. */
function namedIn(rule: RecurrenceRule, period: Period, first: number): number[] {
  const { frequency, byMonth, byMonthDay, byDay } = rule;
  const origin = new Date(first);
  const saysNoDay = byMonthDay.length === 0 && byDay.length === 0;
  const monthDays =
    saysNoDay && (frequency === 'MONTHLY' || frequency === 'YEARLY') ? [origin.getUTCDate()] : byMonthDay;
  const months =
    saysNoDay && frequency === 'YEARLY' && byMonth.length === 0 ? [origin.getUTCMonth() + 1] : byMonth;
  const days: readonly WeekdayRule[] =
    saysNoDay && frequency === 'WEEKLY' ? [{ weekday: origin.getUTCDay(), nth: null }] : byDay;
  const named: number[] = [];
  for (let day = period.start; day < period.end; day += DAY_MS) {
    const date = new Date(day);
    if (months.length > 0 && !months.includes(date.getUTCMonth() + 1)) continue;
    const month = monthOf(date);
    if (monthDays.length > 0 && !monthDays.some((nth) => isNth(nth, day, month))) continue;
    // The n-th weekday of a year is counted in its months when the rule names months.
    const within = frequency === 'YEARLY' && byMonth.length > 0 ? month : period;
    if (days.length > 0 && !days.some((rule) => isNamedWeekday(rule, day, within))) continue;
    named.push(day);
  }
  return named;
}

function monthOf(date: Date): Period {
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth();
  return { start: Date.UTC(year, month, 1), end: Date.UTC(year, month + 1, 1) };
}

/** Whether this is the n-th day of a period, from its end when n is negative. */
function isNth(nth: number, day: number, { start, end }: Period): boolean {
  return nth > 0 ? day === start + (nth - 1) * DAY_MS : day === end + nth * DAY_MS;
}

function isNamedWeekday({ weekday, nth }: WeekdayRule, day: number, { start, end }: Period): boolean {
  if (new Date(day).getUTCDay() !== weekday) return false;
  if (nth === null) return true;
  const before = Math.floor((day - start) / (7 * DAY_MS));
  const after = Math.floor((end - DAY_MS - day) / (7 * DAY_MS));
  return nth > 0 ? before === nth - 1 : after === -nth - 1;
}

/** Those at the positions, from the end when negative; all when there are no positions. In order, each once. */
function atPositions(positions: readonly number[], days: readonly number[]): readonly number[] {
  if (positions.length === 0) return days;
  return days.filter((_, n) => positions.includes(n + 1) || positions.includes(n - days.length));
}
