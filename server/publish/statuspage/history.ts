import { zoneName } from '../../../web/page/words/times.ts';
import { wallClock } from '../../domain/calendar.ts';
import { type Artifact, varyingBy } from '../artifact.ts';
import { readHistoryPage } from '../history.ts';
import type { Site } from '../site.ts';
import type { HistoryMonth, PublicReport } from '../snapshot.ts';
import { makeAnswer } from './answer.ts';
import { componentEntries } from './component.ts';
import { pageEntry, statusEntry } from './page.ts';

/** `/history?page=N` for who accepts JSON rather than HTML; null when there is no such page. */
export function historyAnswer(site: Site, number: number): Promise<Artifact | null> {
  return site.archived(`history json ${number}`, async (moment) => {
    const view = await readHistoryPage(number, moment);
    if (!view) return null;
    const { snapshot } = site.current;
    const document = {
      page_status: { page: pageEntry(snapshot.page), status: statusEntry(snapshot) },
      components: componentEntries(snapshot),
      months: view.months.map((month) => monthEntry(month, view.page.timeZone)),
    };
    return varyingBy('Accept', makeAnswer(document));
  });
}

/** `starts_on` is the weekday of the first, 0 for Sunday: these two place the month on a calendar. */
function monthEntry({ year, month, reports }: HistoryMonth, timeZone: string) {
  return {
    name: nameOfMonth('long', month),
    year,
    starts_on: new Date(Date.UTC(year, month - 1, 1)).getUTCDay(),
    days: new Date(Date.UTC(year, month, 0)).getUTCDate(),
    incidents: reports.map((report) => ({
      code: report.id,
      name: report.name,
      message: report.updates[0]?.body ?? '',
      impact: report.impact,
      timestamp: span(report, timeZone),
    })),
  };
}

/** `Nov <var data-var='date'>3</var>, <var …>14:02</var> - <var …>15:10</var> UTC`; open: without an end. */
function span({ beganAt, resolvedAt, scheduledUntil }: PublicReport, timeZone: string): string {
  const end = scheduledUntil ?? resolvedAt;
  const zone = zoneName({ locale: 'en-GB' }, timeZone, end ?? beganAt);
  if (end === null) return `${day(beganAt, timeZone)}, ${time(beganAt, timeZone)} ${zone}`;
  const last = day(end, timeZone);
  const first = day(beganAt, timeZone);
  const until = first === last ? time(end, timeZone) : `${last}, ${time(end, timeZone)}`;
  return `${first}, ${time(beganAt, timeZone)} - ${until} ${zone}`;
}

function day(at: number, timeZone: string): string {
  const { month, day } = wallClock(at, timeZone);
  return `${nameOfMonth('short', month)} <var data-var='date'>${day}</var>`;
}

function time(at: number, timeZone: string): string {
  const { hour, minute } = wallClock(at, timeZone);
  return `<var data-var='time'>${[hour, minute].map((part) => String(part).padStart(2, '0')).join(':')}</var>`;
}

function nameOfMonth(length: 'long' | 'short', month: number): string {
  return new Intl.DateTimeFormat('en-US', { month: length, timeZone: 'UTC' }).format(
    Date.UTC(2026, month - 1, 1),
  );
}
