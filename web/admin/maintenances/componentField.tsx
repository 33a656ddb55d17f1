import { ComponentChoices } from '../parts/componentChoices.tsx';
import { words } from '../words/words.ts';

/** The components that a maintenance concerns. */
export function ComponentField({
  ids,
  problem,
  onChange,
}: {
  ids: readonly string[];
  problem: string | null;
  onChange: (ids: readonly string[]) => void;
}) {
  return (
    <ComponentChoices
      legend={words.value.maintenances.components}
      problem={problem}
      isChosen={(id) => ids.includes(id)}
    >
      {({ id, name }) => (
        <li key={id}>
          <label class="choice">
            <input
              type="checkbox"
              checked={ids.includes(id)}
              onChange={(event) =>
                onChange(event.currentTarget.checked ? [...ids, id] : ids.filter((one) => one !== id))
              }
            />
            {name}
          </label>
        </li>
      )}
    </ComponentChoices>
  );
}
