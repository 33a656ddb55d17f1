import { z } from 'zod';
import { severity } from '../../domain/status.ts';
import { find } from './components.ts';
import { componentStatus } from './fields.ts';
import { operation } from './operation.ts';
import { time } from './time.ts';

export const openImpactShape = z
  .object({
    source: z.enum(['incident', 'maintenance', 'manual']),
    source_id: z
      .string()
      .describe('Of the incident or the maintenance; of the component when it was set by hand'),
    name: z.string().nullable().describe('Of the incident or the maintenance; null: it was set by hand'),
    status: componentStatus,
    started_at: z.string(),
    reason: z.string().nullable().describe('Why it was set by hand, as the public reads it; null: not said'),
  })
  .meta({ id: 'OpenImpact' });

/** Why a component is as it is. */
export const listOpenImpacts = operation({
  method: 'GET',
  path: '/pages/{page_id}/components/{component_id}/impacts',
  role: 'viewer',
  summary: 'What is claimed of a component now, and by what: the worst first, which is its status',
  answer: { status: 200, schema: z.array(openImpactShape) },
  run: ({ desk, params }) =>
    desk.read(async (reads) => {
      const component = find(await reads.components(), params.component_id ?? '');
      const open = (await reads.openImpacts()).filter(({ componentId }) => componentId === component.id);
      open.sort((a, b) => severity(b.status) - severity(a.status) || a.startedAt - b.startedAt);
      const shown: z.output<typeof openImpactShape>[] = [];
      for (const { source, status, startedAt, reason } of open) {
        const report = source.kind === 'manual' ? null : await reads.report(source.id);
        shown.push({
          source: source.kind,
          source_id: source.id,
          name: report?.name ?? null,
          status,
          started_at: time(startedAt),
          reason,
        });
      }
      return shown;
    }),
});
