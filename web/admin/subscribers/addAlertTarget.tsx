import { change } from '../api/ask.ts';
import { useAction } from '../parts/action.ts';
import { FormDialog } from '../parts/formDialog.tsx';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { AddressFields, type Place, placeFor } from './addressFields.tsx';

const nobody: Place = { channel: 'email', address: '' };

/** Adds somebody, or a chat, of the staff. They are not asked. */
export function AddAlertTarget({ onClose }: { onClose: () => void }) {
  const form = useKept('alertTarget', nobody);
  const texts = words.value.subscribers;
  const add = useAction(async () => {
    await change('POST', onPage('/alert_targets'), { body: { alert_target: placeFor(form.value) } });
    form.clear();
    notify(texts.added);
    onClose();
  });
  return (
    <FormDialog title={texts.addStaff} verb={texts.addVerb} action={add} onClose={onClose}>
      <AddressFields place={form.value} error={add.error} onChange={form.set} />
    </FormDialog>
  );
}
