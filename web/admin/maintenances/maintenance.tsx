import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { change } from '../api/ask.ts';
import { useLive, useLiveList } from '../api/live.ts';
import { Refusal } from '../api/problem.ts';
import type { Incident, MaintenanceSeries } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { Loaded } from '../parts/loaded.tsx';
import { notify } from '../parts/notices.tsx';
import { useZone } from '../parts/page.ts';
import { Preview } from '../parts/preview.tsx';
import { ReportStatus } from '../parts/reportStatus.tsx';
import { OfKind } from '../reports/ofKind.tsx';
import { isOver } from '../reports/texts.ts';
import { Timeline } from '../reports/timeline.tsx';
import { Writing } from '../reports/writing.tsx';
import { may, onPage } from '../session/session.ts';
import { printLength, printList, printWindow } from '../words/print.ts';
import { words } from '../words/words.ts';
import { SkipDialog } from './skipDialog.tsx';
import { Steps } from './steps.tsx';
import { TimeLeft } from './timeLeft.tsx';
import { windowOf } from './window.ts';

/** One maintenance: its plan, what can be done now, the next update, and all that was said. */
export function MaintenancePage({ id }: { id: string }) {
  const live = useLive<Incident>(onPage(`/incidents/${id}`));
  const texts = words.value.maintenances;
  if (live.error instanceof Refusal && live.error.status === 404) {
    return (
      <>
        <Title text={words.value.frame.notFoundTitle} />
        <p>{texts.gone}</p>
        <p>
          <a href="/admin/maintenances">{texts.toList}</a>
        </p>
      </>
    );
  }
  return (
    <Loaded live={live}>
      {(maintenance, revision) => (
        <OfKind kind="maintenance" report={maintenance}>
          <Shown maintenance={maintenance} revision={revision ?? 0} />
        </OfKind>
      )}
    </Loaded>
  );
}

function Shown({ maintenance, revision }: { maintenance: Incident; revision: number }) {
  const texts = words.value.maintenances;
  const { route } = useLocation();
  const [asks, setAsks] = useState<'nothing' | 'delete' | 'skip'>('nothing');
  const all = useLiveList<MaintenanceSeries>(onPage('/maintenance_series')).answer?.body ?? [];
  const series = all.find(({ occurrences }) =>
    occurrences.some(({ incident_id: own }) => own === maintenance.id),
  );
  const isOpen = !isOver(maintenance);
  const close = (): void => setAsks('nothing');
  return (
    <>
      <Title text={maintenance.name}>
        {may('editor') && isOpen && (
          <a class="button" href={`/admin/maintenances/${maintenance.id}/edit`}>
            {texts.editPlan}
          </a>
        )}
      </Title>
      <div class="stack">
        <Facts maintenance={maintenance} />
        {series && (
          <p>
            <a href={`/admin/maintenances/series/${series.id}`}>{texts.partOf(series.name)}</a>
          </p>
        )}
        {isOpen && <TimeLeft maintenance={maintenance} />}
        {isOpen && <Steps maintenance={maintenance} revision={revision} />}
      </div>
      <Writing incident={maintenance} revision={revision} />
      <Timeline incident={maintenance} revision={revision} />
      {may('editor') && (
        <div class="actions">
          {series && maintenance.status === 'scheduled' ? (
            <Button kind="danger" onClick={() => setAsks('skip')}>
              {texts.skip}
            </Button>
          ) : (
            <Button kind="danger" onClick={() => setAsks('delete')}>
              {texts.delete}
            </Button>
          )}
        </div>
      )}
      {asks === 'skip' && (
        <SkipDialog
          maintenance={maintenance}
          onClose={close}
          onDone={() => route(`/admin/maintenances/series/${series?.id ?? ''}`, true)}
        />
      )}
      {asks === 'delete' && <DeleteDialog maintenance={maintenance} onClose={close} />}
    </>
  );
}

/** What is planned, in words. */
export function Facts({ maintenance }: { maintenance: Incident }) {
  const texts = words.value.maintenances;
  const zone = useZone();
  const { start, end } = windowOf(maintenance);
  return (
    <div>
      <p>
        <ReportStatus status={maintenance.status} /> {printWindow(start, end, zone)} (
        {printLength(end - start)})
      </p>
      <p class="facts">
        {maintenance.components.length === 0
          ? texts.noComponents
          : printList(maintenance.components.map(({ name }) => name))}
        {!isOver(maintenance) && (
          <>
            {' · '}
            {maintenance.status === 'scheduled' &&
              `${texts.beginsBy[maintenance.scheduled_auto_in_progress ? 'itself' : 'hand']} `}
            {texts.endsBy[maintenance.scheduled_auto_completed ? 'itself' : 'hand']}
          </>
        )}{' '}
        ·{' '}
        <a href={`/incidents/${maintenance.id}`} target="_blank" rel="noopener">
          {words.value.incidents.publicPage}
        </a>
      </p>
    </div>
  );
}

function DeleteDialog({ maintenance, onClose }: { maintenance: Incident; onClose: () => void }) {
  const texts = words.value.maintenances;
  const { route } = useLocation();
  const path = onPage(`/incidents/${maintenance.id}`);
  const run = useDryRun({ method: 'DELETE', path });
  const remove = useAction(async () => {
    await change('DELETE', path);
    notify(words.value.incidents.deleted(maintenance.name));
    route('/admin/maintenances', true);
  });
  return (
    <Confirmation
      title={words.value.incidents.deleteTitle(maintenance.name)}
      action={remove}
      verb={texts.delete}
      onClose={onClose}
    >
      <p>{texts.deleteLead}</p>
      <Preview run={run} numbers />
    </Confirmation>
  );
}
