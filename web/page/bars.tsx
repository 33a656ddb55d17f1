import type { DayRecord, PublicComponent, PublicDay } from '../../server/publish/snapshot.ts';
import { useWords } from './language.ts';
import { ledgerPath, reportPath } from './paths.ts';
import { UptimeOf } from './uptimeOf.tsx';
import { dayLines, overDays } from './words/durations.ts';
import { type Dates, printBarDay, printDay } from './words/times.ts';
import type { BarStatus } from './words/words.ts';

/** One bar stands in a cell of 10 × 40; a row has 90 of them. */
const rowLength = 90;

/** Where the parts of a bar stand in its cell: [top, height]. Each status has a silhouette of its own. */
const silhouettes: Readonly<Record<BarStatus, readonly (readonly [number, number])[]>> = {
  operational: [[4, 32]],
  under_maintenance: [
    [4, 13],
    [23, 13],
  ],
  degraded_performance: [[16, 20]],
  partial_outage: [
    [0, 28],
    [32, 8],
  ],
  major_outage: [[0, 40]],
  unknown: [[29, 7]],
};

/** A full row of bars of each status, drawn once. Rows of components refer to these and show a stretch of them. */
export function BarShapes() {
  return (
    <>
      {Object.entries(silhouettes).map(([status, parts]) => (
        <g key={status} id={`b-${status}`} class={status}>
          {status !== 'operational' && <path class="gap" d="M0 0h900v40H0z" />}
          <path
            class="bar"
            d={parts
              .map(([top, height]) => `M1.5 ${top}${`h7v${height}h-7zm10 0`.repeat(rowLength)}`)
              .join('')}
          />
        </g>
      ))}
    </>
  );
}

/**
 * The days of a component as bars, and above them a list of the days that were not plainly operational. The list is
 * what a screen reader hears, and what tells a day in words on hover and focus, without a script.
 */
export function Bars({ component, days }: { component: PublicComponent; days: readonly PublicDay[] }) {
  const words = useWords();
  const special = specialDays(component.days, days, words.dates);
  return (
    <div class="bars">
      <svg viewBox={`0 0 ${rowLength * 10} 40`} preserveAspectRatio="none" aria-hidden="true">
        <use href="#b-operational" />
        {runs(component.days).map(({ status, from, to }) => (
          // biome-ignore lint/a11y/noSvgWithoutTitle: inside of a hidden one
          <svg key={from} x={from * 10} width={(to - from + 1) * 10}>
            <use href={`#b-${status}`} />
          </svg>
        ))}
      </svg>
      <p class="scale">
        <span aria-hidden="true">{words.daysAgo}</span>
        <a href={ledgerPath(component.id)}>
          <UptimeOf uptime={component.uptime} />
          <span class="sr"> {overDays(words, component.days)}</span>
        </a>
        <span aria-hidden="true">{words.today}</span>
      </p>
      {special.length > 0 && (
        <ul class="days">
          {special.map((day) => (
            // Focus is what shows the day's words without a script.
            <li key={day.from} class={cellClass(day.from, day.to)} tabindex={0}>
              <DayWords day={day} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type SpecialDay = {
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly record: DayRecord;
};

function DayWords({ day }: { day: SpecialDay }) {
  const words = useWords();
  return (
    <div class="tip">
      <b>{day.title}</b>
      {dayLines(words, day.record).map(({ status, text }) => (
        <p key={status} class={status}>
          {text}
        </p>
      ))}
      {day.record.reports.map((report) => (
        <a key={report.id} href={reportPath(report)}>
          {report.name}
        </a>
      ))}
    </div>
  );
}

/** The class that places a list item over its bars: tens and units of the first and, when it differs, the last day. */
function cellClass(from: number, to: number): string {
  const first = `t${Math.floor(from / 10)} u${from % 10}`;
  return to === from ? first : `${first} v${Math.floor(to / 10)} w${to % 10}`;
}

/** Stretches of equal days that are not operational. */
function runs(records: readonly DayRecord[]): readonly { status: BarStatus; from: number; to: number }[] {
  const found: { status: BarStatus; from: number; to: number }[] = [];
  records.forEach(({ worst }, i) => {
    const last = found.at(-1);
    if (last && last.to === i - 1 && last.status === worst) last.to = i;
    else if (worst !== 'operational') found.push({ status: worst, from: i, to: i });
  });
  return found;
}

/** The days to tell in words; days in a row of which nothing at all is known are told together. */
function specialDays(
  records: readonly DayRecord[],
  days: readonly PublicDay[],
  dates: Dates,
): readonly SpecialDay[] {
  const found: SpecialDay[] = [];
  records.forEach((record, i) => {
    const date = days[i]?.date;
    if (date === undefined || isPlain(record)) return;
    const last = found.at(-1);
    if (last && last.to === i - 1 && isBlank(record) && isBlank(last.record)) {
      const durations = { unknown: (last.record.durations.unknown ?? 0) + (record.durations.unknown ?? 0) };
      const title = `${printDay(dates, days[last.from]?.date ?? date)} – ${printDay(dates, date)}`;
      found[found.length - 1] = { ...last, to: i, title, record: { ...record, durations } };
    } else
      found.push({
        from: i,
        to: i,
        title: printBarDay(dates, date, i === days.length - 1),
        record,
      });
  });
  return found;
}

function isPlain(record: DayRecord): boolean {
  return record.worst === 'operational' && record.reports.length === 0 && !record.durations.unknown;
}

function isBlank(record: DayRecord): boolean {
  return record.worst === 'unknown' && record.reports.length === 0;
}
