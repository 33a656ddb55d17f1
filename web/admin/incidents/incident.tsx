import { useState } from 'preact/hooks';
import { useLive } from '../api/live.ts';
import { Refusal } from '../api/problem.ts';
import type { Incident } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { Button } from '../parts/button.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { ReportStatus } from '../parts/reportStatus.tsx';
import { StatusMark } from '../parts/statusMark.tsx';
import { Instant, Since } from '../parts/time.tsx';
import { saidNow } from '../reports/affected.ts';
import { OfKind } from '../reports/ofKind.tsx';
import { isOver } from '../reports/texts.ts';
import { Timeline } from '../reports/timeline.tsx';
import { Writing } from '../reports/writing.tsx';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { DeleteIncident } from './deleteIncident.tsx';
import { DetailsDialog } from './detailsDialog.tsx';
import { Silence } from './list.tsx';
import { MergeDialog } from './mergeDialog.tsx';
import { Postmortem } from './postmortem.tsx';

/** One incident: what is known of it, the next update, and all that was said. */
export function IncidentPage({ id }: { id: string }) {
  const live = useLive<Incident>(onPage(`/incidents/${id}`));
  if (live.error instanceof Refusal && live.error.status === 404) return <Gone refusal={live.error} />;
  return (
    <Loaded live={live}>
      {(incident, revision) => (
        <OfKind kind="incident" report={incident}>
          <Shown incident={incident} revision={revision ?? 0} />
        </OfKind>
      )}
    </Loaded>
  );
}

/** It was deleted, or is part of another incident. */
function Gone({ refusal }: { refusal: Refusal }) {
  const texts = words.value.incidents;
  const into = refusal.code === 'incident.merged' ? refusal.details[0]?.message : undefined;
  return (
    <>
      <Title text={words.value.frame.notFoundTitle} />
      <p>{into === undefined ? texts.gone : texts.mergedAway}</p>
      <p>
        {into === undefined ? (
          <a href="/admin/incidents">{texts.toList}</a>
        ) : (
          <a href={`/admin/incidents/${into}`}>{texts.toMerged}</a>
        )}
      </p>
    </>
  );
}

type Asks = 'nothing' | 'details' | 'merge' | 'delete';

function Shown({ incident, revision }: { incident: Incident; revision: number }) {
  const texts = words.value.incidents;
  const [asks, setAsks] = useState<Asks>('nothing');
  const over = isOver(incident);
  const close = (): void => setAsks('nothing');
  return (
    <>
      <Title text={incident.name}>
        {may('editor') && <Button onClick={() => setAsks('details')}>{texts.editDetails}</Button>}
      </Title>
      <Head incident={incident} />
      <Writing incident={incident} revision={revision} />
      {over && <Postmortem incident={incident} revision={revision} />}
      <Timeline incident={incident} revision={revision} />
      {may('editor') && (
        <div class="actions">
          <Button onClick={() => setAsks('merge')}>{texts.merge}</Button>
          <Button kind="danger" onClick={() => setAsks('delete')}>
            {texts.deleteIncident}
          </Button>
        </div>
      )}
      {asks === 'details' && <DetailsDialog incident={incident} revision={revision} onClose={close} />}
      {asks === 'merge' && <MergeDialog incident={incident} onClose={close} />}
      {asks === 'delete' && <DeleteIncident incident={incident} onClose={close} />}
    </>
  );
}

function Head({ incident }: { incident: Incident }) {
  const texts = words.value.incidents;
  const unwell = saidNow(incident).filter(({ new_status: status }) => status !== 'operational');
  return (
    <div class="stack">
      <p class="facts">
        <ReportStatus status={incident.status} /> {texts.since} <Since at={incident.created_at} />
        {incident.resolved_at !== null && (
          <>
            {' '}
            · {texts.resolvedOn} <Instant at={incident.resolved_at} />
          </>
        )}{' '}
        · {texts.impact}: {words.value.impacts[incident.impact]}
        {incident.impact_override !== null && ` (${texts.setByHand})`} ·{' '}
        <a href={`/incidents/${incident.id}`} target="_blank" rel="noopener">
          {texts.publicPage}
        </a>
      </p>
      {!isOver(incident) && <Silence incident={incident} />}
      {unwell.length > 0 && (
        <ul class="plain">
          {unwell.map(({ code, name, new_status: status }) => (
            <li key={code}>
              {name}: <StatusMark status={status} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
