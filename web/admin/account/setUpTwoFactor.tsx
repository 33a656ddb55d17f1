import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import type { BegunTwoFactor, Recovery } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Copyable } from '../parts/copyable.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorText, sentenceFor } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { words } from '../words/words.ts';
import { QrCode } from './qrCode.tsx';

/** Shows the secret to the app, and asks for a code of it: nothing is asked for at the sign-in before that. */
export function SetUpTwoFactor({
  begun,
  onClose,
  onDone,
}: {
  begun: BegunTwoFactor;
  onClose: () => void;
  onDone: (recoveryCodes: readonly string[]) => void;
}) {
  const [code, setCode] = useState('');
  const texts = words.value.account;
  const confirm = useAction(async () => {
    const { body } = await change<Recovery>('POST', '/session/two_factor/confirm', {
      body: { code: code.replaceAll(/\s/g, '') },
    });
    onDone(body.recovery_codes);
  });
  const wrong = sentenceFor(confirm.error, 'two_factor.wrong_code');
  return (
    <Dialog title={texts.setUpTwoFactor} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          confirm.run();
        }}
      >
        <p>{texts.scan}</p>
        <QrCode code={begun.qr_code} label={texts.qr} />
        <Copyable label={texts.secret} text={begun.secret} />
        <Field label={texts.code} hint={texts.codeHint} problem={wrong}>
          {(control) => (
            <input
              {...control}
              autocomplete="one-time-code"
              inputMode="numeric"
              required
              value={code}
              onInput={(event) => setCode(event.currentTarget.value)}
            />
          )}
        </Field>
        <ErrorText error={wrong === null ? confirm.error : null} />
        <div class="actions">
          <Button kind="main" type="submit" busy={confirm.busy}>
            {texts.turnOn}
          </Button>
          <Button onClick={onClose}>{words.value.parts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
