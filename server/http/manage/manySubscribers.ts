import { z } from 'zod';
import type { SubscriberState } from '../../domain/subscriber.ts';
import type { Selection } from '../../domain/subscriberCommand.ts';
import { channelIds } from '../../notify/channels.ts';
import { flag, id, maybe } from './fields.ts';
import { invalidField } from './invalidField.ts';
import { operation } from './operation.ts';
import { channelOf, listedState, statesOf, subscriberType } from './subscribers.ts';

const path = '/pages/{page_id}/subscribers';
/** As on a Statuspage. */
const mostAtOnce = 100;

const who = {
  subscribers: z.union([
    z.literal('all'),
    z.array(id).min(1, 'must not be empty').max(mostAtOnce, `must be ${mostAtOnce} at most`),
  ]),
  type: maybe(subscriberType),
};
type Who = z.output<z.ZodObject<typeof who>>;

function idsOf(subscribers: Who['subscribers']): Selection['ids'] {
  return subscribers === 'all' ? 'page' : subscribers;
}

/** Null: nobody is of this type. */
function selectionOf({ subscribers, type }: Who, states: readonly SubscriberState[]): Selection | null {
  const channel = type === undefined ? null : channelOf(type);
  if (type !== undefined && channel === null) return null;
  return { ids: idsOf(subscribers), channel, states };
}

const reactivate = operation({
  method: 'POST',
  path: `${path}/reactivate`,
  role: 'admin',
  summary: 'Tell those again who were quarantined: these, or "all"',
  body: z.strictObject(who),
  answer: { status: 201, schema: null },
  run: async ({ desk, body }) => {
    const selection = selectionOf(body, ['quarantined']);
    if (selection) await desk.perform({ type: 'reactivateSubscribers', selection });
  },
});

const unsubscribe = operation({
  method: 'POST',
  path: `${path}/unsubscribe`,
  role: 'admin',
  dangerous: true,
  summary: `Unsubscribe subscribers: these, or "all" when they are fewer than ${mostAtOnce}. They are not told`,
  body: z.strictObject({
    ...who,
    state: maybe(listedState),
    skip_unsubscription_notification: maybe(flag),
  }),
  answer: { status: 201, schema: null },
  run: async ({ desk, body }) => {
    const selection = selectionOf(body, statesOf(body.state ?? 'active'));
    if (!selection) return;
    if (selection.ids === 'page') {
      const { channel, states } = selection;
      const channels = channel === null ? channelIds : [channel];
      const filter = { channels, states, incidentId: null, q: null };
      const order = { by: 'address', isDescending: false } as const;
      const found = await desk.subscriptions.find(filter, order, { limit: mostAtOnce, skip: 0 });
      if (found.length === mostAtOnce) {
        throw invalidField('subscribers', `must be their ids: "all" is for fewer than ${mostAtOnce}`);
      }
    }
    await desk.perform({ type: 'unsubscribe', selection });
  },
});

const resendConfirmation = operation({
  method: 'POST',
  path: `${path}/resend_confirmation`,
  role: 'admin',
  summary: 'Ask those again who did not confirm their address of e-mail: these, or "all"',
  body: z.strictObject({ subscribers: who.subscribers }),
  answer: { status: 201, schema: null },
  run: async ({ desk, body }) => {
    await desk.perform({ type: 'askSubscribers', selection: { ids: idsOf(body.subscribers) } });
  },
});

export const manySubscribersOperations = [reactivate, unsubscribe, resendConfirmation];
