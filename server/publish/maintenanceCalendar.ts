import { reportPath } from '../../web/page/paths.ts';
import { wordsIn } from '../../web/page/words/languages.ts';
import { contentLine, dateTimeValue, textValue } from './icalendar.ts';
import { plainText } from './plainText.ts';
import type { PublicPage, PublicReport, Snapshot } from './snapshot.ts';

/** The maintenances that the calendar of the page lists: those to come, those under way, and the latest 50. */
export function calendarReports(snapshot: Snapshot): readonly PublicReport[] {
  const { upcomingMaintenances, activeMaintenances, latestMaintenances } = snapshot;
  const all = [...upcomingMaintenances, ...activeMaintenances, ...latestMaintenances];
  return [...new Map(all.map((report) => [report.id, report])).values()];
}

/** Maintenances as an iCalendar file. A report that is none, and so has no window, is left out. */
export function maintenanceCalendar(page: PublicPage, reports: readonly PublicReport[]): string {
  const name = textValue(wordsIn(page.language).calendarName(page.name));
  return [
    contentLine('BEGIN', 'VCALENDAR'),
    contentLine('VERSION', '2.0'),
    contentLine('PRODID', '-//Candor//Candor//EN'),
    contentLine('CALSCALE', 'GREGORIAN'),
    contentLine('METHOD', 'PUBLISH'),
    contentLine('NAME', name),
    contentLine('X-WR-CALNAME', name),
    contentLine('REFRESH-INTERVAL;VALUE=DURATION', 'PT1H'),
    contentLine('X-PUBLISHED-TTL', 'PT1H'),
    ...reports.map((report) => event(page, report)),
    contentLine('END', 'VCALENDAR'),
  ].join('');
}

function event(page: PublicPage, report: PublicReport): string {
  const window = eventWindow(report);
  if (!window) return '';
  const url = `${page.url}${reportPath(report)}`;
  const words = plainText(report.updates[0]?.html ?? '');
  return [
    contentLine('BEGIN', 'VEVENT'),
    contentLine('UID', `${report.id}@${new URL(page.url).host}`),
    contentLine('DTSTAMP', dateTimeValue(report.updatedAt)),
    contentLine('CREATED', dateTimeValue(report.createdAt)),
    contentLine('LAST-MODIFIED', dateTimeValue(report.updatedAt)),
    contentLine('SEQUENCE', String(sequence(report))),
    contentLine('DTSTART', dateTimeValue(window.start)),
    contentLine('DTEND', dateTimeValue(window.end)),
    contentLine('STATUS', window.calledOff ? 'CANCELLED' : 'CONFIRMED'),
    contentLine('SUMMARY', textValue(report.name)),
    ...(words === '' ? [] : [contentLine('DESCRIPTION', textValue(words))]),
    contentLine('URL', url),
    // It is the business that is busy, not the reader.
    contentLine('TRANSP', 'TRANSPARENT'),
    contentLine('END', 'VEVENT'),
  ].join('');
}

/**
 * How often an event has changed is not remembered, so this is the age in seconds that it had when it last changed:
 * it grows with each change, as a SEQUENCE must (RFC 5545, 3.8.7.4), and fits its 31 bits for 68 years.
 */
function sequence({ createdAt, updatedAt }: PublicReport): number {
  return Math.max(0, Math.floor(updatedAt / 1000) - Math.floor(createdAt / 1000));
}

/**
 * As planned, but an event that is over ends when it really did, and one that began earlier begins then. A maintenance
 * that was completed before it was due, and never said to be in progress, was called off: it keeps its planned window.
 */
function eventWindow(report: PublicReport): { start: number; end: number; calledOff: boolean } | null {
  const { scheduledFor, scheduledUntil, resolvedAt } = report;
  if (scheduledFor === null || scheduledUntil === null) return null;
  const beganAt =
    report.updates.findLast(({ status }) => status === 'in_progress')?.displayAt ?? scheduledFor;
  const start = Math.min(beganAt, scheduledFor);
  const calledOff = resolvedAt !== null && resolvedAt <= start;
  const end = resolvedAt === null || calledOff ? scheduledUntil : resolvedAt;
  // To the second, in which an event must have a length.
  return { start, end: Math.max(end, start + 1000), calledOff };
}
