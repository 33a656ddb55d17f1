import { useState } from 'preact/hooks';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';
import { addMany, componentsIn, lineOf } from './addMany.ts';

/** Adds many components at once, one a line. What could not be added stays in the box, to be tried again. */
export function AddManyForm({ onDone }: { onDone: (added: number) => void }) {
  const [text, setText] = useState('');
  const [added, setAdded] = useState(0);
  const texts = words.value.components;
  const wanted = componentsIn(text);
  const add = useAction(async () => {
    let count = 0;
    try {
      await addMany(wanted, (now) => {
        count = now;
        setAdded(now);
      });
      onDone(count);
    } finally {
      setText(wanted.slice(count).map(lineOf).join('\n'));
      setAdded(0);
    }
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        add.run();
      }}
    >
      <Field label={texts.many} hint={texts.manyHint}>
        {(control) => (
          <textarea
            {...control}
            required
            readOnly={add.busy}
            rows={6}
            placeholder={texts.manyExample}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        )}
      </Field>
      {add.busy && <progress aria-label={texts.adding} max={wanted.length} value={added} />}
      <ErrorText error={add.error} />
      <div class="actions">
        <Button kind="main" type="submit" busy={add.busy} disabled={wanted.length === 0}>
          {texts.addMany(wanted.length)}
        </Button>
      </div>
    </form>
  );
}
