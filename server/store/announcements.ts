import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm';
import type { Announcement } from '../domain/announcement.ts';
import type { Id } from '../domain/id.ts';
import { type Database, inPieces, type Statement } from './database.ts';

/** How far an announcement has got among the subscribers: by id, up to this one. */
export type Reached = { readonly announcement: Announcement; readonly reached: Id };

/** For the commit of what they tell. */
export function addAnnouncements(
  { query, tables: { announcements } }: Database,
  added: readonly Announcement[],
): Statement[] {
  const rows = added.map((announcement) => ({ ...announcement, state: 'waiting' as const, reached: '' }));
  return inPieces(rows).map((piece) =>
    query.insert(announcements).values(piece).onConflictDoNothing().toSQL(),
  );
}

/** The first announcement whose time has come and that not everybody has a delivery of yet. */
export async function readWaiting(
  { query, tables: { announcements } }: Database,
  now: number,
): Promise<Reached | null> {
  const [row] = await query
    .select()
    .from(announcements)
    .where(
      and(eq(announcements.state, 'waiting'), isNull(announcements.pausedAt), lte(announcements.dueAt, now)),
    )
    .orderBy(asc(announcements.dueAt), asc(announcements.at), asc(announcements.id))
    .limit(1);
  return row ? reachedOf(row) : null;
}

/** When the next announcement is due; null: none waits. */
export async function readNextAnnouncementAt({
  query,
  tables: { announcements },
}: Database): Promise<number | null> {
  const [row] = await query
    .select({ dueAt: announcements.dueAt })
    .from(announcements)
    .where(and(eq(announcements.state, 'waiting'), isNull(announcements.pausedAt)))
    .orderBy(asc(announcements.dueAt))
    .limit(1);
  return row?.dueAt ?? null;
}

/** These announcements, the oldest first. */
export async function readAnnouncements(
  { query, tables: { announcements } }: Database,
  ids: readonly Id[],
): Promise<Announcement[]> {
  const rows = await query
    .select()
    .from(announcements)
    .where(inArray(announcements.id, [...ids]))
    .orderBy(asc(announcements.at), asc(announcements.id));
  return rows.map((row) => reachedOf(row).announcement);
}

/** What was and will be told of a report, the oldest first, and how far each has got. */
export async function readAnnouncementsOf({ query, tables: { announcements } }: Database, reportId: Id) {
  return query
    .select()
    .from(announcements)
    .where(eq(announcements.reportId, reportId))
    .orderBy(asc(announcements.at), asc(announcements.id));
}

/** For a commit: everybody up to `reached` has a delivery of it; `told` when that is everybody. */
export function noteReached(
  { query, tables: { announcements } }: Database,
  id: Id,
  reached: Id,
  isTold: boolean,
): Statement {
  return query
    .update(announcements)
    .set({ reached, ...(isTold ? { state: 'told' as const } : {}) })
    .where(and(eq(announcements.id, id), eq(announcements.state, 'waiting')))
    .toSQL();
}

/** For a commit: nobody else is told. Changes no row when everybody has been told already. */
export function cancelAnnouncement({ query, tables: { announcements } }: Database, id: Id): Statement {
  return query
    .update(announcements)
    .set({ state: 'cancelled' })
    .where(and(eq(announcements.id, id), eq(announcements.state, 'waiting')))
    .toSQL();
}

/** For a commit: it waits since then; null: it goes on. */
export function pauseTelling(
  { query, tables: { announcements } }: Database,
  id: Id,
  pausedAt: number | null,
): Statement {
  return query.update(announcements).set({ pausedAt }).where(eq(announcements.id, id)).toSQL();
}

type Row = Announcement & {
  readonly state: string;
  readonly reached: Id;
  readonly pausedAt: number | null;
};

function reachedOf({ state: _, pausedAt: __, reached, ...announcement }: Row): Reached {
  return { announcement, reached };
}
