import { useRef, useState } from 'preact/hooks';
import { readWhole } from '../api/ask.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { usePage } from '../parts/page.ts';
import { saveFile } from '../parts/saveFile.ts';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** Longer than any log takes. */
const patienceMs = 3_600_000;

/** All entries that match, from the beginning, as a file. */
export function Export({ query }: { query: URLSearchParams }) {
  const [progress, setProgress] = useState({ entries: 0, revision: 0 });
  const wanted = useRef<AbortController | null>(null);
  const newest = usePage().answer?.revision ?? null;
  const texts = words.value.audit;
  const save = useAction(async () => {
    const control = new AbortController();
    wanted.current = control;
    let read = { entries: 0, revision: 0 };
    setProgress(read);
    try {
      const file = await readWhole(
        onPage(`/audit.jsonl?${query}`),
        (text) => {
          read = {
            entries: read.entries + text.split('\n').length - 1,
            revision: Number([...text.matchAll(/^\{"revision":(\d+)/gm)].at(-1)?.[1] ?? read.revision),
          };
          setProgress(read);
        },
        { signal: control.signal, patienceMs },
      );
      saveFile('audit.jsonl', file);
    } catch (error) {
      if (!control.signal.aborted) throw error;
    }
  });
  return (
    <div class="stack">
      <div class="actions">
        <Button busy={save.busy} onClick={() => save.run()}>
          {texts.export}
        </Button>
        {save.busy && (
          <Button kind="quiet" onClick={() => wanted.current?.abort()}>
            {words.value.parts.cancel}
          </Button>
        )}
      </div>
      {save.busy && (
        <>
          <progress
            aria-label={texts.exporting}
            {...(newest === null ? {} : { max: newest, value: progress.revision })}
          />
          <p class="hint">{texts.exported(progress.entries)}</p>
        </>
      )}
      <ErrorText error={save.error} />
    </div>
  );
}
