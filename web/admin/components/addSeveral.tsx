import { useLocation } from 'preact-iso/router';
import { Title } from '../frame/title.tsx';
import { notify } from '../parts/notices.tsx';
import { words } from '../words/words.ts';
import { AddManyForm } from './addManyForm.tsx';

/** Adds many components and groups at once. */
export function AddSeveral() {
  const texts = words.value.components;
  const { route } = useLocation();
  return (
    <>
      <Title text={texts.addSeveral} />
      <p>
        <a href="/admin/components">{texts.backToAll}</a>
      </p>
      <AddManyForm
        onDone={(added) => {
          route('/admin/components');
          notify(texts.addedMany(added));
        }}
      />
    </>
  );
}
