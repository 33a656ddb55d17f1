import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { Component } from '../api/shapes.ts';
import { words } from '../words/words.ts';
import { Loaded } from './loaded.tsx';
import { useEntries } from './page.ts';

/** So many are found by reading; more need a word to look for, and groups that are folded. */
const mostInSight = 12;

/** All components to choose from, in their groups; `children` makes the line of one. */
export function ComponentChoices({
  legend,
  hint,
  problem = null,
  isChosen,
  wholeGroup,
  children,
}: {
  legend: string;
  hint?: string;
  problem?: string | null;
  isChosen: (id: string) => boolean;
  /** Makes the line by which all of a group is chosen, where that can be. */
  wholeGroup?: (group: Component) => ComponentChildren;
  children: (component: Component) => ComponentChildren;
}) {
  const entries = useEntries();
  const [wish, setWish] = useState('');
  const id = useId();
  const texts = words.value.parts;
  return (
    <fieldset aria-describedby={problem === null ? undefined : id}>
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      <Loaded live={entries}>
        {(all) => {
          const components = all.filter(({ group }) => !group);
          const isLong = components.length > mostInSight;
          const fits = ({ name }: Component): boolean => name.toLowerCase().includes(wish.toLowerCase());
          const lines = (some: readonly Component[]) => <ul class="picks">{some.map(children)}</ul>;
          const shown = all.flatMap((entry) => {
            if (!entry.group) return entry.group_id === null && fits(entry) ? [lines([entry])] : [];
            const inside = components.filter(({ group_id }) => group_id === entry.id);
            const found = fits(entry) ? inside : inside.filter(fits);
            if (found.length === 0 && !(isChosen(entry.id) && fits(entry))) return [];
            const chosen = inside.filter((one) => isChosen(entry.id) || isChosen(one.id)).length;
            return [
              <details
                key={entry.id}
                class="fold"
                open={!isLong || wish !== '' || chosen > 0 || isChosen(entry.id)}
              >
                <summary>
                  {entry.name} <span class="facts">{texts.chosenOf(chosen, inside.length)}</span>
                </summary>
                {wholeGroup && <ul class="picks">{wholeGroup(entry)}</ul>}
                {lines(found)}
              </details>,
            ];
          });
          return (
            <>
              {isLong && (
                <input
                  type="search"
                  aria-label={texts.filterComponents}
                  placeholder={texts.filterComponents}
                  value={wish}
                  onInput={(event) => setWish(event.currentTarget.value)}
                />
              )}
              {components.length === 0 && <p class="none">{texts.noComponents}</p>}
              {components.length > 0 && shown.length === 0 && <p class="none">{texts.noSuchComponent}</p>}
              {shown}
            </>
          );
        }}
      </Loaded>
      {problem !== null && (
        <p class="problem" id={id}>
          {problem}
        </p>
      )}
    </fieldset>
  );
}
