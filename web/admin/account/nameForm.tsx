import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import { problemOf } from '../api/problem.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { notify } from '../parts/notices.tsx';
import { words } from '../words/words.ts';

/** What somebody is called. Left empty, their address stands for it. */
export function NameForm({ name }: { name: string | null }) {
  const [written, setWritten] = useState<string | null>(null);
  const texts = words.value.account;
  const value = written ?? name ?? '';
  const put = async (wish: string | null): Promise<void> => {
    await change('PATCH', '/session/member', { body: { member: { name: wish } } });
  };
  const save = useAction(async () => {
    await put(value.trim() === '' ? null : value);
    setWritten(null);
    notify(words.value.parts.saved, () => put(name));
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.run();
      }}
    >
      <Field label={texts.name} hint={texts.nameHint} problem={problemOf(save.error, 'name')}>
        {(control) => (
          <input
            {...control}
            autocomplete="name"
            value={value}
            onInput={(event) => setWritten(event.currentTarget.value)}
          />
        )}
      </Field>
      <ErrorText error={save.error} />
      <div class="actions">
        <Button type="submit" busy={save.busy} disabled={value === (name ?? '')}>
          {words.value.parts.save}
        </Button>
      </div>
    </form>
  );
}
