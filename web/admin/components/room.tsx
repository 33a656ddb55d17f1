import { useLocation } from 'preact-iso/router';
import { may } from '../session/session.ts';
import { AddSeveral } from './addSeveral.tsx';
import { ComponentPage } from './componentPage.tsx';
import { ComponentList } from './list.tsx';
import { RetiredComponents } from './retired.tsx';

/** Components and groups: all of them, one of them, and those that left the page. */
export function ComponentsRoom() {
  const { path } = useLocation();
  const part = path.split('/')[3] ?? '';
  if (part === '' || part === 'new')
    return <ComponentList key={part} opened={part === '' ? null : 'component'} />;
  if (part === 'retired') return <RetiredComponents />;
  if (part === 'many' && may('admin')) return <AddSeveral />;
  return <ComponentPage key={part} id={part} />;
}
