import { change } from '../api/ask.ts';
import type { Component } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { ComponentFields, nothingWritten } from './componentFields.tsx';

/** Adds one component, at the end of its group or of the page. */
export function AddComponent({ groups, onClose }: { groups: readonly Component[]; onClose: () => void }) {
  const texts = words.value.components;
  const kept = useKept('component.new', nothingWritten);
  const add = useAction(async () => {
    const { body } = await change<Component>('POST', onPage('/components'), {
      body: { component: kept.value },
    });
    kept.clear();
    onClose();
    notify(texts.added(body.name));
  });
  return (
    <Dialog title={texts.add} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          add.run();
        }}
      >
        <ComponentFields written={kept.value} groups={groups} error={add.error} onChange={kept.set} />
        <ErrorText error={add.error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={add.busy}>
            {texts.addIt}
          </Button>
          <Button onClick={onClose}>{words.value.parts.cancel}</Button>
        </div>
      </form>
    </Dialog>
  );
}
