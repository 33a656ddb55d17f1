import {
  and,
  asc,
  count,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lte,
  max,
  notInArray,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import type { Delivery, DeliveryOutcome } from '../domain/delivery.ts';
import type { Id } from '../domain/id.ts';
import type { Channel } from '../domain/subscriber.ts';
import { type Database, inPieces, type Statement } from './database.ts';

/** For a commit. Who has a delivery of the announcement already gets no second one. */
export function addDeliveries(
  { query, tables: { deliveries } }: Database,
  added: readonly Delivery[],
  dueAt: number,
): Statement[] {
  const rows = added.map((delivery) => ({
    ...delivery,
    state: 'pending' as const,
    dueAt,
    leasedBy: '',
    leasedUntil: 0,
  }));
  return inPieces(rows).map((piece) => query.insert(deliveries).values(piece).onConflictDoNothing().toSQL());
}

export type Lease = {
  readonly channel: Channel;
  /** A fresh id that stands for this lease alone. */
  readonly by: Id;
  readonly now: number;
  /** They are free again after so long, whatever becomes of whoever took them, ms. */
  readonly forMs: number;
  readonly limit: number;
  /** Subscribers who are being told something at the moment. */
  readonly except: readonly Id[];
};

/**
 * Takes deliveries of a channel that are due, the oldest first, and with them all that waits for the same subscribers:
 * they are nobody else's for so long. Who takes some at the same moment gets others.
 */
export async function leaseDeliveries(
  database: Database,
  { channel, by, now, forMs, limit, except }: Lease,
): Promise<Delivery[]> {
  const {
    query,
    tables: { deliveries },
  } = database;
  const at = database.clock(now);
  const free = and(eq(deliveries.state, 'pending'), lte(deliveries.leasedUntil, at));
  const due = query
    .select({ subscriberId: deliveries.subscriberId })
    .from(deliveries)
    .where(
      and(
        free,
        eq(deliveries.channel, channel),
        lte(deliveries.dueAt, now),
        notInArray(deliveries.subscriberId, [...except]),
        notInArray(deliveries.subscriberId, takenSubscribers(database, gt(deliveries.leasedUntil, at))),
        isNotPaused(database),
      ),
    )
    .orderBy(asc(deliveries.dueAt), asc(deliveries.at))
    .limit(limit);
  // Named, so that it is found out once: else more than the limit might be taken.
  const chosen = sql`(WITH chosen AS (${database.skipTaken(due)}) SELECT subscriber_id FROM chosen)`;
  await database.commit({
    statements: [
      query
        .update(deliveries)
        .set({ leasedBy: by, leasedUntil: sql`${at} + ${forMs}` })
        .where(and(free, inArray(deliveries.subscriberId, chosen), isNotPaused(database)))
        .toSQL(),
    ],
  });
  return query
    .select({
      id: deliveries.id,
      announcementId: deliveries.announcementId,
      subscriberId: deliveries.subscriberId,
      channel: deliveries.channel,
      reportId: deliveries.reportId,
      at: deliveries.at,
      attempts: deliveries.attempts,
    })
    .from(deliveries)
    .where(eq(deliveries.leasedBy, by))
    .orderBy(asc(deliveries.at), asc(deliveries.id));
}

/** Those that somebody has. Only what is pending is anybody's, and to say so would lead through all that is. */
function areTaken({ tables: { deliveries } }: Database): SQL {
  return gt(deliveries.leasedBy, '');
}

/** Who is being told by somebody, and hears the rest after that, in order. */
function takenSubscribers(database: Database, further?: SQL) {
  const {
    query,
    tables: { deliveries },
  } = database;
  return query
    .select({ subscriberId: deliveries.subscriberId })
    .from(deliveries)
    .where(and(areTaken(database), further));
}

/** All that is told of a report waits while one announcement of it does, so that it is told in order. */
function isNotPaused({ query, tables: { announcements, deliveries } }: Database): SQL | undefined {
  const paused = query
    .select({ reportId: announcements.reportId })
    .from(announcements)
    .where(and(isNotNull(announcements.pausedAt), isNotNull(announcements.reportId)));
  return or(isNull(deliveries.reportId), notInArray(deliveries.reportId, paused));
}

/** For a commit, by the only process that sends: what a process before it was sending is free at once. */
export function releaseLeases(database: Database): Statement {
  return database.query
    .update(database.tables.deliveries)
    .set({ leasedBy: '', leasedUntil: 0 })
    .where(areTaken(database))
    .toSQL();
}

/** For a commit: what was taken as one of these is free again, but for what is on its way to these subscribers. */
export function letGoOfDeliveries(
  { query, tables: { deliveries } }: Database,
  by: readonly Id[],
  except: readonly Id[],
): Statement {
  return query
    .update(deliveries)
    .set({ leasedBy: '', leasedUntil: 0 })
    .where(
      and(
        inArray(deliveries.leasedBy, [...by]),
        eq(deliveries.state, 'pending'),
        notInArray(deliveries.subscriberId, [...except]),
      ),
    )
    .toSQL();
}

/** Whether so many messages of a channel are due that nobody has taken; what is told of one report together is one. */
export async function waitAtLeast(
  { query, tables: { deliveries } }: Database,
  channel: Channel,
  now: number,
  count: number,
): Promise<boolean> {
  const messages = await query
    .selectDistinct({ subscriberId: deliveries.subscriberId, reportId: deliveries.reportId })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.state, 'pending'),
        eq(deliveries.channel, channel),
        lte(deliveries.dueAt, now),
        eq(deliveries.leasedBy, ''),
      ),
    )
    .limit(count);
  return messages.length >= count;
}

/** When the next delivery of a channel is due, except of these subscribers; null: none waits. */
export async function readNextDeliveryAt(
  database: Database,
  channel: Channel,
  now: number,
  except: readonly Id[],
): Promise<number | null> {
  const {
    query,
    tables: { deliveries },
  } = database;
  const waiting = and(
    eq(deliveries.channel, channel),
    notInArray(deliveries.subscriberId, [...except]),
    isNotPaused(database),
  );
  const { dueAt, leasedUntil } = deliveries;
  const [free] = await query
    .select({ at: dueAt })
    .from(deliveries)
    .where(
      and(
        waiting,
        eq(deliveries.state, 'pending'),
        eq(deliveries.leasedBy, ''),
        notInArray(deliveries.subscriberId, takenSubscribers(database)),
      ),
    )
    .orderBy(asc(dueAt))
    .limit(1);
  // What somebody took keeps nothing else back, least of all when that process is gone.
  const freeInMs = sql`${leasedUntil} - ${database.clock(now)}`;
  const dueInMs = sql`${dueAt} - ${now}`;
  const leftMs = sql`CASE WHEN ${freeInMs} > ${dueInMs} THEN ${freeInMs} ELSE ${dueInMs} END`.mapWith(Number);
  const [taken] = await query
    .select({ leftMs })
    .from(deliveries)
    .where(and(waiting, areTaken(database)))
    .orderBy(asc(leftMs))
    .limit(1);
  const moments = [free?.at, taken && now + taken.leftMs].filter((at) => at !== undefined);
  return moments.length === 0 ? null : Math.min(...moments);
}

/** What became of a delivery, and as what it was taken. */
export type SettledDelivery = {
  readonly id: Delivery['id'];
  readonly by: Id;
  readonly outcome: DeliveryOutcome;
};

/**
 * For a commit: what became of deliveries, as of an instant; nobody has them any more. One that is settled stays as it
 * is, and one that is to be tried again stays with whoever took it meanwhile. Of many most became the same, so that a
 * crowd takes few statements.
 */
export function settleDeliveries(
  { query, tables: { deliveries } }: Database,
  settled: readonly SettledDelivery[],
  at: number,
): Statement[] {
  type Alike = { readonly outcome: DeliveryOutcome; readonly stillOf: Id | null; readonly ids: string[] };
  const alike = new Map<string, Alike>();
  for (const { id, by, outcome } of settled) {
    const stillOf = outcome.state === 'pending' ? by : null;
    const key = JSON.stringify([outcome, stillOf]);
    const known = alike.get(key) ?? { outcome, stillOf, ids: [] };
    known.ids.push(id);
    alike.set(key, known);
  }
  return [...alike.values()].flatMap(({ outcome, stillOf, ids }) => {
    const { problem } = outcome;
    const change =
      outcome.state === 'pending'
        ? { dueAt: outcome.dueAt, attempts: outcome.attempts }
        : { state: outcome.state, settledAt: at };
    const isOpen = and(
      eq(deliveries.state, 'pending'),
      stillOf === null ? undefined : eq(deliveries.leasedBy, stillOf),
    );
    return inPieces(ids).map((piece) =>
      query
        .update(deliveries)
        .set({ ...change, problem, leasedBy: '', leasedUntil: 0 })
        .where(and(inArray(deliveries.id, piece), isOpen))
        .toSQL(),
    );
  });
}

/** How many deliveries of these announcements are in which state, by channel, and when the last one was settled. */
export async function countDeliveries(
  { query, tables: { deliveries } }: Database,
  announcementIds: readonly Id[],
) {
  if (announcementIds.length === 0) return [];
  return query
    .select({
      announcementId: deliveries.announcementId,
      channel: deliveries.channel,
      state: deliveries.state,
      count: count(),
      lastAt: max(deliveries.settledAt),
    })
    .from(deliveries)
    .where(inArray(deliveries.announcementId, [...announcementIds]))
    .groupBy(deliveries.announcementId, deliveries.channel, deliveries.state);
}

/** How many deliveries have been set aside and wait for somebody to look. */
export async function countSetAside({ query, tables: { deliveries } }: Database): Promise<number> {
  const [row] = await query.select({ count: count() }).from(deliveries).where(eq(deliveries.state, 'failed'));
  return row?.count ?? 0;
}

/** How many deliveries of each channel wait, or have been set aside. */
export async function countUndelivered({ query, tables: { deliveries } }: Database) {
  return query
    .select({ channel: deliveries.channel, state: deliveries.state, count: count() })
    .from(deliveries)
    .where(inArray(deliveries.state, ['pending', 'failed']))
    .groupBy(deliveries.channel, deliveries.state);
}

/** For a commit: what was set aside of an announcement is tried again from now on, as if it were new. */
export function retryDeliveries(
  { query, tables: { deliveries } }: Database,
  announcementId: Id,
  now: number,
): Statement {
  return query
    .update(deliveries)
    .set({ state: 'pending', dueAt: now, at: now, attempts: 0, settledAt: null })
    .where(and(eq(deliveries.announcementId, announcementId), eq(deliveries.state, 'failed')))
    .toSQL();
}
