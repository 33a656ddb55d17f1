import type { Clock } from '../clock.ts';
import { DueClock } from './dueClock.ts';

export type ForgettingOptions<T> = {
  readonly clock: Clock;
  /** How long they are kept, ms. */
  readonly keptMs: number;
  readonly holdsJobs: () => boolean;
  /** Those that were over before an instant. */
  readonly forgettable: (before: number, limit: number) => Promise<readonly T[]>;
  readonly forget: (some: readonly T[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

const everyMs = 3_600_000;
const batchSize = 500;

/** Forgets what was over long enough ago, some at a time. Looks each hour. */
export function forgettingClock<T>(options: ForgettingOptions<T>): DueClock {
  const { clock, keptMs, holdsJobs, forgettable, forget, onError } = options;
  let dueAt = clock.now();
  return new DueClock({
    clock,
    holdsJobs,
    nextDueAt: async () => dueAt,
    doDue: async () => {
      const some = await forgettable(clock.now() - keptMs, batchSize);
      await forget(some);
      if (some.length < batchSize) dueAt = clock.now() + everyMs;
      return some.length > 0;
    },
    onError,
  });
}
