import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { change } from '../api/ask.ts';
import { useLive } from '../api/live.ts';
import type { Incident } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { useZone } from '../parts/page.ts';
import { Preview } from '../parts/preview.tsx';
import { onPage } from '../session/session.ts';
import { printDay } from '../words/print.ts';
import { words } from '../words/words.ts';

/** Makes an incident part of another one, which is chosen from the newest. */
export function MergeDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const texts = words.value.incidents;
  const zone = useZone();
  const { route } = useLocation();
  const [into, setInto] = useState('');
  const newest = useLive<Incident[]>(onPage('/incidents?limit=100'));
  const path = onPage(`/incidents/${incident.id}/merge`);
  const run = useDryRun(into === '' ? null : { method: 'POST', path, body: { into } });
  const merge = useAction(async () => {
    await change('POST', path, { body: { into } });
    notify(texts.merged);
    route(`/admin/incidents/${into}`, true);
  });
  return (
    <Dialog title={texts.mergeTitle(incident.name)} onClose={onClose} wide>
      <Loaded live={newest}>
        {(reports) => (
          <div class="stack">
            <p>{texts.mergeLead}</p>
            <Field label={texts.mergeInto}>
              {(control) => (
                <select {...control} value={into} onChange={(event) => setInto(event.currentTarget.value)}>
                  <option value="">{texts.chooseIncident}</option>
                  {reports
                    .filter(({ id, scheduled_for: planned }) => planned === null && id !== incident.id)
                    .map(({ id, name, status, created_at: at }) => (
                      <option key={id} value={id}>
                        {`${name} · ${printDay(Date.parse(at), zone)} · ${words.value.reportStatuses[status]}`}
                      </option>
                    ))}
                </select>
              )}
            </Field>
            {into !== '' && <Preview run={run} numbers />}
          </div>
        )}
      </Loaded>
      <ErrorText error={merge.error} />
      <div class="actions">
        <Button kind="danger" busy={merge.busy} disabled={into === ''} onClick={() => merge.run()}>
          {texts.merge}
        </Button>
        <Button onClick={onClose}>{words.value.parts.cancel}</Button>
      </div>
    </Dialog>
  );
}
