import { and, asc, count, eq, gt, inArray } from 'drizzle-orm';
import type { Id } from '../domain/id.ts';
import type { Channel, Subscriber, SubscriberState, Wishes } from '../domain/subscriber.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import { incoming } from './upsert.ts';

/** The next subscribers by id after one, in every state. */
export async function readSubscribersAfter(
  { query, tables: { subscribers } }: Database,
  id: Id,
  limit: number,
): Promise<Subscriber[]> {
  const rows = await query
    .select()
    .from(subscribers)
    .where(gt(subscribers.id, id))
    .orderBy(asc(subscribers.id))
    .limit(limit);
  return rows.map(toSubscriber);
}

export async function readSubscribersById(
  { query, tables: { subscribers } }: Database,
  ids: readonly Id[],
): Promise<Subscriber[]> {
  const found: Subscriber[] = [];
  for (const piece of inPieces(ids)) {
    const rows = await query.select().from(subscribers).where(inArray(subscribers.id, piece));
    found.push(...rows.map(toSubscriber));
  }
  return found;
}

/** Who has this address in this channel: of everything, of single incidents, of staff. */
export async function readSubscribersAt(
  { query, tables: { subscribers } }: Database,
  channel: Channel,
  address: string,
): Promise<Subscriber[]> {
  const rows = await query
    .select()
    .from(subscribers)
    .where(and(eq(subscribers.channel, channel), eq(subscribers.address, address)));
  return rows.map(toSubscriber);
}

/** How many of those who are told have the same wishes. */
export async function countWishes({
  query,
  tables: { subscribers },
}: Database): Promise<{ readonly wishes: Wishes; readonly count: number }[]> {
  const { channel, scope, incidents, maintenances, incidentId } = subscribers;
  const rows = await query
    .select({ channel, scope, incidents, maintenances, incidentId, count: count() })
    .from(subscribers)
    .where(and(eq(subscribers.state, 'active'), eq(subscribers.audience, 'public')))
    .groupBy(channel, scope, incidents, maintenances, incidentId);
  return rows.map(({ count: told, incidentId: id, ...wishes }) => ({
    wishes: { ...wishes, incidentId: id === '' ? null : id },
    count: told,
  }));
}

/** How many there are by state and channel, without staff. */
export async function countSubscribers({
  query,
  tables: { subscribers },
}: Database): Promise<
  { readonly state: SubscriberState; readonly channel: Channel; readonly count: number }[]
> {
  return query
    .select({ state: subscribers.state, channel: subscribers.channel, count: count() })
    .from(subscribers)
    .where(eq(subscribers.audience, 'public'))
    .groupBy(subscribers.state, subscribers.channel);
}

/** Adds subscribers, or replaces those with these ids. An address that is there already keeps its subscriber. */
export function putSubscribers(
  { query, tables: { subscribers } }: Database,
  rows: readonly Subscriber[],
): Statement[] {
  return inPieces(rows.map(toRow)).map((piece) =>
    query
      .insert(subscribers)
      .values(piece)
      .onConflictDoUpdate({ target: subscribers.id, set: incoming(subscribers) })
      .toSQL(),
  );
}

/** Erases subscribers, with what is on its way to them. */
export function eraseSubscribers(
  { query, tables: { subscribers, deliveries } }: Database,
  ids: readonly Id[],
): Statement[] {
  return inPieces(ids).flatMap((piece) => [
    query.delete(deliveries).where(inArray(deliveries.subscriberId, piece)).toSQL(),
    query.delete(subscribers).where(inArray(subscribers.id, piece)).toSQL(),
  ]);
}

type Row = Omit<Subscriber, 'incidentId'> & { readonly incidentId: string };

function toSubscriber(row: Row): Subscriber {
  return { ...row, incidentId: row.incidentId === '' ? null : row.incidentId };
}

function toRow(subscriber: Subscriber): Row {
  return { ...subscriber, incidentId: subscriber.incidentId ?? '' };
}
