import { useMemo, useState } from 'preact/hooks';
import { read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import { problemOf } from '../api/problem.ts';
import type { Incident, IncidentUpdate } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { Overtaken } from '../parts/overtaken.tsx';
import { useZone } from '../parts/page.ts';
import { Preview } from '../parts/preview.tsx';
import { fromWall, toWall } from '../parts/wallTime.ts';
import { WallTimeField } from '../parts/wallTimeField.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { changedBy, type Statuses } from './affected.ts';
import { Theirs } from './meanwhile.tsx';
import { StatusChoices } from './statusChoices.tsx';
import { isOver } from './texts.ts';

type Written = { readonly body: string; readonly at: string; readonly statuses: Statuses };

/** Corrects what an update said, when, and of which components, beside what that does to the page and its numbers. */
export function EditUpdate({
  incident,
  update,
  revision,
  onClose,
}: {
  incident: Incident;
  update: IncidentUpdate;
  revision: number;
  onClose: () => void;
}) {
  const texts = words.value.incidents;
  const zone = useZone();
  // As it was when the dialog was opened, or was shown anew beside what is written
  const [seen, setSeen] = useState({ update, incident, revision });
  const [meanwhile, setMeanwhile] = useState(false);
  const initial = useMemo(
    (): Written => ({
      body: update.body,
      at: toWall(Date.parse(update.display_at), zone),
      statuses: statusesOf(update, incident),
    }),
    [update, incident, zone],
  );
  const kept = useKept<Written>(`incident.${update.id}.edit`, initial);
  const written = kept.value;
  const at = fromWall(written.at, zone);
  const isFinal = isOver(update);
  const path = onPage(`/incidents/${incident.id}/incident_updates/${update.id}`);
  const before = {
    at: toWall(Date.parse(seen.update.display_at), zone),
    statuses: statusesOf(seen.update, seen.incident),
  };
  const body = {
    incident_update: {
      ...(written.body === seen.update.body ? {} : { body: written.body }),
      ...(written.at === before.at || at === null ? {} : { display_at: new Date(at).toISOString() }),
      ...(sameStatuses(written.statuses, before.statuses) ? {} : { components: written.statuses }),
    },
  };
  const isReady = at !== null && Object.keys(body.incident_update).length > 0;
  const run = useDryRun(isReady ? { method: 'PATCH', path, body } : null);
  const save = useAction(async () => {
    const at = onPage(`/incidents/${incident.id}`);
    const outcome = await changeSeen<IncidentUpdate, Incident>(
      'PATCH',
      path,
      { body, ifRevision: seen.revision },
      () => read<Incident>(at),
      (now) => sayOf(now, update.id) === sayOf(seen.incident, update.id),
    );
    if ('done' in outcome) {
      kept.clear();
      onClose();
      notify(words.value.parts.saved);
      return;
    }
    const { body: now, revision: nowAt } = outcome.meanwhile;
    const theirs = now.incident_updates.find(({ id }) => id === update.id);
    setMeanwhile(true);
    if (theirs) setSeen({ update: theirs, incident: now, revision: nowAt ?? revision });
  });
  return (
    <Dialog title={texts.editUpdate} onClose={onClose} wide>
      <form
        class="beside"
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        <div class="stack roomy">
          {meanwhile && (
            <Overtaken
              lead={texts.editedMeanwhile}
              onKeepTheirs={() => {
                kept.clear();
                onClose();
              }}
            >
              <Theirs updates={[seen.update]} />
            </Overtaken>
          )}
          <Field label={texts.text} problem={problemOf(save.error, 'body')}>
            {(control) => (
              <textarea
                {...control}
                value={written.body}
                onInput={(event) => kept.set({ body: event.currentTarget.value })}
              />
            )}
          </Field>
          <WallTimeField
            label={texts.saidAt}
            value={written.at}
            problem={problemOf(save.error, 'display_at')}
            onChange={(value) => kept.set({ at: value })}
          />
          {isFinal && <p class="hint">{texts.allOperational}</p>}
          {!isFinal && update.status !== 'scheduled' && (
            <StatusChoices
              legend={texts.changedHere}
              problem={problemOf(save.error, 'components')}
              statuses={written.statuses}
              onChange={(statuses) => kept.set({ statuses })}
            />
          )}
        </div>
        <Preview run={run} numbers />
        <div class="stack send">
          <ErrorText error={save.error} />
          <div class="actions">
            <Button kind="main" type="submit" busy={save.busy} disabled={!isReady}>
              {meanwhile ? texts.saveYours : words.value.parts.save}
            </Button>
            <Button onClick={onClose}>{words.value.parts.cancel}</Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}

function statusesOf(update: IncidentUpdate, incident: Incident): Statuses {
  return Object.fromEntries(
    changedBy(update, incident).map(({ code, new_status: status }) => [code, status]),
  );
}

function sameStatuses(a: Statuses, b: Statuses): boolean {
  const ids = Object.keys(a);
  return ids.length === Object.keys(b).length && ids.every((id) => a[id] === b[id]);
}

/** What an update says, to be compared. */
function sayOf({ incident_updates: all }: Incident, id: string): string {
  const update = all.find((one) => one.id === id);
  return JSON.stringify([update?.body, update?.display_at, update?.affected_components]);
}
