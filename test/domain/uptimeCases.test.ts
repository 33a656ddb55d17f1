import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { daysCovering } from '../../server/domain/calendar.ts';
import { meanRatio, printPercentage, type Ratio, uptimeRatio } from '../../server/domain/percentage.ts';
import type { AvailabilityPolicy } from '../../server/domain/policy.ts';
import {
  type Claim,
  checkClaim,
  type Interval,
  type KnownStatus,
  measure,
} from '../../server/domain/uptime.ts';
import { splitByDays } from '../../server/domain/uptimeByDay.ts';

// Worked cases, each computed by three methods that are not ours. The file has its own names for statuses and its own
// default policy. Its groups also give a weighted mean, the worst child and the time when any child was down; our
// rule is the mean, and we compute nothing else.

type Span = { readonly component: string; readonly start: number; readonly end: number | null };
type Fraction = { readonly uptime: readonly [string, string] | null };
type Shown = Fraction & { readonly display2: string; readonly display3: string };
type Sums = { readonly total_ms: number; readonly wdown_mms: number };
type Policy = {
  readonly weights?: Readonly<Partial<Record<'degraded' | 'partial' | 'major', number>>>;
  readonly maintenance?: AvailabilityPolicy['maintenance'];
  readonly outageDuringMaintenance?: AvailabilityPolicy['outageDuringMaintenance'];
};
type Case = {
  readonly id: string;
  readonly title: string;
  readonly now: number;
  readonly window: { readonly from: number; readonly to: number };
  readonly tz?: string;
  readonly policy?: Policy;
  readonly components: readonly {
    readonly id: string;
    readonly createdAt: number;
    readonly archivedAt?: number;
  }[];
  readonly impacts: readonly (Span & { readonly status: string })[];
  readonly maintenances?: readonly Span[];
  readonly unknown?: readonly (Interval & { readonly component: string })[];
  readonly expect: {
    readonly components: Readonly<
      Record<string, Sums & Shown & { readonly ms: Readonly<Record<string, number>> }>
    >;
    readonly group?: { readonly mean: Shown };
    readonly days?: readonly {
      readonly date: string;
      readonly start: number;
      readonly end: number;
      readonly len_ms: number;
      readonly components: Readonly<
        Record<string, Sums & { readonly worst: string; readonly display2: string }>
      >;
    }[];
  };
};
type CaseFile = {
  readonly policy_defaults: Required<Policy>;
  readonly invalid_inputs: readonly {
    readonly why: string;
    readonly impact: { readonly start: number; readonly end: number; readonly status?: string };
  }[];
  readonly cases: readonly Case[];
};

const file = JSON.parse(
  readFileSync(new URL('../fixtures/uptime-cases.json', import.meta.url), 'utf8'),
) as CaseFile;

const ourNames: Readonly<Record<string, KnownStatus>> = {
  operational: 'operational',
  maintenance: 'under_maintenance',
  degraded: 'degraded_performance',
  partial: 'partial_outage',
  major: 'major_outage',
  unknown: 'unknown',
};

it('has the cases that the design speaks of', () => {
  expect(file.cases).toHaveLength(56);
  expect(file.cases.flatMap((one) => one.expect.days ?? []).length).toBeGreaterThan(20);
  expect(file.cases.filter((one) => one.expect.group !== undefined)).toHaveLength(5);
});

describe.each(file.cases)('$id: $title', (one) => {
  it.each(Object.entries(one.expect.components))('component %s', (id, expected) => {
    const availability = measureOver({ start: one.window.from, end: one.window.to }, one, id);
    expect(availability.coveredMs).toBe(expected.total_ms);
    expect(availability.weightedDowntime).toBe(expected.wdown_mms);
    const ms = Object.entries(expected.ms).map(([status, length]) => [ourNames[status], length]);
    expect(availability.durations).toEqual(Object.fromEntries(ms));
    expectShown(uptimeRatio(availability), expected);
  });

  if (one.expect.group) {
    const { mean } = one.expect.group;
    it('mean of the group', () => {
      const window = { start: one.window.from, end: one.window.to };
      expectShown(meanRatio(one.components.map(({ id }) => uptimeRatio(measureOver(window, one, id)))), mean);
    });
  }

  if (one.expect.days) {
    const expectedDays = one.expect.days;
    it('days', () => {
      const days = daysCovering(one.window.from, one.window.to, one.tz ?? 'Etc/UTC');
      expect(days).toEqual(expectedDays.map(({ date, start, end }) => ({ date, start, end })));
      expect(days.map(({ start, end }) => end - start)).toEqual(expectedDays.map(({ len_ms }) => len_ms));

      for (const { id } of one.components) {
        const whole = measureOver({ start: one.window.from, end: one.window.to }, one, id);
        const worst = splitByDays(whole, days).map((day) => day.worst);
        expect(worst).toEqual(expectedDays.map(({ components }) => ourNames[components[id]?.worst ?? '']));

        const sums = days.map((day) => {
          const { coveredMs, weightedDowntime } = measureOver(day, one, id);
          const display2 = printPercentage(uptimeRatio({ coveredMs, weightedDowntime }), 2);
          return { total_ms: coveredMs, wdown_mms: weightedDowntime, display2 };
        });
        expect(sums).toEqual(
          expectedDays.map(({ components }) => {
            const { worst: _, ...rest } = components[id] ?? { worst: '' };
            return rest;
          }),
        );
      }
    });
  }
});

it.each(file.invalid_inputs)('refuses a claim with $why', ({ impact }) => {
  const { start, end, status } = { status: 'major', ...impact };
  expect(() => checkClaim(claim(start, end, status))).toThrow(RangeError);
  const window = { start: 1_781_049_600_000, end: 1_781_136_000_000 };
  const query = { window, knownFrom: 0, knownUntil: window.end, unknown: [], policy: policyOf({}) };
  expect(() => measure({ ...query, claims: [claim(start, end, status)] })).toThrow(RangeError);
  expect(() => measure({ ...query, claims: [claim(window.start, window.start + 1, 'major')] })).not.toThrow();
});

function measureOver(window: Interval, one: Case, id: string) {
  const component = one.components.find((candidate) => candidate.id === id);
  if (!component) throw new Error(`case ${one.id} has no component ${id}`);
  const ofComponent = (span: { component: string }) => span.component === id || span.component === '*';
  return measure({
    window: { start: window.start, end: window.end },
    knownFrom: component.createdAt,
    knownUntil: Math.min(one.now, component.archivedAt ?? one.now),
    claims: [
      ...one.impacts.filter(ofComponent).map(({ start, end, status }) => claim(start, end, status)),
      ...(one.maintenances ?? [])
        .filter(ofComponent)
        .map(({ start, end }) => claim(start, end, 'maintenance')),
    ],
    unknown: (one.unknown ?? []).filter(ofComponent).map(({ start, end }) => ({ start, end })),
    policy: policyOf(one.policy ?? {}),
  });
}

function claim(startedAt: number, endedAt: number | null, status: string): Claim {
  return { startedAt, endedAt, status: (ourNames[status] ?? status) as Claim['status'], cause: null };
}

function policyOf(policy: Policy): AvailabilityPolicy {
  const { weights, maintenance, outageDuringMaintenance } = { ...file.policy_defaults, ...policy };
  const { degraded = 0, partial = 0, major = 0 } = { ...file.policy_defaults.weights, ...weights };
  return {
    weights: { degraded_performance: degraded, partial_outage: partial, major_outage: major },
    maintenance,
    outageDuringMaintenance,
  };
}

function expectShown(ratio: Ratio | null, { uptime, display2, display3 }: Shown): void {
  if (uptime === null) {
    expect(ratio).toBeNull();
  } else {
    const [numerator, denominator] = uptime;
    expect(ratio).not.toBeNull();
    expect((ratio?.numerator ?? 0n) * BigInt(denominator)).toBe(
      (ratio?.denominator ?? 0n) * BigInt(numerator),
    );
  }
  expect(printPercentage(ratio, 2) ?? '—').toBe(display2);
  expect(printPercentage(ratio, 3) ?? '—').toBe(display3);
}
