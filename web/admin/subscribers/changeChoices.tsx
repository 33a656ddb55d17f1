import { useState } from 'preact/hooks';
import { change } from '../api/ask.ts';
import { problemOf } from '../api/problem.ts';
import type { Subscriber } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Field } from '../parts/field.tsx';
import { FormDialog } from '../parts/formDialog.tsx';
import { LanguageOptions } from '../parts/languageOptions.tsx';
import { notify } from '../parts/notices.tsx';
import { usePage } from '../parts/page.ts';
import { zonesWith } from '../parts/zones.ts';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { type Chosen, changesOf } from './chosen.ts';
import { ScopeFields } from './scopeFields.tsx';

/** Changes what somebody hears of, and how. What they change themselves meanwhile by their link stays as they want it. */
export function ChangeChoices({ subscriber, onClose }: { subscriber: Subscriber; onClose: () => void }) {
  const [before] = useState<Chosen>(subscriber);
  const [chosen, setChosen] = useState(before);
  const set = (some: Partial<Chosen>): void => setChosen({ ...chosen, ...some });
  const texts = words.value.subscribers;
  const page = usePage().answer?.body;
  const save = useAction(async () => {
    const body = changesOf(before, chosen);
    if (body) await change('PATCH', onPage(`/subscribers/${subscriber.id}`), { body });
    notify(words.value.parts.saved);
    onClose();
  });
  const { incidents, maintenances, language, time_zone } = chosen;
  return (
    <FormDialog
      title={texts.changeOf(subscriber.display_address ?? '')}
      verb={words.value.parts.save}
      action={save}
      disabled={!incidents && !maintenances}
      onClose={onClose}
    >
      {subscriber.incident_id === null && <ScopeFields chosen={chosen} error={save.error} onChange={set} />}
      <Field label={texts.language} problem={problemOf(save.error, 'language')}>
        {(control) => (
          <select
            {...control}
            value={language}
            onChange={(event) => set({ language: event.currentTarget.value as Chosen['language'] })}
          >
            <LanguageOptions />
          </select>
        )}
      </Field>
      <Field label={texts.zone} problem={problemOf(save.error, 'time_zone')}>
        {(control) => (
          <select
            {...control}
            value={time_zone ?? ''}
            onChange={(event) => set({ time_zone: event.currentTarget.value || null })}
          >
            <option value="">{texts.zoneOfPage(page?.time_zone ?? '')}</option>
            {zonesWith(time_zone ?? 'UTC').map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        )}
      </Field>
    </FormDialog>
  );
}
