import { channels } from '../../../server/domain/subscriber.ts';
import { change } from '../api/ask.ts';
import { problemOf } from '../api/problem.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Choices } from '../parts/choices.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** A browser subscribes by itself. */
const written = channels.filter((channel) => channel !== 'web_push');

type Wanted = {
  readonly channel: (typeof written)[number];
  readonly address: string;
  readonly consent: 'ask' | 'given';
};
const nobody: Wanted = { channel: 'email', address: '', consent: 'ask' };

/** Adds somebody who is to hear of everything. Addresses of e-mail are asked, unless they agreed already. */
export function AddSubscriber({ onClose }: { onClose: () => void }) {
  const form = useKept('subscriber', nobody);
  const { channel, address, consent } = form.value;
  const isMail = channel === 'email';
  const texts = words.value.subscribers;
  const add = useAction(async () => {
    await change('POST', onPage('/subscribers'), {
      body: {
        subscriber: isMail
          ? { channel, email: address, skip_confirmation_notification: consent === 'given' }
          : { channel, endpoint: address },
      },
    });
    form.clear();
    notify(isMail && consent === 'ask' ? texts.asked : texts.added);
    onClose();
  });
  return (
    <Dialog title={texts.add} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.run();
        }}
      >
        <Field label={texts.channel} problem={problemOf(add.error, 'channel')}>
          {(control) => (
            <select
              {...control}
              value={channel}
              onChange={(event) =>
                form.set({ channel: written[event.currentTarget.selectedIndex] ?? 'email' })
              }
            >
              {written.map((each) => (
                <option key={each} value={each}>
                  {words.value.told.channels[each]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field
          label={texts.address}
          hint={texts.addressHints[channel]}
          problem={problemOf(add.error, isMail ? 'email' : 'endpoint')}
        >
          {(control) => (
            <input
              {...control}
              inputMode={isMail ? 'email' : 'url'}
              autocomplete="off"
              required
              value={address}
              onInput={(event) => form.set({ address: event.currentTarget.value })}
            />
          )}
        </Field>
        {isMail && (
          <Choices
            legend={texts.consent}
            options={(['ask', 'given'] as const).map((value) => ({ value, ...texts.consents[value] }))}
            value={consent}
            onChange={(wish) => form.set({ consent: wish })}
          />
        )}
        <ErrorText error={add.error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={add.busy}>
            {texts.addVerb}
          </Button>
          <Button onClick={onClose}>{words.value.parts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
