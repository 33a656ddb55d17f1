import { z } from 'zod';
import { operation } from './operation.ts';

export const setupShape = z
  .object({
    /** Somebody has chosen the name or the time zone, or an import has. */
    named: z.boolean(),
    /** Without retired ones. */
    components: z.int(),
    /** Incidents and maintenances. */
    incidents: z.int(),
  })
  .meta({ id: 'Setup' });

const get = operation({
  method: 'GET',
  path: '/pages/{page_id}/setup',
  role: 'viewer',
  summary: 'How far the page is set up: whether it is named, and what is on it',
  answer: { status: 200, schema: setupShape },
  run: ({ desk }) =>
    desk.read(async (reads) => {
      const components = await reads.components();
      return {
        named: (await reads.page()).page.namedAt !== null,
        components: components.filter(({ retiredAt }) => retiredAt === null).length,
        incidents: await reads.reportCount(),
      };
    }),
});

export const setupOperations = [get];
