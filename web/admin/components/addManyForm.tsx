import { useState } from 'preact/hooks';
import { problemOf } from '../api/problem.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { useKept } from '../parts/kept.ts';
import { words } from '../words/words.ts';
import { addMany, componentsIn, lineOf } from './addMany.ts';

const nothing = { text: '' };

/**
 * Adds many components at once, one a line. Each leaves the box when it is there, so that what could not be added stays
 * in it, to be tried again.
 */
export function AddManyForm({ onDone }: { onDone: (added: number) => void }) {
  const kept = useKept('components.many', nothing);
  const [progress, setProgress] = useState({ added: 0, of: 0 });
  const texts = words.value.components;
  const wanted = componentsIn(kept.value.text);
  const add = useAction(async () => {
    setProgress({ added: 0, of: wanted.length });
    await addMany(wanted, (added) => {
      kept.set({ text: wanted.slice(added).map(lineOf).join('\n') });
      setProgress({ added, of: wanted.length });
    });
    kept.clear();
    onDone(wanted.length);
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.run();
      }}
    >
      <Field label={texts.many} hint={texts.manyHint} problem={problemOf(add.error, 'name')}>
        {(control) => (
          <textarea
            {...control}
            required
            readOnly={add.busy}
            rows={6}
            placeholder={texts.manyExample}
            value={kept.value.text}
            onInput={(event) => kept.set({ text: event.currentTarget.value })}
          />
        )}
      </Field>
      {add.busy && (
        <div>
          <progress aria-label={texts.adding} max={progress.of} value={progress.added} />
          <p class="hint">{texts.addedOf(progress.added, progress.of)}</p>
        </div>
      )}
      {add.error !== null && (
        <div>
          <ErrorText error={add.error} />
          <p>{texts.manyLeft(progress.added, progress.of)}</p>
        </div>
      )}
      <div class="actions">
        <Button kind="main" type="submit" busy={add.busy} disabled={wanted.length === 0}>
          {texts.addMany(wanted.length)}
        </Button>
      </div>
    </form>
  );
}
