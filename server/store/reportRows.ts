import { inArray } from 'drizzle-orm';
import { nextTransitionAt } from '../domain/decideMaintenance.ts';
import type { Id } from '../domain/id.ts';
import type { IncidentUpdate, Maintenance, Report } from '../domain/incident.ts';
import { toldUpdates } from '../domain/toldReport.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import type { Tables } from './tables.ts';
import { incoming } from './upsert.ts';

export type ReportRow = Tables['incidents']['$inferSelect'];
export type UpdateRow = Tables['updates']['$inferSelect'];

/** The report that a row and the rows of its updates were written from. */
export function reportOf(row: ReportRow, updateRows: readonly UpdateRow[]): Report {
  const updates = updateRows.map(updateOf);
  const { latestAt, beganAt, endedAt, dueAt, ...stored } = row;
  const { backfilled, reminderIntervals, postmortem, ...rest } = stored;
  const { scheduledFor, scheduledUntil, componentIds, statusDuring, autoStart, autoComplete, ...more } = rest;
  const { restoresAfter, notifyAtStart, notifyAtEnd, remindPrior, remindAt, remindedAt, ...common } = more;
  const reported = { ...common, metadata: common.metadata ?? {} };
  // Which statuses go with which kind was decided before it was written, and the columns are written from reports.
  if (row.kind === 'incident') {
    return { ...reported, componentIds, backfilled, reminderIntervals, postmortem, updates } as Report;
  }
  return {
    ...reported,
    scheduledFor,
    scheduledUntil,
    componentIds: componentIds ?? [],
    statusDuring,
    autoStart: autoStart ?? false,
    autoComplete: autoComplete ?? false,
    restoresAfter: restoresAfter ?? true,
    notifyAtStart: notifyAtStart ?? true,
    notifyAtEnd: notifyAtEnd ?? true,
    remindPrior: remindPrior ?? false,
    remindAt,
    remindedAt,
    updates,
  } as Maintenance;
}

function updateOf({ source, html, ...update }: UpdateRow): IncidentUpdate {
  return { ...update, text: { source, html } };
}

function rowOf(report: Report): ReportRow {
  const [latest] = toldUpdates(report);
  const first = report.updates.at(-1);
  if (!latest || !first) throw new Error(`report ${report.id} has no updates`);
  const latestAt = latest.displayAt;
  if (report.kind === 'maintenance') {
    const { updates: _, ...maintenance } = report;
    const dueAt = nextTransitionAt(report);
    const { scheduledFor: beganAt, scheduledUntil: endedAt } = report;
    return { ...maintenance, ...notAnIncident, latestAt, beganAt, endedAt, dueAt };
  }
  const { updates: _, ...incident } = report;
  return { ...incident, ...unscheduled, latestAt, beganAt: first.displayAt, endedAt: report.resolvedAt };
}

const unscheduled = {
  scheduledFor: null,
  scheduledUntil: null,
  statusDuring: null,
  autoStart: null,
  autoComplete: null,
  restoresAfter: null,
  notifyAtStart: null,
  notifyAtEnd: null,
  remindPrior: null,
  remindAt: null,
  remindedAt: null,
  dueAt: null,
};

const notAnIncident = { backfilled: false, reminderIntervals: null, postmortem: null };

/** Writes whole reports: their updates are replaced by these. */
export function putReports(
  { query, tables: { incidents, updates } }: Database,
  reports: readonly Report[],
): Statement[] {
  const updateRows = reports.flatMap((report) =>
    report.updates.map(({ text, ...update }) => ({ ...update, ...text, incidentId: report.id })),
  );
  return [
    ...inPieces(reports.map(rowOf)).map((piece) =>
      query
        .insert(incidents)
        .values(piece)
        .onConflictDoUpdate({ target: incidents.id, set: incoming(incidents) })
        .toSQL(),
    ),
    ...inPieces(reports.map((report) => report.id)).map((piece) =>
      query.delete(updates).where(inArray(updates.incidentId, piece)).toSQL(),
    ),
    ...inPieces(updateRows).map((piece) => query.insert(updates).values(piece).toSQL()),
  ];
}

/** Their updates go with them; their ids are remembered. */
export function removeReports(
  { query, tables: { incidents, deletedIncidents } }: Database,
  ids: readonly Id[],
): Statement[] {
  return inPieces(ids).flatMap((piece) => [
    query.delete(incidents).where(inArray(incidents.id, piece)).toSQL(),
    query
      .insert(deletedIncidents)
      .values(piece.map((id) => ({ id })))
      .onConflictDoNothing()
      .toSQL(),
  ]);
}
