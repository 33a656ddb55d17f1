import { z } from 'zod';
import { embedPositions } from '../../domain/embed.ts';
import { color, readOnly } from './fields.ts';
import { given } from './given.ts';
import { type Call, operation } from './operation.ts';
import { embedShape, toEmbed } from './shapes.ts';

const path = '/pages/{page_id}/status_embed_config';

const changeBody = z.strictObject({
  status_embed_config: z.strictObject({
    ...readOnly(['page_id']),
    position: z.enum(embedPositions).optional(),
    incident_background_color: color.optional(),
    incident_text_color: color.optional(),
    maintenance_background_color: color.optional(),
    maintenance_text_color: color.optional(),
  }),
});

const get = operation({
  method: 'GET',
  path,
  role: 'viewer',
  summary: 'How the widget for other sites looks',
  answer: { status: 200, schema: embedShape },
  run: ({ desk }) => desk.read(async (reads) => toEmbed((await reads.page()).page)),
});

const change = {
  path,
  role: 'admin',
  summary: 'Change how the widget for other sites looks',
  body: changeBody,
  answer: { status: 200, schema: embedShape },
  run: async ({
    desk,
    body: { status_embed_config: said },
  }: Call<undefined, z.output<typeof changeBody>>) => {
    const embed = given({
      position: said.position,
      incidentBackground: said.incident_background_color,
      incidentText: said.incident_text_color,
      maintenanceBackground: said.maintenance_background_color,
      maintenanceText: said.maintenance_text_color,
    });
    await desk.perform({ type: 'configurePage', embed });
    return desk.read(async (reads) => toEmbed((await reads.page()).page));
  },
} as const;

export const statusEmbedConfigOperations = [
  get,
  operation({ ...change, method: 'PATCH' }),
  operation({ ...change, method: 'PUT' }),
];
