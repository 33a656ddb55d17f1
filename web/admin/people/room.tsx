import { useLocation } from 'preact-iso/router';
import { useLive } from '../api/live.ts';
import type { Member } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { Invite } from './invite.tsx';
import { IssueToken } from './issueToken.tsx';
import { MemberPage } from './member.tsx';
import { Members } from './members.tsx';
import { Tokens } from './tokens.tsx';

/** Who may sign in, and which programs have a key. */
export function PeopleRoom() {
  const { path, query, route } = useLocation();
  const members = useLive<readonly Member[]>(onPage('/members'));
  const id = path.split('/')[3] ?? '';
  if (id !== '') {
    return (
      <Loaded live={members}>
        {(list) => <MemberPage key={id} member={list.find((member) => member.id === id)} />}
      </Loaded>
    );
  }
  const close = (): void => route('/admin/people', true);
  return (
    <>
      <Title text={words.value.rooms.people} />
      <Members members={members} />
      <Tokens members={members} />
      {query.new === 'member' && <Invite onClose={close} />}
      {query.new === 'token' && <IssueToken onClose={close} />}
    </>
  );
}
