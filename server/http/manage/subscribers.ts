import { z } from 'zod';
import { addedSubscriber, onlyOne } from '../../domain/decideSubscriber.ts';
import { type Subscriber, type SubscriberState, subscriberStates } from '../../domain/subscriber.ts';
import { channelIds } from '../../notify/channels.ts';
import type { Desk } from './desk.ts';
import { flag, maybe, wholeNumber } from './fields.ts';
import { invalidField } from './invalidField.ts';
import { operation } from './operation.ts';
import { pagedQuery } from './paging.ts';
import { Refused } from './refused.ts';
import { addBody, changedChoiceFields, choicesOf, wantedSubscriber } from './subscriberFields.ts';
import { type ShownSubscriber, subscriberOf, subscriberShape, toSubscriber } from './subscriberShape.ts';

const path = '/pages/{page_id}/subscribers';
const ofOne = `${path}/{subscriber_id}`;

/** Those of a Statuspage that are nobody's here may be asked for. */
export const subscriberType = z.enum([...channelIds, 'sms', 'integration_partner']);
/** `all`: except those who left. */
export const listedState = z.enum(['active', 'unconfirmed', 'quarantined', 'all']);

export function statesOf(state: z.output<typeof listedState> | 'unsubscribed'): readonly SubscriberState[] {
  return state === 'all' ? subscriberStates.filter((each) => each !== 'unsubscribed') : [state];
}

/** Null: nobody here is of this type. */
export function channelOf(type: z.output<typeof subscriberType>): Subscriber['channel'] | null {
  return channelIds.find((channel) => channel === type) ?? null;
}

const list = operation({
  method: 'GET',
  path,
  role: 'admin',
  searches: true,
  summary:
    'Subscribers of the page, without those of single incidents; `q` is a part of an address, the first page is 0',
  query: z.object({
    q: z.string().max(254).optional(),
    type: maybe(subscriberType),
    state: z.enum([...listedState.options, 'unsubscribed']).default('active'),
    limit: wholeNumber(1, 1_000).default(100),
    page: wholeNumber(0, 1_000_000).default(0),
    sort_field: z.enum(['primary', 'created_at', 'quarantined_at', 'relevance']).default('primary'),
    sort_direction: z.enum(['asc', 'desc']).default('asc'),
  }),
  answer: { status: 200, schema: z.array(subscriberShape) },
  run: async ({ desk, query: { type, q, limit, page, ...query } }) => {
    const channels = type === undefined ? channelIds : channelIds.filter((channel) => channel === type);
    if (channels.length === 0) return [];
    if (query.sort_field === 'relevance' && !q) throw invalidField('sort_field', 'needs q to be relevance');
    const filter = { states: statesOf(query.state), channels, incidentId: null, q: q || null };
    const order = { by: orders[query.sort_field], isDescending: query.sort_direction === 'desc' };
    const found = await desk.subscriptions.find(filter, order, { limit, skip: page * limit });
    return found.map(toSubscriber);
  },
});

/** What has the text is as relevant as anything else that has it. */
const orders = {
  primary: 'address',
  relevance: 'address',
  created_at: 'createdAt',
  quarantined_at: 'quarantinedAt',
} as const;

const listUnsubscribed = operation({
  method: 'GET',
  path: `${path}/unsubscribed`,
  role: 'admin',
  summary: 'Those who left, or were unsubscribed, until they are forgotten',
  query: pagedQuery,
  answer: { status: 200, schema: z.array(subscriberShape) },
  run: async ({ desk, query: { page, per_page: limit } }) => {
    const filter = {
      states: ['unsubscribed'],
      channels: channelIds,
      incidentId: null,
      q: null,
    } as const;
    const order = { by: 'address', isDescending: false } as const;
    const found = await desk.subscriptions.find(filter, order, { limit, skip: (page - 1) * limit });
    return found.map(toSubscriber);
  },
});

const get = operation({
  method: 'GET',
  path: ofOne,
  role: 'admin',
  summary: 'One subscriber, in whatever state',
  answer: { status: 200, schema: subscriberShape },
  run: async ({ desk, params }) => toSubscriber(await subscriberOf(desk, params.subscriber_id ?? '')),
});

const getSecret = operation({
  method: 'GET',
  path: `${ofOne}/webhook_secret`,
  role: 'admin',
  summary: 'The secret with which the webhooks of this subscriber are signed',
  answer: { status: 200, schema: z.object({ webhook_secret: z.string() }) },
  run: async ({ desk, params }) => {
    const { id, channel } = await subscriberOf(desk, params.subscriber_id ?? '');
    if (channel !== 'webhook') throw invalidField('subscriber_id', 'must be of a webhook');
    return { webhook_secret: await desk.subscriptions.webhookSecret(id) };
  },
});

/** Adds somebody to the page, or to one incident. */
export async function add(
  desk: Desk,
  { subscriber: said }: z.output<typeof addBody>,
  incidentId: string | null,
): Promise<ShownSubscriber> {
  const wanted = await wantedSubscriber(desk, said, incidentId);
  const isConfirmed = said.skip_confirmation_notification ?? false;
  const [known = null] = await desk.subscriptions.byId([wanted.id]);
  await desk.perform({ type: 'addSubscriber', subscriber: wanted, isConfirmed });
  const added = addedSubscriber(known, wanted, isConfirmed, desk.now);
  // Done already, by the same request when its answer was lost.
  if (typeof added === 'string') return toSubscriber(await subscriberOf(desk, wanted.id));
  return toSubscriber(added);
}

const create = operation({
  method: 'POST',
  path,
  role: 'admin',
  summary:
    'Add a subscriber: by `email`, or by `endpoint` for a webhook or another `channel`. Addresses of e-mail are asked to confirm, unless `skip_confirmation_notification` says that they did so to you',
  body: addBody,
  answer: { status: 201, schema: subscriberShape },
  run: ({ desk, body }) => add(desk, body, null),
});

const edit = operation({
  method: 'PATCH',
  path: ofOne,
  role: 'admin',
  summary:
    'Change what a subscriber hears of. What is not said stays; when nothing is said, they hear of all components, as on a Statuspage. Null for `component_ids` or `group_ids` means all components as well, for `time_zone` that of the page',
  body: z.strictObject(changedChoiceFields),
  answer: { status: 200, schema: subscriberShape },
  run: async ({ desk, params, body }) => {
    const known = await subscriberOf(desk, params.subscriber_id ?? '');
    const said = choicesOf(body);
    const choices = Object.keys(said).length === 0 ? { scope: null } : said;
    await desk.perform({ type: 'editSubscriber', subscriberId: known.id, choices });
    return toSubscriber({ ...known, ...choices });
  },
});

/** Unsubscribes somebody who has not left yet. They are not told. */
export async function remove(desk: Desk, known: Subscriber): Promise<ShownSubscriber> {
  if (known.state === 'unsubscribed') return toSubscriber(known);
  await desk.perform({ type: 'unsubscribe', selection: onlyOne(known) });
  return toSubscriber({ ...known, state: 'unsubscribed', unsubscribedAt: desk.now });
}

/** Taken as on a Statuspage: there who is unsubscribed can be told, here nobody is. */
export const removalQuery = z.object({ skip_unsubscription_notification: flag.optional() });

const unsubscribe = operation({
  method: 'DELETE',
  path: ofOne,
  role: 'admin',
  summary:
    'Unsubscribe a subscriber; with `erase=true` nothing stays of who they are, not even that they left',
  query: removalQuery.extend({ erase: flag.optional() }),
  answer: { status: 200, schema: subscriberShape },
  run: async ({ desk, params, query: { erase } }) => {
    const known = await subscriberOf(desk, params.subscriber_id ?? '');
    if (!erase) return remove(desk, known);
    await desk.perform({ type: 'eraseSubscriber', subscriberId: known.id });
    // The answer can be kept for who sends the request again.
    return { ...toSubscriber(known), email: null, endpoint: null, display_address: null };
  },
});

const reactivate = operation({
  method: 'POST',
  path: `${ofOne}/reactivate`,
  role: 'admin',
  summary: 'Tell a subscriber again who was quarantined',
  answer: { status: 200, schema: subscriberShape },
  run: async ({ desk, params }) => {
    const known = await subscriberOf(desk, params.subscriber_id ?? '');
    if (known.state !== 'quarantined') return toSubscriber(known);
    await desk.perform({ type: 'reactivateSubscribers', selection: onlyOne(known) });
    return toSubscriber({ ...known, state: 'active', quarantinedAt: null, quarantineReason: null });
  },
});

/** Asks somebody again. Throws `Refused` for who is not waiting to be asked. */
export async function ask(desk: Desk, { id, state, channel }: Subscriber): Promise<void> {
  if (state !== 'unconfirmed' || channel !== 'email') {
    throw new Refused({
      fault: 'conflict',
      code: 'subscriber.not_unconfirmed',
      message: 'Only an address of e-mail that is not confirmed yet can be asked to confirm.',
    });
  }
  await desk.perform({ type: 'askSubscribers', selection: { ids: [id] } });
}

const resendConfirmation = operation({
  method: 'POST',
  path: `${ofOne}/resend_confirmation`,
  role: 'admin',
  summary: 'Ask a subscriber again to confirm; to one address one mail a day is sent for this',
  answer: { status: 201, schema: null },
  run: async ({ desk, params }) => ask(desk, await subscriberOf(desk, params.subscriber_id ?? '')),
});

/** Those of all subscribers; paths with a word come before those with an id. */
export const subscriberOperations = [
  list,
  listUnsubscribed,
  create,
  get,
  getSecret,
  edit,
  unsubscribe,
  reactivate,
  resendConfirmation,
];
