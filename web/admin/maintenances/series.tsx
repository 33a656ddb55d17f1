import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { change } from '../api/ask.ts';
import { useLive, useLiveList } from '../api/live.ts';
import type { Incident, MaintenanceSeries } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { componentsOf, useEntries } from '../parts/page.ts';
import { may, onPage } from '../session/session.ts';
import { printDate, printLength, printList, printWindow } from '../words/print.ts';
import { words } from '../words/words.ts';
import { repeatOf } from './repeat.ts';
import { repeatWords } from './repeatWords.ts';
import { SkipDialog } from './skipDialog.tsx';
import { windowOf } from './window.ts';

/** A series of maintenances: how it repeats, and its next ones. */
export function SeriesPage({ id }: { id: string }) {
  const live = useLive<MaintenanceSeries>(onPage(`/maintenance_series/${id}`));
  return <Loaded live={live}>{(series) => <Shown series={series} />}</Loaded>;
}

function Shown({ series }: { series: MaintenanceSeries }) {
  const texts = words.value.maintenances;
  const planned = useLiveList<Incident>(onPage('/incidents/scheduled')).answer?.body ?? [];
  const components = componentsOf(useEntries().answer?.body ?? []).map(({ component }) => component);
  const [ends, setEnds] = useState(false);
  const [skipped, setSkipped] = useState<Incident | null>(null);
  const mayEdit = may('editor');
  const zone = series.time_zone;
  const start = series.starts_at.slice(0, 16);
  return (
    <>
      <Title text={series.name}>
        {mayEdit && (
          <a class="button" href={`/admin/maintenances/series/${series.id}/edit`}>
            {texts.editSeries}
          </a>
        )}
      </Title>
      <div>
        <p>
          {repeatWords(repeatOf(series.rrule, start), start)},{' '}
          {texts.seriesTimes(start.slice(11), printLength(series.duration_minutes * 60_000))}
        </p>
        <p class="facts">
          {printList(
            series.component_ids.flatMap((id) => components.find((one) => one.id === id)?.name ?? []),
          )}{' '}
          · {words.value.parts.zone(zone)}
        </p>
      </div>
      <section aria-labelledby="next">
        <h2 id="next" tabIndex={-1}>
          {texts.nextOnes}
        </h2>
        {series.occurrences.length === 0 && <p class="none">{texts.noneLeft}</p>}
        <ul class="rows">
          {series.occurrences.map(({ date, state, incident_id: incidentId }) => {
            const maintenance = planned.find(({ id }) => id === incidentId);
            const day = printDate(date, {
              weekday: 'short',
              day: 'numeric',
              month: 'short',
              year: 'numeric',
            });
            const window = maintenance && windowOf(maintenance);
            return (
              <li key={date}>
                <div class="what">
                  {incidentId === null ? day : <a href={`/admin/maintenances/${incidentId}`}>{day}</a>}
                  {state !== 'scheduled' && (
                    <p class="facts">
                      {texts.occurrence[state]}
                      {window && ` · ${printWindow(window.start, window.end, zone)}`}
                    </p>
                  )}
                </div>
                {mayEdit && maintenance?.status === 'scheduled' && (
                  <Button kind="quiet" label={texts.skipThis(day)} onClick={() => setSkipped(maintenance)}>
                    {texts.skip}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      </section>
      {mayEdit && (
        <div class="actions">
          <Button kind="danger" onClick={() => setEnds(true)}>
            {texts.endSeries}
          </Button>
        </div>
      )}
      {skipped && (
        <SkipDialog
          maintenance={skipped}
          onClose={() => setSkipped(null)}
          onDone={() => {
            setSkipped(null);
            document.getElementById('next')?.focus();
          }}
        />
      )}
      {ends && <EndDialog series={series} onClose={() => setEnds(false)} />}
    </>
  );
}

function EndDialog({ series, onClose }: { series: MaintenanceSeries; onClose: () => void }) {
  const texts = words.value.maintenances;
  const { route } = useLocation();
  const end = useAction(async () => {
    await change('DELETE', onPage(`/maintenance_series/${series.id}`));
    notify(texts.seriesEnded(series.name));
    route('/admin/maintenances', true);
  });
  const untouched = series.occurrences.filter(({ state }) => state === 'scheduled').length;
  return (
    <Confirmation
      title={texts.endSeriesTitle(series.name)}
      action={end}
      verb={texts.endSeries}
      onClose={onClose}
    >
      <p>{texts.endSeriesLead(untouched)}</p>
    </Confirmation>
  );
}
