import { useMemo } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { change } from '../api/ask.ts';
import { useLiveList } from '../api/live.ts';
import type { Draft, Incident, IncidentTemplate, MaintenanceSeries } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { useKept } from '../parts/kept.ts';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { usePage } from '../parts/page.ts';
import { Preview } from '../parts/preview.tsx';
import { BodyField } from '../reports/bodyField.tsx';
import { instantFor, lacksTime, PublishingChoices } from '../reports/publishing.tsx';
import { type DraftContent, saveDraft, usePublishDraft } from '../reports/sendDraft.ts';
import { TemplateChoice } from '../reports/templateChoice.tsx';
import { whenSubmitted } from '../reports/whenSubmitted.ts';
import { may, onPage } from '../session/session.ts';
import { printInstant } from '../words/print.ts';
import { words } from '../words/words.ts';
import { FirstOfSeries } from './firstOfSeries.tsx';
import {
  askedAnew,
  askedOfSeries,
  nothingPlanned,
  type Plan,
  plannedWindow,
  planOfDraft,
  startingAt,
} from './plan.ts';
import { PlanFields } from './planFields.tsx';
import { ruleOf } from './repeat.ts';

/** Where a maintenance is planned, or a series of them; also from a draft. `date` was chosen in the calendar. */
export function PlanMaintenance({ draftId, date }: { draftId: string | null; date: string | null }) {
  const texts = words.value.maintenances;
  const page = usePage();
  const drafts = useLiveList<Draft>(onPage('/drafts'));
  if (!may('editor')) {
    return (
      <>
        <Title text={texts.plan} />
        <p>{words.value.frame.notForYou}</p>
      </>
    );
  }
  return (
    <>
      <Title text={texts.plan} />
      <Loaded live={page}>
        {({ time_zone: zone }) =>
          draftId === null ? (
            <PlanForm draft={null} date={date} zone={zone} />
          ) : (
            <Loaded live={drafts}>
              {(all) => {
                const draft = all.find(({ id }) => id === draftId);
                return draft ? (
                  <PlanForm draft={draft} date={null} zone={zone} />
                ) : (
                  <p>{words.value.incidents.draftGone}</p>
                );
              }}
            </Loaded>
          )
        }
      </Loaded>
    </>
  );
}

function PlanForm({ draft, date, zone }: { draft: Draft | null; date: string | null; zone: string }) {
  const texts = words.value.maintenances;
  const reports = words.value.incidents;
  const { route } = useLocation();
  const initial = useMemo(
    () =>
      draft
        ? planOfDraft(draft, zone)
        : date
          ? { ...nothingPlanned, ...startingAt(nothingPlanned, `${date}T02:00`, zone) }
          : nothingPlanned,
    [draft?.updated_at, date, zone],
  );
  const kept = useKept<Plan>(`maintenance.${draft?.id ?? 'new'}`, initial);
  const plan = kept.value;
  const draftId = draft?.id ?? null;
  const publishDraft = usePublishDraft();

  const window = plannedWindow(plan, zone);
  const isSeries = draft === null && plan.repeat.every !== 'never';
  const isReady =
    plan.name.trim() !== '' &&
    window !== null &&
    window.end > window.start &&
    (isSeries ? ruleOf(plan.repeat, plan.start) !== '' : !lacksTime(plan, zone));
  const publishAt = plan.when === 'at' && !isSeries ? instantFor(plan, zone) : null;
  const request = isReady ? askedAnew(plan, window) : null;
  const content: DraftContent = { incident: request ?? {}, publish_at: publishAt };
  const series = isReady && isSeries ? { maintenance_series: askedOfSeries(plan, window, zone) } : null;
  const run = useDryRun(
    series
      ? { method: 'POST', path: onPage('/maintenance_series'), body: series }
      : request && {
          method: 'POST',
          path: onPage('/incidents'),
          body: { incident: { ...request, ...(publishAt === null ? {} : { publish_at: publishAt }) } },
        },
  );

  const done = (text: string, to: string): void => {
    kept.clear();
    notify(text);
    route(`/admin/maintenances${to}`);
  };
  const publish = useAction(async () => {
    if (series) {
      const made = await change<MaintenanceSeries>('POST', onPage('/maintenance_series'), { body: series });
      done(texts.seriesPlanned, `/series/${made.body.id}`);
    } else if (publishAt !== null) {
      await saveDraft(draftId, content);
      done(reports.willBePublished(printInstant(Date.parse(publishAt), zone)), '');
    } else {
      const { id } =
        draftId === null
          ? (await change<Incident>('POST', onPage('/incidents'), { body: { incident: request } })).body
          : await publishDraft(draftId, content);
      done(reports.published, `/${id}`);
    }
  });
  const keep = useAction(async () => {
    await saveDraft(draftId, { ...content, publish_at: null });
    done(reports.draftSaved, '');
  });
  const error = publish.error ?? keep.error;
  const fillIn = (template: IncidentTemplate): void => {
    const before = plan;
    kept.set({
      name: template.title,
      body: template.body,
      notify: template.should_send_notifications,
      componentIds: template.components.map(({ id }) => id),
    });
    notify(reports.templateUsed(template.name), async () => kept.set(before));
  };

  return (
    <form class="beside" {...whenSubmitted(() => isReady && publish.run())}>
      <div class="stack roomy">
        {kept.found && (
          <p class="hint">
            {reports.goesOn}{' '}
            <button type="button" class="link" onClick={() => kept.clear()}>
              {reports.startOver}
            </button>
          </p>
        )}
        <TemplateChoice kind="maintenance" onChoose={fillIn} />
        <PlanFields
          plan={plan}
          zone={zone}
          repeats={draft ? 'one' : 'maybe'}
          error={error}
          onChange={kept.set}
        />
        <BodyField
          label={texts.text}
          value={plan.body}
          status="scheduled"
          updates={[]}
          error={error}
          onChange={(body) => kept.set({ body })}
        />
        {isSeries ? (
          <p class="hint">{texts.seriesTells}</p>
        ) : (
          <PublishingChoices value={plan} error={error} onChange={kept.set} />
        )}
      </div>
      {isSeries ? <FirstOfSeries run={run} /> : <Preview run={run} />}
      <div class="stack send">
        <ErrorText error={error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={publish.busy} disabled={!isReady}>
            {isSeries ? texts.planSeries : publishAt === null ? texts.planVerb : reports.publishVerb.at}
          </Button>
          {!isSeries && (
            <Button busy={keep.busy} disabled={!isReady} onClick={() => keep.run()}>
              {reports.saveDraft}
            </Button>
          )}
        </div>
        <p class="hint">{isReady ? reports.keys : texts.needs}</p>
      </div>
    </form>
  );
}
