import { and, asc, inArray, isNotNull, lte, min } from 'drizzle-orm';
import { type Draft, draftDueAt } from '../domain/draft.ts';
import type { Id } from '../domain/id.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import type { Tables } from './tables.ts';
import { incoming } from './upsert.ts';

/** All of them, the oldest first. */
export async function readDrafts({ query, tables: { drafts } }: Database): Promise<Draft[]> {
  const rows = await query.select().from(drafts).orderBy(asc(drafts.createdAt), asc(drafts.id));
  return rows.map(draftOf);
}

/** Those of the drafts that there are. */
export async function readDraftsById(
  { query, tables: { drafts } }: Database,
  ids: readonly Id[],
): Promise<Draft[]> {
  if (ids.length === 0) return [];
  const rows = await query
    .select()
    .from(drafts)
    .where(inArray(drafts.id, [...ids]));
  return rows.map(draftOf);
}

/** The draft whose time came first; none when there is none to publish at `now`. */
export async function readDueDraft({ query, tables: { drafts } }: Database, now: number): Promise<Draft[]> {
  const rows = await query
    .select()
    .from(drafts)
    .where(and(isNotNull(drafts.dueAt), lte(drafts.dueAt, now)))
    .orderBy(asc(drafts.dueAt), asc(drafts.id))
    .limit(1);
  return rows.map(draftOf);
}

/** When the clock next has a draft to publish; null when there is none. */
export async function readNextDraftAt({ query, tables: { drafts } }: Database): Promise<number | null> {
  const [found] = await query.select({ at: min(drafts.dueAt) }).from(drafts);
  return found?.at ?? null;
}

function draftOf({ dueAt: _, changedBy, ...draft }: Tables['drafts']['$inferSelect']): Draft {
  return { ...draft, changedBy: changedBy ?? draft.author };
}

export function putDrafts({ query, tables: { drafts } }: Database, rows: readonly Draft[]): Statement[] {
  return inPieces(rows.map((draft) => ({ ...draft, dueAt: draftDueAt(draft) }))).map((piece) =>
    query
      .insert(drafts)
      .values(piece)
      .onConflictDoUpdate({ target: drafts.id, set: incoming(drafts) })
      .toSQL(),
  );
}

export function removeDrafts({ query, tables: { drafts } }: Database, ids: readonly Id[]): Statement[] {
  return inPieces(ids).map((piece) => query.delete(drafts).where(inArray(drafts.id, piece)).toSQL());
}
