import { asc, inArray } from 'drizzle-orm';
import type { Id } from '../domain/id.ts';
import type { IncidentTemplate } from '../domain/template.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import { incoming } from './upsert.ts';

/** All of them by name. */
export async function readTemplates({ query, tables: { templates } }: Database): Promise<IncidentTemplate[]> {
  return query.select().from(templates).orderBy(asc(templates.name), asc(templates.id));
}

export function putTemplates(
  { query, tables: { templates } }: Database,
  rows: readonly IncidentTemplate[],
): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(templates)
      .values(piece)
      .onConflictDoUpdate({ target: templates.id, set: incoming(templates) })
      .toSQL(),
  );
}

export function removeTemplates({ query, tables: { templates } }: Database, ids: readonly Id[]): Statement[] {
  return inPieces(ids).map((piece) => query.delete(templates).where(inArray(templates.id, piece)).toSQL());
}
