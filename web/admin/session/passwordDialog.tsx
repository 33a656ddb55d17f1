import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { change, gate } from '../api/ask.ts';
import { useAction } from '../parts/action.ts';
import { FormDialog } from '../parts/formDialog.tsx';
import { PasswordField } from '../parts/passwordField.tsx';
import { words } from '../words/words.ts';
import { currentSession } from './session.ts';

/** Who waits for the password, all answered at once. Null: nobody. */
const waiting = signal<((confirmed: boolean) => void)[] | null>(null);

gate.confirmPassword = () =>
  new Promise((resolve) => {
    waiting.value = [...(waiting.value ?? []), resolve];
  });

function settle(confirmed: boolean): void {
  const all = waiting.value ?? [];
  waiting.value = null;
  for (const resolve of all) resolve(confirmed);
}

/** Asks for the password again, when the API wants it for what is dangerous. */
export function PasswordDialog() {
  return waiting.value === null ? null : <PasswordForm />;
}

function PasswordForm() {
  const [password, setPassword] = useState('');
  const confirm = useAction(async () => {
    await change('POST', '/session/confirm', { body: { password } });
    settle(true);
  });
  const texts = words.value.session;
  return (
    <FormDialog
      title={texts.confirmTitle}
      verb={texts.confirm}
      action={confirm}
      onClose={() => settle(false)}
    >
      <p>{texts.confirmLead}</p>
      <input type="hidden" autocomplete="username" value={currentSession().caller.member?.email ?? ''} />
      <PasswordField label={texts.password} value={password} onInput={setPassword} />
    </FormDialog>
  );
}
