import { z } from 'zod';
import { renderMarkdown } from '../../text/markdown.ts';
import type { Desk } from './desk.ts';
import { flag, maybe, readOnly, words } from './fields.ts';
import { notFound } from './notFound.ts';
import { operation } from './operation.ts';
import { postmortemShape, toPostmortem } from './shapes.ts';

const path = '/pages/{page_id}/incidents/{incident_id}/postmortem';
const answer = { status: 200, schema: postmortemShape } as const;

const answered = readOnly([
  'preview_key',
  'body',
  'body_updated_at',
  'body_draft_updated_at',
  'published_at',
  'created_at',
  'updated_at',
]);
// Accepted, so that scripts written for a Statuspage go on working; nothing is posted anywhere.
const tweets = { notify_twitter: maybe(flag), custom_tweet: words.nullable().optional() };

async function show(desk: Desk, incidentId: string): Promise<z.output<typeof postmortemShape>> {
  const report = await desk.read((reads) => reads.report(incidentId));
  if (report?.kind !== 'incident') throw notFound('incident', incidentId);
  if (!report.postmortem) throw notFound('postmortem', incidentId);
  return toPostmortem(report.postmortem);
}

const get = operation({
  method: 'GET',
  path,
  role: 'viewer',
  summary: 'The postmortem of an incident, with its draft',
  answer,
  run: ({ desk, params }) => show(desk, params.incident_id ?? ''),
});

const draft = operation({
  method: 'PUT',
  path,
  role: 'editor',
  summary: 'Write the draft of the postmortem of a resolved incident; nothing of it is public',
  body: z.strictObject({
    postmortem: z.strictObject({
      ...answered,
      ...tweets,
      notify_subscribers: maybe(flag),
      body_draft: words,
    }),
  }),
  answer,
  run: async ({ desk, params, body: { postmortem } }) => {
    const incidentId = params.incident_id ?? '';
    const text = renderMarkdown(postmortem.body_draft);
    await desk.perform({ type: 'draftPostmortem', incidentId, text });
    return show(desk, incidentId);
  },
});

const publish = operation({
  method: 'PUT',
  path: `${path}/publish`,
  role: 'editor',
  summary: 'Publish the draft of the postmortem',
  body: z.strictObject({
    postmortem: z.strictObject({ ...tweets, notify_subscribers: maybe(flag) }).optional(),
  }),
  answer,
  run: async ({ desk, params, body }) => {
    const incidentId = params.incident_id ?? '';
    const notifySubscribers = body.postmortem?.notify_subscribers ?? false;
    await desk.perform({ type: 'publishPostmortem', incidentId, notifySubscribers });
    return show(desk, incidentId);
  },
});

const revert = operation({
  method: 'PUT',
  path: `${path}/revert`,
  role: 'editor',
  summary: 'Take the published postmortem back to a draft',
  answer,
  run: async ({ desk, params }) => {
    const incidentId = params.incident_id ?? '';
    await desk.perform({ type: 'revertPostmortem', incidentId });
    return show(desk, incidentId);
  },
});

const remove = operation({
  method: 'DELETE',
  path,
  role: 'editor',
  summary: 'Delete the postmortem, with its draft',
  answer: { status: 204, schema: null },
  run: async ({ desk, params }) => {
    await desk.perform({ type: 'deletePostmortem', incidentId: params.incident_id ?? '' });
  },
});

export const postmortemOperations = [get, draft, publish, revert, remove];
