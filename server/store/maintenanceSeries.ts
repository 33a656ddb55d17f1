import { and, asc, eq, gte, inArray, isNotNull, lte, min, or } from 'drizzle-orm';
import type { Id } from '../domain/id.ts';
import type { MaintenanceSeries, SeriesOccurrence } from '../domain/maintenanceSeries.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import { incoming } from './upsert.ts';

/** All of them, the oldest first. */
export async function readSeries({ query, tables: { series } }: Database): Promise<MaintenanceSeries[]> {
  return query.select().from(series).orderBy(asc(series.createdAt), asc(series.id));
}

/** Those of the series that there are. */
export async function readSeriesById(
  { query, tables: { series } }: Database,
  ids: readonly Id[],
): Promise<MaintenanceSeries[]> {
  if (ids.length === 0) return [];
  return query
    .select()
    .from(series)
    .where(inArray(series.id, [...ids]));
}

/** Those with occurrences for the clock to schedule at or before `now`, the earliest first. */
export async function readDueSeries(
  { query, tables: { series } }: Database,
  now: number,
): Promise<MaintenanceSeries[]> {
  return query
    .select()
    .from(series)
    .where(and(isNotNull(series.planAt), lte(series.planAt, now)))
    .orderBy(asc(series.planAt), asc(series.id));
}

/** When the clock next has occurrences to schedule; null when there are none. */
export async function readNextPlanAt({ query, tables: { series } }: Database): Promise<number | null> {
  const [found] = await query.select({ at: min(series.planAt) }).from(series);
  return found?.at ?? null;
}

/** The occurrences of these series from a date on, in order. */
export async function readOccurrences(
  { query, tables: { occurrences } }: Database,
  seriesIds: readonly Id[],
  from: string,
): Promise<SeriesOccurrence[]> {
  if (seriesIds.length === 0) return [];
  return query
    .select()
    .from(occurrences)
    .where(and(inArray(occurrences.seriesId, [...seriesIds]), gte(occurrences.date, from)))
    .orderBy(asc(occurrences.seriesId), asc(occurrences.date));
}

/** The occurrences of series whose maintenances these are. */
export async function readOccurrencesOf(
  { query, tables: { occurrences } }: Database,
  reportIds: readonly Id[],
): Promise<SeriesOccurrence[]> {
  const found: SeriesOccurrence[] = [];
  for (const piece of inPieces(reportIds)) {
    found.push(...(await query.select().from(occurrences).where(inArray(occurrences.reportId, piece))));
  }
  return found;
}

export function putSeries(
  { query, tables: { series } }: Database,
  rows: readonly MaintenanceSeries[],
): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(series)
      .values(piece)
      .onConflictDoUpdate({ target: series.id, set: incoming(series) })
      .toSQL(),
  );
}

/** Their occurrences go with them. */
export function removeSeries({ query, tables: { series } }: Database, ids: readonly Id[]): Statement[] {
  return inPieces(ids).map((piece) => query.delete(series).where(inArray(series.id, piece)).toSQL());
}

export function putOccurrences(
  { query, tables: { occurrences } }: Database,
  rows: readonly SeriesOccurrence[],
): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(occurrences)
      .values(piece)
      .onConflictDoUpdate({
        target: [occurrences.seriesId, occurrences.date],
        set: incoming(occurrences),
      })
      .toSQL(),
  );
}

export function removeOccurrences(
  { query, tables: { occurrences } }: Database,
  keys: readonly Pick<SeriesOccurrence, 'seriesId' | 'date'>[],
): Statement[] {
  return inPieces(keys).map((piece) =>
    query
      .delete(occurrences)
      .where(
        or(
          ...piece.map(({ seriesId, date }) =>
            and(eq(occurrences.seriesId, seriesId), eq(occurrences.date, date)),
          ),
        ),
      )
      .toSQL(),
  );
}
