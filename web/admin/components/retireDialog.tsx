import { useLocation } from 'preact-iso/router';
import { change, read } from '../api/ask.ts';
import type { Component, PageOrder } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Confirmation } from '../parts/confirmation.tsx';
import { notify } from '../parts/notices.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** Takes a component off the page. Its history stays. */
export function RetireDialog({ component, onClose }: { component: Component; onClose: () => void }) {
  const { id, name } = component;
  const texts = words.value.components;
  const { route } = useLocation();
  const path = onPage(`/components/${id}`);
  const retire = useAction(async () => {
    const { body: before } = await read<PageOrder>(onPage('/order'));
    await change('DELETE', path);
    route('/admin/components');
    notify(texts.retired(name), async () => {
      await change('POST', `${path}/restore`);
      await change('PUT', onPage('/order'), { body: before });
    });
  });
  return (
    <Confirmation title={texts.retireTitle(name)} verb={texts.retire} action={retire} onClose={onClose}>
      <p>{texts.retireLead}</p>
      <p>{texts.retireStays}</p>
    </Confirmation>
  );
}
