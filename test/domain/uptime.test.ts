import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uptimeRatio } from '../../server/domain/percentage.ts';
import {
  type AvailabilityPolicy,
  defaultPolicy,
  statuspageWeights,
  type WeightedStatus,
} from '../../server/domain/policy.ts';
import { severity } from '../../server/domain/status.ts';
import {
  type Availability,
  type Claim,
  checkClaim,
  checkPolicy,
  type Interval,
  type Measurement,
  measure,
} from '../../server/domain/uptime.ts';
import { splitByDays } from '../../server/domain/uptimeByDay.ts';
import { countUptime, joined } from './countedUptime.ts';

const instant = fc.integer({ min: -5, max: 55 });
const anyStatus = fc.constantFrom<Claim['status'][]>(
  'under_maintenance',
  'degraded_performance',
  'partial_outage',
  'major_outage',
);
const claim: fc.Arbitrary<Claim> = fc
  .record({
    status: anyStatus,
    startedAt: instant,
    length: fc.option(fc.integer({ min: 0, max: 25 })),
    cause: fc.constantFrom('aaaaaaaaaaaa', 'bbbbbbbbbbbb', 'cccccccccccc', null),
  })
  .map(({ length, ...rest }) => ({ ...rest, endedAt: length === null ? null : rest.startedAt + length }));
const outageStatus = fc.constantFrom<WeightedStatus[]>(
  'degraded_performance',
  'partial_outage',
  'major_outage',
);
const outage = fc.tuple(claim, outageStatus).map(([one, worse]) => ({ ...one, status: worse }));
const interval: fc.Arbitrary<Interval> = fc.tuple(instant, instant).map(([a, b]) => between(a, b));
const weight = fc.constantFrom(0, 1, 300, 333, 999, 1000);
const policy: fc.Arbitrary<AvailabilityPolicy> = fc.record({
  weights: fc.tuple(weight, weight, weight).map((three) => {
    const [degraded = 0, partial = 0, major = 0] = three.sort((a, b) => a - b);
    return { degraded_performance: degraded, partial_outage: partial, major_outage: major };
  }),
  maintenance: fc.constantFrom('exclude', 'up', 'down'),
  outageDuringMaintenance: fc.constantFrom('outage_wins', 'maintenance_wins'),
});
const history: fc.Arbitrary<Measurement> = fc.record({
  window: interval,
  knownFrom: fc.integer({ min: -10, max: 30 }),
  knownUntil: fc.integer({ min: 20, max: 60 }),
  claims: fc.array(claim, { maxLength: 7 }),
  unknown: fc.array(interval, { maxLength: 2 }),
  policy,
});

describe('measure', () => {
  it('agrees with counting every millisecond', () => {
    check(10_000, history, (query) => expect(measure(query)).toEqual(countUptime(query)));
  });

  it('is additive over any partition of the window', () => {
    check(3000, fc.tuple(history, fc.array(instant, { maxLength: 6 })), ([query, cuts]) => {
      const whole = measure(query);
      const parts = partition(query.window, cuts).map((window) => measure({ ...query, window }));
      expect(total(parts, (part) => part.coveredMs)).toBe(whole.coveredMs);
      expect(total(parts, (part) => part.weightedDowntime)).toBe(whole.weightedDowntime);
      for (const name of Object.keys(whole.durations) as (keyof Availability['durations'])[]) {
        expect(total(parts, (part) => part.durations[name])).toBe(whole.durations[name]);
      }
      expect(joined(parts.flatMap((part) => part.segments))).toEqual(whole.segments);
    });
  });

  it('does not depend on the order of claims', () => {
    const shuffled = history.chain((query) =>
      fc.tuple(
        fc.constant(query),
        fc.shuffledSubarray([...query.claims], { minLength: query.claims.length }),
      ),
    );
    check(3000, shuffled, ([query, claims]) => expect(measure({ ...query, claims })).toEqual(measure(query)));
  });

  it('is not changed by duplicates', () => {
    const repeated = history.chain((query) =>
      fc.tuple(fc.constant(query), fc.subarray([...query.claims]), fc.subarray([...query.unknown])),
    );
    check(3000, repeated, ([query, claims, unknown]) => {
      const doubled = {
        ...query,
        claims: [...query.claims, ...claims],
        unknown: [...unknown, ...query.unknown],
      };
      expect(measure(doubled)).toEqual(measure(query));
    });
  });

  it('is not changed by splitting a claim in two, or joining two that meet', () => {
    const split = history.chain((query) =>
      fc.tuple(fc.constant(query), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true })),
    );
    check(3000, split, ([query, which, where]) => {
      const whole = query.claims[which % Math.max(1, query.claims.length)];
      fc.pre(whole !== undefined);
      const middle = whole.startedAt + Math.floor(((whole.endedAt ?? 60) - whole.startedAt) * where);
      const halves = [
        { ...whole, endedAt: middle },
        { ...whole, startedAt: middle },
      ];
      const others = query.claims.filter((one) => one !== whole);
      expect(measure({ ...query, claims: [...others, ...halves] })).toEqual(measure(query));
    });
  });

  it('never has less downtime for another outage', () => {
    check(4000, fc.tuple(history, outage), ([query, more]) => {
      const before = measure(query);
      const after = measure({ ...query, claims: [...query.claims, more] });
      expect(after.weightedDowntime).toBeGreaterThanOrEqual(before.weightedDowntime);
    });
  });

  // An outage of less than the full weight, in time that was left out before, can be better than all the rest.
  it('never has a better uptime for another outage that weighs fully or does not add to what is covered', () => {
    check(4000, fc.tuple(history, outage), ([query, more]) => {
      const before = measure(query);
      const after = measure({ ...query, claims: [...query.claims, more] });
      fc.pre(query.policy.weights[more.status] === 1000 || after.coveredMs === before.coveredMs);
      expect(compareUptime(after, before)).toBeLessThanOrEqual(0);
    });
  });

  it('moves with its time', () => {
    check(2000, fc.tuple(history, fc.integer({ min: -(10 ** 13), max: 10 ** 13 })), ([query, by]) => {
      expect(measure(shifted(query, by))).toEqual(shiftedResult(measure(query), by));
    });
  });

  it('stays within its bounds and accounts for every millisecond', () => {
    check(3000, history, (query) => {
      const { known, coveredMs, weightedDowntime, durations, segments } = measure(query);
      const length = known ? known.end - known.start : 0;
      expect(Object.values(durations).reduce((sum, ms) => sum + ms, 0)).toBe(length);
      expect(coveredMs).toBeLessThanOrEqual(length);
      expect(weightedDowntime).toBeGreaterThanOrEqual(0);
      expect(weightedDowntime).toBeLessThanOrEqual(coveredMs * 1000);
      expect(uptimeRatio({ coveredMs, weightedDowntime }) === null).toBe(coveredMs === 0);
      expect(segments.map(({ start }) => start).concat(known ? known.end : [])).toEqual(
        (known ? [known.start] : []).concat(segments.map(({ end }) => end)),
      );
    });
  });

  it('loses no downtime to an excluded maintenance over good time', () => {
    const twoCuts = fc.tuple(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }));
    check(3000, fc.tuple(history, twoCuts), ([random, [which, where]]) => {
      const query = { ...random, policy: { ...random.policy, maintenance: 'exclude' as const } };
      const before = measure(query);
      const good = before.segments.filter((segment) => segment.status === 'operational');
      const stretch = good[which % Math.max(1, good.length)];
      fc.pre(stretch !== undefined);
      const endedAt = stretch.start + Math.ceil((stretch.end - stretch.start) * where);
      const pause = { status: 'under_maintenance', startedAt: stretch.start, endedAt, cause: null } as const;
      const after = measure({ ...query, claims: [...query.claims, pause] });
      expect(after.weightedDowntime).toBe(before.weightedDowntime);
      expect(after.coveredMs).toBe(before.coveredMs - (endedAt - stretch.start));
    });
  });

  it('says the same of a closed past at any later time', () => {
    check(2000, fc.tuple(history, fc.nat(1000), fc.array(claim)), ([random, later, toCome]) => {
      const query = { ...random, knownUntil: random.window.end };
      const future = toCome.map((one) => ({
        ...one,
        startedAt: random.window.end + later,
        endedAt: one.endedAt === null ? null : random.window.end + 2 * later,
      }));
      const claims = [...query.claims, ...future];
      expect(measure({ ...query, claims, knownUntil: query.knownUntil + later })).toEqual(measure(query));
    });
  });

  it('names what claimed something and did not prevail', () => {
    const { segments } = measure({
      window: { start: 0, end: 30 },
      knownFrom: 0,
      knownUntil: 30,
      claims: [
        { status: 'partial_outage', startedAt: 10, endedAt: 20, cause: 'incidentpart' },
        { status: 'major_outage', startedAt: 10, endedAt: 20, cause: 'aincidentmaj' },
        { status: 'degraded_performance', startedAt: 20, endedAt: null, cause: null },
      ],
      unknown: [],
      policy: defaultPolicy,
    });
    expect(segments).toEqual([
      { start: 0, end: 10, status: 'operational', weight: 0, covered: true, causes: [] },
      {
        start: 10,
        end: 20,
        status: 'major_outage',
        weight: 1000,
        covered: true,
        causes: ['aincidentmaj', 'incidentpart'],
      },
      { start: 20, end: 30, status: 'degraded_performance', weight: 0, covered: true, causes: [] },
    ]);
  });

  it('refuses what cannot be', () => {
    const query: Measurement = {
      window: { start: 0, end: 10 },
      knownFrom: 0,
      knownUntil: 10,
      claims: [],
      unknown: [],
      policy: defaultPolicy,
    };
    expect(() => measure(query)).not.toThrow();
    expect(() => measure({ ...query, window: { start: 10, end: 0 } })).toThrow(
      /end 0 is before the start 10/,
    );
    expect(() => measure({ ...query, window: { start: 0, end: 1.5 } })).toThrow(/1.5 is not a whole number/);
    expect(() => measure({ ...query, knownFrom: Number.NaN })).toThrow(/NaN is not a whole number/);
    expect(() => measure({ ...query, knownUntil: Infinity })).toThrow(/Infinity is not a whole number/);
    expect(() => measure({ ...query, unknown: [{ start: 5, end: 4 }] })).toThrow(
      /end 4 is before the start 5/,
    );
    const ages = { start: 0, end: 300 * 366 * 86_400_000 };
    expect(() => measure({ ...query, window: ages, knownUntil: ages.end })).toThrow(/285 years/);
  });
});

describe('checkClaim', () => {
  const fine: Claim = { status: 'major_outage', startedAt: 10, endedAt: null, cause: null };

  it.each([
    [{}, null],
    [{ endedAt: 10 }, null],
    [{ endedAt: 9 }, 'The end 9 is before the start 10'],
    [{ startedAt: 0.5 }, '0.5 is not a whole number of milliseconds'],
    [{ endedAt: 2 ** 53 }, '9007199254740992 is not a whole number of milliseconds'],
    [{ status: 'operational' as Claim['status'] }, '"operational" is not a status that can be claimed'],
    [{ status: 'down' as Claim['status'] }, '"down" is not a status that can be claimed'],
  ])('%j: %s', (part, problem) => {
    const attempt = () => checkClaim({ ...fine, ...part });
    if (problem === null) expect(attempt).not.toThrow();
    else expect(attempt).toThrow(new RangeError(problem));
  });
});

describe('checkPolicy', () => {
  it.each([
    [{}, []],
    [{ degraded_performance: 300, partial_outage: 300 }, []],
    [{ degraded_performance: 1000, partial_outage: 1000 }, []],
    [{ partial_outage: 1001 }, ['weights.partial_outage']],
    [{ partial_outage: 0.3 }, ['weights.partial_outage']],
    [
      { degraded_performance: -1, major_outage: Number.NaN },
      ['weights.degraded_performance', 'weights.major_outage'],
    ],
    [{ degraded_performance: 301 }, ['weights.partial_outage']],
    [{ major_outage: 299 }, ['weights.major_outage']],
  ])('%j: %j', (weights, paths) => {
    const problems = checkPolicy({ ...defaultPolicy, weights: { ...statuspageWeights, ...weights } });
    expect(problems.map(({ path }) => path)).toEqual(paths);
    for (const { message } of problems) expect(message).toMatch(/^must /);
  });
});

describe('splitByDays', () => {
  it('gives each day what measuring that day alone gives', () => {
    check(3000, fc.tuple(history, fc.array(instant, { maxLength: 6 })), ([query, cuts]) => {
      const days = partition({ start: -5, end: 55 }, cuts).map((day, index) => ({
        ...day,
        date: `day ${index}`,
      }));
      const split = splitByDays(measure(query), days);
      expect(split.map(({ date, start, end }) => ({ date, start, end }))).toEqual(days);
      for (const day of split) {
        const window = {
          start: Math.max(day.start, query.window.start),
          end: Math.min(day.end, query.window.end),
        };
        const alone = measure({
          ...query,
          window: window.start < window.end ? window : { start: 0, end: 0 },
        });
        const occurred = Object.entries(alone.durations).filter(([, ms]) => ms > 0);
        expect(day.durations).toEqual(Object.fromEntries(occurred));
        const known = alone.segments.map((segment) => segment.status).filter((one) => one !== 'unknown');
        const worst = known.sort((a, b) => severity(b) - severity(a))[0] ?? 'unknown';
        expect(day.worst).toBe(worst);
        expect(day.causes).toEqual([...new Set(alone.segments.flatMap((segment) => segment.causes))]);
      }
    });
  });
});

function check<T>(runs: number, arbitrary: fc.Arbitrary<T>, predicate: (value: T) => void): void {
  const property = fc.property(arbitrary, (value) => {
    predicate(value);
  });
  fc.assert(property, { numRuns: runs });
}

function between(a: number, b: number): Interval {
  return { start: Math.min(a, b), end: Math.max(a, b) };
}

function partition({ start, end }: Interval, cuts: readonly number[]): Interval[] {
  const inside = cuts.filter((cut) => cut > start && cut < end);
  const bounds = [...new Set([start, ...inside, end])].sort((a, b) => a - b);
  return bounds.slice(1).map((bound, index) => ({ start: bounds[index] ?? bound, end: bound }));
}

function total(parts: readonly Availability[], of: (part: Availability) => number): number {
  return parts.reduce((sum, part) => sum + of(part), 0);
}

/** Negative when a is the worse; 0 also when one of them has no data. */
function compareUptime(a: Availability, b: Availability): number {
  const [left, right] = [uptimeRatio(a), uptimeRatio(b)];
  if (!left || !right) return 0;
  const difference = left.numerator * right.denominator - right.numerator * left.denominator;
  return difference === 0n ? 0 : difference < 0n ? -1 : 1;
}

function moved({ start, end }: Interval, by: number): Interval {
  return { start: start + by, end: end + by };
}

function shifted(query: Measurement, by: number): Measurement {
  return {
    window: moved(query.window, by),
    knownFrom: query.knownFrom + by,
    knownUntil: query.knownUntil + by,
    claims: query.claims.map((one) => ({
      ...one,
      startedAt: one.startedAt + by,
      endedAt: one.endedAt === null ? null : one.endedAt + by,
    })),
    unknown: query.unknown.map((one) => moved(one, by)),
    policy: query.policy,
  };
}

function shiftedResult(result: Availability, by: number): Availability {
  return {
    ...result,
    known: result.known && moved(result.known, by),
    segments: result.segments.map((segment) => ({ ...segment, ...moved(segment, by) })),
  };
}
