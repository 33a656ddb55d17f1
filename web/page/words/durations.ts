import type { DayRecord } from '../../../server/publish/snapshot.ts';
import { kept } from './kept.ts';
import type { BarStatus, Words } from './words.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

type Unit = 'second' | 'minute' | 'day';

const unitFormat = kept(
  (locale: string, unit: Unit) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }),
);

function count(locale: string, number: number, unit: Unit): string {
  return unitFormat(locale, unit).format(number);
}

/** `35 minutes`, `1 h 45 min`, `3 days 2 h`. `ms` is cut, never rounded up. */
export function printDuration({ dates: { locale }, lessThanASecond }: Words, ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(ms / minute);
  const hours = Math.floor(ms / hour);
  if (seconds < 1) return lessThanASecond;
  if (minutes < 1) return count(locale, seconds, 'second');
  if (hours < 1) return count(locale, minutes, 'minute');
  // A calendar day has up to 25 hours, and a day of outage should not read "1 day 1 h" once a year.
  if (hours < 26) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = count(locale, Math.floor(ms / day), 'day');
  return hours % 24 === 0 ? days : `${days} ${hours % 24} h`;
}

const worstFirst = [
  'major_outage',
  'partial_outage',
  'degraded_performance',
  'under_maintenance',
  'unknown',
] as const;

/** What a day was besides operational, the worst first: `Major outage, 32 minutes`; else the one thing it was. */
export function dayLines(
  words: Words,
  { worst, durations }: Pick<DayRecord, 'worst' | 'durations'>,
): readonly { readonly status: BarStatus; readonly text: string }[] {
  const lines = worstFirst.flatMap((status) => {
    const ms = durations[status] ?? 0;
    return ms > 0 ? [{ status, text: `${words.statusWord[status]}, ${printDuration(words, ms)}` }] : [];
  });
  // Of days before a component was added nothing is known and nothing is measured.
  return lines.length > 0 ? lines : [{ status: worst, text: words.statusWord[worst] }];
}

/** Continues the percentage: `over 90 days. 3 days with problems, 1 with maintenance.` */
export function overDays({ overDays }: Words, days: readonly Pick<DayRecord, 'worst'>[]): string {
  const count = (...statuses: BarStatus[]) => days.filter((day) => statuses.includes(day.worst)).length;
  return overDays({
    all: days.length,
    problems: count('degraded_performance', 'partial_outage', 'major_outage'),
    maintenance: count('under_maintenance'),
    unknown: count('unknown'),
  });
}
