import { asc, inArray, sql } from 'drizzle-orm';
import type { Member, OneTimeLink, Session } from '../domain/access.ts';
import type { Id } from '../domain/id.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import { incoming } from './upsert.ts';

/** All of them, also those who are removed, the oldest first. */
export async function readMembers({ query, tables: { members } }: Database): Promise<Member[]> {
  return query.select().from(members).orderBy(asc(members.createdAt), asc(members.id));
}

export function putMembers({ query, tables: { members } }: Database, rows: readonly Member[]): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(members)
      .values(piece)
      .onConflictDoUpdate({ target: members.id, set: incoming(members) })
      .toSQL(),
  );
}

/** Those that have not been used. */
export async function readLinks({ query, tables: { links } }: Database): Promise<OneTimeLink[]> {
  return query.select().from(links).orderBy(asc(links.createdAt), asc(links.id));
}

export function putLinks({ query, tables: { links } }: Database, rows: readonly OneTimeLink[]): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(links)
      .values(piece)
      .onConflictDoUpdate({ target: links.id, set: incoming(links) })
      .toSQL(),
  );
}

export function removeLinks({ query, tables: { links } }: Database, ids: readonly Id[]): Statement[] {
  return inPieces(ids).map((piece) => query.delete(links).where(inArray(links.id, piece)).toSQL());
}

/** All that have not been ended, the oldest first. */
export async function readSessions({ query, tables: { sessions } }: Database): Promise<Session[]> {
  return query.select().from(sessions).orderBy(asc(sessions.createdAt), asc(sessions.id));
}

export function putSessions(
  { query, tables: { sessions } }: Database,
  rows: readonly Session[],
): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(sessions)
      .values(piece)
      .onConflictDoUpdate({ target: sessions.id, set: incoming(sessions) })
      .toSQL(),
  );
}

export function removeSessions(
  { query, tables: { sessions, uses } }: Database,
  ids: readonly Id[],
): Statement[] {
  return inPieces(ids).flatMap((piece) => [
    query.delete(sessions).where(inArray(sessions.id, piece)).toSQL(),
    query.delete(uses).where(inArray(uses.id, piece)).toSQL(),
  ]);
}

/** When each token and session was last used, by its id. */
export async function readUses({ query, tables: { uses } }: Database): Promise<Map<Id, number>> {
  const rows = await query.select().from(uses);
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** Of two uses the later one stays. */
export function putUse({ query, tables: { uses } }: Database, id: Id, at: number): Statement {
  return query
    .insert(uses)
    .values({ id, at })
    .onConflictDoUpdate({ target: uses.id, set: incoming(uses), setWhere: sql`${uses.at} < excluded.at` })
    .toSQL();
}
