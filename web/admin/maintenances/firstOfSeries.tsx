import type { DryRun } from '../parts/dryRun.ts';
import { Preview } from '../parts/preview.tsx';
import { words } from '../words/words.ts';

/** The preview of a series: its next maintenance, and how many more are announced like it. */
export function FirstOfSeries({ run }: { run: DryRun }) {
  const { consequences } = run;
  const published = consequences?.would_publish.filter(({ state }) => state !== 'removed') ?? [];
  const removed = (consequences?.would_publish.length ?? 0) - published.length;
  const texts = words.value.maintenances;
  return (
    <div class="preview">
      <Preview
        run={
          consequences
            ? { ...run, consequences: { ...consequences, would_publish: published.slice(0, 1) } }
            : run
        }
      />
      {published.length > 1 && <p>{texts.moreLikeIt(published.length - 1)}</p>}
      {removed > 0 && <p>{texts.goAway(removed)}</p>}
    </div>
  );
}
