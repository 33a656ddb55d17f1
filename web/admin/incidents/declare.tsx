import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { type IncidentStatus, incidentStatuses } from '../../../server/domain/status.ts';
import { type Answer, change, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import { useLiveList } from '../api/live.ts';
import { problemOf } from '../api/problem.ts';
import type { Draft, Incident, IncidentTemplate, Page } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { useKept } from '../parts/kept.ts';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { useZone } from '../parts/page.ts';
import { Preview } from '../parts/preview.tsx';
import { ReportStatus } from '../parts/reportStatus.tsx';
import { Segments } from '../parts/segments.tsx';
import { toWall } from '../parts/wallTime.ts';
import type { Statuses } from '../reports/affected.ts';
import { BodyField } from '../reports/bodyField.tsx';
import { MeanwhileDialog } from '../reports/meanwhile.tsx';
import {
  instantFor,
  lacksTime,
  type Publishing,
  PublishingChoices,
  publishNow,
} from '../reports/publishing.tsx';
import { type DraftContent, saveDraft, usePublishDraft } from '../reports/sendDraft.ts';
import { StatusChoices } from '../reports/statusChoices.tsx';
import { TemplateChoice } from '../reports/templateChoice.tsx';
import { isIncidentStatus, statusOptions } from '../reports/texts.ts';
import { whenSubmitted } from '../reports/whenSubmitted.ts';
import { may, onPage } from '../session/session.ts';
import { printInstant } from '../words/print.ts';
import { words } from '../words/words.ts';
import { ImpactField, type Override } from './impactField.tsx';

/** A new incident as it is written. */
type Written = Publishing & {
  readonly name: string;
  readonly status: IncidentStatus;
  readonly body: string;
  readonly statuses: Statuses;
  readonly impact: Override;
  /** When the draft that it is written from was changed, as it was seen. */
  readonly seenDraft: string;
  /** What was open when writing began; null: it has not begun, or is not known. */
  readonly seen: Seen | null;
};

type Seen = { readonly revision: number; readonly open: readonly string[] };

const nothing: Written = {
  ...publishNow,
  name: '',
  status: 'investigating',
  body: '',
  statuses: {},
  impact: null,
  seenDraft: '',
  seen: null,
};

function fromDraft({ incident, publish_at: publishAt, updated_at: seenDraft }: Draft, zone: string): Written {
  if (!incident) return nothing;
  const at = publishAt ?? incident.backfill_date;
  return {
    ...nothing,
    name: incident.name,
    status: isIncidentStatus(incident.status) ? incident.status : 'investigating',
    body: incident.body ?? '',
    statuses: incident.components,
    impact: incident.impact_override === 'maintenance' ? null : incident.impact_override,
    notify: incident.deliver_notifications ?? !incident.backfilled,
    when: incident.backfilled ? 'past' : publishAt === null ? 'now' : 'at',
    at: at === null ? '' : toWall(Date.parse(at), zone),
    seenDraft,
  };
}

function asked(written: Written, zone: string) {
  const past = written.when === 'past';
  return {
    name: written.name,
    status: written.status,
    ...(written.body.trim() === '' ? {} : { body: written.body }),
    ...(past
      ? { backfilled: true, backfill_date: instantFor(written, zone) ?? '' }
      : { components: written.statuses }),
    ...(written.impact === null ? {} : { impact_override: written.impact }),
    deliver_notifications: written.notify,
  };
}

/** Where an incident is declared, also from a draft. */
export function Declare({ draftId }: { draftId: string | null }) {
  const drafts = useLiveList<Draft>(onPage('/drafts'));
  const texts = words.value.incidents;
  if (!may('editor')) {
    return (
      <>
        <Title text={texts.declare} />
        <p>{words.value.frame.notForYou}</p>
      </>
    );
  }
  return (
    <>
      <Title text={texts.declare} />
      {draftId === null ? (
        <DeclareForm draft={null} />
      ) : (
        <Loaded live={drafts}>
          {(all) => {
            const draft = all.find(({ id }) => id === draftId);
            return draft ? <DeclareForm key={draftId} draft={draft} /> : <p>{texts.draftGone}</p>;
          }}
        </Loaded>
      )}
    </>
  );
}

function DeclareForm({ draft }: { draft: Draft | null }) {
  const texts = words.value.incidents;
  const zone = useZone();
  const { route } = useLocation();
  const nameInput = useRef<HTMLInputElement | null>(null);
  const initial = useMemo(() => (draft ? fromDraft(draft, zone) : nothing), [draft?.updated_at, zone]);
  const kept = useKept<Written>(`incident.${draft?.id ?? 'new'}`, initial);
  const written = kept.value;
  const draftId = draft?.id ?? null;
  const publishDraft = usePublishDraft();

  const [atFirst, setAtFirst] = useState<Seen | null>(null);
  const seen = written.seen ?? atFirst;
  const [meanwhile, setMeanwhile] = useState<Answer<Incident[]> | null>(null);
  useEffect(() => {
    // Without it, nobody is told of what a colleague declares meanwhile, and everything else works.
    if (seen === null)
      lookAtOpen().then(
        (open) => setAtFirst(seenOf(open)),
        () => {},
      );
  }, []);
  useEffect(() => {
    // It may have come after the first letter
    if (written !== initial && written.seen === null && atFirst) kept.set({ seen: atFirst });
  }, [atFirst, written]);
  const set = (change: Partial<Written>): void => kept.set({ seen, ...change });

  const request = asked(written, zone);
  const publishAt = written.when === 'at' ? instantFor(written, zone) : null;
  const content: DraftContent = { incident: request, publish_at: publishAt };
  const isReady = written.name.trim() !== '' && !lacksTime(written, zone);
  const run = useDryRun(
    isReady
      ? {
          method: 'POST',
          path: onPage('/incidents'),
          body: { incident: { ...request, ...(publishAt === null ? {} : { publish_at: publishAt }) } },
        }
      : null,
  );

  const publish = useAction(async (known: Seen | null) => {
    if (written.when === 'at') {
      await saveDraft(draftId, content);
      kept.clear();
      notify(texts.willBePublished(printInstant(Date.parse(publishAt ?? ''), zone)));
      route('/admin/incidents');
      return;
    }
    const published = (incident: Incident): void => {
      kept.clear();
      notify(texts.published);
      route(`/admin/incidents/${incident.id}`);
    };
    const body = { incident: request };
    if (draftId !== null) return published(await publishDraft(draftId, content));
    if (known === null)
      return published((await change<Incident>('POST', onPage('/incidents'), { body })).body);
    const outcome = await changeSeen<Incident, Incident[]>(
      'POST',
      onPage('/incidents'),
      { body, ifRevision: known.revision },
      lookAtOpen,
      (now) => declaredSince(known, now).length === 0,
    );
    if ('done' in outcome) published(outcome.done.body);
    else setMeanwhile(outcome.meanwhile);
  });
  const keep = useAction(async () => {
    await saveDraft(draftId, { ...content, publish_at: null });
    kept.clear();
    notify(texts.draftSaved);
    route('/admin/incidents');
  });
  const error = publish.error ?? keep.error;
  const fillIn = (template: IncidentTemplate): void => {
    const before = written;
    set({
      name: template.title,
      body: template.body,
      notify: template.should_send_notifications,
      ...(isIncidentStatus(template.update_status) ? { status: template.update_status } : {}),
      statuses: Object.fromEntries(
        template.components.map(({ id }) => [id, written.statuses[id] ?? 'partial_outage']),
      ),
    });
    notify(texts.templateUsed(template.name), async () => kept.set(before));
  };

  return (
    <form class="beside" {...whenSubmitted(() => isReady && publish.run(seen))}>
      <div class="stack roomy">
        {kept.found && (
          <p class="hint">
            {texts.goesOn}{' '}
            <button type="button" class="link" onClick={() => kept.clear()}>
              {texts.startOver}
            </button>
          </p>
        )}
        {draft && written.seenDraft !== draft.updated_at && (
          <div class="warning">
            <p>{texts.draftChanged}</p>
            <Button onClick={() => kept.clear()}>{texts.takeTheirs}</Button>
          </div>
        )}
        <TemplateChoice kind="incident" onChoose={fillIn} />
        <Field label={texts.name} problem={problemOf(error, 'name')}>
          {(control) => (
            <input
              {...control}
              ref={(element) => {
                // Who comes here wants to write
                if (element && !nameInput.current) element.focus();
                nameInput.current = element ?? nameInput.current;
              }}
              maxLength={255}
              placeholder={texts.nameExample}
              value={written.name}
              onInput={(event) => set({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        {written.when === 'past' ? (
          <p class="hint">{texts.pastComponents}</p>
        ) : (
          <StatusChoices
            legend={texts.which}
            hint={texts.whichHint}
            problem={problemOf(error, 'components')}
            statuses={written.statuses}
            onChange={(statuses) => set({ statuses })}
          />
        )}
        <Segments
          legend={texts.status}
          options={statusOptions(incidentStatuses)}
          value={written.status}
          onChange={(status) => set({ status })}
        />
        <BodyField
          label={texts.firstText}
          value={written.body}
          status={written.status}
          updates={[]}
          error={error}
          onChange={(body) => set({ body })}
        />
        <PublishingChoices
          value={written}
          error={error}
          maybePast
          onChange={(publishing) =>
            set({ ...publishing, ...(publishing.when === 'past' ? { status: 'resolved' } : {}) })
          }
        >
          <ImpactField value={written.impact} onChange={(impact) => set({ impact })} />
        </PublishingChoices>
      </div>
      <Preview run={run} numbers={written.when === 'past'} />
      <div class="stack send">
        <ErrorText error={error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={publish.busy} disabled={!isReady}>
            {texts.publishVerb[written.when]}
          </Button>
          <Button busy={keep.busy} disabled={!isReady} onClick={() => keep.run()}>
            {texts.saveDraft}
          </Button>
        </div>
        <p class="hint">{isReady ? texts.keys : texts.needsName}</p>
      </div>
      {meanwhile && seen && (
        <MeanwhileDialog
          lead={texts.declaredMeanwhile}
          theirs={
            <ul class="stack">
              {declaredSince(seen, meanwhile.body).map(({ id, name, status }) => (
                <li key={id}>
                  <ReportStatus status={status} /> <a href={`/admin/incidents/${id}`}>{name}</a>
                </li>
              ))}
            </ul>
          }
          mine={
            <p>
              <ReportStatus status={written.status} /> {written.name}
            </p>
          }
          action={publish}
          verb={texts.publishToo}
          onAnyway={() => {
            const known = seenOf(meanwhile);
            setMeanwhile(null);
            kept.set({ seen: known });
            publish.run(known);
          }}
          onClose={() => setMeanwhile(null)}
        />
      )}
    </form>
  );
}

function seenOf({ body, revision }: Answer<Incident[]>): Seen | null {
  return revision === null ? null : { revision, open: body.map(({ id }) => id) };
}

/** What is open, with a revision of the page that is not newer than it: of a list by itself the API does not say one. */
async function lookAtOpen(): Promise<Answer<Incident[]>> {
  const { revision } = await read<Page>(onPage(''));
  return { body: (await read<Incident[]>(onPage('/incidents/unresolved'))).body, revision };
}

function declaredSince({ open }: Seen, now: readonly Incident[]): readonly Incident[] {
  return now.filter(({ id }) => !open.includes(id));
}
