import type { Incident } from '../api/shapes.ts';
import { useNow } from '../parts/now.ts';
import { printLength } from '../words/print.ts';
import { words } from '../words/words.ts';
import { isRunning, windowOf } from './window.ts';

/** How long a maintenance takes yet, or how long it is until it begins. */
export function TimeLeft({ maintenance }: { maintenance: Incident }) {
  const texts = words.value.maintenances;
  const now = useNow();
  const { start, end } = windowOf(maintenance);
  if (!isRunning(maintenance)) {
    return <p>{start > now ? texts.beginsIn(printLength(start - now)) : texts.shouldHaveBegun}</p>;
  }
  const left = end - now;
  return (
    <div>
      <p>
        <strong>{left > 0 ? texts.left(printLength(left)) : texts.overdue(printLength(-left))}</strong>
      </p>
      <progress
        aria-label={texts.progress}
        max={Math.max(1, end - start)}
        value={Math.min(Math.max(0, now - start), end - start)}
      />
    </div>
  );
}
