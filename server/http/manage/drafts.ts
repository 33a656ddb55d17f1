import { z } from 'zod';
import type { DraftedCommand } from '../../domain/draft.ts';
import { creation, newIncident } from './createIncident.ts';
import type { Desk } from './desk.ts';
import { draftShape, keepDraft, showDraft, toDraft } from './draftShape.ts';
import { id, instant, orNothing } from './fields.ts';
import { given } from './given.ts';
import { draftedUpdate, updateFields } from './incidentFields.ts';
import { incidentShape } from './incidentShape.ts';
import { invalidField } from './invalidField.ts';
import { notFound } from './notFound.ts';
import { operation } from './operation.ts';
import { pagedQuery, pageOf } from './paging.ts';
import { showIncident } from './showIncident.ts';

const path = '/pages/{page_id}/drafts/{draft_id}';

const content = {
  publish_at: orNothing(instant).optional(),
  incident: newIncident.optional(),
  update: z.strictObject(updateFields).optional(),
};
const newBody = z.strictObject({ draft: z.strictObject({ ...content, incident_id: id.optional() }) });
const changeBody = z.strictObject({ draft: z.strictObject(content) });

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/drafts',
  role: 'viewer',
  summary: 'All drafts, the oldest first',
  query: pagedQuery,
  answer: { status: 200, schema: z.array(draftShape) },
  run: ({ desk, query }) =>
    desk.read(async (reads) => {
      const { page } = await reads.page();
      const drafts = pageOf(await reads.drafts(), query);
      return drafts.map((draft) => toDraft(draft, page.id));
    }),
});

const get = operation({
  method: 'GET',
  path,
  role: 'viewer',
  summary: 'One draft',
  answer: { status: 200, schema: draftShape },
  run: ({ desk, params }) => showDraft(desk, params.draft_id ?? ''),
});

const create = operation({
  method: 'POST',
  path: '/pages/{page_id}/drafts',
  role: 'editor',
  summary:
    'Keep a new incident, a new maintenance or an update as a draft; `publish_at` publishes it on time',
  body: newBody,
  answer: { status: 201, schema: draftShape },
  run: async ({ desk, body: { draft } }) => {
    const command = await drafted(desk, draft, draft.incident_id ?? null);
    if (!command) throw invalidField('draft', 'must have an incident, or an update and its incident_id');
    return keepDraft(desk, command, draft.publish_at ?? null);
  },
});

const change = operation({
  method: 'PATCH',
  path,
  role: 'editor',
  summary: 'Say anew what is drafted, as a whole, or when it is to be published',
  body: changeBody,
  answer: { status: 200, schema: draftShape },
  run: async ({ desk, params, body: { draft } }) => {
    const before = await showDraft(desk, params.draft_id ?? '');
    if (before.incident_id === null && draft.update) {
      throw invalidField('update', 'cannot be given: this is the draft of a new incident');
    }
    const command = await drafted(desk, draft, before.incident_id);
    await desk.perform({
      type: 'editDraft',
      draftId: before.id,
      changedBy: desk.actor,
      ...given({ command: command ?? undefined, publishAt: draft.publish_at }),
    });
    return showDraft(desk, before.id);
  },
});

/** What a draft is to become; null when the request does not say. Throws `Refused`. */
async function drafted(
  desk: Desk,
  draft: z.output<typeof changeBody>['draft'],
  incidentId: string | null,
): Promise<DraftedCommand | null> {
  const { incident, update } = draft;
  if (incident && (update || incidentId !== null)) {
    throw invalidField('incident', 'cannot be given for the draft of an update');
  }
  if (incident) return creation(desk, incident);
  if (!update || incidentId === null) return null;
  const report = await desk.read((reads) => reads.report(incidentId));
  if (!report) throw notFound('incident', incidentId);
  return draftedUpdate(incidentId, update);
}

const publish = operation({
  method: 'POST',
  path: `${path}/publish`,
  role: 'editor',
  summary: 'Publish a draft now',
  answer: { status: 200, schema: incidentShape },
  run: async ({ desk, params }) =>
    showIncident(desk, await desk.perform({ type: 'publishDraft', draftId: params.draft_id ?? '' })),
});

const discard = operation({
  method: 'DELETE',
  path,
  role: 'editor',
  summary: 'Discard a draft',
  answer: { status: 204, schema: null },
  run: async ({ desk, params }) => {
    await desk.perform({ type: 'discardDraft', draftId: params.draft_id ?? '' });
  },
});

export const draftOperations = [list, get, create, change, publish, discard];
