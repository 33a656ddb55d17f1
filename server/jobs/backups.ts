import type { Clock } from '../clock.ts';
import { nextBackupAt, nextProofAt } from '../domain/backupPlan.ts';
import { DueClock } from './dueClock.ts';

export type BackupsOptions = {
  readonly clock: Clock;
  readonly holdsJobs: () => boolean;
  /** The zone of the page. */
  readonly timeZone: () => Promise<string>;
  readonly lastBackupAt: () => Promise<number | null>;
  readonly lastProofAt: () => Promise<number | null>;
  readonly backUp: () => Promise<void>;
  readonly prove: () => Promise<void>;
  readonly onError: (error: unknown) => void;
};

/** How long to wait after a failure, longer each time. */
const pausesMs = [60_000, 300_000, 900_000, 3_600_000] as const;

/** Backs up at the quiet hour of each day, and restores the newest backup once a week to prove that it can be. */
export function backupClock(options: BackupsOptions): DueClock {
  const { clock, holdsJobs, timeZone, lastBackupAt, lastProofAt, backUp, prove, onError } = options;
  const startedAt = clock.now();
  let pausedUntil = 0;
  let failures = 0;
  /** A bucket is not asked every minute. Null: to be asked. */
  let backedUp: { readonly at: number | null } | null = null;

  const backupDueAt = async (): Promise<number> => {
    backedUp ??= { at: await lastBackupAt() };
    return nextBackupAt(backedUp.at, startedAt, await timeZone());
  };
  const proofDueAt = async (): Promise<number> =>
    backedUp === null || backedUp.at === null
      ? Number.POSITIVE_INFINITY
      : nextProofAt(await lastProofAt(), backedUp.at);

  const attempt = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      pausedUntil = clock.now() + (pausesMs[Math.min(failures, pausesMs.length - 1)] ?? 0);
      failures += 1;
      backedUp = null;
      onError(error);
      return otherwise;
    }
  };

  return new DueClock({
    clock,
    holdsJobs,
    nextDueAt: async () => {
      if (clock.now() < pausedUntil) return pausedUntil;
      const dueAt = await attempt(async () => Math.min(await backupDueAt(), await proofDueAt()), pausedUntil);
      return Math.max(dueAt, pausedUntil);
    },
    doDue: () =>
      attempt(async () => {
        await ((await backupDueAt()) <= clock.now() ? backUp() : prove());
        backedUp = null;
        failures = 0;
        return true;
      }, false),
    onError,
  });
}
