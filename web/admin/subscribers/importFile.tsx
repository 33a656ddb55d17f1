import { useState } from 'preact/hooks';
import { change, tryOut } from '../api/ask.ts';
import { Refusal } from '../api/problem.ts';
import type { ImportedSubscribers } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { FormDialog } from '../parts/formDialog.tsx';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** Long files may take a while, ms. */
const patienceMs = 300_000;

/** Brings subscribers from a file: says first what it would do. */
export function ImportFile({ onClose }: { onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const [confirmed, setConfirmed] = useState(false);
  const [foreseen, setForeseen] = useState<ImportedSubscribers | null>(null);
  const texts = words.value.subscribers;
  const at = `${onPage('/subscribers')}/import`;
  const choose = useAction(async (file: File) => {
    setForeseen(null);
    const text = await file.text();
    setCsv(text);
    const { would_answer } = await tryOut<{ would_answer: ImportedSubscribers }>('POST', at, {
      body: { csv: text },
      patienceMs,
    });
    setForeseen(would_answer);
  });
  const bring = useAction(async () => {
    const { body } = await change<ImportedSubscribers>('POST', at, { body: { csv, confirmed }, patienceMs });
    notify(texts.imported(body.added));
    onClose();
  });
  return (
    <FormDialog
      title={texts.importFile}
      verb={texts.bring}
      action={bring}
      onClose={onClose}
      disabled={!foreseen || foreseen.added === 0}
    >
      <Field label={texts.file} hint={texts.fileHint}>
        {(control) => (
          <input
            {...control}
            type="file"
            accept=".csv,text/csv"
            required
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) choose.run(file);
            }}
          />
        )}
      </Field>
      {choose.busy && (
        <p role="status" class="loading">
          {texts.looking}
        </p>
      )}
      <ErrorText error={choose.error} />
      <Lines error={choose.error} />
      {foreseen && <p role="status">{texts.wouldBring(foreseen.added, foreseen.unchanged)}</p>}
      <div>
        <label class="choice">
          <input
            type="checkbox"
            checked={confirmed}
            onChange={(event) => setConfirmed(event.currentTarget.checked)}
          />
          {texts.agreed}
        </label>
        <p class="hint does">{texts.agreedHint}</p>
      </div>
    </FormDialog>
  );
}

/** What is wrong on which line, as the API says it. */
function Lines({ error }: { error: unknown }) {
  if (!(error instanceof Refusal) || error.code !== 'import.damaged') return null;
  return (
    <ul class="facts">
      {error.details.map(({ path, message }) => (
        <li key={`${path} ${message}`}>
          {path}: {message}
        </li>
      ))}
    </ul>
  );
}
