import { Field } from '../parts/field.tsx';
import { chooseLanguage, language, languageNames, words } from '../words/words.ts';

/** In which language this application speaks, in this browser. */
export function LanguageField() {
  const texts = words.value.account;
  return (
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
  );
}
