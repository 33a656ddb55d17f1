import { useLive } from '../api/live.ts';
import type { Incident } from '../api/shapes.ts';
import { may, onPage, signOut } from '../session/session.ts';
import { words } from '../words/words.ts';
import { rooms } from './rooms.ts';

/** Something that the palette offers: it opens an address or does something. */
export type Command = {
  readonly name: string;
  readonly run: { readonly to: string } | (() => void);
};

/** What can be done from everywhere, for who is signed in: what is open first. */
export function useCommands(): readonly Command[] {
  const unresolved = useLive<Incident[]>(onPage('/incidents/unresolved')).answer?.body ?? [];
  const scheduled = useLive<Incident[]>(onPage('/incidents/scheduled')).answer?.body ?? [];
  const texts = words.value.frame;
  return [
    ...(may('editor')
      ? [
          { name: words.value.incidents.declare, run: { to: '/admin/incidents/new' } },
          { name: words.value.maintenances.plan, run: { to: '/admin/maintenances/new' } },
        ]
      : []),
    ...unresolved.map(({ id, name }) => ({ name, run: { to: `/admin/incidents/${id}` } })),
    ...scheduled.map(({ id, name }) => ({ name, run: { to: `/admin/maintenances/${id}` } })),
    ...rooms
      .filter(({ role }) => may(role))
      .map(({ name, path }) => ({ name: texts.goTo(words.value.rooms[name]), run: { to: `/admin${path}` } })),
    {
      name: texts.goTo(words.value.incidents.templates),
      run: { to: '/admin/incidents/templates' },
    },
    ...(may('admin') ? [{ name: words.value.components.add, run: { to: '/admin/components/new' } }] : []),
    { name: texts.goTo(words.value.components.retiredOnes), run: { to: '/admin/components/retired' } },
    ...(may('admin')
      ? [
          { name: texts.goTo(words.value.page.parts.look), run: { to: '/admin/page/look' } },
          { name: texts.goTo(words.value.page.parts.availability), run: { to: '/admin/page/availability' } },
          { name: texts.goTo(words.value.page.parts.elsewhere), run: { to: '/admin/page/elsewhere' } },
          { name: words.value.subscribers.add, run: { to: '/admin/subscribers?new=subscriber' } },
          { name: words.value.people.invite, run: { to: '/admin/people?new=member' } },
          { name: words.value.people.issue, run: { to: '/admin/people?new=token' } },
        ]
      : []),
    { name: texts.viewPage, run: () => void window.open('/', '_blank', 'noopener') },
    { name: texts.signOut, run: () => void signOut() },
  ];
}
