import { change } from '../api/ask.ts';
import type { Incident } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Confirmation } from '../parts/confirmation.tsx';
import { notify } from '../parts/notices.tsx';
import { useZone } from '../parts/page.ts';
import { onPage } from '../session/session.ts';
import { printWindow } from '../words/print.ts';
import { words } from '../words/words.ts';
import { windowOf } from './window.ts';

/** Asks before one maintenance of a series is left out. */
export function SkipDialog({
  maintenance,
  onClose,
  onDone,
}: {
  maintenance: Incident;
  onClose: () => void;
  onDone: () => void;
}) {
  const texts = words.value.maintenances;
  const zone = useZone();
  const { start, end } = windowOf(maintenance);
  const skip = useAction(async () => {
    await change('DELETE', onPage(`/incidents/${maintenance.id}`));
    notify(texts.skipped);
    onDone();
  });
  return (
    <Confirmation title={texts.skipTitle} action={skip} verb={texts.skip} onClose={onClose}>
      <p>{texts.skipLead(maintenance.name, printWindow(start, end, zone))}</p>
    </Confirmation>
  );
}
