import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import { problemOf } from '../api/problem.ts';
import type { Incident } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { notify } from '../parts/notices.tsx';
import { useZone } from '../parts/page.ts';
import { Preview } from '../parts/preview.tsx';
import { Segments } from '../parts/segments.tsx';
import { fromWall, toWall } from '../parts/wallTime.ts';
import { WallTimeField } from '../parts/wallTimeField.tsx';
import { onPage } from '../session/session.ts';
import { printInstant, printLength } from '../words/print.ts';
import { words } from '../words/words.ts';
import { Check } from './check.tsx';
import { Meanwhile, stateOf } from './meanwhile.tsx';
import { useSeen } from './seen.ts';
import { iso, windowOf } from './window.ts';

const minutes = ['15', '30', '60'] as const;
const minuteMs = 60_000;

/** Gives a maintenance that runs more time, from its planned end on; from now on when that is over. */
export function ExtendDialog({
  maintenance,
  revision,
  onClose,
}: {
  maintenance: Incident;
  revision: number | null;
  onClose: () => void;
}) {
  const texts = words.value.maintenances;
  const zone = useZone();
  const path = onPage(`/incidents/${maintenance.id}`);
  const seen = useSeen<Incident>(path, maintenance, revision, stateOf);
  const [now] = useState(Date.now);
  const [by, setBy] = useState<(typeof minutes)[number] | 'to'>('30');
  const from = Math.max(windowOf(seen.record).end, now);
  const [to, setTo] = useState(() => toWall(from + 60 * minuteMs, zone));
  const [text, setText] = useState('');
  const [tells, setTells] = useState(true);
  const until = by === 'to' ? fromWall(to, zone) : from + Number(by) * minuteMs;
  const isTold = text.trim() !== '';
  const body = until !== null && {
    incident: {
      scheduled_until: iso(until),
      ...(isTold ? { body: text, deliver_notifications: tells } : {}),
    },
  };
  const run = useDryRun(body ? { method: 'PATCH', path, body } : null);
  const extend = useAction(async () => {
    const before = seen.record.scheduled_until;
    if (!body || !(await seen.send(body))) return;
    onClose();
    notify(
      texts.extended(printInstant(until, zone)),
      isTold
        ? null
        : async () => {
            await change('PATCH', path, { body: { incident: { scheduled_until: before } } });
          },
    );
  });
  return (
    <Dialog title={texts.extendTitle(maintenance.name)} onClose={onClose} wide>
      <form
        class="beside"
        onSubmit={(event) => {
          event.preventDefault();
          extend.run();
        }}
      >
        <div class="stack roomy">
          {seen.isOther && <Meanwhile maintenance={seen.record} />}
          <Segments
            legend={texts.extendBy}
            options={[
              ...minutes.map((value) => ({ value, label: printLength(Number(value) * minuteMs) })),
              { value: 'to' as const, label: texts.toTime },
            ]}
            value={by}
            onChange={setBy}
          />
          {by === 'to' && (
            <WallTimeField
              label={texts.newEnd}
              value={to}
              problem={problemOf(extend.error, 'scheduled_until')}
              onChange={setTo}
            />
          )}
          {until !== null && <p role="status">{texts.endsAt(printInstant(until, zone))}</p>}
          <Field label={texts.aboutChange} hint={texts.aboutChangeHint}>
            {(control) => (
              <textarea {...control} value={text} onInput={(event) => setText(event.currentTarget.value)} />
            )}
          </Field>
          {isTold && <Check text={words.value.incidents.notify} value={tells} onChange={setTells} />}
        </div>
        <Preview run={run} />
        <div class="stack send">
          <ErrorText error={extend.error} />
          <div class="actions">
            <Button kind="main" type="submit" busy={extend.busy} disabled={until === null}>
              {texts.extend}
            </Button>
            <Button onClick={onClose}>{words.value.parts.cancel}</Button>
          </div>
        </div>
      </form>
    </Dialog>
  );
}
