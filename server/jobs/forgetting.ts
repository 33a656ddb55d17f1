import type { Clock } from '../clock.ts';
import type { Id } from '../domain/id.ts';
import { rememberedMs } from '../domain/subscribing.ts';
import { DueClock } from './dueClock.ts';

export type ForgettingOptions = {
  readonly clock: Clock;
  /** Subscribers who left, or were asked and said nothing, before an instant. */
  readonly forgettable: (before: number, limit: number) => Promise<readonly Id[]>;
  readonly erase: (ids: readonly Id[]) => Promise<void>;
  readonly onError: (error: unknown) => void;
};

const everyMs = 3_600_000;
const batchSize = 500;

/** Erases subscribers who left, or never confirmed, once they had time to come back. Looks each hour. */
export function forgettingClock({ clock, forgettable, erase, onError }: ForgettingOptions): DueClock {
  let dueAt = clock.now();
  return new DueClock({
    clock,
    nextDueAt: async () => dueAt,
    doDue: async () => {
      const ids = await forgettable(clock.now() - rememberedMs, batchSize);
      await erase(ids);
      if (ids.length < batchSize) dueAt = clock.now() + everyMs;
      return ids.length > 0;
    },
    onError,
  });
}
