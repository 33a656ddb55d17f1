import { isTimeZone } from '../../../server/domain/timeZone.ts';
import { problemOf } from '../api/problem.ts';
import type { Page } from '../api/shapes.ts';
import { Field } from '../parts/field.tsx';
import { LanguageOptions } from '../parts/languageOptions.tsx';
import { Section } from '../parts/section.tsx';
import { zonesWith } from '../parts/zones.ts';
import { printClock } from '../words/print.ts';
import { languageNames, words } from '../words/words.ts';
import { type SettingsRecord, useSettings } from './settings.ts';
import { SettingsForm } from './settingsForm.tsx';

const textFields = [
  'name',
  'headline',
  'page_description',
  'url',
  'support_url',
  'hidden_from_search',
  'time_zone',
] as const;

/** What the page is called and says of itself, when its days begin, and what it is written in. */
export function Basics({ record }: { record: SettingsRecord<Page> }) {
  return (
    <>
      <Texts record={record} />
      <Language record={record} />
    </>
  );
}

function Texts({ record }: { record: SettingsRecord<Page> }) {
  const settings = useSettings('texts', record, textFields);
  const { value, current, save, set } = settings;
  const texts = words.value.page;
  const line = (name: 'headline' | 'url' | 'support_url', example = '') => (
    <Field label={texts.labels[name]} hint={texts.hints[name]} problem={problemOf(save.error, name)}>
      {(control) => (
        <input
          {...control}
          inputMode={name === 'headline' ? 'text' : 'url'}
          placeholder={example}
          value={value[name] ?? ''}
          onInput={(event) => set({ [name]: event.currentTarget.value || null })}
        />
      )}
    </Field>
  );
  return (
    <Section title={texts.textsTitle}>
      <SettingsForm
        settings={settings}
        tell={(field) => `${texts.labels[field]}: ${texts.tell(current[field])}`}
      >
        <Field label={texts.labels.name} problem={problemOf(save.error, 'name')}>
          {(control) => (
            <input
              {...control}
              required
              maxLength={255}
              value={value.name}
              onInput={(event) => set({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        {line('headline')}
        <Field
          label={texts.labels.page_description}
          hint={texts.hints.page_description}
          problem={problemOf(save.error, 'page_description')}
        >
          {(control) => (
            <textarea
              {...control}
              maxLength={2000}
              value={value.page_description ?? ''}
              onInput={(event) => set({ page_description: event.currentTarget.value || null })}
            />
          )}
        </Field>
        {line('url', 'https://example.com')}
        {line('support_url', 'mailto:help@example.com')}
        <ZoneField
          value={value.time_zone}
          problem={problemOf(save.error, 'time_zone')}
          onChange={(time_zone) => set({ time_zone })}
        />
        <div>
          <label class="choice">
            <input
              type="checkbox"
              aria-describedby="hidden-hint"
              checked={value.hidden_from_search}
              onChange={(event) => set({ hidden_from_search: event.currentTarget.checked })}
            />
            {texts.labels.hidden_from_search}
          </label>
          <p class="hint does" id="hidden-hint">
            {texts.hints.hidden_from_search}
          </p>
        </div>
      </SettingsForm>
    </Section>
  );
}

/** Typed or found in the list; says what time it is there. */
function ZoneField({
  value,
  problem,
  onChange,
}: {
  value: string;
  problem: string | null;
  onChange: (zone: string) => void;
}) {
  const texts = words.value.page;
  return (
    <Field
      label={texts.labels.time_zone}
      hint={`${words.value.setup.zoneHint} ${isTimeZone(value) ? texts.timeThere(printClock(Date.now(), value)) : texts.noZone}`}
      problem={problem}
    >
      {(control) => (
        <>
          <input
            {...control}
            required
            list={`${control.id}-zones`}
            autocomplete="off"
            spellcheck={false}
            value={value}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <datalist id={`${control.id}-zones`}>
            {zonesWith('UTC').map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

function Language({ record }: { record: SettingsRecord<Page> }) {
  const settings = useSettings('language', record, ['language']);
  const { value, current, save, set } = settings;
  const texts = words.value.page;
  const nameOf = (wanted: string): string =>
    languageNames.find(({ code }) => code === wanted)?.name ?? wanted;
  return (
    <Section title={words.value.setup.language}>
      <SettingsForm settings={settings} tell={() => nameOf(current.language)}>
        <Field
          label={texts.language}
          hint={
            <>
              {texts.languageHint} <a href="/admin/account">{words.value.rooms.account}</a>
            </>
          }
          problem={problemOf(save.error, 'language')}
        >
          {(control) => (
            <select
              {...control}
              value={value.language}
              onChange={(event) => set({ language: event.currentTarget.value as Page['language'] })}
            >
              <LanguageOptions />
            </select>
          )}
        </Field>
      </SettingsForm>
    </Section>
  );
}
