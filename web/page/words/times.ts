import { kept } from './kept.ts';

/**
 * How the public pages and their script print times, in the order and with the marks of a language; names of months,
 * weekdays, zones and units come from Intl. Nothing here reads a clock.
 */

/** How a language writes dates. `{…}` stands for a part. */
export type Dates = {
  /** BCP 47, for Intl. */
  readonly locale: string;
  /** `19 Nov` */
  readonly date: string;
  /** `19 Nov 2025` */
  readonly fullDate: string;
  /** `Thu 19 Nov` of a weekday and a date. */
  readonly withWeekday: string;
  /** `Thu 19 Nov 2026, today` of a `{day}` written in full. */
  readonly today: string;
};

/** All parts of an instant on the clock of a zone. */
const instantFormat = kept(
  (locale: string, timeZone: string) =>
    new Intl.DateTimeFormat(locale, {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    }),
);

/** The names of months and of weekdays from Sunday on, as they stand in a date. */
const dateNames = kept((locale: string) => {
  const part = (type: 'month' | 'weekday', at: number): string =>
    instantFormat(locale, 'UTC')
      .formatToParts(at)
      .find((found) => found.type === type)?.value ?? '';
  return {
    months: Array.from({ length: 12 }, (_, month) => part('month', Date.UTC(2026, month, 1))),
    // The first of February 2026 was a Sunday.
    weekdays: Array.from({ length: 7 }, (_, day) => part('weekday', Date.UTC(2026, 1, 1 + day))),
  };
});

type Parts = Readonly<Record<string, string>>;

function parts(locale: string, timeZone: string, at: number): Parts {
  const found = instantFormat(locale, timeZone).formatToParts(at);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

function fill(form: string, values: Parts): string {
  return form.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

/** `UTC`, `MEZ`, `EST`: the language's own name, else a British or an American one; none of them: `GMT+5:30`. */
export function zoneName({ locale }: Pick<Dates, 'locale'>, timeZone: string, at: number): string {
  const nameIn = (each: string): string => parts(each, timeZone, at).timeZoneName ?? timeZone;
  const own = nameIn(locale);
  if (!/^GMT[+-]/.test(own)) return own;
  return ['en-GB', 'en-US'].map(nameIn).find((name) => !/^GMT[+-]/.test(name)) ?? own;
}

/**
 * - `moment`: `14:34 UTC` on the day of `reference`, else `19 Nov, 14:34 UTC`, in another year `19 Nov 2025, 14:34 UTC`
 * - `full`: always with date and year
 * - `start`: `19 Nov, 09:12`, the beginning of a range; the year when it is not that of `reference`
 * - `window`: the same with the weekday
 * - `end`: the end of a range that began at `reference`: `09:47 UTC`, or with its date when that differs
 * - `startExact`, `endExact`: the same to the last millisecond that is not zero
 * - `clock`: `14:40:12`
 */
export type TimeStyle = 'moment' | 'full' | 'start' | 'window' | 'end' | 'startExact' | 'endExact' | 'clock';

export function printTime(
  dates: Dates,
  style: TimeStyle,
  at: number,
  timeZone: string,
  reference: number,
): string {
  const own = parts(dates.locale, timeZone, at);
  const other = parts(dates.locale, timeZone, reference);
  const toSecond = `${own.hour}:${own.minute}:${own.second}`;
  if (style === 'clock') return toSecond;
  const exact = style === 'startExact' || style === 'endExact';
  const millis = at % 1000 === 0 ? '' : `.${String(at % 1000).padStart(3, '0')}`;
  const clock = exact ? toSecond + millis : `${own.hour}:${own.minute}`;

  const sameYear = own.year === other.year;
  const sameDay = sameYear && own.month === other.month && own.day === other.day;
  const date = fill(sameYear && style !== 'full' ? dates.date : dates.fullDate, own);
  if (style === 'start' || style === 'startExact') return `${date}, ${clock}`;
  if (style === 'window') return `${fill(dates.withWeekday, { ...own, date })}, ${clock}`;
  const zoned = `${clock} ${zoneName(dates, timeZone, at)}`;
  return sameDay && style !== 'full' ? zoned : `${date}, ${zoned}`;
}

/** `Mon 12 Oct 2026` from `2026-10-12`. */
export function printDay(dates: Dates, day: string): string {
  // A page tells thousands of days, and taking an instant apart costs more than all else of it.
  const date = new Date(Date.parse(day));
  const { months, weekdays } = dateNames(dates.locale);
  const own = {
    weekday: weekdays[date.getUTCDay()] ?? '',
    day: String(date.getUTCDate()),
    month: months[date.getUTCMonth()] ?? '',
    year: String(date.getUTCFullYear()),
  };
  return fill(dates.withWeekday, { ...own, date: fill(dates.fullDate, own) });
}

/** `Mon 12 Oct 2026, today` when it is. */
export function printBarDay(dates: Dates, day: string, isToday: boolean): string {
  const printed = printDay(dates, day);
  return isToday ? fill(dates.today, { day: printed }) : printed;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `38 minutes ago`, `in 2 hours`, `now`. */
export function printAgo({ locale }: Dates, ms: number): string {
  const size = Math.abs(ms);
  if (size < minute) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  const [length, unit] =
    size < hour
      ? ([minute, 'minute'] as const)
      : size < day
        ? ([hour, 'hour'] as const)
        : ([day, 'day'] as const);
  return new Intl.RelativeTimeFormat(locale).format(-Math.sign(ms) * Math.floor(size / length), unit);
}
