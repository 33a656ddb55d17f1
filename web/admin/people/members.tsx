import type { Live } from '../api/live.ts';
import type { Member } from '../api/shapes.ts';
import { Loaded } from '../parts/loaded.tsx';
import { Section } from '../parts/section.tsx';
import { words } from '../words/words.ts';
import { isOneself, nameOf } from './names.ts';

/** Who may sign in. */
export function Members({ members }: { members: Live<readonly Member[]> }) {
  const texts = words.value.people;
  return (
    <Section
      title={texts.members}
      actions={
        <a class="button main" href="/admin/people?new=member">
          {texts.invite}
        </a>
      }
    >
      <Loaded live={members}>
        {(list) => (
          <>
            <ul class="rows">
              {list.map((member) => (
                <li key={member.id}>
                  <div class="what">
                    <a href={`/admin/people/${member.id}`}>{nameOf(member)}</a>
                    <p class="facts">{factsOf(member).join(' · ')}</p>
                  </div>
                  <span>{words.value.roles[member.role]}</span>
                </li>
              ))}
            </ul>
            {list.length === 1 && <p class="empty">{texts.alone}</p>}
          </>
        )}
      </Loaded>
    </Section>
  );
}

/** What else is known of a member, besides what they are called and their role. */
export function factsOf(member: Member): readonly string[] {
  const texts = words.value.people;
  return [
    ...(isOneself(member) ? [texts.you] : []),
    ...(member.name === null ? [] : [member.email]),
    member.invited ? texts.invited : member.two_factor ? texts.twoFactor : texts.noTwoFactor,
  ];
}
