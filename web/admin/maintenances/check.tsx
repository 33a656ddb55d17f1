/** A box with its text. */
export function Check({
  text,
  value,
  onChange,
}: {
  text: string;
  value: boolean;
  onChange: (value: boolean) => void;
}) {
  return (
    <label class="choice">
      <input type="checkbox" checked={value} onChange={(event) => onChange(event.currentTarget.checked)} />
      {text}
    </label>
  );
}
