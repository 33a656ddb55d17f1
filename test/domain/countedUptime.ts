import type { Availability, Claim, KnownStatus, Measurement, Segment } from '../../server/domain/uptime.ts';

// The oracle of the property tests: it looks at every single millisecond, asks each claim whether it holds there, and
// counts. Too slow for anything but time lines of a few dozen milliseconds, and too simple to be wrong.

export function countUptime(query: Measurement): Availability {
  const { window, knownFrom, knownUntil } = query;
  const ticks: Segment[] = [];
  for (let at = window.start; at < window.end; at++) {
    if (at >= knownFrom && at < knownUntil) ticks.push(tick(at, query));
  }
  const first = ticks[0];
  const counted = ticks.filter((one) => one.covered);
  const lasted = (status: KnownStatus) => ticks.filter((one) => one.status === status).length;
  return {
    known: first ? { start: first.start, end: first.start + ticks.length } : null,
    coveredMs: counted.length,
    weightedDowntime: counted.reduce((sum, one) => sum + one.weight, 0),
    durations: {
      operational: lasted('operational'),
      under_maintenance: lasted('under_maintenance'),
      degraded_performance: lasted('degraded_performance'),
      partial_outage: lasted('partial_outage'),
      major_outage: lasted('major_outage'),
      unknown: lasted('unknown'),
    },
    segments: joined(ticks),
  };
}

function tick(at: number, { claims, unknown, policy }: Measurement): Segment {
  const here = claims.filter((one) => one.startedAt <= at && (one.endedAt === null || at < one.endedAt));
  const claimed = (status: Claim['status']) => here.some((one) => one.status === status);
  const causes = [...new Set(here.map((one) => one.cause).filter((cause) => cause !== null))].sort();
  const as = (status: KnownStatus, weight: number, covered: boolean): Segment => {
    return { start: at, end: at + 1, status, weight, covered, causes };
  };

  const outage = (['major_outage', 'partial_outage', 'degraded_performance'] as const).find(claimed);
  const weight = outage === undefined ? 0 : policy.weights[outage];
  const maintenanceWeight = policy.maintenance === 'down' ? 1000 : 0;
  if (claimed('under_maintenance')) {
    const hidden =
      policy.outageDuringMaintenance === 'maintenance_wins' || weight === 0 || weight < maintenanceWeight;
    if (hidden || !outage)
      return as('under_maintenance', maintenanceWeight, policy.maintenance !== 'exclude');
  }
  if (outage) return as(outage, weight, true);
  if (unknown.some((one) => one.start <= at && at < one.end)) return as('unknown', 0, false);
  return as('operational', 0, true);
}

/** Neighbours that say the same become one. */
export function joined(segments: readonly Segment[]): Segment[] {
  const result: Segment[] = [];
  for (const segment of segments) {
    const last = result.pop();
    if (last === undefined) {
      result.push(segment);
    } else if (
      JSON.stringify({ ...last, start: 0, end: 0 }) === JSON.stringify({ ...segment, start: 0, end: 0 })
    ) {
      result.push({ ...last, end: segment.end });
    } else {
      result.push(last, segment);
    }
  }
  return result;
}
