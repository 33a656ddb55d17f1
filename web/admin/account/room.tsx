import { useLive } from '../api/live.ts';
import type { Caller } from '../api/shapes.ts';
import { Title } from '../frame/title.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { Section } from '../parts/section.tsx';
import { words } from '../words/words.ts';
import { LanguageField } from './languageField.tsx';
import { NameForm } from './nameForm.tsx';
import { PasswordForm } from './passwordForm.tsx';
import { Sessions } from './sessions.tsx';
import { TwoFactor } from './twoFactor.tsx';

/** What everybody sets for themselves. */
export function AccountRoom() {
  const caller = useLive<Caller>('/session');
  const texts = words.value.account;
  return (
    <>
      <Title text={words.value.rooms.account} />
      <LanguageField />
      <Loaded live={caller}>
        {({ member }) =>
          member && (
            <>
              <NameForm name={member.name} />
              <Section title={texts.password}>
                <PasswordForm />
              </Section>
              <Section title={texts.twoFactor}>
                <TwoFactor isOn={member.two_factor} />
              </Section>
            </>
          )
        }
      </Loaded>
      <Section title={texts.sessions}>
        <Sessions />
      </Section>
    </>
  );
}
