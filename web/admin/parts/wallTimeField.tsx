import { words } from '../words/words.ts';
import { Field } from './field.tsx';
import { useZone } from './page.ts';

/** A date and a time in the page's zone, as text: see `fromWall`. */
export function WallTimeField({
  label,
  value,
  problem = null,
  onChange,
}: {
  label: string;
  value: string;
  problem?: string | null;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} hint={words.value.parts.zone(useZone().replace('Etc/', ''))} problem={problem}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={value}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
