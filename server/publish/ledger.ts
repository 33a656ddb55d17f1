import { daysCovering, lastDays } from '../domain/calendar.ts';
import type { Component } from '../domain/component.ts';
import type { Impact } from '../domain/impact.ts';
import { monthOf, monthWindow, nextMonth, previousMonth } from '../domain/months.ts';
import { printPercentage, uptimeRatio } from '../domain/percentage.ts';
import type { Interval } from '../domain/uptime.ts';
import { splitByDays } from '../domain/uptimeByDay.ts';
import { barDays } from './barDays.ts';
import { csvLine } from './csv.ts';
import type { Ledger, PublicPage } from './snapshot.ts';
import { dayRecord, knownFrom, links, occurred, statusNow, type TrackContext, track } from './track.ts';

/** The window of a ledger: one calendar month of the page's zone, or the 90 days of the bars. */
export function ledgerWindow(month: string | null, timeZone: string, now: number): Interval {
  if (month !== null) return monthWindow(month, timeZone);
  const days = lastDays(now, barDays, timeZone);
  return { start: days[0]?.start ?? now, end: days.at(-1)?.end ?? now };
}

export type LedgerRequest = {
  readonly page: PublicPage;
  readonly component: Component;
  readonly groupName: string | null;
  /** `YYYY-MM`, or null for the last 90 days. */
  readonly month: string | null;
  /** Those of the component that overlap the window, and those that are open now. */
  readonly impacts: readonly Impact[];
  readonly context: TrackContext;
};

/** Opens a percentage into the intervals that it was made of. Pure. */
export function buildLedger({ page, component, groupName, month, impacts, context }: LedgerRequest): Ledger {
  const { now, timeZone } = context;
  const window = ledgerWindow(month, timeZone, now);
  const availability = track(component, impacts, window, context);
  const shownMonth = month ?? monthOf(now, timeZone);
  const firstMonth = monthOf(knownFrom(component, timeZone), timeZone);
  const retired = component.retiredAt !== null;
  return {
    page,
    builtAt: now,
    component: {
      id: component.id,
      name: component.name,
      groupName,
      status: retired ? null : statusNow(impacts, now).status,
      retiredAt: component.retiredAt,
    },
    month,
    previousMonth: shownMonth > firstMonth ? previousMonth(shownMonth) : null,
    nextMonth: month !== null && month < monthOf(now, timeZone) ? nextMonth(month) : null,
    windowStart: window.start,
    windowEnd: window.end,
    knownStart: availability.known?.start ?? null,
    knownEnd: availability.known?.end ?? null,
    entries: availability.segments
      .filter((segment) => segment.status !== 'operational')
      .map(({ start, end, status, weight, covered, causes }) => ({
        start,
        end,
        status,
        weight,
        covered,
        reports: links(causes, context),
        reasons: status === 'unknown' ? [] : reasonsWithin(impacts, start, end),
      })),
    durations: occurred(availability.durations),
    coveredMs: availability.coveredMs,
    weightedDowntime: availability.weightedDowntime,
    uptime: printPercentage(uptimeRatio(availability), 3),
    days: splitByDays(availability, daysCovering(window.start, window.end, timeZone)).map((day) => ({
      date: day.date,
      start: day.start,
      end: day.end,
      ...dayRecord(day, context),
    })),
  };
}

/** Why people set a status by hand that held in some of this time, the earliest first. */
function reasonsWithin(impacts: readonly Impact[], start: number, end: number): string[] {
  const given = impacts
    .filter(({ startedAt, endedAt }) => startedAt < end && (endedAt === null || endedAt > start))
    .flatMap(({ reason }) => reason ?? []);
  return [...new Set(given)];
}

/** The ledger as data: the same figures as the page, instants as RFC 3339. */
export function ledgerJson(ledger: Ledger): string {
  const { page, component } = ledger;
  const document = {
    page: { id: page.id, name: page.name, url: page.url, time_zone: page.timeZone },
    component: { id: component.id, name: component.name, group_name: component.groupName },
    generated_at: instant(ledger.builtAt),
    month: ledger.month,
    window: { start: instant(ledger.windowStart), end: instant(ledger.windowEnd) },
    known: { start: instant(ledger.knownStart), end: instant(ledger.knownEnd) },
    policy: {
      weights_per_mille: page.policy.weights,
      maintenance: page.policy.maintenance,
      outage_during_maintenance: page.policy.outageDuringMaintenance,
    },
    entries: ledger.entries.map((entry) => ({
      start: instant(entry.start),
      end: instant(entry.end),
      length_ms: entry.end - entry.start,
      status: entry.status,
      covered: entry.covered,
      weight_per_mille: entry.weight,
      weighted_per_mille_ms: (entry.end - entry.start) * entry.weight,
      causes: [
        ...entry.reports.map(({ id, name, kind }) => ({
          id,
          name,
          kind,
          url: `${page.url}/incidents/${id}`,
        })),
        ...entry.reasons.map((name) => ({ id: null, name, kind: 'manual', url: null })),
      ],
    })),
    durations_ms: ledger.durations,
    covered_ms: ledger.coveredMs,
    weighted_downtime_per_mille_ms: ledger.weightedDowntime,
    uptime_percent: ledger.uptime,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The intervals of the ledger as CSV (RFC 4180), the sums as its last line. */
export function ledgerCsv(ledger: Ledger): string {
  const rows = ledger.entries.map((entry) => [
    instant(entry.start),
    instant(entry.end),
    entry.end - entry.start,
    entry.status,
    entry.covered ? 'yes' : 'no',
    entry.weight,
    (entry.end - entry.start) * entry.weight,
    [...entry.reports.map(({ name }) => name), ...entry.reasons].join('; '),
    entry.reports.map(({ id }) => `${ledger.page.url}/incidents/${id}`).join(' '),
  ]);
  const header = [
    'start',
    'end',
    'length_ms',
    'status',
    'covered',
    'weight_per_mille',
    'weighted_per_mille_ms',
    'causes',
    'links',
  ];
  const total = [
    instant(ledger.knownStart),
    instant(ledger.knownEnd),
    ledger.coveredMs,
    'total',
    'yes',
    '',
    ledger.weightedDowntime,
    `uptime ${ledger.uptime ?? 'no data'} %`,
    '',
  ];
  return [header, ...rows, total].map(csvLine).join('');
}

function instant(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
