import { eq, inArray } from 'drizzle-orm';
import type { Id } from '../domain/id.ts';
import type { MergedIncident } from '../domain/mergedIncident.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import { incoming } from './upsert.ts';

/** Those of the ids that were merged into other incidents. */
export async function readMerged(
  { query, tables: { merged } }: Database,
  ids: readonly Id[],
): Promise<MergedIncident[]> {
  const found: MergedIncident[] = [];
  for (const piece of inPieces(ids)) {
    found.push(...(await query.select().from(merged).where(inArray(merged.id, piece))));
  }
  return found;
}

/** The incident of which this one is part now, over any number of merges; null when it was not merged. */
export async function readMergedInto({ query, tables: { merged } }: Database, id: Id): Promise<Id | null> {
  const seen = new Set<Id>([id]);
  let at = id;
  for (;;) {
    const [found] = await query.select().from(merged).where(eq(merged.id, at));
    if (!found) return at === id ? null : at;
    // An id that an import brought back can have been merged in a circle.
    if (seen.has(found.intoId)) return null;
    seen.add(found.intoId);
    at = found.intoId;
  }
}

export function putMerged(
  { query, tables: { merged } }: Database,
  rows: readonly MergedIncident[],
): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(merged)
      .values(piece)
      .onConflictDoUpdate({ target: merged.id, set: incoming(merged) })
      .toSQL(),
  );
}
