import { useEffect, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { useLiveList } from '../api/live.ts';
import type { Draft, Incident } from '../api/shapes.ts';
import { Button } from '../parts/button.tsx';
import { focusAfterwards } from '../parts/focus.ts';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { DraftRow } from './drafts.tsx';
import { isOver, kindOf } from './texts.ts';
import { UpdateEditor } from './updateEditor.tsx';

/** What is drafted for a report, and the next update of it; of one that is over only when somebody wants to. */
export function Writing({ incident, revision }: { incident: Incident; revision: number }) {
  const texts = words.value.incidents;
  const { query } = useLocation();
  const [writes, setWrites] = useState(false);
  const drafts = (useLiveList<Draft>(onPage('/drafts')).answer?.body ?? []).filter(
    ({ incident_id: of }) => of === incident.id,
  );
  const draft = drafts.find(({ id }) => id === query.draft) ?? null;
  useEffect(() => {
    if (writes || draft) focusAfterwards('write');
  }, [writes, draft?.id]);
  const others = drafts.filter((one) => one !== draft);
  return (
    <>
      {others.length > 0 && (
        <section aria-labelledby="drafts">
          <h2 id="drafts">{texts.goOn}</h2>
          <ul class="rows">
            {others.map((one) => (
              <DraftRow
                key={one.id}
                kind={kindOf(incident)}
                draft={one}
                name={one.update?.body ?? texts.draftWithoutText}
              />
            ))}
          </ul>
        </section>
      )}
      {may('editor') &&
        (isOver(incident) && !writes && !draft ? (
          <div class="actions">
            <Button onClick={() => setWrites(true)}>{texts.postAnother}</Button>
          </div>
        ) : (
          <section aria-labelledby="write" class="stack">
            <h2 id="write" tabIndex={-1}>
              {draft ? texts.fromDraft : texts.postUpdate}
            </h2>
            <UpdateEditor key={draft?.id} incident={incident} revision={revision} draft={draft} />
          </section>
        ))}
    </>
  );
}
