import { useState } from 'preact/hooks';
import { change, read } from '../api/ask.ts';
import { changeSeen } from '../api/changeSeen.ts';
import { problemOf } from '../api/problem.ts';
import type { Incident } from '../api/shapes.ts';
import { useAction } from '../parts/action.ts';
import { Field } from '../parts/field.tsx';
import { FormDialog } from '../parts/formDialog.tsx';
import { useKept } from '../parts/kept.ts';
import { notify } from '../parts/notices.tsx';
import { Overtaken } from '../parts/overtaken.tsx';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { ImpactField } from './impactField.tsx';

type Details = Pick<Incident, 'name' | 'impact_override' | 'reminder_intervals'>;

function detailsOf({ name, impact_override, reminder_intervals }: Incident): Details {
  return { name, impact_override, reminder_intervals };
}

/** Hours of silence between reminders, as the API takes them; null: as by default. */
const intervals = [null, '1', '2', '4', '[]'] as const;

/** What an incident is called, what it means for customers, and when staff are reminded of its silence. */
export function DetailsDialog({
  incident,
  revision,
  onClose,
}: {
  incident: Incident;
  revision: number;
  onClose: () => void;
}) {
  const texts = words.value.incidents;
  const [seen, setSeen] = useState({ details: detailsOf(incident), revision });
  const [meanwhile, setMeanwhile] = useState(false);
  const kept = useKept<Details>(`incident.${incident.id}.details`, seen.details);
  const written = kept.value;
  const path = onPage(`/incidents/${incident.id}`);
  const save = useAction(async () => {
    const outcome = await changeSeen<Incident, Incident>(
      'PATCH',
      path,
      { body: { incident: written }, ifRevision: seen.revision },
      () => read<Incident>(path),
      (now) => JSON.stringify(detailsOf(now)) === JSON.stringify(seen.details),
    );
    if ('meanwhile' in outcome) {
      const { body, revision: now } = outcome.meanwhile;
      setSeen({ details: detailsOf(body), revision: now ?? revision });
      setMeanwhile(true);
      return;
    }
    const before = seen.details;
    kept.clear();
    onClose();
    notify(words.value.parts.saved, async () => {
      await change('PATCH', path, { body: { incident: before } });
    });
  });
  const chosen = written.reminder_intervals;
  const known = intervals.some((interval) => interval === chosen);
  return (
    <FormDialog title={texts.editDetails} verb={words.value.parts.save} action={save} onClose={onClose}>
      {meanwhile && (
        <Overtaken
          lead={texts.detailsMeanwhile}
          onKeepTheirs={() => {
            kept.clear();
            onClose();
          }}
        >
          <p class="said">
            {`${seen.details.name} · ${texts.impact}: `}
            {seen.details.impact_override === null
              ? texts.impactFollows
              : words.value.impacts[seen.details.impact_override]}
            {` · ${texts.reminderChoice(seen.details.reminder_intervals)}`}
          </p>
        </Overtaken>
      )}
      <Field label={texts.name} problem={problemOf(save.error, 'name')}>
        {(control) => (
          <input
            {...control}
            maxLength={255}
            required
            value={written.name}
            onInput={(event) => kept.set({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <ImpactField
        value={written.impact_override}
        onChange={(impact_override) => kept.set({ impact_override })}
      />
      <Field
        label={texts.reminders}
        hint={texts.remindersHint}
        problem={problemOf(save.error, 'reminder_intervals')}
      >
        {(control) => (
          <select
            {...control}
            value={chosen ?? ''}
            onChange={(event) => kept.set({ reminder_intervals: event.currentTarget.value || null })}
          >
            {intervals.map((interval) => (
              <option key={interval} value={interval ?? ''}>
                {texts.reminderChoice(interval)}
              </option>
            ))}
            {!known && chosen !== null && <option value={chosen}>{texts.reminderChoice(chosen)}</option>}
          </select>
        )}
      </Field>
    </FormDialog>
  );
}
