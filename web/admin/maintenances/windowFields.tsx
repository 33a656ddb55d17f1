import { problemOf } from '../api/problem.ts';
import { toWall } from '../parts/wallTime.ts';
import { WallTimeField } from '../parts/wallTimeField.tsx';
import { printLength, printWindow } from '../words/print.ts';
import { words } from '../words/words.ts';
import { type Plan, plannedWindow, startingAt } from './plan.ts';

/** From when to when, by the clock of the zone, and what that is by the reader's own. */
export function WindowFields({
  plan,
  zone,
  isBegun = false,
  error,
  onChange,
}: {
  plan: Plan;
  zone: string;
  /** Then its start is history. */
  isBegun?: boolean;
  error: unknown;
  onChange: (change: Partial<Plan>) => void;
}) {
  const texts = words.value.maintenances;
  return (
    <div class="stack">
      <div class="pair">
        <WallTimeField
          label={texts.start}
          hint={null}
          value={plan.start}
          disabled={isBegun}
          problem={problemOf(error, 'scheduled_for') ?? problemOf(error, 'starts_at')}
          onChange={(start) => onChange(startingAt(plan, start, zone))}
        />
        <WallTimeField
          label={texts.end}
          hint={null}
          value={plan.end}
          problem={problemOf(error, 'scheduled_until') ?? problemOf(error, 'duration_minutes')}
          onChange={(end) => onChange({ end })}
        />
      </div>
      <p class="hint" role="status">
        {words.value.parts.zone(zone)} <Length plan={plan} zone={zone} />
      </p>
    </div>
  );
}

function Length({ plan, zone }: { plan: Plan; zone: string }) {
  const texts = words.value.maintenances;
  const window = plannedWindow(plan, zone);
  if (!window) return null;
  if (window.end <= window.start) return <strong class="problem">{texts.endsBefore}</strong>;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const differs = toWall(window.start, own) !== toWall(window.start, zone);
  return (
    <>
      {texts.takes(printLength(window.end - window.start))}
      {differs && ` ${texts.ownZone(own, printWindow(window.start, window.end, own))}`}
    </>
  );
}
