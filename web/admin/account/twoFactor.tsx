import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import type { BegunTwoFactor } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { notify } from '../parts/notices.tsx';
import { words } from '../words/words.ts';
import { RecoveryCodes } from './recoveryCodes.tsx';
import { SetUpTwoFactor } from './setUpTwoFactor.tsx';

/** Codes of an authenticator app, asked for besides the password. */
export function TwoFactor({ isOn }: { isOn: boolean }) {
  const [begun, setBegun] = useState<BegunTwoFactor | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [isAsked, setAsked] = useState(false);
  const texts = words.value.account;
  const begin = useAction(async () => {
    setBegun((await change<BegunTwoFactor>('POST', '/session/two_factor')).body);
  });
  const end = useAction(async () => {
    await change('DELETE', '/session/two_factor');
    setAsked(false);
    notify(texts.twoFactorEnded);
  });
  return (
    <>
      <p>{isOn ? texts.twoFactorOn : texts.twoFactorOff}</p>
      <ErrorText error={begin.error} />
      <div class="actions">
        {isOn ? (
          <Button kind="danger" onClick={() => setAsked(true)}>
            {texts.endTwoFactor}
          </Button>
        ) : (
          <Button busy={begin.busy} onClick={() => begin.run()}>
            {texts.setUpTwoFactor}
          </Button>
        )}
      </div>
      {begun && (
        <SetUpTwoFactor
          begun={begun}
          onClose={() => setBegun(null)}
          onDone={(recovery) => {
            setBegun(null);
            setCodes(recovery);
          }}
        />
      )}
      {codes && <RecoveryCodes codes={codes} onClose={() => setCodes(null)} />}
      {isAsked && (
        <Confirmation
          title={texts.endTwoFactor}
          action={end}
          verb={texts.turnOff}
          onClose={() => setAsked(false)}
        >
          <p>{texts.endWill}</p>
        </Confirmation>
      )}
    </>
  );
}
