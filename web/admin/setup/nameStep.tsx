import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import { problemOf } from '../api/problem.ts';
import type { Page } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Button } from '../parts/button.tsx';
import { ErrorText } from '../parts/errorText.tsx';
import { Field } from '../parts/field.tsx';
import { LanguageOptions } from '../parts/languageOptions.tsx';
import { zonesWith } from '../parts/zones.ts';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';

/** The name, the language and the time zone of the page. The zone is the browser's until somebody chooses another. */
export function NameStep({ page, isNamed, onDone }: { page: Page; isNamed: boolean; onDone: () => void }) {
  const [name, setName] = useState(isNamed ? page.name : '');
  const [zone, setZone] = useState(
    isNamed ? page.time_zone : Intl.DateTimeFormat().resolvedOptions().timeZone,
  );
  const [language, setLanguage] = useState(page.language);
  const texts = words.value.setup;
  const save = useAction(async () => {
    await change('PATCH', onPage(''), { body: { page: { name, time_zone: zone, language } } });
    onDone();
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.run();
      }}
    >
      <Field label={texts.name} hint={texts.nameHint} problem={problemOf(save.error, 'name')}>
        {(control) => (
          <input {...control} required value={name} onInput={(event) => setName(event.currentTarget.value)} />
        )}
      </Field>
      <Field label={texts.zone} hint={texts.zoneHint} problem={problemOf(save.error, 'time_zone')}>
        {(control) => (
          <select {...control} value={zone} onChange={(event) => setZone(event.currentTarget.value)}>
            {zonesWith(zone).map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        )}
      </Field>
      <Field label={texts.language} hint={texts.languageHint} problem={problemOf(save.error, 'language')}>
        {(control) => (
          <select
            {...control}
            value={language}
            onChange={(event) => setLanguage(event.currentTarget.value as Page['language'])}
          >
            <LanguageOptions />
          </select>
        )}
      </Field>
      <ErrorText error={save.error} />
      <div class="actions">
        <Button kind="main" type="submit" busy={save.busy}>
          {texts.next}
        </Button>
      </div>
    </form>
  );
}
