import type { CommandOf } from './command.ts';
import type { Id } from './id.ts';
import { type Occurrence, occurrences, type Recurrence } from './recurrence.ts';
import { readRecurrenceRule } from './recurrenceRule.ts';
import { DAY_MS } from './timeZone.ts';

/** A maintenance that recurs. The clock schedules its next occurrences as ordinary maintenances. */
export type MaintenanceSeries = {
  readonly id: Id;
  /** What each occurrence is scheduled with, besides its times. */
  readonly plan: PlannedMaintenance;
  /** What the clock shows when the first possible occurrence begins, `YYYY-MM-DDTHH:MM:SS`. */
  readonly startsAt: string;
  /** IANA name. The page's zone when the series was made, unless another was said. */
  readonly timeZone: string;
  readonly durationMs: number;
  /** An RFC 5545 RRULE, see `readRecurrenceRule`. */
  readonly rule: string;
  /** When the clock has to schedule more; null: nothing is left. */
  readonly planAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

export type PlannedMaintenance = Omit<
  CommandOf<'scheduleMaintenance'>,
  'type' | 'begun' | 'scheduledFor' | 'scheduledUntil'
>;

/**
 * What became of one occurrence. There is at most one for each date of a series, and while it is there the date is
 * not scheduled again, whatever happens to the maintenance.
 */
export type SeriesOccurrence = {
  readonly seriesId: Id;
  /** `YYYY-MM-DD` on the calendar of the series, by its rule: an occurrence that is moved keeps it. */
  readonly date: string;
  /** The maintenance; null: the occurrence is skipped. */
  readonly reportId: Id | null;
  /** Somebody changed the maintenance itself, so the series leaves it alone. */
  readonly edited: boolean;
};

export const longestMaintenanceMs = 31 * DAY_MS;
const horizonMs = 60 * DAY_MS;
export const mostAhead = 20;

/** The first date of which occurrences can still matter now: the window of an older one is over in every zone. */
export function firstDateOfInterest(now: number): string {
  return new Date(now - longestMaintenanceMs - 2 * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The occurrences that are to be scheduled now, the earliest first: those that are not over, within the next 60 days,
 * at most 20. `nextAt` is when there will be more to schedule; null: never.
 */
export function planAhead(
  series: Pick<MaintenanceSeries, 'rule' | 'startsAt' | 'timeZone' | 'durationMs'>,
  now: number,
): { readonly planned: readonly Occurrence[]; readonly nextAt: number | null } {
  const { durationMs } = series;
  const planned: Occurrence[] = [];
  for (const occurrence of occurrences(recurrenceOf(series), now - durationMs + 1)) {
    if (planned.length < mostAhead && occurrence.start <= now + horizonMs) {
      planned.push(occurrence);
      continue;
    }
    const [first] = planned;
    const roomAt = first && planned.length === mostAhead ? first.start + durationMs : now;
    return { planned, nextAt: Math.max(roomAt, occurrence.start - horizonMs) };
  }
  return { planned, nextAt: null };
}

/** Throws for a rule that is not valid: it was checked before it was kept. */
function recurrenceOf({
  rule,
  startsAt,
  timeZone,
}: Pick<MaintenanceSeries, 'rule' | 'startsAt' | 'timeZone'>): Recurrence {
  const read = readRecurrenceRule(rule);
  if ('problem' in read) throw new Error(`the rule ${rule} ${read.problem}`);
  return { rule: read, startsAt, timeZone };
}
