import { useState } from 'preact/hooks';
import { change, tryOut } from '../api/ask.ts';
import type { ImportOutcome } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { onPage, openSession } from '../session/session.ts';
import { words } from '../words/words.ts';
import { type ImportFile, piecesOf, readFiles } from './importPieces.ts';

/** A whole history may take a while to look through, ms. */
const patienceMs = 300_000;

type Written = ImportOutcome['written'];

/** Brings the recorded data of a Statuspage: says first what it would do, then does it piece by piece. */
export function ImportStep({ onDone }: { onDone: () => void }) {
  const [files, setFiles] = useState<readonly ImportFile[]>([]);
  const [foreseen, setForeseen] = useState<ImportOutcome | null>(null);
  const [done, setDone] = useState<{ readonly pieces: number; readonly of: number } | null>(null);
  const texts = words.value.setup;
  const at = (): string => onPage('/imports/statuspage');
  const choose = useAction(async (chosen: readonly File[]) => {
    setForeseen(null);
    const read = await readFiles(chosen);
    setFiles(read);
    if (read.length === 0) return;
    const tried = await tryOut<{ would_answer: ImportOutcome }>('POST', at(), {
      body: { files: read },
      patienceMs,
    });
    setForeseen(tried.would_answer);
  });
  const bring = useAction(async () => {
    const pieces = piecesOf(files);
    for (const [index, piece] of pieces.entries()) {
      setDone({ pieces: index, of: pieces.length });
      // With its data the page takes the id that it had, under which everything is asked for from then on.
      await change('POST', at(), { body: { files: [piece] }, patienceMs, settle: openSession });
    }
    setDone({ pieces: pieces.length, of: pieces.length });
    onDone();
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        bring.run();
      }}
    >
      <p>{texts.importLead}</p>
      <pre>
        {['summary', 'incidents', 'scheduled-maintenances']
          .map((name) => `https://status.example.com/api/v2/${name}.json`)
          .join('\n')}
      </pre>
      <Field label={texts.files} hint={texts.filesHint}>
        {(control) => (
          <input
            {...control}
            type="file"
            multiple
            accept=".json,.jsonl,.ndjson,application/json"
            onChange={(event) => choose.run([...(event.currentTarget.files ?? [])])}
          />
        )}
      </Field>
      {choose.busy && (
        <p role="status" class="loading">
          {texts.looking}
        </p>
      )}
      <ErrorText error={choose.error} />
      {foreseen && (
        <div role="status">
          <p>{texts.wouldBring(foreseen.written)}</p>
          {isNothing(foreseen.written) && <p class="none">{texts.bringsNothing}</p>}
        </div>
      )}
      {done && bring.busy && (
        <>
          <progress aria-label={texts.progress} max={done.of} value={done.pieces} />
          <p class="hint">{texts.pieces(done.pieces, done.of)}</p>
        </>
      )}
      <ErrorText error={bring.error} />
      <div class="actions">
        <Button kind="main" type="submit" busy={bring.busy} disabled={foreseen === null}>
          {texts.bring}
        </Button>
      </div>
    </form>
  );
}

function isNothing(written: Written): boolean {
  return Object.values(written).every((count) => count === 0);
}
