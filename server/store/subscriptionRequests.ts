import { and, asc, eq, lte, sql } from 'drizzle-orm';
import type { Selection } from '../domain/subscriberCommand.ts';
import type { SubscriptionRequest } from '../domain/subscribing.ts';
import type { Database, Statement } from './database.ts';
import { isSelected } from './subscribers.ts';
import { incoming } from './upsert.ts';

/** A request that waits for its answer. */
export type WaitingRequest = SubscriptionRequest & { readonly dueAt: number; readonly attempts: number };

/** For a commit. What was asked before about the same subscriber is replaced, unless only their link is asked for. */
export function askSubscription(
  { query, tables: { subscriptionRequests } }: Database,
  request: SubscriptionRequest,
  dueAt: number,
): Statement {
  const added = query.insert(subscriptionRequests).values({ ...request, dueAt, attempts: 0 });
  return request.wanted === null
    ? added.onConflictDoNothing().toSQL()
    : added
        .onConflictDoUpdate({ target: subscriptionRequests.id, set: incoming(subscriptionRequests) })
        .toSQL();
}

/**
 * For a commit: those who are selected are asked, as if they had asked for their link; whoever asked for something
 * themselves meanwhile gets what they asked for.
 */
export function askSelected(database: Database, selection: Selection, askedAt: number): Statement {
  const {
    query,
    tables: { subscribers, subscriptionRequests },
  } = database;
  const at = sql<number>`cast(${askedAt} as bigint)`;
  const asked = query
    .select({
      id: subscribers.id,
      askedAt: at.as('asked_at'),
      dueAt: at.as('due_at'),
      attempts: sql<number>`0`.as('attempts'),
      wanted: sql<null>`null`.as('wanted'),
      purpose: sql<'link'>`'link'`.as('purpose'),
    })
    .from(subscribers)
    .where(isSelected(database, selection));
  return query.insert(subscriptionRequests).select(asked).onConflictDoNothing().toSQL();
}

/** When the next request is to be answered; null: none waits. */
export async function readNextRequestAt({
  query,
  tables: { subscriptionRequests },
}: Database): Promise<number | null> {
  const [row] = await query
    .select({ dueAt: subscriptionRequests.dueAt })
    .from(subscriptionRequests)
    .orderBy(asc(subscriptionRequests.dueAt))
    .limit(1);
  return row?.dueAt ?? null;
}

/** The requests whose time has come, the oldest first. */
export async function readDueRequests(
  { query, tables: { subscriptionRequests } }: Database,
  now: number,
  limit: number,
): Promise<WaitingRequest[]> {
  return query
    .select()
    .from(subscriptionRequests)
    .where(lte(subscriptionRequests.dueAt, now))
    .orderBy(asc(subscriptionRequests.dueAt), asc(subscriptionRequests.id))
    .limit(limit);
}

/** For a claim: the request is one process's until `dueAt`, and is tried again then if it is still there. */
export function claimRequest(
  { query, tables: { subscriptionRequests } }: Database,
  request: WaitingRequest,
  dueAt: number,
): Statement {
  return query
    .update(subscriptionRequests)
    .set({ dueAt, attempts: request.attempts + 1 })
    .where(and(eq(subscriptionRequests.id, request.id), eq(subscriptionRequests.dueAt, request.dueAt)))
    .toSQL();
}

/** For a commit: it is answered. What was asked again meanwhile stays. */
export function settleRequest(
  { query, tables: { subscriptionRequests } }: Database,
  { id, askedAt }: SubscriptionRequest,
): Statement {
  return query
    .delete(subscriptionRequests)
    .where(and(eq(subscriptionRequests.id, id), eq(subscriptionRequests.askedAt, askedAt)))
    .toSQL();
}
