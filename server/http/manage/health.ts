import { z } from 'zod';
import { backupSeries, checkSeries } from '../../domain/health.ts';
import type { Desk } from './desk.ts';
import { operation } from './operation.ts';
import { time } from './time.ts';

export const healthShape = z
  .object({
    /** When `candor check` last looked at everything that is kept, and how many problems it found. */
    /** Deliveries that could not be made for a day, and wait for somebody to look. */
    deliveries_set_aside: z.int(),
    /** When `candor backup` last made a verified copy, and its size. */
    last_backup: z.object({ at: z.string(), bytes: z.int() }).nullable(),
    /** Of PostgreSQL others make the backups. */
    database: z.enum(['sqlite', 'postgres']),
    last_check: z.object({ at: z.string(), problems: z.int() }).nullable(),
  })
  .meta({ id: 'Health' });

const get = operation({
  method: 'GET',
  path: '/pages/{page_id}/health',
  role: 'viewer',
  summary:
    'How this installation itself is: deliveries that were set aside, the last backup and the last check of its database',
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
    return {
      deliveries_set_aside: await desk.subscriptions.setAside(),
      last_backup: backup && { at: time(backup.at), bytes: backup.value },
      database: desk.engine,
      last_check: check && { at: time(check.at), problems: check.value },
    };
  });
}

export const healthOperations = [get];
