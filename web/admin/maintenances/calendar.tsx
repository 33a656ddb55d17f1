import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { dateOf } from '../../../server/domain/calendar.ts';
import { Button } from '../parts/button.tsx';
import { useNow } from '../parts/now.ts';
import { may } from '../session/session.ts';
import { printDate, printWindow } from '../words/print.ts';
import { words } from '../words/words.ts';
import { byDate, dateAfter, monthAfter, sameDayIn, weeksOf } from './month.ts';
import type { Window } from './window.ts';

/** Something that the calendar shows. */
export type CalendarEntry = Window & { readonly key: string; readonly name: string; readonly to: string };

/** A month of maintenances: days to go through with the arrows, and what is on the chosen one; on a phone a list. */
export function Calendar({ entries, zone }: { entries: readonly CalendarEntry[]; zone: string }) {
  const texts = words.value.maintenances;
  const today = dateOf(useNow(), zone);
  const [date, setDate] = useState(today);
  const isNarrow = useNarrow();
  const month = date.slice(0, 7);
  const days = byDate(entries, zone);
  const title = printDate(`${month}-01`, { month: 'long', year: 'numeric' });
  const turn = (months: number): void => setDate(sameDayIn(date, monthAfter(month, months)));
  return (
    <section aria-labelledby="calendar" class="stack">
      <div class="title">
        <h2 id="calendar" aria-live="polite">
          {title}
        </h2>
        <div class="actions">
          <Button label={texts.monthBefore} onClick={() => turn(-1)}>
            ‹
          </Button>
          <Button label={texts.monthAfter} onClick={() => turn(1)}>
            ›
          </Button>
        </div>
      </div>
      {isNarrow ? (
        <MonthList month={month} days={days} zone={zone} />
      ) : (
        <>
          <Grid month={month} date={date} today={today} days={days} onMove={setDate} />
          <div aria-live="polite">
            <h3>{printDate(date)}</h3>
            <Entries entries={days.get(date) ?? []} zone={zone} />
            {may('editor') && date >= today && (
              <p>
                <a href={`/admin/maintenances/new?date=${date}`}>{texts.planOn(printDate(date))}</a>
              </p>
            )}
          </div>
        </>
      )}
    </section>
  );
}

type Days = ReadonlyMap<string, readonly CalendarEntry[]>;

const moves: Readonly<Record<string, (date: string) => string>> = {
  ArrowLeft: (date) => dateAfter(date, -1),
  ArrowRight: (date) => dateAfter(date, 1),
  ArrowUp: (date) => dateAfter(date, -7),
  ArrowDown: (date) => dateAfter(date, 7),
  PageUp: (date) => sameDayIn(date, monthAfter(date.slice(0, 7), -1)),
  PageDown: (date) => sameDayIn(date, monthAfter(date.slice(0, 7), 1)),
};

function Grid({
  month,
  date,
  today,
  days,
  onMove,
}: {
  month: string;
  date: string;
  today: string;
  days: Days;
  /** From the date that is chosen by then to another one. */
  onMove: (move: (date: string) => string) => void;
}) {
  const texts = words.value.maintenances;
  const grid = useRef<HTMLTableElement>(null);
  const weeks = weeksOf(month);
  // Whoever goes through the days takes the focus along, also into another month, where their day is not any more
  const goes = useRef(false);
  useLayoutEffect(() => {
    if (goes.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    goes.current = false;
  }, [date]);
  return (
    <table ref={grid} class="calendar" aria-labelledby="calendar">
      <thead>
        <tr>
          {weeks[0]?.map((day) => (
            <th key={day} scope="col">
              <abbr title={printDate(day, { weekday: 'long' })}>{printDate(day, { weekday: 'short' })}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const entries = days.get(day) ?? [];
              return (
                <td key={day}>
                  <button
                    type="button"
                    tabIndex={day === date ? 0 : -1}
                    class={day.startsWith(month) ? undefined : 'outside'}
                    aria-pressed={day === date}
                    aria-current={day === today ? 'date' : undefined}
                    aria-label={`${printDate(day)}, ${texts.countOn(entries.length)}`}
                    onClick={() => onMove(() => day)}
                    onKeyDown={(event) => {
                      const move = moves[event.key];
                      if (!move) return;
                      event.preventDefault();
                      goes.current = true;
                      onMove(move);
                    }}
                  >
                    <span>{Number(day.slice(8))}</span>
                    {entries.slice(0, 2).map(({ key, name }) => (
                      <span key={key} class="entry">
                        {name}
                      </span>
                    ))}
                    {entries.length > 2 && <span class="facts">+{entries.length - 2}</span>}
                  </button>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MonthList({ month, days, zone }: { month: string; days: Days; zone: string }) {
  const dates = [...days.keys()].filter((day) => day.startsWith(month)).sort();
  if (dates.length === 0) return <Entries entries={[]} zone={zone} />;
  return (
    <ul class="stack">
      {dates.map((day) => (
        <li key={day}>
          <h3>{printDate(day)}</h3>
          <Entries entries={days.get(day) ?? []} zone={zone} />
        </li>
      ))}
    </ul>
  );
}

function Entries({ entries, zone }: { entries: readonly CalendarEntry[]; zone: string }) {
  if (entries.length === 0) return <p class="none">{words.value.maintenances.nothingOn}</p>;
  return (
    <ul class="plain">
      {entries.map(({ key, name, to, start, end }) => (
        <li key={key}>
          <a href={to}>{name}</a> <span class="facts">{printWindow(start, end, zone)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Whether there is no room for a month of seven columns. */
function useNarrow(): boolean {
  const [query] = useState(() => matchMedia('(max-width: 40rem)'));
  const [isNarrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const look = (): void => setNarrow(query.matches);
    query.addEventListener('change', look);
    return () => query.removeEventListener('change', look);
  }, [query]);
  return isNarrow;
}
