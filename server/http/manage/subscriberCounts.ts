import { z } from 'zod';
import type { SubscriberState } from '../../domain/subscriber.ts';
import type { Desk } from './desk.ts';
import { maybe } from './fields.ts';
import { operation } from './operation.ts';
import { channelOf, listedState, statesOf, subscriberType } from './subscribers.ts';

const number = z.int();
const path = '/pages/{page_id}/subscribers';

type Type = z.output<typeof subscriberType>;
const types = subscriberType.options;

function byType<Shape extends z.ZodType>(shape: Shape) {
  return z.object(Object.fromEntries(types.map((type) => [type, shape])) as Record<Type, Shape>);
}

type Counts = Awaited<ReturnType<Desk['subscriptions']['count']>>;

function countOf(counts: Counts, type: Type, states: readonly SubscriberState[]): number {
  return counts
    .filter(({ channel, state }) => channel === channelOf(type) && states.includes(state))
    .reduce((sum, each) => sum + each.count, 0);
}

/** The same for each type. */
function forEachType<T>(of: (type: Type) => T): Record<Type, T> {
  // Each type is there, which is what the type says.
  return Object.fromEntries(types.map((type) => [type, of(type)])) as Record<Type, T>;
}

const count = operation({
  method: 'GET',
  path: `${path}/count`,
  role: 'editor',
  summary: 'How many subscribers there are, by type',
  query: z.object({ type: maybe(subscriberType), state: listedState.default('active') }),
  answer: { status: 200, schema: byType(number).meta({ id: 'SubscriberCountByType' }) },
  run: async ({ desk, query: { type, state } }) => {
    const counts = await desk.subscriptions.count();
    return forEachType((each) =>
      type === undefined || type === each ? countOf(counts, each, statesOf(state)) : 0,
    );
  },
});

const byState = z
  .object({ active: number, unconfirmed: number, quarantined: number, total: number })
  .meta({ id: 'SubscriberCountByState' });

export const subscriberCountsShape = byType(byState).meta({ id: 'SubscriberCountByTypeAndState' });

const histogram = operation({
  method: 'GET',
  path: `${path}/histogram_by_state`,
  role: 'editor',
  summary: 'How many subscribers there are, by type and state',
  answer: { status: 200, schema: subscriberCountsShape },
  run: async ({ desk }) => {
    const counts = await desk.subscriptions.count();
    return forEachType((type) => ({
      active: countOf(counts, type, ['active']),
      unconfirmed: countOf(counts, type, ['unconfirmed']),
      quarantined: countOf(counts, type, ['quarantined']),
      total: countOf(counts, type, statesOf('all')),
    }));
  },
});

export const subscriberCountOperations = [count, histogram];
