import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock.ts';
import { backupName, backupsAmong, backupsToRemove, type Engine } from '../domain/backupPlan.ts';
import {
  type BackupStep,
  backupFailureSeries,
  backupSeries,
  backupSteps,
  proofSeries,
} from '../domain/health.ts';
import type { Sources } from '../store/perform.ts';
import type { Store } from '../store/store.ts';
import type { Destination } from './destination.ts';
import { makeBackup } from './makeBackup.ts';
import { proveRestore } from './proveRestore.ts';

export type ScheduledBackupsOptions = {
  readonly store: Store;
  readonly engine: Engine;
  readonly destination: Destination;
  /** So many of the newest stay. */
  readonly keep: number;
  /** A directory of its own. What a crash leaves there is taken away with the next backup. */
  readonly scratch: string;
  readonly clock: Clock;
  readonly newIds: Sources['newIds'];
};

/** Makes backups and proves them, and leaves for operators what came of it. */
export type ScheduledBackups = {
  /** When the newest backup was made, ms UTC; null: there is none. */
  lastBackupAt(): Promise<number | null>;
  /** When a restore was proven last, ms UTC; null: never. */
  lastProofAt(): Promise<number | null>;
  /** Older ones are removed only once the new one was read back from where it is kept. */
  backUp(): Promise<void>;
  /** Restores the newest one into a scratch file. */
  prove(): Promise<void>;
};

export function scheduledBackups(options: ScheduledBackupsOptions): ScheduledBackups {
  const { store, engine, destination, keep, scratch, clock, newIds } = options;

  /** A failure is noted with the step that it came from. */
  const step = async <T>(name: BackupStep, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      await store
        .record([{ series: backupFailureSeries, at: clock.now(), value: backupSteps.indexOf(name) }])
        // The database may be what failed, and the error below says so.
        .catch(() => undefined);
      throw error;
    }
  };
  const inScratch = async (work: () => Promise<void>): Promise<void> => {
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
    try {
      await work();
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  };
  const newest = async (): Promise<{ name: string; at: number } | null> =>
    backupsAmong(await destination.list())[0] ?? null;

  return {
    lastBackupAt: async () => (await step('store', newest))?.at ?? null,
    lastProofAt: async () => (await store.read((reads) => reads.lastMeasurement(proofSeries)))?.at ?? null,
    backUp: () =>
      inScratch(async () => {
        const at = clock.now();
        const name = backupName(engine, at);
        const file = path.join(scratch, name);
        const { bytes } = await step('make', () => makeBackup(store, engine, file));
        await step('store', () => destination.put(name, file));
        await store.record([{ series: backupSeries, at, value: bytes }]);
        await step('rotate', async () => {
          for (const old of backupsToRemove(await destination.list(), keep)) await destination.remove(old);
        });
      }),
    prove: () =>
      inScratch(() =>
        step('prove', async () => {
          const at = clock.now();
          const found = await newest();
          if (found === null) throw new Error('the backup that was to be proven is gone');
          const file = path.join(scratch, found.name);
          await destination.get(found.name, file);
          await proveRestore(file, scratch, { clock: () => clock.now(), newIds });
          await store.record([{ series: proofSeries, at, value: Math.max(0, clock.now() - at) }]);
        }),
      ),
  };
}
