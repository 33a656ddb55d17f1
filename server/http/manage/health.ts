import { z } from 'zod';
import { checkSeries } from '../../domain/health.ts';
import { operation } from './operation.ts';
import { time } from './time.ts';

export const healthShape = z
  .object({
    /** When `candor check` last looked at everything that is kept, and how many problems it found. */
    last_check: z.object({ at: z.string(), problems: z.int() }).nullable(),
  })
  .meta({ id: 'Health' });

const get = operation({
  method: 'GET',
  path: '/pages/{page_id}/health',
  role: 'viewer',
  summary: 'How this installation itself is: the last check of its database',
  answer: { status: 200, schema: healthShape },
  run: ({ desk }) =>
    desk.read(async (reads) => {
      const check = await reads.lastMeasurement(checkSeries);
      return { last_check: check && { at: time(check.at), problems: check.value } };
    }),
});

export const healthOperations = [get];
