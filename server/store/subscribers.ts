import { and, asc, count, desc, eq, gt, inArray, lt, ne, or, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn } from 'drizzle-orm/sqlite-core';
import type { Id } from '../domain/id.ts';
import type { Channel, Subscriber, SubscriberState, Wishes } from '../domain/subscriber.ts';
import type { Selection, SubscriberChange } from '../domain/subscriberCommand.ts';
import type { SubscriberFilter, SubscriberOrder } from '../domain/subscriberFilter.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import { eraseAnswersAbout } from './requests.ts';
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

/** The part of the subscribers that was asked for, without staff. */
export async function findSubscribers(
  { query, tables: { subscribers } }: Database,
  { states, channels, incidentId, q }: SubscriberFilter,
  order: SubscriberOrder,
  { limit, skip }: { readonly limit: number; readonly skip: number },
): Promise<Subscriber[]> {
  const rows = await query
    .select()
    .from(subscribers)
    .where(
      and(
        eq(subscribers.audience, 'public'),
        inArray(subscribers.state, [...states]),
        eq(subscribers.incidentId, incidentId ?? ''),
        // All of them by name lead through the index of addresses, which is the usual order.
        inArray(subscribers.channel, [...channels]),
        q === null ? undefined : or(has(subscribers.address, q), has(subscribers.contactEmail, q)),
      ),
    )
    .orderBy(...columnsOf(subscribers, order.by).map(order.isDescending ? desc : asc))
    .limit(limit)
    .offset(skip);
  return rows.map(toSubscriber);
}

/** Whether a text has this part in it, whatever the case of a-z is. Without `LIKE`, which means two things. */
function has(column: AnySQLiteColumn, part: string): SQL {
  const lower = sql`lower(coalesce(${column}, ''))`;
  return ne(sql`replace(${lower}, lower(${part}), '')`, lower);
}

/** No order is left to chance, and none is by a column that can be null. */
function columnsOf(
  { channel, address, createdAt, quarantinedAt, id }: Database['tables']['subscribers'],
  by: SubscriberOrder['by'],
): (AnySQLiteColumn | SQL)[] {
  switch (by) {
    case 'address':
      return [channel, address];
    case 'createdAt':
      return [createdAt, id];
    case 'quarantinedAt':
      return [sql`coalesce(${quarantinedAt}, 0)`, id];
  }
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

/** Everybody whose mail goes to this address, whatever channel tells them. */
export async function readSubscribersOfMailbox(
  { query, tables: { subscribers } }: Database,
  mailbox: string,
): Promise<Subscriber[]> {
  const isMailed = and(eq(subscribers.channel, 'email'), eq(subscribers.address, mailbox));
  const rows = await query
    .select()
    .from(subscribers)
    .where(or(isMailed, eq(subscribers.contactEmail, mailbox)));
  return rows.map(toSubscriber);
}

/** Who is told of alerts, in whatever state. */
export async function readStaff({ query, tables: { subscribers } }: Database): Promise<Subscriber[]> {
  const rows = await query
    .select()
    .from(subscribers)
    .where(eq(subscribers.audience, 'staff'))
    .orderBy(asc(subscribers.createdAt), asc(subscribers.id));
  return rows.map(toSubscriber);
}

/** Those of the public who left before an instant, and those who were asked to confirm before it and did not. */
export async function readForgettable(
  { query, tables: { subscribers } }: Database,
  before: number,
  limit: number,
): Promise<Id[]> {
  const { state, audience, createdAt, confirmationSentAt, unsubscribedAt } = subscribers;
  const hasLeft = and(eq(state, 'unsubscribed'), lt(unsubscribedAt, before));
  const isSilent = and(eq(state, 'unconfirmed'), lt(createdAt, before), lt(confirmationSentAt, before));
  const rows = await query
    .select({ id: subscribers.id })
    .from(subscribers)
    .where(and(eq(audience, 'public'), or(hasLeft, isSilent)))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** How many there are by state and channel, without staff and those of single incidents. */
export async function countSubscribers({
  query,
  tables: { subscribers },
}: Database): Promise<
  { readonly state: SubscriberState; readonly channel: Channel; readonly count: number }[]
> {
  return query
    .select({ state: subscribers.state, channel: subscribers.channel, count: count() })
    .from(subscribers)
    .where(and(eq(subscribers.audience, 'public'), eq(subscribers.incidentId, '')))
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

/** Adds subscribers. Who is there already, by their id or their address, stays as they are. */
export function addSubscribers(
  { query, tables: { subscribers } }: Database,
  rows: readonly Subscriber[],
): Statement[] {
  return inPieces(rows.map(toRow)).map((piece) =>
    query.insert(subscribers).values(piece).onConflictDoNothing().toSQL(),
  );
}

/** Changes some fields of some subscribers, who are in certain states, and nothing else of them. */
export function changeSubscribers(database: Database, { become, ...selection }: SubscriberChange): Statement {
  const { subscribers } = database.tables;
  return database.query.update(subscribers).set(become).where(isSelected(database, selection)).toSQL();
}

export function isSelected(
  { tables: { subscribers } }: Database,
  { ids, channel, states }: Selection,
): SQL | undefined {
  return and(
    eq(subscribers.audience, 'public'),
    ids === 'page' ? eq(subscribers.incidentId, '') : inArray(subscribers.id, [...ids]),
    channel === null ? undefined : eq(subscribers.channel, channel),
    inArray(subscribers.state, [...states]),
  );
}

/** For a commit: they were mailed a personal link. Nothing else is written, since they may be changing the rest. */
export function noteMailed({ query, tables: { subscribers } }: Database, id: Id, at: number): Statement {
  return query.update(subscribers).set({ confirmationSentAt: at }).where(eq(subscribers.id, id)).toSQL();
}

/** Erases subscribers, with what is on its way to them, what they asked for, and answers that tell of them. */
export function eraseSubscribers(database: Database, ids: readonly Id[]): Statement[] {
  const {
    query,
    tables: { subscribers, deliveries, subscriptionRequests },
  } = database;
  return inPieces(ids).flatMap((piece) => [
    ...piece.map((id) => eraseAnswersAbout(database, id)),
    query.delete(deliveries).where(inArray(deliveries.subscriberId, piece)).toSQL(),
    query.delete(subscriptionRequests).where(inArray(subscriptionRequests.id, piece)).toSQL(),
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
