import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { change, gate } from '../api/ask.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorText } from '../parts/errorText.tsx';
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
    <Dialog title={texts.confirmTitle} onClose={() => settle(false)}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm.run();
        }}
      >
        <p>{texts.confirmLead}</p>
        <input type="hidden" autocomplete="username" value={currentSession().caller.member?.email ?? ''} />
        <PasswordField label={texts.password} value={password} onInput={setPassword} />
        <ErrorText error={confirm.error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={confirm.busy}>
            {texts.confirm}
          </Button>
          <Button onClick={() => settle(false)}>{words.value.parts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
