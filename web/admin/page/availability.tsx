import { useState } from 'preact/hooks';
import { statuspageWeights, type WeightedStatus, type Weights } from '../../../server/domain/policy.ts';
import type { Page } from '../api/shapes.ts';
import { ChangedNumbers, changedNumbers } from '../parts/changedNumbers.tsx';
import { Choices } from '../parts/choices.tsx';
import { Confirmation } from '../parts/confirmation.tsx';
import { useDryRun } from '../parts/dryRun.ts';
import { sentenceOf } from '../parts/errorText.tsx';
import { Section } from '../parts/section.tsx';
import { printNumber } from '../words/print.ts';
import { words } from '../words/words.ts';
import { PercentField } from './percentField.tsx';
import { type SettingsRecord, useSettings } from './settings.ts';
import { SettingsForm } from './settingsForm.tsx';

type Policy = Page['availability_policy'];

const presets = {
  statuspage: statuspageWeights,
  strict: { degraded_performance: 1000, partial_outage: 1000, major_outage: 1000 },
} as const satisfies Record<string, Weights>;
type Preset = keyof typeof presets;

const weighted: readonly WeightedStatus[] = ['degraded_performance', 'partial_outage', 'major_outage'];

function presetOf(weights: Weights): Preset | null {
  const isLike = (preset: Preset): boolean =>
    weighted.every((status) => presets[preset][status] === weights[status]);
  return isLike('statuspage') ? 'statuspage' : isLike('strict') ? 'strict' : null;
}

/** By which rule the numbers are made, with what another rule does to them before it is saved. */
export function Availability({ record }: { record: SettingsRecord<Page> }) {
  const [isCustom, setCustom] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const settings = useSettings('policy', record, ['availability_policy'], () => setAsked(false));
  const { save, request, value, current } = settings;
  const run = useDryRun(request);
  const texts = words.value.page;
  const policy = value.availability_policy;
  const preset = (isCustom ? null : presetOf(policy.weights)) ?? 'custom';
  const set = (change: Partial<Policy>): void =>
    settings.set({ availability_policy: { ...policy, ...change } });
  const count = run.consequences && changedNumbers(run.consequences).length;
  return (
    <Section title={texts.policyTitle}>
      <SettingsForm
        settings={settings}
        tell={() => policySentence(current.availability_policy)}
        onSubmit={() => setAsked(true)}
      >
        <p class="lead">{texts.policyLead}</p>
        <Choices
          legend={texts.weights}
          options={(['statuspage', 'strict', 'custom'] as const).map((each) => ({
            value: each,
            ...texts.presets[each],
          }))}
          value={preset}
          onChange={(chosen) => {
            setCustom(chosen === 'custom');
            if (chosen !== 'custom') set({ weights: presets[chosen] });
          }}
        />
        {preset === 'custom' && (
          <div class="three">
            {weighted.map((status) => (
              <PercentField
                key={status}
                label={words.value.statuses[status]}
                thousandths={policy.weights[status]}
                onChange={(weight) => set({ weights: { ...policy.weights, [status]: weight } })}
              />
            ))}
          </div>
        )}
        <Choices
          legend={texts.maintenance}
          options={(['up', 'exclude', 'down'] as const).map((each) => ({
            value: each,
            ...texts.maintenances[each],
          }))}
          value={policy.maintenance}
          onChange={(maintenance) => set({ maintenance })}
        />
        <Choices
          legend={texts.outage}
          options={(['outage_wins', 'maintenance_wins'] as const).map((each) => ({
            value: each,
            ...texts.outages[each],
          }))}
          value={policy.outage_during_maintenance}
          onChange={(outage_during_maintenance) => set({ outage_during_maintenance })}
        />
        {request && (
          <div role="status" aria-busy={run.busy}>
            {run.error !== null && <p class="error">{sentenceOf(run.error)}</p>}
            {count === null && run.error === null && <p class="none">{words.value.parts.loading}</p>}
            {count === 0 && <p>{texts.policyChanges(0)}</p>}
            {run.consequences && <ChangedNumbers consequences={run.consequences} />}
          </div>
        )}
      </SettingsForm>
      {isAsked && request && (
        <Confirmation
          title={texts.policyConfirm}
          action={save}
          verb={texts.policyVerb}
          kind="main"
          onClose={() => setAsked(false)}
        >
          <p>{policySentence(policy)}</p>
          <p>{count === null ? words.value.parts.loading : texts.policyChanges(count)}</p>
          <p>{texts.policyRecorded}</p>
        </Confirmation>
      )}
    </Section>
  );
}

function policySentence({ weights, maintenance, outage_during_maintenance: outage }: Policy): string {
  const texts = words.value.page;
  const parts = weighted.map(
    (status) => `${words.value.statuses[status]} ${printNumber(weights[status] / 10)} %`,
  );
  return `${parts.join(', ')}. ${texts.maintenance}: ${texts.maintenances[maintenance].label}. ${texts.outage}: ${texts.outages[outage].label}.`;
}
