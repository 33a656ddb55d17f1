import { Title } from '../frame/title.tsx';
import { Field } from '../parts/field.tsx';
import { chooseLanguage, language, languageNames, words } from '../words/words.ts';

/** What everybody sets for themselves. */
export default function AccountRoom() {
  const texts = words.value.account;
  return (
    <>
      <Title text={words.value.rooms.account} />
      <Field label={texts.language} hint={texts.languageHint}>
        {(control) => (
          <select
            {...control}
            value={language.value}
            onChange={(event) => void chooseLanguage(event.currentTarget.value)}
          >
            {languageNames.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
