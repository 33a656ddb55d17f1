import { useState } from 'preact/hooks';
import type { Incident } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { notify } from '../parts/notices.tsx';
import { useZone } from '../parts/page.ts';
import { Preview } from '../parts/preview.tsx';
import { Segments } from '../parts/segments.tsx';
import { BodyField } from '../reports/bodyField.tsx';
import { onPage } from '../session/session.ts';
import { printInstant } from '../words/print.ts';
import { words } from '../words/words.ts';
import { Check } from './check.tsx';
import { Meanwhile, stateOf } from './meanwhile.tsx';
import { useSeen } from './seen.ts';
import { iso, windowOf } from './window.ts';

/** What a person does with a maintenance ahead of its plan. */
export type Step = 'begin' | 'finish' | 'cancel';

/** Begins, finishes or cancels a maintenance now, beside what that publishes. */
export function StepDialog({
  step,
  maintenance,
  revision,
  onClose,
}: {
  step: Step;
  maintenance: Incident;
  revision: number | null;
  onClose: () => void;
}) {
  const texts = words.value.maintenances;
  const said = texts.steps[step];
  const zone = useZone();
  const path = onPage(`/incidents/${maintenance.id}`);
  const seen = useSeen<Incident>(path, maintenance, revision, stateOf);
  const [text, setText] = useState(step === 'cancel' ? texts.cancelText : '');
  const [tells, setTells] = useState(true);
  const [ending, setEnding] = useState<'planned' | 'length'>('length');
  const [now] = useState(Date.now);
  const status = step === 'begin' ? 'in_progress' : 'completed';
  const { start, end } = windowOf(seen.record);
  const endings = { planned: end, length: now + end - start };
  const body = {
    incident: {
      status,
      ...(text.trim() === '' ? {} : { body: text }),
      deliver_notifications: tells,
      ...(step === 'begin' ? { scheduled_for: iso(now), scheduled_until: iso(endings[ending]) } : {}),
    },
  };
  const run = useDryRun({ method: 'PATCH', path, body });
  const act = useAction(async () => {
    if (!(await seen.send(body))) return;
    onClose();
    notify(said.done);
  });
  return (
    <Dialog title={said.title(maintenance.name)} onClose={onClose} wide>
      <form
        class="beside"
        onSubmit={(event) => {
          event.preventDefault();
          act.run();
        }}
      >
        <div class="stack roomy">
          {seen.isOther && <Meanwhile maintenance={seen.record} />}
          <p>{said.lead}</p>
          {step === 'begin' && (
            <Segments
              legend={texts.itEnds}
              options={(['length', 'planned'] as const).map((value) => ({
                value,
                label: `${printInstant(endings[value], zone)} ${texts.endsThen[value]}`,
              }))}
              value={ending}
              onChange={setEnding}
            />
          )}
          <BodyField
            label={words.value.incidents.text}
            value={text}
            status={status}
            updates={seen.record.incident_updates}
            error={act.error}
            onChange={setText}
          />
          <Check text={words.value.incidents.notify} value={tells} onChange={setTells} />
        </div>
        <Preview run={run} />
        <div class="stack send">
          <ErrorText error={act.error} />
          <div class="actions">
            <Button kind="main" type="submit" busy={act.busy}>
              {said.verb}
            </Button>
            <Button onClick={onClose}>{texts.leave}</Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
