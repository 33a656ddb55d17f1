import { z } from 'zod';
import { subscriberStates } from '../../domain/subscriber.ts';
import { channelIds } from '../../notify/channels.ts';
import type { Desk } from './desk.ts';
import { notFound } from './notFound.ts';
import { operation } from './operation.ts';
import { pagedQuery } from './paging.ts';
import { addBody } from './subscriberFields.ts';
import { subscriberOf, subscriberShape, toSubscriber } from './subscriberShape.ts';
import { add, ask, removalQuery, remove } from './subscribers.ts';

const path = '/pages/{page_id}/incidents/{incident_id}/subscribers';
const ofOne = `${path}/{subscriber_id}`;

/** The id of an incident or a maintenance that is there. Throws `Refused`. */
async function incidentOf(desk: Desk, id: string): Promise<string> {
  if ((await desk.read((reads) => reads.report(id))) === null) throw notFound('incident', id);
  return id;
}

const list = operation({
  method: 'GET',
  path,
  role: 'admin',
  summary: 'Who wants to hear of this incident alone, in whatever state',
  query: pagedQuery,
  answer: { status: 200, schema: z.array(subscriberShape) },
  run: async ({ desk, params, query: { page, per_page: limit } }) => {
    const incidentId = await incidentOf(desk, params.incident_id ?? '');
    const filter = { states: subscriberStates, channels: channelIds, incidentId, q: null };
    const order = { by: 'address', isDescending: false } as const;
    const found = await desk.subscriptions.find(filter, order, { limit, skip: (page - 1) * limit });
    return found.map(toSubscriber);
  },
});

const create = operation({
  method: 'POST',
  path,
  role: 'admin',
  summary: 'Add a subscriber to an incident',
  body: addBody,
  answer: { status: 201, schema: subscriberShape },
  run: async ({ desk, params, body }) => add(desk, body, await incidentOf(desk, params.incident_id ?? '')),
});

const get = operation({
  method: 'GET',
  path: ofOne,
  role: 'admin',
  summary: 'One subscriber of an incident',
  answer: { status: 200, schema: subscriberShape },
  run: async ({ desk, params: { subscriber_id: id = '', incident_id: incidentId = '' } }) =>
    toSubscriber(await subscriberOf(desk, id, incidentId)),
});

const unsubscribe = operation({
  method: 'DELETE',
  path: ofOne,
  role: 'admin',
  summary: 'Unsubscribe a subscriber of an incident',
  query: removalQuery,
  answer: { status: 200, schema: subscriberShape },
  run: async ({ desk, params: { subscriber_id: id = '', incident_id: incidentId = '' } }) =>
    remove(desk, await subscriberOf(desk, id, incidentId)),
});

const resendConfirmation = operation({
  method: 'POST',
  path: `${ofOne}/resend_confirmation`,
  role: 'admin',
  summary: 'Ask a subscriber of an incident again to confirm',
  answer: { status: 201, schema: null },
  run: async ({ desk, params: { subscriber_id: id = '', incident_id: incidentId = '' } }) =>
    ask(desk, await subscriberOf(desk, id, incidentId)),
});

export const incidentSubscriberOperations = [list, create, get, unsubscribe, resendConfirmation];
