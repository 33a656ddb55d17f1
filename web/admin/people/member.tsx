import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';
import type { Role } from '../../../server/domain/access.ts';
import { change } from '../api/ask.ts';
import type { Member, Offered } from '../api/shapes.ts';
import { NotFound } from '../frame/notFound.tsx';
import { Title } from '../frame/title.tsx';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { notify } from '../parts/notices.tsx';
import { Section } from '../parts/section.tsx';
import { Instant } from '../parts/time.tsx';
import { may, onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { LinkDialog } from './linkDialog.tsx';
import { factsOf } from './members.tsx';
import { isOneself, nameOf } from './names.ts';
import { RoleChoice } from './roleChoice.tsx';

/** One member, and all that can be done with their membership. */
export function MemberPage({ member }: { member: Member | undefined }) {
  const texts = words.value.people;
  if (!member) return <NotFound />;
  return (
    <>
      <a href="/admin/people">{texts.toList}</a>
      <Title text={nameOf(member)} />
      <p class="facts">
        {[words.value.roles[member.role], ...factsOf(member)].join(' · ')} · {texts.since}{' '}
        <Instant at={member.created_at} />
      </p>
      {may(member.role) ? <Powers member={member} /> : <p>{texts.aboveYou}</p>}
    </>
  );
}

type Asked = 'role' | 'link' | 'twoFactor' | 'remove';

function Powers({ member }: { member: Member }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const [chosen, setChosen] = useState<Role | null>(null);
  const [offered, setOffered] = useState<Offered | null>(null);
  const { route } = useLocation();
  const texts = words.value.people;
  const role = chosen ?? member.role;
  const path = onPage(`/members/${member.id}`);
  const name = nameOf(member);
  const self = isOneself(member);
  const close = (): void => setAsked(null);
  const changeRole = useAction(async () => {
    await change('PATCH', path, { body: { member: { role } } });
    close();
    setChosen(null);
    notify(texts.roleChanged(name, words.value.roles[role]));
  });
  const makeLink = useAction(async () => {
    const { body } = await (member.invited
      ? change<Offered>('POST', onPage('/members'), {
          body: { member: { email: member.email, role: member.role } },
        })
      : change<Offered>('POST', `${path}/password_reset`));
    close();
    setOffered(body);
  });
  const endTwoFactor = useAction(async () => {
    await change('DELETE', `${path}/two_factor`);
    close();
    notify(texts.twoFactorReset(name));
  });
  const remove = useAction(async () => {
    await change('DELETE', path);
    notify(texts.removed(name));
    route('/admin/people', true);
  });
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setAsked('role');
        }}
      >
        <RoleChoice value={role} onChange={setChosen} />
        <div class="actions">
          <Button type="submit" disabled={role === member.role}>
            {texts.changeRole}
          </Button>
        </div>
      </form>
      <Section title={texts.access}>
        {self ? (
          <p>
            <a href="/admin/account">{texts.ownAccess}</a>
          </p>
        ) : (
          <div class="actions">
            <Button onClick={() => setAsked('link')}>
              {member.invited ? texts.newInvitation : texts.passwordLink}
            </Button>
            {member.two_factor && (
              <Button kind="danger" onClick={() => setAsked('twoFactor')}>
                {texts.resetTwoFactor}
              </Button>
            )}
          </div>
        )}
      </Section>
      <Section title={texts.membership}>
        <div class="actions">
          <Button kind="danger" onClick={() => setAsked('remove')}>
            {texts.remove}
          </Button>
        </div>
      </Section>
      {asked === 'role' && (
        <Confirmation
          title={texts.changeRole}
          action={changeRole}
          verb={texts.makeThem(words.value.roles[role])}
          kind="main"
          onClose={close}
        >
          <p>{texts.roleWill(name, words.value.roles[role], self)}</p>
        </Confirmation>
      )}
      {asked === 'link' && (
        <Confirmation
          title={member.invited ? texts.newInvitation : texts.passwordLink}
          action={makeLink}
          verb={texts.makeLink}
          kind="main"
          onClose={close}
        >
          <p>{member.invited ? texts.invitationWill(name) : texts.linkWill(name)}</p>
        </Confirmation>
      )}
      {asked === 'twoFactor' && (
        <Confirmation title={texts.resetTwoFactor} action={endTwoFactor} verb={texts.turnOff} onClose={close}>
          <p>{texts.twoFactorWill(name)}</p>
        </Confirmation>
      )}
      {asked === 'remove' && (
        <Confirmation title={texts.remove} action={remove} verb={texts.removeVerb(name)} onClose={close}>
          <p>{texts.removeWill(name, self)}</p>
        </Confirmation>
      )}
      {offered && <LinkDialog offered={offered} onClose={() => setOffered(null)} />}
    </>
  );
}
