import type { ComponentChildren } from 'preact';
import { words } from '../words/words.ts';
import { Field } from './field.tsx';
import { useZone } from './page.ts';

/** A date and a time in the page's zone, as text: see `fromWall`. */
export function WallTimeField({
  label,
  value,
  problem = null,
  hint = words.value.parts.zone(useZone().replace('Etc/', '')),
  disabled = false,
  onChange,
}: {
  label: string;
  value: string;
  problem?: string | null;
  /** The zone, unless something else says it. */
  hint?: ComponentChildren;
  disabled?: boolean;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <input
          {...control}
          type="datetime-local"
          value={value}
          disabled={disabled}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
