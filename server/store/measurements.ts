import { and, asc, desc, eq, gte, lt } from 'drizzle-orm';
import { type Database, inPieces, type Statement } from './database.ts';

/** One value of one series at one instant. Never changed once it is recorded. */
export type Measurement = { readonly series: string; readonly at: number; readonly value: number };

/** Of two values for the same series and instant the first one stays. @throws RangeError for NaN and infinity. */
export function addMeasurements(
  { query, tables }: Database,
  measurements: readonly Measurement[],
): Statement[] {
  const odd = measurements.find(({ value }) => !Number.isFinite(value));
  if (odd) throw new RangeError(`${odd.value} is no measurement of ${odd.series}`);
  return inPieces(measurements).map((piece) =>
    query.insert(tables.measurements).values(piece).onConflictDoNothing().toSQL(),
  );
}

/** The values of a series in `[from, to)`, the oldest first. */
export async function readMeasurements(
  { query, tables: { measurements } }: Database,
  series: string,
  from: number,
  to: number,
): Promise<Measurement[]> {
  return query
    .select()
    .from(measurements)
    .where(and(eq(measurements.series, series), gte(measurements.at, from), lt(measurements.at, to)))
    .orderBy(asc(measurements.at));
}

/** The latest value of a series; null when there is none. */
export async function readLastMeasurement(
  { query, tables: { measurements } }: Database,
  series: string,
): Promise<Measurement | null> {
  const [last] = await query
    .select()
    .from(measurements)
    .where(eq(measurements.series, series))
    .orderBy(desc(measurements.at))
    .limit(1);
  return last ?? null;
}
