import { useMemo, useState } from 'preact/hooks';
import { change, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import { useLive } from '../api/live.ts';
import { problemOf } from '../api/problem.ts';
import type { Incident, Postmortem as PostmortemShape } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { focusAfterwards } from '../parts/focus.ts';
import { useKept } from '../parts/kept.ts';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { Preview } from '../parts/preview.tsx';
import { Instant } from '../parts/time.tsx';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** What was learnt from an incident that is over: written, shown, published, taken back. */
export function Postmortem({ incident, revision }: { incident: Incident; revision: number }) {
  const texts = words.value.incidents;
  const [writes, setWrites] = useState(false);
  const exists = hasPostmortem(incident);
  if (!exists && !may('editor')) return null;
  return (
    <section aria-labelledby="postmortem" class="stack">
      <h2 id="postmortem" tabIndex={-1}>
        {texts.postmortem}
      </h2>
      {exists ? (
        <Existing incident={incident} onGone={() => setWrites(false)} />
      ) : writes ? (
        <PostmortemForm
          incident={incident}
          known={null}
          revision={revision}
          onGone={() => setWrites(false)}
        />
      ) : (
        <div class="empty">
          <p>{texts.postmortemLead}</p>
          <Button
            onClick={() => {
              setWrites(true);
              focusAfterwards('postmortem');
            }}
          >
            {texts.writePostmortem}
          </Button>
        </div>
      )}
    </section>
  );
}

function hasPostmortem(incident: Incident): boolean {
  return incident.postmortem_body !== null || incident.postmortem_draft_updated_at !== null;
}

function Existing({ incident, onGone }: { incident: Incident; onGone: () => void }) {
  const live = useLive<PostmortemShape>(onPage(`/incidents/${incident.id}/postmortem`));
  const texts = words.value.incidents;
  return (
    <Loaded live={live}>
      {(known, revision) => (
        <>
          <p class="facts">
            {known.published_at === null ? (
              texts.notPublished
            ) : (
              <>
                {texts.publishedOn} <Instant at={known.published_at} />
                {known.body_draft !== null && known.body_draft !== known.body && ` · ${texts.newerDraft}`}
              </>
            )}
          </p>
          {may('editor') ? (
            <PostmortemForm incident={incident} known={known} revision={revision ?? 0} onGone={onGone} />
          ) : (
            known.body !== null && <p class="said">{known.body}</p>
          )}
        </>
      )}
    </Loaded>
  );
}

function textOf(known: PostmortemShape | null): string {
  return known?.body_draft ?? known?.body ?? '';
}

function PostmortemForm({
  incident,
  known,
  revision,
  onGone,
}: {
  incident: Incident;
  known: PostmortemShape | null;
  revision: number;
  onGone: () => void;
}) {
  const texts = words.value.incidents;
  const path = onPage(`/incidents/${incident.id}/postmortem`);
  const saved = textOf(known);
  const initial = useMemo(() => ({ text: saved, notify: false, basis: saved }), [saved]);
  const kept = useKept(`incident.${incident.id}.postmortem`, initial);
  // What was saved is shown as long as nobody writes here
  const written =
    kept.value.text === kept.value.basis ? { ...kept.value, text: saved, basis: saved } : kept.value;
  const [asks, setAsks] = useState<'nothing' | 'revert' | 'delete'>('nothing');
  const isEmpty = written.text.trim() === '';
  const isOverwritten = written.basis !== saved && written.text !== saved;
  const body = { postmortem: { body_draft: written.text } };
  const run = useDryRun(isEmpty ? null : { method: 'PUT', path, body });
  const isPublished = known !== null && known.published_at !== null;

  /** Keeps the text on the server. False: a colleague wrote meanwhile. */
  const saveText = async (): Promise<boolean> => {
    if (written.text === saved) return true;
    const asked = { body, ifRevision: revision };
    const outcome = known
      ? await changeSeen<PostmortemShape, PostmortemShape>(
          'PUT',
          path,
          asked,
          () => read<PostmortemShape>(path),
          (now) => textOf(now) === written.basis,
        )
      : await changeSeen<PostmortemShape, Incident>(
          'PUT',
          path,
          asked,
          () => read<Incident>(onPage(`/incidents/${incident.id}`)),
          (now) => !hasPostmortem(now),
        );
    return 'done' in outcome;
  };
  const save = useAction(async () => {
    if (!(await saveText())) return;
    kept.clear();
    notify(texts.draftSaved);
  });
  const publish = useAction(async () => {
    if (!(await saveText())) return;
    await change('PUT', `${path}/publish`, { body: { postmortem: { notify_subscribers: written.notify } } });
    kept.clear();
    notify(texts.postmortemPublished);
  });
  return (
    <div class="beside">
      <div class="stack roomy">
        {isOverwritten && (
          <div class="warning stack" role="alert">
            <p>{texts.postmortemMeanwhile}</p>
            <p class="said">{saved}</p>
            <div class="actions">
              <Button onClick={() => kept.clear()}>{texts.keepTheirs}</Button>
              <Button onClick={() => kept.set({ ...written, basis: saved })}>{texts.keepYours}</Button>
            </div>
          </div>
        )}
        <Field
          label={texts.postmortemText}
          hint={texts.postmortemHint}
          problem={problemOf(save.error ?? publish.error, 'body_draft')}
        >
          {(control) => (
            <textarea
              {...control}
              value={written.text}
              onInput={(event) => kept.set({ ...written, text: event.currentTarget.value })}
            />
          )}
        </Field>
        <label class="choice">
          <input
            type="checkbox"
            checked={written.notify}
            onChange={(event) => kept.set({ ...written, notify: event.currentTarget.checked })}
          />
          {texts.notify}
        </label>
      </div>
      <Preview run={run} />
      <div class="stack send">
        <ErrorText error={save.error ?? publish.error} />
        <div class="actions">
          <Button
            kind="main"
            busy={publish.busy}
            disabled={isEmpty || isOverwritten}
            onClick={() => publish.run()}
          >
            {isPublished ? texts.publishAgain : texts.publishPostmortem}
          </Button>
          <Button busy={save.busy} disabled={isEmpty || isOverwritten} onClick={() => save.run()}>
            {texts.saveDraft}
          </Button>
          {isPublished && (
            <Button kind="quiet" onClick={() => setAsks('revert')}>
              {texts.revert}
            </Button>
          )}
          {known && (
            <Button kind="quiet" onClick={() => setAsks('delete')}>
              {texts.remove}
            </Button>
          )}
        </div>
      </div>
      {asks !== 'nothing' && (
        <TakeAway
          path={path}
          what={asks}
          onClose={() => setAsks('nothing')}
          onDone={() => {
            kept.clear();
            setAsks('nothing');
            onGone();
            focusAfterwards('postmortem');
          }}
        />
      )}
    </div>
  );
}

/** Asks before a postmortem goes back to a draft, or away. */
function TakeAway({
  path,
  what,
  onClose,
  onDone,
}: {
  path: string;
  what: 'revert' | 'delete';
  onClose: () => void;
  onDone: () => void;
}) {
  const texts = words.value.incidents.postmortemAway[what];
  const take = useAction(async () => {
    await (what === 'revert' ? change('PUT', `${path}/revert`) : change('DELETE', path));
    onDone();
    notify(texts.done);
  });
  return (
    <Confirmation title={texts.title} action={take} verb={texts.verb} onClose={onClose}>
      <p>{texts.lead}</p>
    </Confirmation>
  );
}
