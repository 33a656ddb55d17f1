import { Field } from '../parts/field.tsx';
import { LanguageOptions } from '../parts/languageOptions.tsx';
import { chooseLanguage, language, words } from '../words/words.ts';

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
          <LanguageOptions />
        </select>
      )}
    </Field>
  );
}
