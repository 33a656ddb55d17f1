import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { occurrences } from '../../server/domain/recurrence.ts';
import { readRecurrenceRule } from '../../server/domain/recurrenceRule.ts';

const zones = [
  'Etc/UTC',
  'Africa/Casablanca',
  'America/Havana',
  'America/New_York',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
];

const day = 86_400_000;

function first(count: number, rule: string, startsAt: string, timeZone = 'Etc/UTC', from?: number) {
  const read = readRecurrenceRule(rule);
  if ('problem' in read) throw new Error(`${rule} ${read.problem}`);
  const found = [];
  for (const occurrence of occurrences({ rule: read, startsAt, timeZone }, from ?? Number.MIN_SAFE_INTEGER)) {
    if (found.length === count) break;
    found.push(occurrence);
  }
  return found;
}

function dates(count: number, rule: string, startsAt: string): string[] {
  return first(count, rule, startsAt).map(({ date }) => date);
}

describe('the dates of a rule', () => {
  // From RFC 5545, section 3.8.5.3, with its start of 2 September 1997 moved to the same weekdays of 2025.
  test.each([
    ['FREQ=DAILY;COUNT=3', ['2025-09-02', '2025-09-03', '2025-09-04']],
    ['FREQ=DAILY;INTERVAL=10;COUNT=3', ['2025-09-02', '2025-09-12', '2025-09-22']],
    ['FREQ=WEEKLY;UNTIL=20250916', ['2025-09-02', '2025-09-09', '2025-09-16']],
    [
      'FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH;COUNT=4',
      ['2025-09-02', '2025-09-04', '2025-09-16', '2025-09-18'],
    ],
    ['FREQ=MONTHLY;BYDAY=1FR;COUNT=3', ['2025-09-05', '2025-10-03', '2025-11-07']],
    ['FREQ=MONTHLY;BYDAY=-2MO;COUNT=3', ['2025-09-22', '2025-10-20', '2025-11-17']],
    ['FREQ=MONTHLY;BYMONTHDAY=-3;COUNT=3', ['2025-09-28', '2025-10-29', '2025-11-28']],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13;COUNT=2', ['2026-02-13', '2026-03-13']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2;COUNT=3', ['2025-09-29', '2025-10-30', '2025-11-27']],
    ['FREQ=YEARLY;BYMONTH=6,7;COUNT=3', ['2026-06-02', '2026-07-02', '2027-06-02']],
    ['FREQ=YEARLY;BYDAY=20MO;COUNT=2', ['2026-05-18', '2027-05-17']],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;COUNT=2', ['2026-03-29', '2027-03-28']],
    [
      'RRULE:freq=yearly;interval=4;bymonth=11;byday=tu;bymonthday=2,3,4,5,6,7,8;count=2',
      ['2025-11-04', '2029-11-06'],
    ],
  ])('%s', (rule, expected) => {
    expect(dates(10, rule, '2025-09-02T09:00:00').slice(0, expected.length)).toEqual(expected);
  });

  test('a date that a month lacks is left out', () => {
    expect(dates(3, 'FREQ=MONTHLY', '2026-01-31T02:00:00')).toEqual([
      '2026-01-31',
      '2026-03-31',
      '2026-05-31',
    ]);
    expect(dates(2, 'FREQ=YEARLY', '2024-02-29T02:00:00')).toEqual(['2024-02-29', '2028-02-29']);
  });

  test('a week begins on the day that the rule says', () => {
    const rule = (weekStart: string) => `FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=${weekStart}`;
    const startsAt = '2026-08-04T09:00:00';
    expect(dates(4, rule('MO'), startsAt)).toEqual(['2026-08-04', '2026-08-09', '2026-08-18', '2026-08-23']);
    expect(dates(4, rule('SU'), startsAt)).toEqual(['2026-08-04', '2026-08-16', '2026-08-18', '2026-08-30']);
  });

  test('a rule that never comes true ends', () => {
    expect(dates(1, 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-01-01T00:00:00')).toEqual([]);
    expect(dates(1, 'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31', '2026-01-01T00:00:00')).toEqual([]);
  });
});

describe('the time of an occurrence', () => {
  const night = (rule: string, startsAt: string, timeZone: string) =>
    first(3, rule, startsAt, timeZone).map(({ start }) => new Date(start).toISOString());

  test('is the same by the clock, before and after the clocks change', () => {
    expect(night('FREQ=WEEKLY', '2026-03-22T04:00:00', 'Europe/Berlin')).toEqual([
      '2026-03-22T03:00:00.000Z',
      '2026-03-29T02:00:00.000Z',
      '2026-04-05T02:00:00.000Z',
    ]);
  });

  test('moves forward where the clock skips it, and is the earlier one where it comes twice', () => {
    expect(night('FREQ=DAILY', '2026-03-28T02:30:00', 'Europe/Berlin')).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(night('FREQ=DAILY', '2026-10-24T02:30:00', 'Europe/Berlin')).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  test('may be the very instant of UNTIL and not a second later', () => {
    expect(
      first(9, 'FREQ=DAILY;UNTIL=20260330T003000Z', '2026-03-28T02:30:00', 'Europe/Berlin'),
    ).toHaveLength(3);
    expect(
      first(9, 'FREQ=DAILY;UNTIL=20260330T002959Z', '2026-03-28T02:30:00', 'Europe/Berlin'),
    ).toHaveLength(2);
    expect(first(9, 'FREQ=DAILY;UNTIL=20260330T023000', '2026-03-28T02:30:00', 'Europe/Berlin')).toHaveLength(
      3,
    );
  });
});

describe('a rule that is refused', () => {
  test.each([
    ['', /must be an RFC 5545 rule/],
    ['every day', /must be an RFC 5545 rule/],
    ['INTERVAL=2', /FREQ of DAILY, WEEKLY, MONTHLY, YEARLY/],
    ['FREQ=HOURLY', /FREQ of DAILY, WEEKLY, MONTHLY, YEARLY/],
    ['FREQ=DAILY;BYHOUR=3', /BYHOUR, which is not supported/],
    ['FREQ=YEARLY;BYWEEKNO=20', /BYWEEKNO, which is not supported/],
    ['FREQ=YEARLY;BYYEARDAY=100', /BYYEARDAY, which is not supported/],
    ['FREQ=DAILY;X-COLOUR=RED', /must be an RFC 5545 rule/],
    ['FREQ=DAILY;FREQ=DAILY', /FREQ twice/],
    ['FREQ=DAILY;COUNT=3;UNTIL=20270101', /both COUNT and UNTIL/],
    ['FREQ=DAILY;COUNT=0', /COUNT=0, which is not from 1/],
    ['FREQ=DAILY;INTERVAL=-1', /INTERVAL=-1/],
    ['FREQ=MONTHLY;BYMONTHDAY=32', /BYMONTHDAY=32/],
    ['FREQ=MONTHLY;BYMONTHDAY=0', /BYMONTHDAY=0/],
    ['FREQ=WEEKLY;BYMONTHDAY=3', /BYMONTHDAY when FREQ is WEEKLY/],
    ['FREQ=WEEKLY;BYDAY=1MO', /number in BYDAY when FREQ is WEEKLY/],
    ['FREQ=MONTHLY;BYDAY=XX', /BYDAY that is not one of/],
    ['FREQ=MONTHLY;BYSETPOS=1', /beside BYSETPOS/],
    ['FREQ=DAILY;UNTIL=20260230', /UNTIL that is not like/],
    ['FREQ=DAILY;WKST=FRIDAY', /WKST that is not one of/],
    [`FREQ=MONTHLY;BYMONTHDAY=${'1,'.repeat(400)}1`, /at most 500 characters/],
  ])('%s', (rule, reason) => {
    expect(readRecurrenceRule(rule)).toEqual({ problem: expect.stringMatching(reason) });
  });
});

describe('beside another implementation', () => {
  const some = <T>(values: fc.Arbitrary<T>, maxLength = 3) =>
    fc.uniqueArray(values, { minLength: 1, maxLength });
  const weekday = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU');
  const part = (name: string, values: fc.Arbitrary<unknown[]>) =>
    fc.option(
      values.map((list) => `;${name}=${list.join(',')}`),
      { nil: '' },
    );
  const nonZero = (most: number) => fc.integer({ min: -most, max: most }).filter((n) => n !== 0);
  const numbered = (most: number) => fc.tuple(nonZero(most), weekday).map(([nth, on]) => `${nth}${on}`);

  const months = part('BYMONTH', some(fc.integer({ min: 1, max: 12 })));
  const monthDays = part('BYMONTHDAY', some(nonZero(31)));
  const frequency = fc.oneof(
    fc.tuple(fc.constant('FREQ=DAILY'), months, monthDays, part('BYDAY', some(weekday))),
    fc.tuple(fc.constant('FREQ=WEEKLY'), months, part('BYDAY', some(weekday))),
    fc.tuple(
      fc.constant('FREQ=MONTHLY'),
      months,
      monthDays,
      part('BYDAY', some(fc.oneof(weekday, numbered(5)))),
    ),
    fc.tuple(fc.constant('FREQ=YEARLY'), months, monthDays, part('BYDAY', some(weekday))),
    // Not mixed with weekdays without a number: of such a rule of years rrule-temporal drops the latter.
    fc.tuple(fc.constant('FREQ=YEARLY'), months, part('BYDAY', some(numbered(5)))),
  );
  const rule = fc
    .record({
      parts: frequency,
      interval: fc.integer({ min: 1, max: 4 }),
      count: fc.option(fc.integer({ min: 1, max: 30 })),
      positions: part('BYSETPOS', some(nonZero(4), 2)),
      weekStart: fc.option(weekday),
    })
    .map(({ parts, interval, count, positions, weekStart }) => {
      const chosen = parts.join('');
      return [
        chosen,
        `;INTERVAL=${interval}`,
        count === null ? '' : `;COUNT=${count}`,
        chosen.includes(';') && !chosen.startsWith('FREQ=DAILY') ? positions : '',
        weekStart === null ? '' : `;WKST=${weekStart}`,
      ].join('');
    });
  const start = fc
    .tuple(
      fc.integer({ min: Date.UTC(2015, 0, 1) / 1000, max: Date.UTC(2030, 0, 1) / 1000 }),
      fc.constantFrom('00:00:00', '00:30:00', '01:45:00', '02:30:00', '03:00:00', '23:59:59'),
    )
    .map(([seconds, time]) => `${new Date(seconds * 1000).toISOString().slice(0, 10)}T${time}`);

  test('the dates are those of rrule-temporal', () => {
    let compared = 0;
    fc.assert(
      fc.property(rule, start, (text, startsAt) => {
        const compact = startsAt.replaceAll(/[-:]/g, '');
        const oracle = new RRuleTemporal({ rruleString: `DTSTART:${compact}Z\nRRULE:${text}` });
        const begin = Date.parse(`${startsAt}Z`);
        const end = begin + 12 * 365 * day;
        const expected = oracle
          .between(new Date(begin), new Date(end), true)
          .map((each) => each.toPlainDate().toString())
          .slice(0, 20);
        const found = first(20, text, startsAt)
          .filter(({ start }) => start <= end)
          .map(({ date }) => date);
        expect([text, startsAt, found]).toEqual([text, startsAt, expected]);
        compared += found.length;
      }),
      { numRuns: 400, seed: 20261123 },
    );
    expect(compared).toBeGreaterThan(2_000);
  });

  test('the instants are those of Temporal, in every zone', () => {
    fc.assert(
      fc.property(rule, start, fc.constantFrom(...zones), (text, startsAt, timeZone) => {
        const expected = dates(20, text, startsAt).map((date) => {
          const local = Temporal.PlainDateTime.from(`${date}${startsAt.slice(10)}`);
          return { date, start: local.toZonedDateTime(timeZone).epochMilliseconds };
        });
        expect(first(20, text, startsAt, timeZone)).toEqual(expected);
        // Looking only at what is later leaves out the rest and changes nothing else.
        const from = expected[Math.floor(expected.length / 2)]?.start ?? 0;
        const later = expected.filter((occurrence) => occurrence.start >= from);
        expect(first(20, text, startsAt, timeZone, from).slice(0, later.length)).toEqual(later);
      }),
      { numRuns: 400, seed: 20261123 },
    );
  });
});
