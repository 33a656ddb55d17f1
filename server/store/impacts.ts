import { and, asc, eq, gt, inArray, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { Id } from '../domain/id.ts';
import type { Impact, ImpactSource } from '../domain/impact.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import { incoming } from './upsert.ts';

/** Every impact that is open now. */
export async function readOpenImpacts(database: Database): Promise<Impact[]> {
  return select(database, isNull(database.tables.impacts.endedAt));
}

/** Every impact that a person set by hand, also those that have ended. */
export async function readManualImpacts(database: Database): Promise<Impact[]> {
  return select(database, eq(database.tables.impacts.sourceKind, 'manual'));
}

/** The impacts that overlap `[from, to)`, of some components or of all, the earliest first. */
export async function readImpacts(
  database: Database,
  from: number,
  to: number,
  componentIds?: readonly Id[],
): Promise<Impact[]> {
  const { impacts } = database.tables;
  const overlap = [lt(impacts.startedAt, to), or(isNull(impacts.endedAt), gt(impacts.endedAt, from))];
  if (componentIds === undefined) return select(database, and(...overlap));
  const found: Impact[] = [];
  for (const piece of inPieces(componentIds)) {
    found.push(...(await select(database, and(...overlap, inArray(impacts.componentId, piece)))));
  }
  return found.sort((a, b) => a.startedAt - b.startedAt);
}

/** All impacts that these sources of one kind claim, the earliest first. */
export async function readImpactsOf(
  database: Database,
  kind: ImpactSource['kind'],
  sourceIds: readonly Id[],
): Promise<Impact[]> {
  const { impacts } = database.tables;
  const found: Impact[] = [];
  for (const piece of inPieces(sourceIds)) {
    found.push(
      ...(await select(database, and(eq(impacts.sourceKind, kind), inArray(impacts.sourceId, piece)))),
    );
  }
  return found;
}

async function select({ query, tables: { impacts } }: Database, where: SQL | undefined): Promise<Impact[]> {
  const rows = await query
    .select()
    .from(impacts)
    .where(where)
    .orderBy(
      asc(impacts.startedAt),
      asc(impacts.sourceKind),
      asc(impacts.sourceId),
      asc(impacts.componentId),
    );
  return rows.map(({ sourceKind, sourceId, ...impact }) => ({
    source: { kind: sourceKind, id: sourceId },
    ...impact,
  }));
}

export function putImpacts({ query, tables: { impacts } }: Database, rows: readonly Impact[]): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(impacts)
      .values(
        piece.map(({ source, ...impact }) => ({ ...impact, sourceKind: source.kind, sourceId: source.id })),
      )
      .onConflictDoUpdate({
        target: [impacts.sourceKind, impacts.sourceId, impacts.componentId, impacts.startedAt],
        set: incoming(impacts),
      })
      .toSQL(),
  );
}

export function removeImpactsOf(
  { query, tables: { impacts } }: Database,
  sources: readonly ImpactSource[],
): Statement[] {
  return [...new Set(sources.map((source) => source.kind))].flatMap((kind) => {
    const ids = sources.filter((source) => source.kind === kind).map((source) => source.id);
    return inPieces(ids).map((piece) =>
      query
        .delete(impacts)
        .where(and(eq(impacts.sourceKind, kind), inArray(impacts.sourceId, piece)))
        .toSQL(),
    );
  });
}
