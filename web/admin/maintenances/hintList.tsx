import { printInstant, printLength, printWindow } from '../words/print.ts';
import { words } from '../words/words.ts';
import type { Hint } from './hints.ts';

const mostShown = 6;

/** What somebody should know before they publish. */
export function HintList({ hints, zone }: { hints: readonly Hint[]; zone: string }) {
  return (
    <div role="status" class="hints">
      {hints.length > 0 && (
        <ul class="warning plain">
          {hints.slice(0, mostShown).map((hint) => {
            const text = told(hint, zone);
            return <li key={text}>{text}</li>;
          })}
        </ul>
      )}
    </div>
  );
}

function told(hint: Hint, zone: string): string {
  const texts = words.value.maintenances.hints;
  switch (hint.is) {
    case 'past':
    case 'noComponents':
      return texts[hint.is];
    case 'skipped':
      return texts.skipped(hint.clock, printInstant(hint.at, zone));
    case 'twice':
      return texts.twice(printInstant(hint.at, zone), printInstant(hint.again, zone));
    case 'clocksChange':
      return texts.clocksChange(printLength(Math.abs(hint.moreMs)), hint.moreMs > 0);
    case 'moves':
      return texts.moves(printInstant(hint.at, zone), printLength(Math.abs(hint.byMs)), hint.byMs > 0);
    case 'overlaps':
      return texts.overlaps(hint.maintenance.name, printWindow(hint.window.start, hint.window.end, zone));
    case 'incident':
      return texts.incident(hint.incident.name);
  }
}
