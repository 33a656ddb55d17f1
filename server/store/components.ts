import { inArray } from 'drizzle-orm';
import { byPosition, type Component, type ComponentGroup } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import { incoming } from './upsert.ts';

/** In the order in which they stand on the page. */
export async function readGroups({ query, tables }: Database): Promise<ComponentGroup[]> {
  return (await query.select().from(tables.groups)).sort(byPosition);
}

/** All of them, also those that are retired, in the order in which they stand on the page. */
export async function readComponents({ query, tables }: Database): Promise<Component[]> {
  const rows = await query.select().from(tables.components);
  return rows.map((row) => ({ ...row, absences: row.absences ?? [] })).sort(byPosition);
}

export function putGroups(
  { query, tables: { groups } }: Database,
  rows: readonly ComponentGroup[],
): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(groups)
      .values(piece)
      .onConflictDoUpdate({ target: groups.id, set: incoming(groups) })
      .toSQL(),
  );
}

export function putComponents(
  { query, tables: { components } }: Database,
  rows: readonly Component[],
): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(components)
      .values(piece)
      .onConflictDoUpdate({ target: components.id, set: incoming(components) })
      .toSQL(),
  );
}

/** Nothing may refer to them any longer. */
export function removeGroups({ query, tables: { groups } }: Database, ids: readonly Id[]): Statement[] {
  return inPieces(ids).map((piece) => query.delete(groups).where(inArray(groups.id, piece)).toSQL());
}
