import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import type { Incident, IncidentUpdate } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { focusAfterwards } from '../parts/focus.ts';
import { notify } from '../parts/notices.tsx';
import { Preview } from '../parts/preview.tsx';
import { ReportStatus } from '../parts/reportStatus.tsx';
import { Instant } from '../parts/time.tsx';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { changedBy } from './affected.ts';
import { EditUpdate } from './editUpdate.tsx';
import { Told, useAnnouncements } from './told.tsx';

/** All that was said, the newest first. The postmortem stands by itself. */
export function Timeline({ incident, revision }: { incident: Incident; revision: number }) {
  const texts = words.value.incidents;
  const [edited, setEdited] = useState<IncidentUpdate | null>(null);
  const [removed, setRemoved] = useState<IncidentUpdate | null>(null);
  const announcements = useAnnouncements(incident).answer?.body ?? [];
  const updates = incident.incident_updates.filter(({ status }) => status !== 'postmortem');
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline" tabIndex={-1}>
        {texts.timeline}
      </h2>
      <ol class="rows">
        {updates.map((update) => (
          <li key={update.id}>
            <div class="what">
              <p class="facts">
                <ReportStatus status={update.status} /> <Instant at={update.display_at} />
                {update.edited_at !== null && ` · ${texts.edited}`}
              </p>
              <p class="said">{update.body === '' ? texts.withoutText : update.body}</p>
              <Changes update={update} incident={incident} />
              {announcements
                .filter(({ incident_update_id: told }) => told === update.id)
                .map((announcement) => (
                  <Told key={announcement.id} incident={incident} announcement={announcement} />
                ))}
            </div>
            {may('editor') && (
              <div class="actions">
                <Button kind="quiet" label={nameOf(texts.edit, update)} onClick={() => setEdited(update)}>
                  {texts.edit}
                </Button>
                {updates.length > 1 && (
                  <Button
                    kind="quiet"
                    label={nameOf(texts.remove, update)}
                    onClick={() => setRemoved(update)}
                  >
                    {texts.remove}
                  </Button>
                )}
              </div>
            )}
          </li>
        ))}
      </ol>
      {edited && (
        <EditUpdate incident={incident} update={edited} revision={revision} onClose={() => setEdited(null)} />
      )}
      {removed && (
        <DeleteUpdate
          update={removed}
          onClose={() => setRemoved(null)}
          onDone={() => {
            setRemoved(null);
            focusAfterwards('timeline');
          }}
        />
      )}
    </section>
  );
}

/** Which update a button is for. */
function nameOf(verb: string, { status, body }: IncidentUpdate): string {
  return `${verb}: ${words.value.reportStatuses[status]}, ${body.slice(0, 60)}`;
}

function Changes({ update, incident }: { update: IncidentUpdate; incident: Incident }) {
  const changes = changedBy(update, incident);
  return changes.length === 0 ? null : (
    <ul class="facts">
      {changes.map(({ code, name, new_status: status }) => (
        <li key={code}>
          {name}: {words.value.statuses[status]}
        </li>
      ))}
    </ul>
  );
}

/** Asks before an update is taken away, with what follows from the others then. */
function DeleteUpdate({
  update,
  onClose,
  onDone,
}: {
  update: IncidentUpdate;
  onClose: () => void;
  onDone: () => void;
}) {
  const texts = words.value.incidents;
  const path = onPage(`/incidents/${update.incident_id}/incident_updates/${update.id}`);
  const run = useDryRun({ method: 'DELETE', path });
  const remove = useAction(async () => {
    await change('DELETE', path);
    onDone();
    notify(texts.updateDeleted);
  });
  return (
    <Confirmation title={texts.deleteUpdateTitle} action={remove} verb={texts.deleteUpdate} onClose={onClose}>
      <p>{texts.deleteUpdateLead}</p>
      <Preview run={run} numbers />
    </Confirmation>
  );
}
