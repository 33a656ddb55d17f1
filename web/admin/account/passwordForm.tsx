import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import { problemOf } from '../api/problem.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText, sentenceFor } from '../parts/errorText.tsx';
import { notify } from '../parts/notices.tsx';
import { PasswordField } from '../parts/passwordField.tsx';
import { currentSession } from '../session/session.ts';
import { words } from '../words/words.ts';

/** Another password in place of the present one. Neither is kept anywhere. */
export function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const texts = words.value.account;
  const save = useAction(async () => {
    await change('POST', '/session/password', { body: { current_password: current, password } });
    setCurrent('');
    setPassword('');
    notify(texts.passwordChanged);
  });
  const wrong = sentenceFor(save.error, 'password.wrong');
  const weak = problemOf(save.error, 'password');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.run();
      }}
    >
      <input type="hidden" autocomplete="username" value={currentSession().caller.member?.email ?? ''} />
      <PasswordField label={texts.currentPassword} problem={wrong} value={current} onInput={setCurrent} />
      <PasswordField
        label={texts.newPassword}
        hint={texts.newPasswordHint}
        problem={weak}
        autocomplete="new-password"
        value={password}
        onInput={setPassword}
      />
      <ErrorText error={wrong === null ? save.error : null} />
      <div class="actions">
        <Button type="submit" busy={save.busy}>
          {texts.changePassword}
        </Button>
      </div>
    </form>
  );
}
