import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import { change } from '../api/ask.ts';
import type { Subscriber } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { notify } from '../parts/notices.tsx';
import { Section } from '../parts/section.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { ChangeChoices } from './changeChoices.tsx';

/** What can be done about a subscriber in their state. */
export function Powers({ subscriber }: { subscriber: Subscriber }) {
  const [asked, setAsked] = useState<'change' | 'unsubscribe' | 'erase' | null>(null);
  const { route } = useLocation();
  const texts = words.value.subscribers;
  const { state, mode } = subscriber;
  const path = onPage(`/subscribers/${subscriber.id}`);
  const place = subscriber.display_address ?? '';
  const close = (): void => setAsked(null);
  const resend = useAction(async () => {
    await change('POST', `${path}/resend_confirmation`);
    notify(texts.resent);
  });
  const reactivate = useAction(async () => {
    await change('POST', `${path}/reactivate`);
    notify(texts.reactivated(place));
  });
  const unsubscribe = useAction(async () => {
    await change('DELETE', path);
    close();
    notify(texts.unsubscribed(place));
  });
  const erase = useAction(async () => {
    await change('DELETE', `${path}?erase=true`);
    notify(texts.erased);
    route('/admin/subscribers', true);
  });
  return (
    <Section title={texts.subscription}>
      <div class="actions">
        {state !== 'unsubscribed' && <Button onClick={() => setAsked('change')}>{texts.change}</Button>}
        {state === 'unconfirmed' && mode === 'email' && (
          <Button busy={resend.busy} onClick={() => resend.run()}>
            {texts.resend}
          </Button>
        )}
        {state === 'quarantined' && (
          <Button busy={reactivate.busy} onClick={() => reactivate.run()}>
            {texts.reactivate}
          </Button>
        )}
        {state !== 'unsubscribed' && (
          <Button onClick={() => setAsked('unsubscribe')}>{texts.unsubscribe}</Button>
        )}
        <Button kind="danger" onClick={() => setAsked('erase')}>
          {texts.erase}
        </Button>
      </div>
      <ErrorText error={resend.error ?? reactivate.error} />
      {asked === 'change' && <ChangeChoices subscriber={subscriber} onClose={close} />}
      {asked === 'unsubscribe' && (
        <Confirmation
          title={texts.unsubscribe}
          action={unsubscribe}
          verb={texts.unsubscribeVerb(place)}
          onClose={close}
        >
          <p>{texts.unsubscribeWill}</p>
        </Confirmation>
      )}
      {asked === 'erase' && (
        <Confirmation title={texts.erase} action={erase} verb={texts.eraseVerb(place)} onClose={close}>
          <p>{texts.eraseWill}</p>
        </Confirmation>
      )}
    </Section>
  );
}
