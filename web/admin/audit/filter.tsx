import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { Button } from '../parts/button.tsx';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';
import { addressOf, type Wanted } from './wanted.ts';

/** What to look for. It goes into the address, so that it can be passed on and gone back to. */
export function Filter({ wanted }: { wanted: Wanted }) {
  const [written, setWritten] = useState(wanted);
  const { route } = useLocation();
  const texts = words.value.audit;
  return (
    <form
      class="filter"
      onSubmit={(event) => {
        event.preventDefault();
        route(addressOf(written));
      }}
    >
      <Field label={texts.search} hint={texts.searchHint}>
        {(control) => (
          <input
            {...control}
            type="search"
            value={written.q}
            onInput={(event) => setWritten({ ...written, q: event.currentTarget.value })}
          />
        )}
      </Field>
      {(['from', 'to'] as const).map((end) => (
        <Field key={end} label={texts[end]}>
          {(control) => (
            <input
              {...control}
              type="date"
              value={written[end]}
              onInput={(event) => setWritten({ ...written, [end]: event.currentTarget.value })}
            />
          )}
        </Field>
      ))}
      <div class="actions">
        <Button type="submit">{texts.find}</Button>
      </div>
    </form>
  );
}
