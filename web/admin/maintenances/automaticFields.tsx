import { words } from '../words/words.ts';
import { Check } from './check.tsx';
import { automaticKeys, type Plan } from './plan.ts';

/** What happens by itself, and of what subscribers are told. */
export function AutomaticFields({
  plan: { automatic },
  onChange,
}: {
  plan: Plan;
  onChange: (change: Partial<Plan>) => void;
}) {
  const texts = words.value.maintenances;
  const checks = (legend: string, keys: readonly (typeof automaticKeys)[number][]) => (
    <fieldset class="stack">
      <legend>{legend}</legend>
      {keys.map((key) => (
        <Check
          key={key}
          text={texts.automatic[key]}
          value={automatic[key]}
          onChange={(value) => onChange({ automatic: { ...automatic, [key]: value } })}
        />
      ))}
    </fieldset>
  );
  return (
    <>
      {checks(texts.byItself, automaticKeys.slice(0, 4))}
      {checks(texts.tellThem, automaticKeys.slice(4))}
    </>
  );
}
