import type { ComponentProps } from 'preact';
import { Field } from './field.tsx';

/** A field for a password: the present one, or another one in its place. */
export function PasswordField({
  autocomplete = 'current-password',
  value,
  onInput,
  ...field
}: Omit<ComponentProps<typeof Field>, 'children'> & {
  autocomplete?: 'current-password' | 'new-password';
  value: string;
  onInput: (password: string) => void;
}) {
  return (
    <Field {...field}>
      {(control) => (
        <input
          {...control}
          type="password"
          name="password"
          autocomplete={autocomplete}
          required
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
