import { z } from 'zod';
import {
  backupFailureSeries,
  backupSeries,
  backupSteps,
  checkSeries,
  proofSeries,
} from '../../domain/health.ts';
import type { Desk } from './desk.ts';
import { operation } from './operation.ts';
import { time } from './time.ts';

export const healthShape = z
  .object({
    /** Deliveries that could not be made for a day, and wait for somebody to look. */
    deliveries_set_aside: z.int(),
    /** When a backup was last made that was compared with the database, and its size. */
    last_backup: z.object({ at: z.string(), bytes: z.int() }).nullable(),
    /** When a scheduled backup last failed, and at which step; null once it went well again. */
    last_backup_failure: z.object({ at: z.string(), step: z.enum(backupSteps) }).nullable(),
    /** When the newest backup was last restored for a proof, and how long that took. */
    last_proven_restore: z.object({ at: z.string(), ms: z.int() }).nullable(),
    /** Of PostgreSQL others may make the backups. */
    database: z.enum(['sqlite', 'postgres']),
    /** When `candor check` last looked at everything that is kept, and how many problems it found. */
    last_check: z.object({ at: z.string(), problems: z.int() }).nullable(),
  })
  .meta({ id: 'Health' });

const get = operation({
  method: 'GET',
  path: '/pages/{page_id}/health',
  role: 'viewer',
  summary:
    'How this installation itself is: deliveries that were set aside, the last backup, whether it was restored for a proof, and the last check of its database',
  answer: { status: 200, schema: healthShape },
  run: ({ desk }) => healthReads(desk),
});

/** What is kept of how this installation is. */
export function healthReads(
  desk: Pick<Desk, 'read' | 'engine'> & { readonly subscriptions: Pick<Desk['subscriptions'], 'setAside'> },
): Promise<z.output<typeof healthShape>> {
  return desk.read(async (reads) => {
    const check = await reads.lastMeasurement(checkSeries);
    const backup = await reads.lastMeasurement(backupSeries);
    const proof = await reads.lastMeasurement(proofSeries);
    const failure = await reads.lastMeasurement(backupFailureSeries);
    const step = backupSteps[failure?.value ?? -1];
    const since = step === 'prove' ? proof : backup;
    return {
      deliveries_set_aside: await desk.subscriptions.setAside(),
      last_backup: backup && { at: time(backup.at), bytes: backup.value },
      last_backup_failure:
        failure && step && failure.at > (since?.at ?? 0) ? { at: time(failure.at), step } : null,
      last_proven_restore: proof && { at: time(proof.at), ms: proof.value },
      database: desk.engine,
      last_check: check && { at: time(check.at), problems: check.value },
    };
  });
}

export const healthOperations = [get];
