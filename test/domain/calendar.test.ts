import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  dateOf,
  daysCovering,
  instantOf,
  isDate,
  lastDays,
  startOfDate,
  wallClock,
} from '../../server/domain/calendar.ts';

// Temporal is the oracle: another implementation of the same questions.

const zones = [
  'Etc/UTC',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Africa/El_Aaiun',
  'Africa/Juba',
  'Africa/Tripoli',
  'America/Asuncion',
  'America/Caracas',
  'America/Godthab',
  'America/Havana',
  'America/Los_Angeles',
  'America/Mexico_City',
  'America/New_York',
  'America/Santiago',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Tijuana',
  'Antarctica/Casey',
  'Antarctica/Troll',
  'Asia/Amman',
  'Asia/Beirut',
  'Asia/Damascus',
  'Asia/Dhaka',
  'Asia/Gaza',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Pyongyang',
  'Asia/Tehran',
  'Asia/Tokyo',
  'Atlantic/Azores',
  'Australia/Adelaide',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Europe/Istanbul',
  'Europe/London',
  'Europe/Volgograd',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Fakaofo',
  'Pacific/Kiritimati',
];
const zone = fc.constantFrom(...zones);
const from = Date.UTC(2005, 6, 1, 12);
const until = Date.UTC(2026, 6, 1, 12);

/** Any instant of two centuries, and often one within two hours of a change of the clocks. */
const zoneAndInstant = fc
  .record({
    timeZone: zone,
    instant: fc.integer({ min: Date.UTC(1900), max: Date.UTC(2100) }),
    near: fc.option(fc.integer({ min: -7_200_000, max: 7_200_000 })),
  })
  .map(({ timeZone, instant, near }) => {
    if (near === null) return { timeZone, instant };
    const change = zoned(instant, timeZone).getTimeZoneTransition('next');
    return { timeZone, instant: (change?.epochMilliseconds ?? instant) + near };
  });

it('speaks of 40 zones', () => expect(new Set(zones).size).toBe(40));

describe.each(zones)('days of 21 years in %s', (timeZone) => {
  const days = daysCovering(from, until, timeZone);

  it('are those of Temporal', () => {
    let date = zoned(from, timeZone).toPlainDate();
    let start = startBy(date, timeZone);
    const expected: { date: string; start: number; end: number }[] = [];
    while (start < until) {
      const next = date.add({ days: 1 });
      const end = startBy(next, timeZone);
      if (start < end) expected.push({ date: date.toString(), start, end });
      date = next;
      start = end;
    }
    expect(days).toEqual(expected);
  });

  it('follow each other without a gap and cover what was asked for', () => {
    expect(days.slice(1).map(({ start }) => start)).toEqual(days.slice(0, -1).map(({ end }) => end));
    expect(days[0]?.start).toBeLessThanOrEqual(from);
    expect(days[0]?.end).toBeGreaterThan(from);
    expect(days.at(-1)?.start).toBeLessThan(until);
    expect(days.at(-1)?.end).toBeGreaterThanOrEqual(until);
  });

  it('each begin with the first instant of their date and contain their instants', () => {
    const clock = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' });
    for (const { date, start, end } of days) {
      expect(clock.format(start)).toBe(date);
      expect(clock.format(start - 1) < date).toBe(true);
      expect(startOfDate(date, timeZone)).toBe(start);
      expect(dateOf(start, timeZone)).toBe(date);
      expect(dateOf(end - 1, timeZone)).toBe(date);
    }
  });
});

describe('daysCovering', () => {
  it('is empty for nothing', () => {
    expect(daysCovering(from, from, 'Europe/Berlin')).toEqual([]);
    expect(daysCovering(from, from - 1, 'Europe/Berlin')).toEqual([]);
  });

  it('does not take the day that begins where the window ends', () => {
    const [day, ...rest] = daysCovering(from, from + 1, 'Europe/Berlin');
    expect(rest).toEqual([]);
    expect(day?.date).toBe('2005-07-01');
    expect(daysCovering(day?.start ?? 0, day?.end ?? 0, 'Europe/Berlin')).toEqual([day]);
  });
});

describe('lastDays', () => {
  it('is the end of all days up to now', () => {
    fc.assert(
      fc.property(
        zone,
        fc.integer({ min: from, max: until }),
        fc.integer({ min: 1, max: 400 }),
        (timeZone, now, count) => {
          const days = lastDays(now, count, timeZone);
          const before = now - (count + 2) * 90_000_000;
          expect(days).toEqual(daysCovering(before, now + 1, timeZone).slice(-count));
          expect(days).toHaveLength(count);
          expect(days.at(-1)?.date).toBe(dateOf(now, timeZone));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leaves out a date that the zone skipped, and still gives as many', () => {
    const days = lastDays(Date.UTC(2011, 11, 31, 12), 3, 'Pacific/Apia');
    expect(days.map(({ date }) => date)).toEqual(['2011-12-29', '2011-12-31', '2012-01-01']);
  });

  it('counts the repeated end of an evening to the day that had begun', () => {
    const lateAgain = Date.UTC(2010, 10, 7, 3, 0);
    expect(wallClock(lateAgain, 'America/St_Johns')).toMatchObject({ day: 6, hour: 23, minute: 30 });
    const today = lastDays(lateAgain, 1, 'America/St_Johns')[0];
    expect(today?.date).toBe('2010-11-07');
    expect(today?.start).toBe(Date.UTC(2010, 10, 7, 2, 30));
    expect(dateOf(lateAgain, 'America/St_Johns')).toBe('2010-11-07');
  });
});

describe('startOfDate', () => {
  it.each([
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00Z', 'begins at 01:00'],
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00Z', 'does not exist'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00Z', 'comes in its place'],
    ['America/Havana', '2025-11-02', '2025-11-02T04:00Z', 'has midnight twice'],
    ['America/Toronto', '1919-03-31', '1919-03-31T04:30Z', 'begins at 00:30'],
    ['Asia/Kathmandu', '2026-06-10', '2026-06-09T18:15Z', 'is 5:45 ahead'],
  ])('in %s, %s is from %s: it %s', (timeZone, date, expected) => {
    expect(new Date(startOfDate(date, timeZone)).toISOString()).toBe(new Date(expected).toISOString());
  });

  it.each(['2026-02-29', '2026-13-01', '2026-1-01', '0999-12-31', '2026-06-10T00:00', 'today', ''])(
    'refuses "%s"',
    (text) => {
      expect(isDate(text)).toBe(false);
      expect(() => startOfDate(text, 'Etc/UTC')).toThrow(RangeError);
    },
  );

  it.each(['1000-01-01', '2024-02-29', '9999-12-31'])('takes %s', (text) => {
    expect(isDate(text)).toBe(true);
    expect(startOfDate(text, 'Etc/UTC')).toBe(Date.parse(text));
    expect(dateOf(startOfDate(text, 'Pacific/Auckland'), 'Pacific/Auckland')).toBe(text);
  });
});

describe('wallClock', () => {
  it('reads like Temporal', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ timeZone, instant }) => {
        const { year, month, day, hour, minute, second, millisecond, offsetNanoseconds } = zoned(
          instant,
          timeZone,
        );
        const offsetMs = offsetNanoseconds / 1e6;
        const expected = { year, month, day, hour, minute, second, millisecond, offsetMs };
        expect(wallClock(instant, timeZone)).toEqual(expected);
      }),
      { numRuns: 10_000 },
    );
  });

  it('knows a change that was taken back within a week', () => {
    const offsets = [7, 9, 14, 16].map(
      (day) => wallClock(Date.UTC(2000, 9, day, 12), 'America/Recife').offsetMs,
    );
    expect(offsets.map((offset) => offset / 3_600_000)).toEqual([-3, -2, -2, -3]);
  });

  it('refuses what is not an instant of four-digit years, and unknown zones', () => {
    expect(() => wallClock(Number.NaN, 'Etc/UTC')).toThrow(RangeError);
    expect(() => wallClock(8.64e15, 'Etc/UTC')).toThrow(RangeError);
    expect(() => wallClock(-8.64e15, 'Etc/UTC')).toThrow(RangeError);
    expect(() => wallClock(0, 'Mars/Olympus')).toThrow(RangeError);
  });
});

describe('instantOf', () => {
  it('agrees with Temporal, in gaps and where the clock repeats itself too', () => {
    fc.assert(
      fc.property(zoneAndInstant, ({ timeZone, instant }) => {
        const { year, month, day, hour, minute, second, millisecond } = wallClock(instant, 'Etc/UTC');
        const reading = { year, month, day, hour, minute, second, millisecond };
        // The instant's own reading, and the digits of its UTC reading, which fall anywhere.
        for (const one of [wallClock(instant, timeZone), reading]) {
          const expected = Temporal.PlainDateTime.from(one).toZonedDateTime(timeZone).epochMilliseconds;
          expect(instantOf(one, timeZone)).toBe(expected);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('agrees with Temporal within hours of every change of 21 years', () => {
    let changes = 0;
    for (const timeZone of zones) {
      let change = zoned(from, timeZone).getTimeZoneTransition('next');
      for (; change && change.epochMilliseconds < until; change = change.getTimeZoneTransition('next')) {
        changes++;
        const local = change.toPlainDateTime();
        for (let minutes = -180; minutes <= 180; minutes += 15) {
          const reading = local.add({ minutes });
          const expected = reading.toZonedDateTime(timeZone).epochMilliseconds;
          const { year, month, day, hour, minute, second, millisecond } = reading;
          expect(instantOf({ year, month, day, hour, minute, second, millisecond }, timeZone)).toBe(expected);
        }
      }
    }
    expect(changes).toBeGreaterThan(800);
  });

  it('moves a skipped reading forward and takes the earlier of two', () => {
    const reading = { year: 2026, month: 3, day: 29, hour: 2, minute: 30, second: 0, millisecond: 0 };
    expect(instantOf(reading, 'Europe/Berlin')).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(instantOf({ ...reading, month: 10, day: 25 }, 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  it.each([
    { month: 13 },
    { day: 30, month: 2 },
    { hour: 24 },
    { minute: -1 },
    { second: 60 },
    { millisecond: 0.5 },
  ])('refuses %j', (part) => {
    const reading = { year: 2026, month: 3, day: 1, hour: 2, minute: 0, second: 0, millisecond: 0, ...part };
    expect(() => instantOf(reading, 'Etc/UTC')).toThrow(RangeError);
  });
});

function zoned(instant: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);
}

function startBy(date: Temporal.PlainDate, timeZone: string): number {
  return date.toZonedDateTime(timeZone).epochMilliseconds;
}
