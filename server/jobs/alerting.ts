import type { Clock } from '../clock.ts';
import { type Alert, changedAlerts, type Trouble } from '../domain/alert.ts';
import type { Id } from '../domain/id.ts';
import { DueClock } from './dueClock.ts';

export type AlertingOptions = {
  readonly clock: Clock;
  readonly holdsJobs: () => boolean;
  readonly open: () => Promise<readonly Alert[]>;
  /** What is wrong now, given what was wrong before. */
  readonly troubles: (open: readonly Trouble[], now: number) => Promise<readonly Trouble[]>;
  readonly newIds: (count: number) => Id[];
  /** Resolves when the alerts, and what staff are told of them, survive a power cut. */
  readonly keep: (changed: readonly Alert[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

const everyMs = 60_000;

/** Looks each minute whether something is wrong, and tells staff when it begins and when it is over. */
export function alertingClock({
  clock,
  holdsJobs,
  open,
  troubles,
  newIds,
  keep,
  onError,
}: AlertingOptions): DueClock {
  let dueAt = clock.now();
  return new DueClock({
    clock,
    holdsJobs,
    nextDueAt: async () => dueAt,
    doDue: async () => {
      const now = clock.now();
      const before = await open();
      const found = await troubles(before, now);
      const changed = changedAlerts(before, found, { now, ids: newIds(found.length) });
      if (changed.length > 0) await keep(changed);
      dueAt = now + everyMs;
      return false;
    },
    onError,
  });
}
