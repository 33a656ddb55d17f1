import type { ImpactLevel } from '../../../server/domain/status.ts';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';

/** What a person says that an incident means for customers. Null: it follows from the components. */
export type Override = Exclude<ImpactLevel, 'maintenance'> | null;

const levels = ['none', 'minor', 'major', 'critical'] as const;

export function ImpactField({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (value: Override) => void;
}) {
  const texts = words.value.incidents;
  return (
    <Field label={texts.impact} hint={texts.impactHint}>
      {(control) => (
        <select
          {...control}
          value={value ?? ''}
          onChange={(event) => onChange(levels.find((level) => level === event.currentTarget.value) ?? null)}
        >
          <option value="">{texts.impactFollows}</option>
          {levels.map((level) => (
            <option key={level} value={level}>
              {words.value.impacts[level]}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
