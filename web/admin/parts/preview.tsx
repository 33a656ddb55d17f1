import type { Consequences } from '../api/shapes.ts';
import { printNumber } from '../words/print.ts';
import { words } from '../words/words.ts';
import { ChangedNumbers } from './changedNumbers.tsx';
import { useChannelNames } from './channels.ts';
import type { DryRun } from './dryRun.ts';
import { sentenceOf } from './errorText.tsx';
import { Messages } from './messages.tsx';
import { PublishedHtml } from './publishedHtml.tsx';
import { StatusMark } from './statusMark.tsx';

/**
 * Exactly what will be published, what it does to statuses and numbers, and who will be told. `waiting` stands there
 * while there is nothing to show.
 */
export function Preview({
  run,
  numbers = false,
  waiting = words.value.preview.waiting,
}: {
  run: DryRun;
  numbers?: boolean;
  waiting?: string;
}) {
  const texts = words.value.preview;
  const { consequences, error, busy } = run;
  return (
    <section class="preview" aria-busy={busy} aria-label={texts.title}>
      <h2>{texts.title}</h2>
      {error !== null && <p class="error">{sentenceOf(error)}</p>}
      {consequences === null && error === null && (
        <p class="none">{busy ? words.value.parts.loading : waiting}</p>
      )}
      {consequences && <Outcome consequences={consequences} numbers={numbers} />}
    </section>
  );
}

function Outcome({ consequences, numbers }: { consequences: Consequences; numbers: boolean }) {
  const texts = words.value.preview;
  const { would_publish: published, page_status: page } = consequences;
  return (
    <div class="stack">
      {published.length + consequences.would_change_status.length === 0 && (
        <p class="none">{texts.nothing}</p>
      )}
      {published.map(({ id, state, html }) => (
        <div key={id}>
          {state === 'draft' && <p class="hint">{texts.draft}</p>}
          {state === 'removed' ? <p>{texts.removed}</p> : <PublishedHtml html={html} label={texts.title} />}
        </div>
      ))}
      <p>{texts.pageSays(page.before.description, page.after.description)}</p>
      <Statuses changes={consequences.would_change_status} />
      {numbers && <ChangedNumbers consequences={consequences} />}
      <p>
        <Told told={consequences.would_tell} />
      </p>
      <Messages messages={consequences.would_send} />
    </div>
  );
}

/** Who will be told, by channel. */
function Told({ told }: { told: Consequences['would_tell'] }) {
  const { channel, told: sentence } = words.value.preview;
  const nameOf = useChannelNames();
  const some = Object.entries(told).filter(([, count]) => count > 0);
  return sentence(some.map(([id, count]) => channel(nameOf(id), printNumber(count))));
}

function Statuses({ changes }: { changes: Consequences['would_change_status'] }) {
  if (changes.length === 0) return null;
  return (
    <div>
      <h3>{words.value.preview.statusChanges}</h3>
      <ul class="plain">
        {changes.map(({ component_id, name, before, after }) => (
          <li key={component_id}>
            {name}: {before && <StatusMark status={before} />} → {after && <StatusMark status={after} />}
          </li>
        ))}
      </ul>
    </div>
  );
}
