import { and, asc, eq, inArray, lt, sql } from 'drizzle-orm';
import type { Id } from '../domain/id.ts';
import { type Database, inPieces, type Statement } from './database.ts';

/** The settled deliveries whose end was longest ago, before an instant. Those that were set aside wait for somebody. */
export async function readForgettableDeliveries(
  { query, tables: { deliveries } }: Database,
  before: number,
  limit: number,
) {
  const { id, announcementId, channel, state, settledAt } = deliveries;
  return query
    .select({ id, announcementId, channel, state, settledAt })
    .from(deliveries)
    .where(and(inArray(state, ['sent', 'collapsed', 'dropped']), lt(settledAt, before)))
    .orderBy(asc(settledAt), asc(id))
    .limit(limit);
}

type Settled = Readonly<Awaited<ReturnType<typeof readForgettableDeliveries>>>;

/**
 * Counts these deliveries and forgets them. The first of them is the claim: whoever has it forgets them all, and nobody
 * else counts them.
 */
export async function forgetDeliveries(database: Database, settled: Settled): Promise<void> {
  const {
    query,
    tables: { deliveries, deliverySums },
  } = database;
  const [first, ...others] = settled.map(({ id }) => id);
  if (first === undefined) return;
  const sums = inPieces(sumsOf(settled)).map((piece) =>
    query
      .insert(deliverySums)
      .values(piece)
      .onConflictDoUpdate({
        target: [deliverySums.announcementId, deliverySums.channel, deliverySums.state],
        set: {
          count: sql`${deliverySums.count} + excluded.count`,
          lastAt: sql`case when ${deliverySums.lastAt} > excluded.last_at then ${deliverySums.lastAt} else excluded.last_at end`,
        },
      })
      .toSQL(),
  );
  const forgotten = inPieces(others).map((piece) =>
    query.delete(deliveries).where(inArray(deliveries.id, piece)).toSQL(),
  );
  const claim: Statement = query.delete(deliveries).where(eq(deliveries.id, first)).toSQL();
  await database.commit({ claim, statements: [...sums, ...forgotten] });
}

function sumsOf(settled: Settled) {
  const sums = new Map<
    string,
    Omit<Settled[number], 'id' | 'settledAt'> & { count: number; lastAt: number }
  >();
  for (const { announcementId, channel, state, settledAt } of settled) {
    const key = `${announcementId} ${channel} ${state}`;
    const known = sums.get(key) ?? { announcementId, channel, state, count: 0, lastAt: 0 };
    sums.set(key, { ...known, count: known.count + 1, lastAt: Math.max(known.lastAt, settledAt ?? 0) });
  }
  return [...sums.values()];
}

/** What became of the forgotten deliveries of these announcements, as `countDeliveries` says it of the others. */
export async function readDeliverySums(
  { query, tables: { deliverySums } }: Database,
  announcementIds: readonly Id[],
) {
  if (announcementIds.length === 0) return [];
  return query
    .select()
    .from(deliverySums)
    .where(inArray(deliverySums.announcementId, [...announcementIds]));
}
