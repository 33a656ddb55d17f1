import { useLocation } from 'preact-iso/router';
import { change } from '../api/ask.ts';
import { useLive, useLiveList } from '../api/live.ts';
import type { Draft, Incident } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { focusAfterwards } from '../parts/focus.ts';
import { notify } from '../parts/notices.tsx';
import { useZone } from '../parts/page.ts';
import { Since } from '../parts/time.tsx';
import { currentSession, may, onPage } from '../session/session.ts';
import { printInstant } from '../words/print.ts';
import { words } from '../words/words.ts';
import { type ReportKind, roomOf, statusOf } from './texts.ts';

/** Drafts of new reports of a kind and of updates to them, those of colleagues as well. */
export function Drafts({ kind }: { kind: ReportKind }) {
  const drafts = useLiveList<Draft>(onPage('/drafts')).answer?.body ?? [];
  const open = useLive<Incident[]>(onPage('/incidents/unresolved')).answer?.body ?? [];
  const planned = useLive<Incident[]>(onPage('/incidents/scheduled')).answer?.body ?? [];
  const texts = words.value.incidents;
  const own = drafts.filter(
    ({ incident, update, incident_id: of }) =>
      kind ===
      (incident?.scheduled_for != null ||
      statusOf('maintenance', update?.status) !== null ||
      planned.some(({ id }) => id === of)
        ? 'maintenance'
        : 'incident'),
  );
  if (own.length === 0) return null;
  return (
    <section aria-labelledby="drafts">
      <h2 id="drafts">{texts.drafts}</h2>
      <ul class="rows">
        {own.map((draft) => (
          <DraftRow
            key={draft.id}
            kind={kind}
            draft={draft}
            name={
              draft.incident?.name ??
              texts.updateOf(
                [...open, ...planned].find(({ id }) => id === draft.incident_id)?.name ?? texts.something,
              )
            }
          />
        ))}
      </ul>
    </section>
  );
}

/** One draft, and what can be done with it. */
export function DraftRow({ kind, draft, name }: { kind: ReportKind; draft: Draft; name: string }) {
  const texts = words.value.incidents;
  const zone = useZone();
  const { route } = useLocation();
  const at = onPage(`/drafts/${draft.id}`);
  const publish = useAction(async () => {
    const { body } = await change<Incident>('POST', `${at}/publish`);
    notify(texts.published);
    route(`${roomOf[kind]}/${body.id}`);
  });
  const discard = useAction(async () => {
    await change('DELETE', at);
    focusAfterwards();
    notify(texts.draftDiscarded, async () => {
      await change('POST', onPage('/drafts'), { body: { draft: contentOf(draft) } });
    });
  });
  const { caller } = currentSession();
  const isOwn = draft.changed_by === `member ${caller.member?.id}`;
  return (
    <li>
      <div class="what">
        <a
          href={
            draft.incident_id
              ? `${roomOf[kind]}/${draft.incident_id}?draft=${draft.id}`
              : `${roomOf[kind]}/new?draft=${draft.id}`
          }
        >
          {name}
        </a>
        <p class="facts">
          {isOwn ? texts.byYou : texts.byColleague} <Since at={draft.updated_at} />
          {draft.publish_at !== null &&
            draft.problem === null &&
            ` · ${texts.publishedAt(printInstant(Date.parse(draft.publish_at), zone))}`}
        </p>
        {draft.problem !== null && <p class="problem">{texts.draftProblem(draft.problem)}</p>}
        <ErrorText error={publish.error ?? discard.error} />
      </div>
      {may('editor') && (
        <div class="actions">
          <Button busy={publish.busy} label={texts.publishDraft(name)} onClick={() => publish.run()}>
            {texts.publishVerb.now}
          </Button>
          <Button
            kind="quiet"
            busy={discard.busy}
            label={texts.discardDraft(name)}
            onClick={() => discard.run()}
          >
            {texts.discard}
          </Button>
        </div>
      )}
    </li>
  );
}

/** The draft as a request to draft it again. */
function contentOf({ incident, update, incident_id: of, publish_at: publishAt }: Draft) {
  const isDue = publishAt === null || Date.parse(publishAt) <= Date.now();
  const when = isDue ? {} : { publish_at: publishAt };
  if (update) return { update: withoutNull(update), incident_id: of, ...when };
  const { backfilled, backfill_date: date, ...rest } = incident ?? { backfilled: false, backfill_date: null };
  const past = backfilled ? { backfilled, backfill_date: date, components: {}, component_ids: [] } : {};
  return { incident: withoutNull({ ...rest, ...past }), ...when };
}

function withoutNull(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
