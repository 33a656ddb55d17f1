import type { Day } from './calendar.ts';
import type { Id } from './id.ts';
import type { AvailabilityPolicy } from './policy.ts';
import { severity } from './status.ts';
import { type Availability, isCovered, type KnownStatus, type Segment, weightOf } from './uptime.ts';

/** What became of a component on one day. */
export type DayOfUptime = Day & {
  /** The worst that lasted longer than nothing; `unknown` when nothing is known of the whole day. */
  readonly worst: KnownStatus;
  /** How long each status lasted, ms, without those that did not occur. Only what `Availability.known` covers. */
  readonly durations: Readonly<Partial<Record<KnownStatus, number>>>;
  /** Whatever claimed something on that day, the first to do so first. */
  readonly causes: readonly Id[];
};

/** Splits a measurement into days, which must be in order and must not overlap. */
export function splitByDays({ segments }: Availability, days: readonly Day[]): DayOfUptime[] {
  let first = 0;
  return days.map((day): DayOfUptime => {
    while ((segments[first]?.end ?? Infinity) <= day.start) first++;
    const only = segments[first];
    if (only && only.start <= day.start && day.end <= only.end && isPlain(only)) return plainDay(day);
    const durations: Partial<Record<KnownStatus, number>> = {};
    const causes = new Set<Id>();
    let worst: KnownStatus = 'unknown';
    for (let index = first; index < segments.length; index++) {
      const segment = segments[index];
      if (segment === undefined || segment.start >= day.end) break;
      const { status } = segment;
      const length = Math.min(segment.end, day.end) - Math.max(segment.start, day.start);
      durations[status] = (durations[status] ?? 0) + length;
      if (status !== 'unknown' && (worst === 'unknown' || severity(status) > severity(worst))) worst = status;
      for (const cause of segment.causes) causes.add(cause);
    }
    return { date: day.date, start: day.start, end: day.end, worst, durations, causes: [...causes] };
  });
}

function isPlain({ status, causes }: Segment): boolean {
  return status === 'operational' && causes.length === 0;
}

/** Made once for each day: a page tells the same one of thousands of components. */
function plainDay(day: Day): DayOfUptime {
  const known = plainDays.get(day);
  if (known) return known;
  const { date, start, end } = day;
  const made: DayOfUptime = {
    date,
    start,
    end,
    worst: 'operational',
    durations: { operational: end - start },
    causes: [],
  };
  plainDays.set(day, made);
  return made;
}

const plainDays = new WeakMap<Day, DayOfUptime>();

/** What some days come to together, exactly as if their time had been measured in one. */
export function sumOfDays(
  days: readonly Pick<DayOfUptime, 'durations'>[],
  policy: AvailabilityPolicy,
): Pick<Availability, 'coveredMs' | 'weightedDowntime'> {
  let coveredMs = 0;
  let weightedDowntime = 0;
  for (const { durations } of days) {
    for (const [status, ms] of Object.entries(durations) as [KnownStatus, number][]) {
      if (isCovered(status, policy)) coveredMs += ms;
      weightedDowntime += ms * weightOf(status, policy);
    }
  }
  return { coveredMs, weightedDowntime };
}
