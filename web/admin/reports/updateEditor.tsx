import { useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { type Answer, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import { NoAnswer, problemOf } from '../api/problem.ts';
import type { Draft, Incident, IncidentTemplate } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { focusAfterwards } from '../parts/focus.ts';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { useZone } from '../parts/page.ts';
import { Preview } from '../parts/preview.tsx';
import { Segments } from '../parts/segments.tsx';
import { toWall } from '../parts/wallTime.ts';
import { onPage } from '../session/session.ts';
import { printInstant } from '../words/print.ts';
import { words } from '../words/words.ts';
import { type Statuses, saidNow } from './affected.ts';
import { BodyField } from './bodyField.tsx';
import { MeanwhileDialog, postedSince, type Seen, Theirs } from './meanwhile.tsx';
import { instantFor, lacksTime, type Publishing, PublishingChoices, publishNow } from './publishing.tsx';
import { saveDraft, usePublishDraft } from './sendDraft.ts';
import { StatusChoices, StatusSelect } from './statusChoices.tsx';
import { TemplateChoice } from './templateChoice.tsx';
import {
  ends,
  isOver,
  kindOf,
  likelyNext,
  type ReportKind,
  roomOf,
  statusesOf,
  statusOf,
  statusOptions,
  type WrittenStatus,
} from './texts.ts';
import { whenSubmitted } from './whenSubmitted.ts';

/** An update as it is written. */
type Written = Publishing & {
  /** Null: the likely next one. */
  readonly status: WrittenStatus | null;
  readonly body: string;
  /** Of components that become something else. */
  readonly statuses: Statuses;
  /** What had been posted when writing began; null: it has not begun. */
  readonly seen: Seen | null;
};

const nothing: Written = { ...publishNow, status: null, body: '', statuses: {}, seen: null };

function fromDraft(kind: ReportKind, { update, publish_at: publishAt }: Draft, zone: string): Written {
  if (!update) return nothing;
  return {
    ...nothing,
    status: statusOf(kind, update.status),
    body: update.body ?? '',
    statuses: update.components,
    notify: update.deliver_notifications ?? true,
    when: publishAt === null ? 'now' : 'at',
    at: publishAt === null ? '' : toWall(Date.parse(publishAt), zone),
  };
}

/** Where an update is written, beside exactly what will be published. */
export function UpdateEditor({
  incident,
  revision,
  draft,
}: {
  incident: Incident;
  revision: number;
  draft: Draft | null;
}) {
  const texts = words.value.incidents;
  const zone = useZone();
  const { route } = useLocation();
  const kind = kindOf(incident);
  const here = `${roomOf[kind]}/${incident.id}`;
  const initial = useMemo(
    () => (draft ? fromDraft(kind, draft, zone) : nothing),
    [kind, draft?.updated_at, zone],
  );
  const kept = useKept<Written>(`incident.${incident.id}.${draft?.id ?? 'update'}`, initial);
  const written = kept.value;
  const [meanwhile, setMeanwhile] = useState<Answer<Incident> | null>(null);
  const publishDraft = usePublishDraft();

  const status = written.status ?? likelyNext(incident);
  const isFinal = ends(status);
  const isPlan = kind === 'maintenance' && incident.status === 'scheduled';
  const seen = written.seen ?? seenOf(incident, revision);
  const theirs = postedSince(seen, incident);
  const set = (change: Partial<Written>): void => kept.set({ seen, ...change });

  const update = {
    status,
    ...(written.body.trim() === '' ? {} : { body: written.body }),
    ...(isFinal || isPlan ? {} : { components: written.statuses }),
    deliver_notifications: written.notify,
  };
  const publishAt = written.when === 'at' ? instantFor(written, zone) : null;
  const isReady = !lacksTime(written, zone);
  const path = onPage(`/incidents/${incident.id}`);
  const run = useDryRun(
    isReady
      ? {
          method: 'PATCH',
          path,
          body: { incident: { ...update, ...(publishAt === null ? {} : { publish_at: publishAt }) } },
        }
      : null,
  );
  const content = { incident_id: incident.id, update, publish_at: publishAt };

  const done = (text: string): void => {
    kept.clear();
    setMeanwhile(null);
    notify(text);
    // Away from the button, which does the next thing from now on.
    focusAfterwards('timeline');
    if (draft) route(here, true);
  };
  const publish = useAction(async (known: Seen) => {
    if (written.when === 'at') {
      await saveDraft(draft?.id ?? null, content);
      done(texts.willBePublished(printInstant(Date.parse(publishAt ?? ''), zone)));
      return;
    }
    if (draft) {
      const now = await read<Incident>(path);
      if (postedSince(known, now.body).length > 0) {
        setMeanwhile(now);
        return;
      }
      await publishDraft(draft.id, content);
    } else {
      const outcome = await changeSeen<Incident, Incident>(
        'PATCH',
        path,
        { body: { incident: update }, ifRevision: known.revision },
        () => read<Incident>(path),
        (now) => postedSince(known, now).length === 0,
      );
      if ('meanwhile' in outcome) {
        setMeanwhile(outcome.meanwhile);
        return;
      }
    }
    done(isFinal && !isOver(incident) ? texts.ended(words.value.reportStatuses[status]) : texts.published);
  });
  const keep = useAction(async () => {
    await saveDraft(draft?.id ?? null, { ...content, publish_at: null });
    done(texts.draftSaved);
  });
  const error = publish.error ?? keep.error;
  const fillIn = (template: IncidentTemplate): void => {
    const before = written;
    const status = statusOf(kind, template.update_status);
    set({
      body: template.body,
      notify: template.should_send_notifications,
      ...(status === null ? {} : { status }),
    });
    notify(texts.templateUsed(template.name), async () => kept.set(before));
  };

  return (
    <form class="beside" {...whenSubmitted(() => isReady && publish.run(seen))}>
      <div class="stack roomy">
        {theirs.length > 0 && !(publish.error instanceof NoAnswer) && (
          <div class="warning stack" role="status">
            <p>{texts.postedMeanwhile}</p>
            <Theirs updates={theirs} />
            <Button onClick={() => kept.set({ seen: seenOf(incident, revision) })}>{texts.haveRead}</Button>
          </div>
        )}
        <TemplateChoice kind={kind} onChoose={fillIn} />
        <Segments
          legend={texts.status}
          options={statusOptions(statusesOf[kind])}
          value={status}
          onChange={(chosen) => set({ status: chosen })}
        />
        <BodyField
          label={texts.text}
          value={written.body}
          status={status}
          updates={incident.incident_updates}
          error={error}
          onChange={(body) => set({ body })}
        />
        {isFinal && <p class="hint">{isOver(incident) ? texts.staysOver : texts.allOperational}</p>}
        {!isFinal && !isPlan && (
          <AffectedStatuses
            incident={incident}
            statuses={written.statuses}
            problem={problemOf(error, 'components')}
            onChange={(statuses) => set({ statuses })}
          />
        )}
        <PublishingChoices value={written} error={error} onChange={set} />
      </div>
      <Preview run={run} />
      <div class="stack send">
        <ErrorText error={error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={publish.busy} disabled={!isReady}>
            {written.when === 'at'
              ? texts.publishVerb.at
              : texts.postVerb[isFinal && !isOver(incident) ? kind : 'post']}
          </Button>
          <Button busy={keep.busy} disabled={!isReady} onClick={() => keep.run()}>
            {texts.saveDraft}
          </Button>
        </div>
        <p class="hint">{texts.keys}</p>
      </div>
      {meanwhile && (
        <MeanwhileDialog
          lead={texts.meanwhileLead}
          theirs={<Theirs updates={postedSince(seen, meanwhile.body)} />}
          mine={
            <Theirs
              updates={[{ id: '', status, body: written.body || texts.withoutText, created_at: null }]}
            />
          }
          action={publish}
          verb={texts.publishToo}
          onAnyway={() => {
            const known = seenOf(meanwhile.body, meanwhile.revision ?? revision);
            kept.set({ seen: known });
            publish.run(known);
          }}
          onClose={() => setMeanwhile(null)}
        />
      )}
    </form>
  );
}

function seenOf(incident: Incident, revision: number): Seen {
  return { revision, updates: incident.incident_updates.map(({ id, updated_at: at }) => `${id} ${at}`) };
}

/** The components that the incident affects, each with its status from this update on, and a way to add others. */
function AffectedStatuses({
  incident,
  statuses,
  problem,
  onChange,
}: {
  incident: Incident;
  statuses: Statuses;
  problem: string | null;
  onChange: (statuses: Statuses) => void;
}) {
  const texts = words.value.incidents;
  const affected = saidNow(incident);
  const known = affected.map(({ code }) => code);
  const others = Object.fromEntries(Object.entries(statuses).filter(([id]) => !known.includes(id)));
  const opens = useRef(affected.length === 0 || Object.keys(others).length > 0);
  const ofKnown = Object.fromEntries(Object.entries(statuses).filter(([id]) => known.includes(id)));
  return (
    <>
      {affected.length > 0 && (
        <fieldset>
          <legend>{texts.affected}</legend>
          <ul class="picks">
            {affected.map(({ code, name, new_status: now }) => (
              <li key={code}>
                {name}
                <StatusSelect
                  label={texts.statusOf(name)}
                  status={statuses[code] ?? now}
                  onChange={(chosen) => {
                    const { [code]: _, ...rest } = statuses;
                    onChange(chosen === now ? rest : { ...rest, [code]: chosen });
                  }}
                />
              </li>
            ))}
          </ul>
        </fieldset>
      )}
      <details class="fold" open={opens.current}>
        <summary>{texts.otherComponents}</summary>
        <StatusChoices
          legend={texts.others}
          problem={problem}
          statuses={others}
          without={known}
          onChange={(chosen) => onChange({ ...ofKnown, ...chosen })}
        />
      </details>
    </>
  );
}
