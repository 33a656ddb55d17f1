import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daysCovering } from '../../server/domain/calendar.ts';
import {
  isMonth,
  lastMonths,
  monthOf,
  monthWindow,
  nextMonth,
  previousMonth,
} from '../../server/domain/months.ts';

const zone = fc.constantFrom(
  'Etc/UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Pacific/Apia',
);
const instant = fc.integer({ min: Date.UTC(1990), max: Date.UTC(2050) });

describe('months', () => {
  it('contain the instants that belong to them, and follow each other', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, now) => {
        const month = monthOf(now, timeZone);
        const { start, end } = monthWindow(month, timeZone);
        expect(start).toBeLessThanOrEqual(now);
        expect(end).toBeGreaterThan(now);
        expect(monthWindow(nextMonth(month), timeZone).start).toBe(end);
        expect(monthWindow(previousMonth(month), timeZone).end).toBe(start);
        expect(previousMonth(nextMonth(month))).toBe(month);
      }),
      { numRuns: 3000 },
    );
  });

  it('consist of whole days', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, now) => {
        const month = monthOf(now, timeZone);
        const { start, end } = monthWindow(month, timeZone);
        const days = daysCovering(start, end, timeZone);
        expect(days[0]?.start).toBe(start);
        expect(days.at(-1)?.end).toBe(end);
        expect(days.every(({ date }) => date.startsWith(month))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('begin at midnight of their zone', () => {
    expect(monthWindow('2026-03', 'Europe/Berlin')).toEqual({
      start: Date.UTC(2026, 1, 28, 23),
      end: Date.UTC(2026, 2, 31, 22),
    });
  });

  it('belong to the month that had begun where a clock went back across its midnight', () => {
    expect(monthOf(Date.UTC(2009, 10, 1, 2, 29), 'America/St_Johns')).toBe('2009-10');
    expect(monthOf(Date.UTC(2009, 10, 1, 3, 0), 'America/St_Johns')).toBe('2009-11');
  });

  it('cross the year in both directions', () => {
    expect(previousMonth('2026-01')).toBe('2025-12');
    expect(nextMonth('2025-12')).toBe('2026-01');
    expect(lastMonths(Date.UTC(2026, 1, 28, 23, 30), 4, 'Europe/Berlin')).toEqual([
      '2025-12',
      '2026-01',
      '2026-02',
      '2026-03',
    ]);
  });

  it.each(['2026-00', '2026-13', '2026-1', '26-01', '2026-01-01', '9999-12', '0999-12', ''])(
    'refuse "%s"',
    (text) => {
      expect(isMonth(text)).toBe(false);
      expect(() => monthWindow(text, 'Etc/UTC')).toThrow(RangeError);
      expect(() => nextMonth(text)).toThrow(RangeError);
      expect(() => previousMonth(text)).toThrow(RangeError);
    },
  );

  it.each(['1000-01', '2026-12', '9998-12'])('take %s', (text) => {
    expect(isMonth(text)).toBe(true);
    expect(monthOf(monthWindow(text, 'Pacific/Auckland').start, 'Pacific/Auckland')).toBe(text);
  });
});
