import { problemOf } from '../api/problem.ts';
import type { Incident } from '../api/shapes.ts';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';
import { type WrittenStatus, wordsFor } from './texts.ts';

/** The text of an update. Left empty, it says what it shows. */
export function BodyField({
  label,
  value,
  status,
  updates,
  error,
  onChange,
}: {
  label: string;
  value: string;
  status: WrittenStatus;
  updates: Incident['incident_updates'];
  error: unknown;
  onChange: (body: string) => void;
}) {
  return (
    <Field label={label} hint={words.value.incidents.bodyHint} problem={problemOf(error, 'body')}>
      {(control) => (
        <textarea
          {...control}
          value={value}
          placeholder={wordsFor(status, updates)}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
