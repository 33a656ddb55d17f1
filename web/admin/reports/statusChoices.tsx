import type { ComponentStatus } from '../../../server/domain/status.ts';
import { ComponentChoices } from '../parts/componentChoices.tsx';
import { StatusIcon } from '../parts/statusMark.tsx';
import { words } from '../words/words.ts';
import type { Statuses } from './affected.ts';

const worstFirst: readonly ComponentStatus[] = [
  'major_outage',
  'partial_outage',
  'degraded_performance',
  'under_maintenance',
  'operational',
];

/** How bad a component is. */
export function StatusSelect({
  label,
  status,
  onChange,
}: {
  label: string;
  status: ComponentStatus;
  onChange: (status: ComponentStatus) => void;
}) {
  return (
    <span class={`status-select ${status}`}>
      <StatusIcon status={status} />
      <select
        aria-label={label}
        value={status}
        onChange={(event) => onChange(event.currentTarget.value as ComponentStatus)}
      >
        {worstFirst.map((one) => (
          <option key={one} value={one}>
            {words.value.statuses[one]}
          </option>
        ))}
      </select>
    </span>
  );
}

/**
 * Which components and how bad: to pick one sets its status at once, to the one that was chosen last, and leaves it to
 * be changed.
 */
export function StatusChoices({
  legend,
  hint,
  problem = null,
  statuses,
  without = [],
  onChange,
}: {
  legend: string;
  hint?: string;
  problem?: string | null;
  statuses: Statuses;
  /** Ids of those that are not to be chosen here. */
  without?: readonly string[];
  onChange: (statuses: Statuses) => void;
}) {
  const next = Object.values(statuses).at(-1) ?? 'partial_outage';
  return (
    <ComponentChoices
      legend={legend}
      {...(hint === undefined ? {} : { hint })}
      problem={problem}
      isChosen={(id) => id in statuses}
    >
      {({ id, name }) => {
        const { [id]: status, ...rest } = statuses;
        return without.includes(id) ? null : (
          <li key={id}>
            <label class="choice">
              <input
                type="checkbox"
                checked={status !== undefined}
                onChange={() => onChange(status === undefined ? { ...statuses, [id]: next } : rest)}
              />
              {name}
            </label>
            {status !== undefined && (
              <StatusSelect
                label={words.value.incidents.statusOf(name)}
                status={status}
                onChange={(chosen) => onChange({ ...rest, [id]: chosen })}
              />
            )}
          </li>
        );
      }}
    </ComponentChoices>
  );
}
