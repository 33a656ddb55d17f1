import { useState } from 'preact/hooks';
import { Refusal } from '../api/problem.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { PasswordField } from '../parts/passwordField.tsx';
import { words } from '../words/words.ts';
import { signIn } from './session.ts';

/** The form to sign in; asks for the second factor once the password was right. */
export function SignIn({ lead }: { lead: string }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [needsCode, setNeedsCode] = useState(false);
  const texts = words.value.session;
  const enter = useAction(async () => {
    try {
      await signIn(email, password, needsCode ? code : null);
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'session.code_needed') throw error;
      setNeedsCode(true);
    }
  });
  return (
    <form
      class="sign-in"
      onSubmit={(event) => {
        event.preventDefault();
        enter.run();
      }}
    >
      <p class="lead">{lead}</p>
      <Field label={texts.email}>
        {(control) => (
          <input
            {...control}
            type="email"
            name="email"
            autocomplete="username"
            required
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
        )}
      </Field>
      <PasswordField label={texts.password} value={password} onInput={setPassword} />
      {needsCode && (
        <Field label={texts.code} hint={texts.codeHint}>
          {(control) => (
            <input
              {...control}
              name="code"
              autocomplete="one-time-code"
              autocapitalize="none"
              spellcheck={false}
              required
              value={code}
              ref={(element) => {
                if (element && document.activeElement === document.body) element.focus();
              }}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      <ErrorText error={enter.error} />
      <div class="actions">
        <Button kind="main" type="submit" busy={enter.busy}>
          {texts.signIn}
        </Button>
      </div>
      <p class="hint">{texts.forgotten}</p>
    </form>
  );
}
