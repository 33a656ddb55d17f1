import { useState } from 'preact/hooks';
import type { Live } from '../api/live.ts';
import { useLive, useLiveList } from '../api/live.ts';
import type { Incident, MaintenanceSeries } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { Button } from '../parts/button.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { useZone } from '../parts/page.ts';
import { Drafts } from '../reports/drafts.tsx';
import { PastReports } from '../reports/pastReports.tsx';
import { may, onPage } from '../session/session.ts';
import { printLength, printWindow } from '../words/print.ts';
import { words } from '../words/words.ts';
import { Calendar, type CalendarEntry } from './calendar.tsx';
import { Facts } from './maintenance.tsx';
import { repeatOf } from './repeat.ts';
import { repeatWords } from './repeatWords.ts';
import { Steps } from './steps.tsx';
import { TimeLeft } from './timeLeft.tsx';
import { isRunning, windowOf } from './window.ts';

/** What runs, what is planned, what repeats, and what was. */
export function MaintenanceList() {
  const texts = words.value.maintenances;
  const zone = useZone();
  const open = useLiveList<Incident>(onPage('/incidents/scheduled'));
  const series = useLiveList<MaintenanceSeries>(onPage('/maintenance_series'));
  const known = useLive<Incident[]>(onPage('/incidents?kind=maintenance'));
  return (
    <>
      <Title text={words.value.rooms.maintenances}>
        {may('editor') && (
          <a class="button main" href="/admin/maintenances/new">
            {texts.plan}
          </a>
        )}
      </Title>
      <Open live={open} series={series.answer?.body ?? []} />
      <Drafts kind="maintenance" />
      <SeriesList series={series.answer?.body ?? []} />
      <Calendar
        zone={zone}
        entries={entriesOf([...(open.answer?.body ?? []), ...(known.answer?.body ?? [])])}
      />
      <PastReports kind="maintenance" />
    </>
  );
}

function entriesOf(maintenances: readonly Incident[]): CalendarEntry[] {
  const byId = new Map(maintenances.map((maintenance) => [maintenance.id, maintenance]));
  return [...byId.values()]
    .map((maintenance) => ({
      key: maintenance.id,
      name: maintenance.name,
      to: `/admin/maintenances/${maintenance.id}`,
      ...windowOf(maintenance),
    }))
    .sort((a, b) => a.start - b.start);
}

function Open({ live, series }: { live: Live<readonly Incident[]>; series: readonly MaintenanceSeries[] }) {
  const texts = words.value.maintenances;
  return (
    <Loaded live={live}>
      {(maintenances) => {
        const running = maintenances.filter(isRunning);
        const upcoming = maintenances
          .filter(({ status }) => status === 'scheduled')
          .sort((a, b) => windowOf(a).start - windowOf(b).start);
        return (
          <>
            {running.length > 0 && (
              <section aria-labelledby="running">
                <h2 id="running">{texts.running}</h2>
                <ul class="stack">
                  {running.map((maintenance) => (
                    <li key={maintenance.id} class="card stack">
                      <h3>
                        <a href={`/admin/maintenances/${maintenance.id}`}>{maintenance.name}</a>
                      </h3>
                      <Facts maintenance={maintenance} />
                      <TimeLeft maintenance={maintenance} />
                      <Steps maintenance={maintenance} revision={null} />
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <section aria-labelledby="upcoming">
              <h2 id="upcoming">{texts.upcoming}</h2>
              {upcoming.length === 0 ? (
                <div class="empty">
                  <p>{texts.noneUpcoming}</p>
                  {may('editor') && <a href="/admin/maintenances/new">{texts.plan}</a>}
                </div>
              ) : (
                <Upcoming maintenances={upcoming} series={series} />
              )}
            </section>
          </>
        );
      }}
    </Loaded>
  );
}

const firstShown = 10;

/** Those to come, in order; of a series the next one, until all are wanted. */
function Upcoming({
  maintenances,
  series,
}: {
  maintenances: readonly Incident[];
  series: readonly MaintenanceSeries[];
}) {
  const texts = words.value.maintenances;
  const zone = useZone();
  const [all, setAll] = useState(false);
  const seriesOf = new Map(
    series.flatMap((one) => one.occurrences.map(({ incident_id: id }) => [id, one] as const)),
  );
  const firsts = new Set<MaintenanceSeries>();
  const next = maintenances.filter(({ id }) => {
    const own = seriesOf.get(id);
    if (!own) return true;
    const isFirst = !firsts.has(own);
    firsts.add(own);
    return isFirst;
  });
  const shown = all ? maintenances : next.slice(0, firstShown);
  return (
    <>
      <ul class="rows">
        {shown.map((maintenance) => {
          const { start, end } = windowOf(maintenance);
          return (
            <li key={maintenance.id}>
              <div class="what">
                <a href={`/admin/maintenances/${maintenance.id}`}>{maintenance.name}</a>
                <p class="facts">
                  {printWindow(start, end, zone)} ({printLength(end - start)})
                  {seriesOf.has(maintenance.id) && ` · ${texts.repeating}`}
                </p>
              </div>
              <span class="facts">{maintenance.components.map(({ name }) => name).join(', ')}</span>
            </li>
          );
        })}
      </ul>
      {shown.length < maintenances.length && (
        <div class="actions">
          <Button onClick={() => setAll(true)}>{texts.showAll(maintenances.length)}</Button>
        </div>
      )}
    </>
  );
}

function SeriesList({ series }: { series: readonly MaintenanceSeries[] }) {
  const texts = words.value.maintenances;
  if (series.length === 0) return null;
  return (
    <section aria-labelledby="series">
      <h2 id="series">{texts.series}</h2>
      <ul class="rows">
        {series.map(({ id, name, rrule, starts_at: start, duration_minutes: minutes }) => (
          <li key={id}>
            <div class="what">
              <a href={`/admin/maintenances/series/${id}`}>{name}</a>
              <p class="facts">
                {repeatWords(repeatOf(rrule, start), start)},{' '}
                {texts.seriesTimes(start.slice(11, 16), printLength(minutes * 60_000))}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
