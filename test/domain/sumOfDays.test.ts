import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPolicy } from '../../server/domain/policy.ts';
import { componentStatuses } from '../../server/domain/status.ts';
import { type Claim, measure } from '../../server/domain/uptime.ts';
import { splitByDays, sumOfDays } from '../../server/domain/uptimeByDay.ts';

const day = 86_400_000;
const days = Array.from({ length: 10 }, (_, i) => ({ date: `day ${i}`, start: i * day, end: (i + 1) * day }));

const claim = fc
  .record({
    status: fc.constantFrom(...componentStatuses.slice(1)),
    startedAt: fc.integer({ min: -day, max: 10 * day }),
    length: fc.integer({ min: 0, max: 3 * day }),
  })
  .map(({ status, startedAt, length }): Claim => {
    const claimed = status as Claim['status'];
    return { status: claimed, startedAt, endedAt: startedAt + length, cause: null };
  });

const policy = fc.record({
  weights: fc.constant({ degraded_performance: 100, partial_outage: 300, major_outage: 1000 }),
  maintenance: fc.constantFrom('exclude' as const, 'up' as const, 'down' as const),
  outageDuringMaintenance: fc.constantFrom('outage_wins' as const, 'maintenance_wins' as const),
});

test('days together are exactly what they are when measured as one, under any policy', () => {
  fc.assert(
    fc.property(
      fc.array(claim, { maxLength: 12 }),
      policy,
      fc.integer({ min: 0, max: 9 }),
      (claims, rule, from) => {
        const measured = (start: number) =>
          measure({
            window: { start, end: 10 * day },
            knownFrom: day / 3,
            knownUntil: 9.5 * day,
            claims,
            unknown: [{ start: 2 * day, end: 2.5 * day }],
            policy: rule,
          });
        const { coveredMs, weightedDowntime } = measured(from * day);
        const all = splitByDays(measured(0), days);
        expect(sumOfDays(all.slice(from), rule)).toEqual({ coveredMs, weightedDowntime });
      },
    ),
  );
});

test('no days are nothing', () => {
  expect(sumOfDays([], defaultPolicy)).toEqual({ coveredMs: 0, weightedDowntime: 0 });
});
