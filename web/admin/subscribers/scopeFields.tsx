import { problemOf } from '../api/problem.ts';
import { ComponentChoices } from '../parts/componentChoices.tsx';
import { useEntries } from '../parts/page.ts';
import { words } from '../words/words.ts';
import type { Chosen } from './chosen.ts';

/** Which components and groups somebody hears of, and whether of incidents, maintenance or both. */
export function ScopeFields({
  chosen: { components, group_ids, incidents, maintenances },
  error,
  onChange,
}: {
  chosen: Chosen;
  error: unknown;
  onChange: (change: Partial<Chosen>) => void;
}) {
  const entries = useEntries().answer?.body;
  const texts = words.value.subscribers;
  const inGroup = (id: string): string | null => entries?.find((one) => one.id === id)?.group_id ?? null;
  const gone = entries ? components.filter((id) => !entries.some((one) => one.id === id)) : [];
  const { incidents: ofIncidents, maintenances: ofMaintenances } = words.value.rooms;
  const component = (id: string, name: string) => (
    <Pick
      key={id}
      name={name}
      isChosen={components.includes(id) || group_ids.includes(inGroup(id) ?? '')}
      isFixed={group_ids.includes(inGroup(id) ?? '')}
      onChange={(isWanted) => onChange({ components: withOrWithout(components, id, isWanted) })}
    />
  );
  return (
    <>
      <fieldset>
        <legend>{texts.kinds}</legend>
        <ul class="picks">
          <Pick
            name={ofIncidents}
            isChosen={incidents}
            onChange={(isWanted) => onChange({ incidents: isWanted })}
          />
          <Pick
            name={ofMaintenances}
            isChosen={maintenances}
            onChange={(isWanted) => onChange({ maintenances: isWanted })}
          />
        </ul>
        {!incidents && !maintenances && <p class="problem">{texts.kindsRule}</p>}
      </fieldset>
      <ComponentChoices
        legend={texts.onlySome}
        hint={texts.onlySomeHint}
        problem={problemOf(error, 'component_ids') ?? problemOf(error, 'group_ids')}
        isChosen={(id) => components.includes(id) || group_ids.includes(id)}
        wholeGroup={({ id, name }) => (
          <Pick
            key={id}
            name={texts.allOfGroup(name)}
            isChosen={group_ids.includes(id)}
            onChange={(isWanted) => onChange({ group_ids: withOrWithout(group_ids, id, isWanted) })}
          />
        )}
      >
        {({ id, name }) => component(id, name)}
      </ComponentChoices>
      {gone.length > 0 && <ul class="picks">{gone.map((id) => component(id, texts.retired))}</ul>}
    </>
  );
}

function Pick({
  name,
  isChosen,
  isFixed = false,
  onChange,
}: {
  name: string;
  isChosen: boolean;
  isFixed?: boolean;
  onChange: (isWanted: boolean) => void;
}) {
  return (
    <li>
      <label class="choice">
        <input
          type="checkbox"
          checked={isChosen}
          disabled={isFixed}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {name}
      </label>
    </li>
  );
}

function withOrWithout(ids: readonly string[], id: string, isWanted: boolean): string[] {
  const others = ids.filter((one) => one !== id);
  return isWanted ? [...others, id] : others;
}
