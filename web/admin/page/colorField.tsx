import { isColor } from '../../../server/domain/embed.ts';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';

/** A colour `#rrggbb`, typed or picked; null where nothing is typed. */
export function ColorField({
  label,
  hint,
  value,
  otherwise,
  problem,
  onChange,
}: {
  label: string;
  hint: string;
  value: string | null;
  /** What the picker begins with where there is no colour. */
  otherwise: string;
  problem: string | null;
  onChange: (color: string | null) => void;
}) {
  return (
    <Field label={label} hint={hint} problem={problem}>
      {(control) => (
        <div class="color">
          <input
            type="color"
            aria-label={words.value.page.pick(label)}
            value={value !== null && isColor(value) ? value : otherwise}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <input
            {...control}
            maxLength={7}
            autocomplete="off"
            spellcheck={false}
            placeholder={otherwise}
            value={value ?? ''}
            onInput={(event) => onChange(event.currentTarget.value.trim().toLowerCase() || null)}
          />
        </div>
      )}
    </Field>
  );
}

/** A contrast as it is told: never more than it is. */
export function cut(ratio: number): number {
  return Math.floor(ratio * 100) / 100;
}
