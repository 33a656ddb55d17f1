import type { Component } from '../domain/component.ts';
import type { Report } from '../domain/incident.ts';
import { monthOf, monthWindow, previousMonth } from '../domain/months.ts';
import type { Interval } from '../domain/uptime.ts';
import { publicReport } from './publicReport.ts';
import type { ArchiveMoment } from './site.ts';
import type { HistoryPage, PublicPage } from './snapshot.ts';

/** Calendar months on one page of the history, as on a Statuspage. */
const monthsPerPage = 3;

/** The months of a page of the history, the newest first. Page 1 begins with the month of `now`. */
function monthsOfPage(number: number, now: number, timeZone: string): string[] {
  let month = monthOf(now, timeZone);
  for (let skipped = 0; skipped < (number - 1) * monthsPerPage; skipped += 1) month = previousMonth(month);
  const months: string[] = [];
  for (let n = 0; n < monthsPerPage; n += 1) {
    months.push(month);
    month = previousMonth(month);
  }
  return months;
}

/** The time that a page of the history covers. */
function historyWindow(number: number, now: number, timeZone: string): Interval {
  const months = monthsOfPage(number, now, timeZone);
  const [newest = '', oldest = ''] = [months[0], months.at(-1)];
  return { start: monthWindow(oldest, timeZone).start, end: monthWindow(newest, timeZone).end };
}

/** Reads a page of the history; null when there is no such page. */
export async function readHistoryPage(
  number: number,
  { reads, shown, now }: ArchiveMoment,
): Promise<HistoryPage | null> {
  const window = historyWindow(number, now, shown.timeZone);
  return buildHistoryPage({
    page: shown,
    number,
    now,
    earliestAt: await reads.earliestReportAt(),
    reports: await reads.reports(window.start, window.end),
    components: await reads.components(),
  });
}

type HistoryRequest = {
  readonly page: PublicPage;
  readonly number: number;
  readonly now: number;
  /** When the earliest report began; null: there is none. */
  readonly earliestAt: number | null;
  /** Those whose time overlaps the window, in any order. */
  readonly reports: readonly Report[];
  readonly components: readonly Component[];
};

/**
 * A page of the history: each report in the month in which it began. Null when the page is older than the first
 * report. Pure.
 */
function buildHistoryPage(request: HistoryRequest): HistoryPage | null {
  const { page, number, now, earliestAt, components } = request;
  const window = historyWindow(number, now, page.timeZone);
  const isLast = earliestAt === null || earliestAt >= window.start;
  if (number > 1 && (earliestAt === null || earliestAt >= window.end)) return null;
  const reports = request.reports
    .map((report) => publicReport(report, components))
    .sort((a, b) => b.beganAt - a.beganAt || (a.id < b.id ? 1 : -1));
  return {
    page,
    builtAt: now,
    months: monthsOfPage(number, now, page.timeZone).map((month) => ({
      year: Number(month.slice(0, 4)),
      month: Number(month.slice(5)),
      reports: reports.filter((report) => monthOf(report.beganAt, page.timeZone) === month),
    })),
    number,
    newer: number > 1 ? number - 1 : null,
    older: isLast ? null : number + 1,
  };
}
