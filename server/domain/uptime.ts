import type { Id } from './id.ts';
import type { AvailabilityPolicy, WeightedStatus } from './policy.ts';
import { type ComponentStatus, componentStatuses } from './status.ts';

/** Half-open `[start, end)`, ms UTC. */
export type Interval = { readonly start: number; readonly end: number };

/** That a component was not operational during `[startedAt, endedAt)`; without an end it still is not. */
export type Claim = {
  readonly status: Exclude<ComponentStatus, 'operational'>;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** The incident or maintenance behind it; null when a person set the status by hand. */
  readonly cause: Id | null;
};

export type KnownStatus = ComponentStatus | 'unknown';

/** A stretch in which nothing changed, as it entered the sum. */
export type Segment = Interval & {
  readonly status: KnownStatus;
  /** Thousandths of its length that count as downtime. */
  readonly weight: number;
  /** False: left out of the denominator. */
  readonly covered: boolean;
  /** Whatever claimed something here, also what did not prevail, in the order of the ids. */
  readonly causes: readonly Id[];
};

export type Availability = {
  /** The window clipped to what is known; null when nothing of it is. */
  readonly known: Interval | null;
  /** The denominator, ms. */
  readonly coveredMs: number;
  /** Σ length × weight of what is covered, in thousandths of a ms. Exact. */
  readonly weightedDowntime: number;
  /** How long each status lasted, ms; together the length of `known`. */
  readonly durations: Readonly<Record<KnownStatus, number>>;
  /** Tile `known`; neighbours differ. */
  readonly segments: readonly Segment[];
};

export type Measurement = {
  readonly window: Interval;
  /** When the component came into being. */
  readonly knownFrom: number;
  /** Now, or when the component was retired if that was earlier. */
  readonly knownUntil: number;
  /** In any order; they may overlap and repeat each other. */
  readonly claims: readonly Claim[];
  /** When nobody watched. Left out of the denominator, except where something was claimed nevertheless. */
  readonly unknown: readonly Interval[];
  readonly policy: AvailabilityPolicy;
};

/**
 * What became of a component in a window: each instant counts once, at the worst that was claimed for it.
 * Throws a RangeError for claims and intervals that cannot be, rather than count them as something.
 */
export function measure({
  window,
  knownFrom,
  knownUntil,
  claims,
  unknown,
  policy,
}: Measurement): Availability {
  checkInterval(window);
  checkInstant(knownFrom);
  checkInstant(knownUntil);
  const known = { start: Math.max(window.start, knownFrom), end: Math.min(window.end, knownUntil) };
  const changes = changesWithin(known, claims, unknown);

  const durations = none();
  const segments: Segment[] = [];
  let coveredMs = 0;
  let weightedDowntime = 0;

  const active = none();
  const causes = new Map<Id, number>();
  let next = 0;
  for (let at = known.start; at < known.end; ) {
    for (let change = changes[next]; change !== undefined && change.at === at; change = changes[++next]) {
      active[change.status] += change.by;
      if (change.cause !== null) count(causes, change.cause, change.by);
    }
    const end = changes[next]?.at ?? known.end;
    const status = prevailing(active, policy);
    const weight = weightOf(status, policy);
    const covered = isCovered(status, policy);
    durations[status] += end - at;
    if (covered) coveredMs += end - at;
    weightedDowntime += (end - at) * weight;
    append(segments, { start: at, end, status, weight, covered, causes: [...causes.keys()].sort() });
    at = end;
  }
  if (!Number.isSafeInteger(coveredMs * 1000))
    throw new RangeError('More than 285 years cannot be summed exactly');
  return { known: known.start < known.end ? known : null, coveredMs, weightedDowntime, durations, segments };
}

/** Throws a RangeError, saying what is wrong, unless the claim is one that can be counted. */
export function checkClaim({ status, startedAt, endedAt }: Claim): void {
  if (!claimable.has(status)) throw new RangeError(`"${status}" is not a status that can be claimed`);
  checkInterval({ start: startedAt, end: endedAt ?? startedAt });
}

const claimable = new Set<string>(componentStatuses.filter((status) => status !== 'operational'));

function checkInterval({ start, end }: Interval): void {
  checkInstant(start);
  checkInstant(end);
  if (end < start) throw new RangeError(`The end ${end} is before the start ${start}`);
}

function checkInstant(instant: number): void {
  if (!Number.isSafeInteger(instant))
    throw new RangeError(`${instant} is not a whole number of milliseconds`);
}

/**
 * What is wrong with a policy; empty when it is fine. A worse status must not weigh less than a better one, so that
 * the worst status of an instant is also the one that costs the most.
 */
export function checkPolicy({ weights }: AvailabilityPolicy): { path: string; message: string }[] {
  const problems: { path: string; message: string }[] = [];
  let lighter: WeightedStatus | null = null;
  for (const status of ['degraded_performance', 'partial_outage', 'major_outage'] as const) {
    const path = `weights.${status}`;
    const weight = weights[status];
    if (!Number.isInteger(weight) || weight < 0 || weight > 1000) {
      problems.push({ path, message: 'must be a whole number of thousandths from 0 to 1000' });
      continue;
    }
    if (lighter !== null && weight < weights[lighter]) {
      problems.push({ path, message: `must not be less than the weight of ${lighter}` });
    }
    lighter = status;
  }
  return problems;
}

type Tally = Record<KnownStatus, number>;

function none(): Tally {
  return {
    operational: 0,
    under_maintenance: 0,
    degraded_performance: 0,
    partial_outage: 0,
    major_outage: 0,
    unknown: 0,
  };
}

/** Where a claim, or a time without knowledge, begins (`by` 1) or ends (`by` -1). */
type Change = {
  readonly at: number;
  readonly by: 1 | -1;
  readonly status: KnownStatus;
  readonly cause: Id | null;
};

function changesWithin(known: Interval, claims: readonly Claim[], unknown: readonly Interval[]): Change[] {
  const changes: Change[] = [];
  const add = (status: KnownStatus, startedAt: number, endedAt: number, cause: Id | null) => {
    const start = Math.max(startedAt, known.start);
    const end = Math.min(endedAt, known.end);
    if (start >= end) return;
    changes.push({ at: start, by: 1, status, cause }, { at: end, by: -1, status, cause });
  };
  for (const claim of claims) {
    checkClaim(claim);
    add(claim.status, claim.startedAt, claim.endedAt ?? known.end, claim.cause);
  }
  for (const interval of unknown) {
    checkInterval(interval);
    add('unknown', interval.start, interval.end, null);
  }
  return changes.sort((a, b) => a.at - b.at);
}

function count(causes: Map<Id, number>, cause: Id, by: 1 | -1): void {
  const times = (causes.get(cause) ?? 0) + by;
  if (times === 0) causes.delete(cause);
  else causes.set(cause, times);
}

/**
 * The status that holds where these are claimed. A maintenance hides an outage, unless the policy lets outages win
 * and this one weighs anything, and no less than the maintenance itself: an outage never makes a number better.
 */
function prevailing(active: Readonly<Tally>, policy: AvailabilityPolicy): KnownStatus {
  const outage = worstOutage(active);
  if (active.under_maintenance > 0) {
    const wins =
      outage !== null &&
      policy.outageDuringMaintenance === 'outage_wins' &&
      policy.weights[outage] > 0 &&
      policy.weights[outage] >= weightOf('under_maintenance', policy);
    return wins ? outage : 'under_maintenance';
  }
  return outage ?? (active.unknown > 0 ? 'unknown' : 'operational');
}

function worstOutage(active: Readonly<Tally>): WeightedStatus | null {
  if (active.major_outage > 0) return 'major_outage';
  if (active.partial_outage > 0) return 'partial_outage';
  return active.degraded_performance > 0 ? 'degraded_performance' : null;
}

/** Whether time of this status is in the denominator. */
export function isCovered(status: KnownStatus, { maintenance }: AvailabilityPolicy): boolean {
  return status !== 'unknown' && (status !== 'under_maintenance' || maintenance !== 'exclude');
}

/** Thousandths of such time that count as downtime. */
export function weightOf(status: KnownStatus, { weights, maintenance }: AvailabilityPolicy): number {
  if (status === 'operational' || status === 'unknown') return 0;
  if (status === 'under_maintenance') return maintenance === 'down' ? 1000 : 0;
  return weights[status];
}

/** Weight and coverage follow from the status, so neighbours of one status and the same causes are one segment. */
function append(segments: Segment[], segment: Segment): void {
  const last = segments.at(-1);
  if (last !== undefined && last.status === segment.status && sameCauses(last.causes, segment.causes)) {
    segments[segments.length - 1] = { ...last, end: segment.end };
  } else {
    segments.push(segment);
  }
}

function sameCauses(a: readonly Id[], b: readonly Id[]): boolean {
  return a.length === b.length && a.every((cause, index) => cause === b[index]);
}
