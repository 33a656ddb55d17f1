import { change } from '../api/ask.ts';
import { useAction } from '../parts/action.ts';
import { Choices } from '../parts/choices.tsx';
import { FormDialog } from '../parts/formDialog.tsx';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { AddressFields, type Place, placeFor } from './addressFields.tsx';

type Wanted = Place & { readonly consent: 'ask' | 'given' };
const nobody: Wanted = { channel: 'email', address: '', consent: 'ask' };

/** Adds somebody who is to hear of everything. Addresses of e-mail are asked, unless they agreed already. */
export function AddSubscriber({ onClose }: { onClose: () => void }) {
  const form = useKept('subscriber', nobody);
  const { consent } = form.value;
  const isMail = form.value.channel === 'email';
  const texts = words.value.subscribers;
  const add = useAction(async () => {
    await change('POST', onPage('/subscribers'), {
      body: {
        subscriber: {
          ...placeFor(form.value),
          ...(isMail && { skip_confirmation_notification: consent === 'given' }),
        },
      },
    });
    form.clear();
    notify(isMail && consent === 'ask' ? texts.asked : texts.added);
    onClose();
  });
  return (
    <FormDialog title={texts.add} verb={texts.addVerb} action={add} onClose={onClose}>
      <AddressFields place={form.value} error={add.error} onChange={form.set} />
      {isMail && (
        <Choices
          legend={texts.consent}
          options={(['ask', 'given'] as const).map((value) => ({ value, ...texts.consents[value] }))}
          value={consent}
          onChange={(wish) => form.set({ consent: wish })}
        />
      )}
    </FormDialog>
  );
}
