import { change } from '../api/ask.ts';
import type { Component } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { FormDialog } from '../parts/formDialog.tsx';
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
    <FormDialog title={texts.add} verb={texts.addIt} action={add} onClose={onClose}>
      <ComponentFields written={kept.value} groups={groups} error={add.error} onChange={kept.set} />
    </FormDialog>
  );
}
