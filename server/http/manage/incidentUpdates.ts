import { z } from 'zod';
import { renderMarkdown } from '../../text/markdown.ts';
import type { Desk } from './desk.ts';
import { componentStatus, flag, id, instant, maybe, readOnly, words } from './fields.ts';
import { given } from './given.ts';
import { toUpdates, updateShape } from './incidentShape.ts';
import { notFound } from './notFound.ts';
import { type Call, operation } from './operation.ts';
import { readSurroundings } from './shapes.ts';

const path = '/pages/{page_id}/incidents/{incident_id}/incident_updates/{incident_update_id}';

const changeBody = z.strictObject({
  incident_update: z.strictObject({
    ...readOnly([
      'id',
      'incident_id',
      'status',
      'affected_components',
      'created_at',
      'updated_at',
      'edited_at',
      'custom_tweet',
      'tweet_id',
      'twitter_updated_at',
    ]),
    body: words.optional(),
    display_at: instant.optional(),
    components: z.record(id, componentStatus).optional(),
    deliver_notifications: maybe(flag),
    wants_twitter_update: maybe(flag),
  }),
});

async function show(desk: Desk, incidentId: string, updateId: string): Promise<z.output<typeof updateShape>> {
  return desk.read(async (reads) => {
    const report = await reads.report(incidentId);
    const updates = report ? toUpdates(report, await readSurroundings(reads, desk)) : [];
    const update = updates.find(({ id: own }) => own === updateId);
    if (!update) throw notFound('incident_update', updateId);
    return update;
  });
}

const change = {
  path,
  role: 'editor',
  summary: 'Correct an update: its text, its time, what it says of components',
  body: changeBody,
  answer: { status: 200, schema: updateShape },
  run: async ({
    desk,
    params,
    body: { incident_update: said },
  }: Call<undefined, z.output<typeof changeBody>>) => {
    const incidentId = params.incident_id ?? '';
    const updateId = params.incident_update_id ?? '';
    await desk.perform({
      type: 'editUpdate',
      incidentId,
      updateId,
      ...given({
        text: said.body === undefined ? undefined : renderMarkdown(said.body),
        displayAt: said.display_at,
        statuses: said.components,
        deliverNotifications: said.deliver_notifications,
      }),
    });
    return show(desk, incidentId, updateId);
  },
} as const;

const remove = operation({
  method: 'DELETE',
  path,
  role: 'editor',
  summary: 'Delete an update; what follows from it is derived afresh',
  answer: { status: 204, schema: null },
  run: async ({ desk, params }) => {
    await desk.perform({
      type: 'deleteUpdate',
      incidentId: params.incident_id ?? '',
      updateId: params.incident_update_id ?? '',
    });
  },
});

export const incidentUpdateOperations = [
  operation({ ...change, method: 'PATCH' }),
  operation({ ...change, method: 'PUT' }),
  remove,
];
