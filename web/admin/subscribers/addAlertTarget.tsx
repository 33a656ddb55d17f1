import { change } from '../api/ask.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorText } from '../parts/errorText.tsx';
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
    <Dialog title={texts.addStaff} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.run();
        }}
      >
        <AddressFields place={form.value} error={add.error} onChange={form.set} />
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
