import { useState } from 'preact/hooks';
import { componentStatuses } from '../../../server/domain/status.ts';
import { change, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import { useLive } from '../api/live.ts';
import { problemOf } from '../api/problem.ts';
import type { Component, OpenImpact } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { Preview } from '../parts/preview.tsx';
import { StatusMark } from '../parts/statusMark.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

type Written = { readonly status: Component['status'] | null; readonly reason: string };
const nothing: Written = { status: null, reason: '' };

/** What was said by hand of a component, among all that is claimed of it. */
function byHand(impacts: readonly OpenImpact[]): Pick<OpenImpact, 'status' | 'reason'> | null {
  const found = impacts.find(({ source }) => source === 'manual');
  return found ? { status: found.status, reason: found.reason } : null;
}

/** What the API takes to say this; null: nothing is said by hand. */
function bodyOf(said: Pick<OpenImpact, 'status' | 'reason'> | null): object {
  if (!said || said.status === 'operational') return { component: { status: 'operational' } };
  return { component: { status: said.status, status_reason: said.reason } };
}

/** Says by hand how a component is, until somebody sets it back. Shows beforehand what the page will say. */
export function StatusDialog({ component, onClose }: { component: Component; onClose: () => void }) {
  const { id, name } = component;
  const texts = words.value.components;
  const path = onPage(`/components/${id}/status`);
  const claims = onPage(`/components/${id}/impacts`);
  const live = useLive<OpenImpact[]>(claims).answer;
  const [meanwhile, setMeanwhile] = useState<ReturnType<typeof byHand> | 'no'>('no');
  const [seen, setSeen] = useState(live);
  if (seen === null && live !== null) setSeen(live);
  const kept = useKept<Written>(`component.${id}.status`, nothing);
  const { status, reason } = kept.value;
  const body = status === null ? null : bodyOf({ status, reason: reason.trim() || null });
  const run = useDryRun(body && { method: 'PUT', path, body });
  const save = useAction(async () => {
    // The revision is from before the list, which has none, so that what comes in between is noticed.
    const look = async () => {
      const { revision } = await read<Component>(onPage(`/components/${id}`));
      return { ...(await read<OpenImpact[]>(claims)), revision };
    };
    const before = byHand((seen ?? (await look())).body);
    const outcome = await changeSeen<Component, OpenImpact[]>(
      'PUT',
      path,
      { body, ifRevision: null },
      look,
      (now) => JSON.stringify(byHand(now)) === JSON.stringify(before),
    );
    if ('meanwhile' in outcome) {
      setSeen(outcome.meanwhile);
      setMeanwhile(byHand(outcome.meanwhile.body));
      return;
    }
    kept.clear();
    onClose();
    notify(texts.statusSet(name, words.value.statuses[status ?? 'operational']), async () => {
      await change('PUT', path, { body: bodyOf(before) });
    });
  });
  const said = byHand(seen?.body ?? []);
  const worse = (seen?.body ?? []).filter(({ source }) => source !== 'manual');
  return (
    <Dialog title={texts.setStatusOf(name)} onClose={onClose} wide>
      <form
        class="beside"
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        <div class="stack">
          {meanwhile !== 'no' && (
            <p class="warning" role="alert">
              {texts.statusMeanwhile(
                meanwhile && words.value.statuses[meanwhile.status],
                meanwhile?.reason ?? null,
              )}
            </p>
          )}
          {said && meanwhile === 'no' && (
            <p class="hint">{texts.saidByHand(words.value.statuses[said.status], said.reason)}</p>
          )}
          <fieldset>
            <legend>{texts.status}</legend>
            <div class="plain">
              {componentStatuses.map((each) => (
                <label key={each} class="choice">
                  <input
                    type="radio"
                    name="status"
                    required
                    checked={status === each}
                    onChange={() => kept.set({ status: each })}
                  />
                  <StatusMark status={each} />
                </label>
              ))}
            </div>
          </fieldset>
          {status !== 'operational' && (
            <Field
              label={texts.reason}
              hint={texts.reasonHint}
              problem={problemOf(save.error, 'status_reason')}
            >
              {(control) => (
                <input
                  {...control}
                  maxLength={300}
                  value={reason}
                  onInput={(event) => kept.set({ reason: event.currentTarget.value })}
                />
              )}
            </Field>
          )}
          <p>{status === 'operational' ? texts.setBack : texts.staysUntil}</p>
          {worse.length > 0 && <p>{texts.claimedToo(worse.map(({ name: by }) => by ?? ''))}</p>}
          <ErrorText error={save.error} />
          <div class="actions">
            <Button kind="main" type="submit" busy={save.busy}>
              {texts.setStatus}
            </Button>
            <Button onClick={onClose}>{words.value.parts.cancel}</Button>
          </div>
        </div>
        <Preview run={run} waiting={texts.chooseStatus} />
      </form>
    </Dialog>
  );
}
