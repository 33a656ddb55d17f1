import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { change } from '../api/ask.ts';
import { useLive } from '../api/live.ts';
import type { Incident } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { useKept } from '../parts/kept.ts';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { Overtaken } from '../parts/overtaken.tsx';
import { usePage } from '../parts/page.ts';
import { Preview } from '../parts/preview.tsx';
import { isOver } from '../reports/texts.ts';
import { whenSubmitted } from '../reports/whenSubmitted.ts';
import { may, onPage } from '../session/session.ts';
import { printWindow } from '../words/print.ts';
import { words } from '../words/words.ts';
import { Check } from './check.tsx';
import { askedOf, different, type Plan, plannedWindow, planOf } from './plan.ts';
import { PlanFields } from './planFields.tsx';
import { useSeen } from './seen.ts';
import { isRunning, windowOf } from './window.ts';

/** Where the plan of a maintenance is changed: its window, components, and what it does by itself. */
export function EditMaintenance({ id }: { id: string }) {
  const texts = words.value.maintenances;
  const live = useLive<Incident>(onPage(`/incidents/${id}`));
  const page = usePage();
  return (
    <>
      <Title text={texts.editPlan} />
      {may('editor') ? (
        <Loaded live={page}>
          {({ time_zone: zone }) => (
            <Loaded live={live}>
              {(maintenance, revision) => (
                <EditForm maintenance={maintenance} revision={revision ?? 0} zone={zone} />
              )}
            </Loaded>
          )}
        </Loaded>
      ) : (
        <p>{words.value.frame.notForYou}</p>
      )}
    </>
  );
}

/** What is asked to have the plan as it was. */
function asIs(maintenance: Incident, zone: string) {
  return askedOf(planOf(maintenance, zone), windowOf(maintenance));
}

function EditForm({
  maintenance,
  revision,
  zone,
}: {
  maintenance: Incident;
  revision: number;
  zone: string;
}) {
  const texts = words.value.maintenances;
  const { route } = useLocation();
  const path = onPage(`/incidents/${maintenance.id}`);
  const here = `/admin/maintenances/${maintenance.id}`;
  const seen = useSeen<Incident>(path, maintenance, revision, (record) => [
    record.status,
    asIs(record, zone),
  ]);
  const before = asIs(seen.record, zone);
  const initial = useMemo(() => planOf(maintenance, zone), [maintenance.id, zone]);
  const kept = useKept<Plan>(`maintenance.${maintenance.id}.plan`, initial);
  const plan = kept.value;
  const was = planOf(seen.record, zone);
  const written = plannedWindow(plan, zone);
  // What the clock shows twice stays the time that it was
  const window = written && {
    start: plan.start === was.start ? windowOf(seen.record).start : written.start,
    end: plan.end === was.end ? windowOf(seen.record).end : written.end,
  };
  const changed = window && window.end > window.start ? different(askedOf(plan, window), before) : null;
  const isTold = plan.body.trim() !== '';
  const body = changed && {
    incident: {
      ...changed,
      ...(isTold ? { body: plan.body, deliver_notifications: plan.notify } : {}),
    },
  };
  const isReady = body !== null && plan.name.trim() !== '' && Object.keys(body.incident).length > 0;
  const run = useDryRun(isReady ? { method: 'PATCH', path, body } : null);
  const save = useAction(async () => {
    if (!(await seen.send(body))) return;
    kept.clear();
    const undo = different(before, askedOf(plan, window ?? windowOf(seen.record)));
    notify(
      words.value.parts.saved,
      isTold
        ? null
        : async () => {
            await change('PATCH', path, { body: { incident: undo } });
          },
    );
    route(here);
  });
  if (isOver(maintenance)) return <p>{texts.isOver}</p>;
  const { start, end } = windowOf(seen.record);
  return (
    <form class="beside" {...whenSubmitted(() => isReady && save.run())}>
      <div class="stack roomy">
        {seen.isOther && (
          <Overtaken
            lead={texts.editedMeanwhile}
            onKeepTheirs={() => {
              kept.clear();
              route(here);
            }}
          >
            <p class="said">
              {`${seen.record.name} · ${words.value.reportStatuses[seen.record.status]} · ${printWindow(start, end, zone)}`}
            </p>
          </Overtaken>
        )}
        <PlanFields
          plan={plan}
          zone={zone}
          repeats="one"
          known={[maintenance.id]}
          isBegun={isRunning(seen.record)}
          error={save.error}
          onChange={kept.set}
        />
        <Field label={texts.aboutChange} hint={texts.aboutChangeHint}>
          {(control) => (
            <textarea
              {...control}
              value={plan.body}
              onInput={(event) => kept.set({ body: event.currentTarget.value })}
            />
          )}
        </Field>
        {isTold && (
          <Check
            text={words.value.incidents.notify}
            value={plan.notify}
            onChange={(value) => kept.set({ notify: value })}
          />
        )}
      </div>
      <Preview run={run} />
      <div class="stack send">
        <ErrorText error={save.error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={save.busy} disabled={!isReady}>
            {seen.isOther ? words.value.incidents.saveYours : words.value.parts.save}
          </Button>
          <Button
            onClick={() => {
              kept.clear();
              route(here);
            }}
          >
            {words.value.parts.cancel}
          </Button>
        </div>
      </div>
    </form>
  );
}
