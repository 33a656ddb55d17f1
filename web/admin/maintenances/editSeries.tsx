import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { change } from '../api/ask.ts';
import { useLive } from '../api/live.ts';
import type { MaintenanceSeries } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { useKept } from '../parts/kept.ts';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { Overtaken } from '../parts/overtaken.tsx';
import { BodyField } from '../reports/bodyField.tsx';
import { whenSubmitted } from '../reports/whenSubmitted.ts';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { FirstOfSeries } from './firstOfSeries.tsx';
import { askedOfSeries, different, type Plan, plannedWindow, planOfSeries } from './plan.ts';
import { PlanFields } from './planFields.tsx';
import { repeatOf } from './repeat.ts';
import { repeatWords } from './repeatWords.ts';
import { useSeen } from './seen.ts';

/** Where all later maintenances of a series are changed at once. */
export function EditSeries({ id }: { id: string }) {
  const texts = words.value.maintenances;
  const live = useLive<MaintenanceSeries>(onPage(`/maintenance_series/${id}`));
  return (
    <>
      <Title text={texts.editSeries} />
      {may('editor') ? (
        <Loaded live={live}>
          {(series, revision) => <EditForm series={series} revision={revision ?? 0} />}
        </Loaded>
      ) : (
        <p>{words.value.frame.notForYou}</p>
      )}
    </>
  );
}

function asIs(series: MaintenanceSeries) {
  const plan = planOfSeries(series);
  return {
    ...askedOfSeries(plan, { start: 0, end: series.duration_minutes * 60_000 }, series.time_zone),
    rrule: series.rrule,
  };
}

function EditForm({ series, revision }: { series: MaintenanceSeries; revision: number }) {
  const texts = words.value.maintenances;
  const { route } = useLocation();
  const zone = series.time_zone;
  const path = onPage(`/maintenance_series/${series.id}`);
  const here = `/admin/maintenances/series/${series.id}`;
  const seen = useSeen<MaintenanceSeries>(path, series, revision, asIs);
  const before = asIs(seen.record);
  const initial = useMemo(() => planOfSeries(series), [series.id]);
  const kept = useKept<Plan>(`series.${series.id}.plan`, initial);
  const plan = kept.value;
  const window = plannedWindow(plan, zone);
  const changed =
    window && window.end > window.start ? different(askedOfSeries(plan, window, zone), before) : null;
  const body = changed && { maintenance_series: changed };
  const isReady = changed !== null && plan.name.trim() !== '' && Object.keys(changed).length > 0;
  const run = useDryRun(isReady ? { method: 'PATCH', path, body } : null);
  const save = useAction(async () => {
    if (!(await seen.send(body))) return;
    kept.clear();
    const keys = Object.keys(changed ?? {});
    const undo = Object.fromEntries(Object.entries(before).filter(([key]) => keys.includes(key)));
    notify(words.value.parts.saved, async () => {
      await change('PATCH', path, { body: { maintenance_series: undo } });
    });
    route(here);
  });
  const leave = (): void => {
    kept.clear();
    route(here);
  };
  return (
    <form class="beside" {...whenSubmitted(() => isReady && save.run())}>
      <div class="stack roomy">
        <p class="hint">{texts.editSeriesLead}</p>
        {seen.isOther && (
          <Overtaken lead={texts.editedMeanwhile} onKeepTheirs={leave}>
            <p class="said">
              {`${seen.record.name} · ${repeatWords(repeatOf(seen.record.rrule, seen.record.starts_at), seen.record.starts_at)}`}
            </p>
          </Overtaken>
        )}
        <PlanFields
          plan={plan}
          zone={zone}
          repeats="series"
          known={series.occurrences.map(({ incident_id }) => incident_id)}
          error={save.error}
          onChange={kept.set}
        />
        <BodyField
          label={texts.text}
          value={plan.body}
          status="scheduled"
          updates={[]}
          error={save.error}
          onChange={(text) => kept.set({ body: text })}
        />
      </div>
      <FirstOfSeries run={run} />
      <div class="stack send">
        <ErrorText error={save.error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={save.busy} disabled={!isReady}>
            {seen.isOther ? words.value.incidents.saveYours : words.value.parts.save}
          </Button>
          <Button onClick={leave}>{words.value.parts.cancel}</Button>
        </div>
      </div>
    </form>
  );
}
