import { startOfDate } from '../domain/calendar.ts';
import type { Component } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import type { Impact } from '../domain/impact.ts';
import type { AvailabilityPolicy } from '../domain/policy.ts';
import { type ComponentStatus, worstStatus } from '../domain/status.ts';
import { type Availability, type Interval, type KnownStatus, measure } from '../domain/uptime.ts';
import type { DayOfUptime } from '../domain/uptimeByDay.ts';
import type { DayRecord, ReportLink } from './snapshot.ts';

/** What is needed to tell how a component did: the page's zone and rule, and the names of what was behind it. */
export type TrackContext = {
  readonly timeZone: string;
  readonly policy: AvailabilityPolicy;
  readonly now: number;
  readonly links: ReadonlyMap<Id, ReportLink>;
};

/** Since when something is known of a component. */
export function knownFrom({ startDate, createdAt }: Component, timeZone: string): number {
  return startDate ? startOfDate(startDate, timeZone) : createdAt;
}

/** How a component did in a window, from its impacts. */
export function track(
  component: Component,
  impacts: readonly Impact[],
  window: Interval,
  context: TrackContext,
): Availability {
  const { timeZone, policy, now } = context;
  const { absences } = component;
  return measure({
    window,
    knownFrom: knownFrom(component, timeZone),
    knownUntil: Math.min(now, component.retiredAt ?? now),
    claims: impacts.flatMap(({ status, startedAt, endedAt, source }) =>
      outside(absences, startedAt, endedAt).map((part) => ({
        ...part,
        status,
        cause: source.kind === 'manual' ? null : source.id,
      })),
    ),
    unknown: absences,
    policy,
  });
}

type Stretch = { readonly startedAt: number; readonly endedAt: number | null };

/** What is left of a stretch of time without these intervals: a component that was away was not affected either. */
function outside(absences: readonly Interval[], startedAt: number, endedAt: number | null): Stretch[] {
  const parts: Stretch[] = [];
  let from = startedAt;
  for (const { start, end } of absences) {
    if (end <= from) continue;
    if (endedAt !== null && endedAt <= start) break;
    if (from < start) parts.push({ startedAt: from, endedAt: start });
    from = end;
  }
  return endedAt === null || from < endedAt ? [...parts, { startedAt: from, endedAt }] : parts;
}

/** A day as its bar tells it. */
export function dayRecord(day: DayOfUptime, context: TrackContext): DayRecord {
  const known = plainRecords.get(day);
  if (known) return known;
  const { worst, durations, causes } = day;
  const record = { worst, durations, reports: links(causes, context) };
  if (causes.length === 0) plainRecords.set(day, record);
  return record;
}

/** Plain days are the same for thousands of components, and so are their records. */
const plainRecords = new WeakMap<DayOfUptime, DayRecord>();

/** The reports behind something; one that is not known any longer is left out. */
export function links(causes: readonly Id[], context: TrackContext): ReportLink[] {
  return causes.length === 0 ? [] : causes.flatMap((id) => context.links.get(id) ?? []);
}

/** What lasted at all, without the statuses that did not occur. */
export function occurred(
  durations: Readonly<Record<KnownStatus, number>>,
): Partial<Record<KnownStatus, number>> {
  return Object.fromEntries(Object.entries(durations).filter(([, ms]) => ms > 0));
}

/** The status now, and since when it has not been operational without a break; null when it is. */
export function statusNow(
  impacts: readonly Impact[],
  now: number,
): { status: ComponentStatus; since: number | null } {
  const begun = impacts.filter((impact) => impact.startedAt <= now);
  const open = begun.filter(({ endedAt }) => endedAt === null || endedAt > now);
  const status = worstStatus(open.map((impact) => impact.status));
  if (status === 'operational') return { status, since: null };
  let since = now;
  for (const { startedAt, endedAt } of begun.sort((a, b) => (b.endedAt ?? now) - (a.endedAt ?? now))) {
    if ((endedAt ?? now) < since) break;
    since = Math.min(since, startedAt);
  }
  return { status, since };
}

/** Impacts by component. */
export function byComponent(impacts: readonly Impact[]): ReadonlyMap<Id, readonly Impact[]> {
  const grouped = new Map<Id, Impact[]>();
  for (const impact of impacts) {
    const own = grouped.get(impact.componentId);
    if (own) own.push(impact);
    else grouped.set(impact.componentId, [impact]);
  }
  return grouped;
}
