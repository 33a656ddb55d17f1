import { setImmediate } from 'node:timers/promises';
import { and, asc, eq, gt, gte, inArray, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { Id } from '../domain/id.ts';
import type { Impact, ImpactSource } from '../domain/impact.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import type { Tables } from './tables.ts';
import { incoming } from './upsert.ts';

type ImpactRow = Tables['impacts']['$inferSelect'];

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
  const begun = lt(impacts.startedAt, to);
  const found: Impact[] = [];
  if (componentIds === undefined) {
    found.push(...(await select(database, and(begun, isNull(impacts.endedAt)))));
    for await (const slice of endedSlices(database, begun, from)) found.push(...slice);
  } else {
    const overlap = [begun, or(isNull(impacts.endedAt), gt(impacts.endedAt, from))];
    for (const piece of inPieces(componentIds)) {
      found.push(...(await select(database, and(...overlap, inArray(impacts.componentId, piece)))));
    }
  }
  return found.sort(byBeginning);
}

/** So many are read at a time: while SQLite answers, nobody else is answered. */
const sliceSize = 5_000;

/** Those that ended after `after`, in slices between which others have a turn. */
async function* endedSlices(
  { query, tables: { impacts } }: Database,
  where: SQL,
  after: number,
): AsyncGenerator<Impact[]> {
  let from = after + 1;
  /** So many that ended at `from` are in the slices before. */
  let known = 0;
  for (;;) {
    const rows = await query
      .select()
      .from(impacts)
      .where(and(where, gte(impacts.endedAt, from)))
      .orderBy(
        asc(impacts.endedAt),
        asc(impacts.sourceKind),
        asc(impacts.sourceId),
        asc(impacts.componentId),
        asc(impacts.startedAt),
      )
      .limit(sliceSize)
      .offset(known);
    yield rows.map(impactOf);
    if (rows.length < sliceSize) return;
    const last = rows.at(-1)?.endedAt ?? from;
    known = (last === from ? known : 0) + rows.filter(({ endedAt }) => endedAt === last).length;
    from = last;
    await setImmediate();
  }
}

/** As the queries order them. */
function byBeginning(a: Impact, b: Impact): number {
  return (
    a.startedAt - b.startedAt ||
    byBytes(a.source.kind, b.source.kind) ||
    byBytes(a.source.id, b.source.id) ||
    byBytes(a.componentId, b.componentId)
  );
}

function byBytes(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
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
  return rows.map(impactOf);
}

function impactOf(row: ImpactRow): Impact {
  const { sourceKind, sourceId, componentId, status, startedAt, endedAt, reason } = row;
  return { source: { kind: sourceKind, id: sourceId }, componentId, status, startedAt, endedAt, reason };
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
