import { z } from 'zod';
import { id } from './fields.ts';
import { incidentShape } from './incidentShape.ts';
import { operation } from './operation.ts';
import { showIncident } from './showIncident.ts';

export const mergeIncidents = operation({
  method: 'POST',
  path: '/pages/{page_id}/incidents/{incident_id}/merge',
  role: 'editor',
  summary: 'Make an incident part of another one: its updates move there, its address leads there',
  body: z.strictObject({ into: id }),
  answer: { status: 200, schema: incidentShape },
  run: async ({ desk, params, body }) =>
    showIncident(
      desk,
      await desk.perform({
        type: 'mergeIncidents',
        incidentId: params.incident_id ?? '',
        intoId: body.into,
      }),
    ),
});
