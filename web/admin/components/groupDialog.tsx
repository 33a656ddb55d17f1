import { useState } from 'preact/hooks';
import { change, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import type { Component, ComponentGroup, PageOrder } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { NameFields } from './componentFields.tsx';

type Written = Pick<ComponentGroup, 'name' | 'description'>;
const nothing: Written = { name: '', description: null };

/** Makes a group, or renames, describes and dissolves one. */
export function GroupDialog({
  group,
  onClose,
}: {
  /** Null: a new one. */
  group: Component | null;
  onClose: () => void;
}) {
  const texts = words.value.components;
  const [seen, setSeen] = useState<Written>(
    group ? { name: group.name, description: group.description } : nothing,
  );
  const [meanwhile, setMeanwhile] = useState(false);
  const [dissolving, setDissolving] = useState(false);
  const kept = useKept<Written>(`group.${group?.id ?? 'new'}`, seen);
  const save = useAction(async () => {
    if (!group) {
      const body = { component_group: { ...kept.value, components: [] } };
      await change('POST', onPage('/component-groups'), { body });
      kept.clear();
      onClose();
      notify(texts.groupAdded(kept.value.name));
      return;
    }
    const path = onPage(`/component-groups/${group.id}`);
    const outcome = await changeSeen<ComponentGroup, ComponentGroup>(
      'PATCH',
      path,
      { body: { component_group: kept.value }, ifRevision: null },
      () => read<ComponentGroup>(path),
      (now) => now.name === seen.name && now.description === seen.description,
    );
    if ('meanwhile' in outcome) {
      const { name, description } = outcome.meanwhile.body;
      setSeen({ name, description });
      setMeanwhile(true);
      return;
    }
    const before = seen;
    kept.clear();
    onClose();
    notify(words.value.parts.saved, async () => {
      await change('PATCH', path, { body: { component_group: before } });
    });
  });
  if (dissolving && group) return <Dissolve group={group} onClose={onClose} />;
  return (
    <Dialog title={group ? texts.editGroupOf(group.name) : texts.addGroup} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        {meanwhile && (
          <p class="warning" role="alert">
            {texts.meanwhile} {[seen.name, seen.description].filter(Boolean).join(' · ')}
          </p>
        )}
        <NameFields written={kept.value} error={save.error} onChange={kept.set} />
        {!group && <p class="hint">{texts.groupHint}</p>}
        <ErrorText error={save.error} />
        <div class="actions">
          <Button kind="main" type="submit" busy={save.busy}>
            {group ? words.value.parts.save : texts.addIt}
          </Button>
          <Button onClick={onClose}>{words.value.parts.cancel}</Button>
          {group && (
            <Button kind="danger" onClick={() => setDissolving(true)}>
              {texts.dissolve}
            </Button>
          )}
        </div>
      </form>
    </Dialog>
  );
}

function Dissolve({ group, onClose }: { group: Component; onClose: () => void }) {
  const texts = words.value.components;
  const dissolve = useAction(async () => {
    const { body: before } = await read<PageOrder>(onPage('/order'));
    const { body: gone } = await change<ComponentGroup>('DELETE', onPage(`/component-groups/${group.id}`));
    onClose();
    notify(texts.dissolved(group.name), async () => {
      const { name, description, components } = gone;
      const { body: again } = await change<ComponentGroup>('POST', onPage('/component-groups'), {
        body: { component_group: { name, description, components } },
      });
      const order = before.order.map((place) => (place.id === group.id ? { ...place, id: again.id } : place));
      await change('PUT', onPage('/order'), { body: { order } });
    });
  });
  return (
    <Confirmation
      title={texts.dissolveTitle(group.name)}
      verb={texts.dissolve}
      action={dissolve}
      onClose={onClose}
    >
      <p>{texts.dissolveLead}</p>
    </Confirmation>
  );
}
