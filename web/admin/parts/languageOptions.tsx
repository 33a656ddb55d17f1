import { languageNames } from '../words/words.ts';

/** The languages in a `select`, each by its own name. */
export function LanguageOptions() {
  return (
    <>
      {languageNames.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </>
  );
}
