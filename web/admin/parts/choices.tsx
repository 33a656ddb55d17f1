import { useId } from 'preact/hooks';

/** One of a few, each with what it means: radio buttons, one below the other. */
export function Choices<Value extends string>({
  legend,
  options,
  value,
  onChange,
}: {
  legend: string;
  options: readonly { readonly value: Value; readonly label: string; readonly does: string }[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <fieldset class="stack">
      <legend>{legend}</legend>
      {options.map((option) => (
        <div key={option.value}>
          <label class="choice">
            <input
              type="radio"
              name={name}
              aria-describedby={`${name}-${option.value}`}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            {option.label}
          </label>
          <p class="hint does" id={`${name}-${option.value}`}>
            {option.does}
          </p>
        </div>
      ))}
    </fieldset>
  );
}
