import {
  and,
  asc,
  count,
  desc,
  eq,
  gt,
  gte,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  min,
  or,
  type SQL,
} from 'drizzle-orm';
import type { Id } from '../domain/id.ts';
import type { Report } from '../domain/incident.ts';
import { type Database, inPieces } from './database.ts';
import { type ReportRow, reportOf, type UpdateRow } from './reportRows.ts';

/** Incidents and maintenances that are not resolved or completed, the latest updated first. */
export async function readOpenReports(database: Database): Promise<Report[]> {
  const { incidents } = database.tables;
  return select(database, isNull(incidents.resolvedAt), [desc(incidents.latestAt), desc(incidents.id)]);
}

/** How many incidents and maintenances there are, whatever their state. */
export async function readReportCount({ query, tables: { incidents } }: Database): Promise<number> {
  const [found] = await query.select({ reports: count() }).from(incidents);
  return found?.reports ?? 0;
}

/** The latest updated of one kind, by the time that their latest update speaks of. */
export async function readLatestReports(
  database: Database,
  kind: Report['kind'],
  limit: number,
): Promise<Report[]> {
  const { incidents } = database.tables;
  return select(database, eq(incidents.kind, kind), [desc(incidents.latestAt), desc(incidents.id)], limit);
}

/** The latest updated of those that had an impact on the component, in the same order. */
export async function readLatestReportsOf(
  database: Database,
  componentId: Id,
  limit: number,
): Promise<Report[]> {
  const {
    query,
    tables: { incidents, impacts },
  } = database;
  const claimed = query
    .select({ id: impacts.sourceId })
    .from(impacts)
    .where(eq(impacts.componentId, componentId));
  return select(
    database,
    inArray(incidents.id, claimed),
    [desc(incidents.latestAt), desc(incidents.id)],
    limit,
  );
}

/**
 * The reports whose time overlaps `[from, to)`, the latest begun first. An incident's time is from the `displayAt`
 * of its first update to its resolution, a maintenance's is its scheduled window. One that was over in the instant
 * in which it began counts where it began.
 */
export async function readReports(database: Database, from: number, to: number): Promise<Report[]> {
  const { incidents } = database.tables;
  return select(
    database,
    and(
      lt(incidents.beganAt, to),
      or(isNull(incidents.endedAt), gt(incidents.endedAt, from), gte(incidents.beganAt, from)),
    ),
    [desc(incidents.beganAt), desc(incidents.id)],
  );
}

/** Null when there is none. */
export async function readReport(database: Database, id: Id): Promise<Report | null> {
  const [report] = await readReportsById(database, [id]);
  return report ?? null;
}

/** Those of the reports that there are, in order of their ids. */
export async function readReportsById(database: Database, ids: readonly Id[]): Promise<Report[]> {
  const { incidents } = database.tables;
  const found: Report[] = [];
  for (const piece of inPieces([...new Set(ids)].sort())) {
    found.push(...(await select(database, inArray(incidents.id, piece), [asc(incidents.id)])));
  }
  return found;
}

/** Some of all reports, the latest created first. */
export async function readNewestReports(
  database: Database,
  limit: number,
  offset: number,
): Promise<Report[]> {
  const { incidents } = database.tables;
  return select(database, undefined, [desc(incidents.createdAt), desc(incidents.id)], limit, offset);
}

/** Those of the ids whose report was deleted here. */
export async function readDeletedAmong(
  { query, tables: { deletedIncidents } }: Database,
  ids: readonly Id[],
): Promise<Id[]> {
  const found: Id[] = [];
  for (const piece of inPieces(ids)) {
    const rows = await query.select().from(deletedIncidents).where(inArray(deletedIncidents.id, piece));
    found.push(...rows.map((row) => row.id));
  }
  return found;
}

/** What a report is called, for linking to it. */
export type ReportLink = Pick<Report, 'id' | 'name' | 'kind'>;

/** The names of those of the reports that there are. */
export async function readReportLinks(
  { query, tables: { incidents } }: Database,
  ids: readonly Id[],
): Promise<ReportLink[]> {
  const found: ReportLink[] = [];
  for (const piece of inPieces(ids)) {
    const { id, name, kind } = incidents;
    found.push(...(await query.select({ id, name, kind }).from(incidents).where(inArray(id, piece))));
  }
  return found;
}

/** The next reports in order of their ids, for going through all of them. Begin after the empty id. */
export async function readReportsAfter(database: Database, id: Id, limit: number): Promise<Report[]> {
  const { incidents } = database.tables;
  return select(database, gt(incidents.id, id), [asc(incidents.id)], limit);
}

/** Maintenances with something for the clock to do at or before `now`, the earliest first. */
export async function readDueMaintenances(database: Database, now: number): Promise<Report[]> {
  const { incidents } = database.tables;
  return select(database, and(isNotNull(incidents.dueAt), lte(incidents.dueAt, now)), [
    asc(incidents.dueAt),
    asc(incidents.id),
  ]);
}

/** When the clock next has something to do for a maintenance; null when nothing is planned. */
export async function readNextDueAt({ query, tables: { incidents } }: Database): Promise<number | null> {
  const [found] = await query.select({ at: min(incidents.dueAt) }).from(incidents);
  return found?.at ?? null;
}

/** When the earliest report began, see `readReports`; null when there is none. */
export async function readEarliestReportAt({
  query,
  tables: { incidents },
}: Database): Promise<number | null> {
  const [found] = await query.select({ at: min(incidents.beganAt) }).from(incidents);
  return found?.at ?? null;
}

/** Two queries, however many reports there are: theirs and their updates'. */
async function select(
  { query, tables: { incidents, updates } }: Database,
  where: SQL | undefined,
  order: SQL[],
  limit?: number,
  offset = 0,
): Promise<Report[]> {
  const found = query
    .select()
    .from(incidents)
    .where(where)
    .orderBy(...order);
  const rows: ReportRow[] = await (limit === undefined ? found : found.limit(limit).offset(offset));
  const updatesOf = new Map<Id, UpdateRow[]>(rows.map((row) => [row.id, []]));
  for (const piece of inPieces([...updatesOf.keys()])) {
    const pieceUpdates = await query
      .select()
      .from(updates)
      .where(inArray(updates.incidentId, piece))
      .orderBy(desc(updates.displayAt), desc(updates.createdAt), desc(updates.id));
    for (const update of pieceUpdates) updatesOf.get(update.incidentId)?.push(update);
  }
  return rows.map((row) => reportOf(row, updatesOf.get(row.id) ?? []));
}
