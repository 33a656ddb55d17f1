import { words } from '../words/words.ts';
import { Check } from './check.tsx';
import type { Plan } from './plan.ts';

const steps = ['autoStart', 'autoComplete', 'setsStatus', 'restores'] as const;
const told = ['remind', 'notifyAtStart', 'notifyAtEnd'] as const;

/** What happens by itself, and of what subscribers are told. */
export function AutomaticFields({
  plan,
  onChange,
}: {
  plan: Plan;
  onChange: (change: Partial<Plan>) => void;
}) {
  const texts = words.value.maintenances;
  const checks = (legend: string, keys: readonly (keyof typeof texts.automatic)[]) => (
    <fieldset>
      <legend>{legend}</legend>
      <div class="stack">
        {keys.map((key) => (
          <Check
            key={key}
            text={texts.automatic[key]}
            value={plan[key]}
            onChange={(value) => onChange({ [key]: value })}
          />
        ))}
      </div>
    </fieldset>
  );
  return (
    <>
      {checks(texts.byItself, steps)}
      {checks(texts.tellThem, told)}
    </>
  );
}
