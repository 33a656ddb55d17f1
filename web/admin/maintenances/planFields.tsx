import { useMemo } from 'preact/hooks';
import { useLive, useLiveList } from '../api/live.ts';
import { problemOf } from '../api/problem.ts';
import type { Incident } from '../api/shapes.ts';
import { Field } from '../parts/field.tsx';
import { useNow } from '../parts/now.ts';
import { onPage } from '../session/session.ts';
import { words } from '../words/words.ts';
import { AutomaticFields } from './automaticFields.tsx';
import { ComponentField } from './componentField.tsx';
import { HintList } from './hintList.tsx';
import { hintsFor } from './hints.ts';
import { nextOccurrences } from './nextOccurrences.ts';
import { type Plan, plannedWindow } from './plan.ts';
import { RepeatFields } from './repeatFields.tsx';
import { WindowFields } from './windowFields.tsx';

/** What is planned: `maybe` a series, certainly `one`, or an existing `series`. */
type Repeats = 'maybe' | 'one' | 'series';

/** The fields of a plan, with what somebody should know of it. */
export function PlanFields({
  plan,
  zone,
  repeats,
  known = [],
  isBegun = false,
  error,
  onChange,
}: {
  plan: Plan;
  zone: string;
  repeats: Repeats;
  /** Ids of the maintenances that this is the plan of. */
  known?: readonly (string | null)[];
  isBegun?: boolean;
  error: unknown;
  onChange: (change: Partial<Plan>) => void;
}) {
  const texts = words.value.maintenances;
  const now = useNow();
  const maintenances = useLiveList<Incident>(onPage('/incidents/scheduled')).answer?.body ?? [];
  const incidents = useLive<Incident[]>(onPage('/incidents/unresolved')).answer?.body ?? [];
  const { start, end, repeat } = plan;
  const isRepeating = repeats !== 'one' && repeat.every !== 'never';
  // Time alone hardly moves them
  const next = useMemo(
    () => (isRepeating ? nextOccurrences(repeat, start, zone, now) : []),
    [isRepeating, repeat, start, zone],
  );
  const window = plannedWindow(plan, zone);
  const windows = isRepeating
    ? next.map((at) => ({ start: at, end: at + (window ? window.end - window.start : 0) }))
    : window
      ? [window]
      : [];
  const hints = hintsFor(
    {
      start,
      end,
      zone,
      componentIds: plan.componentIds,
      windows,
      repeats: isRepeating,
      isKnown: repeats !== 'maybe',
    },
    maintenances.filter(({ id }) => !known.includes(id)),
    incidents,
    now,
  );
  return (
    <>
      <Field label={texts.name} problem={problemOf(error, 'name')}>
        {(control) => (
          <input
            {...control}
            maxLength={255}
            placeholder={texts.nameExample}
            value={plan.name}
            onInput={(event) => onChange({ name: event.currentTarget.value })}
          />
        )}
      </Field>
      <ComponentField
        ids={plan.componentIds}
        problem={problemOf(error, 'component_ids')}
        onChange={(componentIds) => onChange({ componentIds })}
      />
      <WindowFields plan={plan} zone={zone} isBegun={isBegun} error={error} onChange={onChange} />
      {repeats !== 'one' && (
        <RepeatFields
          repeat={repeat}
          start={start}
          zone={zone}
          next={next}
          isSeries={repeats === 'series'}
          error={error}
          onChange={(said) => onChange({ repeat: said })}
        />
      )}
      <HintList hints={hints} zone={zone} />
      <details class="fold">
        <summary>{texts.byItselfToo}</summary>
        <div class="stack roomy">
          <AutomaticFields plan={plan} onChange={onChange} />
        </div>
      </details>
    </>
  );
}
