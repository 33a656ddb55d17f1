import type { Incident } from '../api/shapes.ts';
import { useZone } from '../parts/page.ts';
import { printWindow } from '../words/print.ts';
import { words } from '../words/words.ts';
import { windowOf } from './window.ts';

/** What a step is about: when somebody else changed this, it is to be decided anew. */
export function stateOf({ status, scheduled_for: start, scheduled_until: end }: Incident) {
  return { status, start, end };
}

/** How a maintenance is now, after a colleague was faster. */
export function Meanwhile({ maintenance }: { maintenance: Incident }) {
  const zone = useZone();
  const { start, end } = windowOf(maintenance);
  return (
    <div class="warning" role="alert">
      <p>{words.value.maintenances.editedMeanwhile}</p>
      <p class="said">
        {`${maintenance.name} · ${words.value.reportStatuses[maintenance.status]} · ${printWindow(start, end, zone)}`}
      </p>
    </div>
  );
}
