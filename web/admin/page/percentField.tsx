import { useState } from 'preact/hooks';
import { Field } from '../parts/field.tsx';

/** A share in whole thousandths, written in percent. The browser refuses what is none. */
export function PercentField({
  label,
  thousandths,
  onChange,
}: {
  label: string;
  thousandths: number;
  onChange: (thousandths: number) => void;
}) {
  // As it is being typed; null: nobody types.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Field label={`${label}, %`}>
      {(control) => (
        <input
          {...control}
          type="number"
          required
          min={0}
          max={100}
          step={0.1}
          value={typed ?? thousandths / 10}
          onInput={(event) => {
            const { value, valueAsNumber, validity } = event.currentTarget;
            setTyped(value);
            if (validity.valid) onChange(Math.round(valueAsNumber * 10));
          }}
          onBlur={() => setTyped(null)}
        />
      )}
    </Field>
  );
}
