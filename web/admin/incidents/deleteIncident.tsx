import { useLocation } from 'preact-iso/router';
import { change } from '../api/ask.ts';
import type { Incident } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Confirmation } from '../parts/confirmation.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { notify } from '../parts/notices.tsx';
import { Preview } from '../parts/preview.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** Asks before an incident is gone, with what that does to statuses and numbers. */
export function DeleteIncident({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const texts = words.value.incidents;
  const { route } = useLocation();
  const path = onPage(`/incidents/${incident.id}`);
  const run = useDryRun({ method: 'DELETE', path });
  const remove = useAction(async () => {
    await change('DELETE', path);
    notify(texts.deleted(incident.name));
    route('/admin/incidents', true);
  });
  return (
    <Confirmation
      title={texts.deleteTitle(incident.name)}
      action={remove}
      verb={texts.deleteIncident}
      onClose={onClose}
    >
      <p>{texts.deleteLead}</p>
      <Preview run={run} numbers />
    </Confirmation>
  );
}
