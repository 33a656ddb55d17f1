import { asc, eq, isNull } from 'drizzle-orm';
import { type Alert, alertAnnouncement } from '../domain/alert.ts';
import type { Id } from '../domain/id.ts';
import { addAnnouncements } from './announcements.ts';
import type { Database, Statement } from './database.ts';
import { incoming } from './upsert.ts';

/** Those that are not over, the oldest first. */
export async function readOpenAlerts({ query, tables: { alerts } }: Database): Promise<Alert[]> {
  return query
    .select()
    .from(alerts)
    .where(isNull(alerts.overAt))
    .orderBy(asc(alerts.noticedAt), asc(alerts.id));
}

export async function readAlert({ query, tables: { alerts } }: Database, id: Id): Promise<Alert | null> {
  const [row] = await query.select().from(alerts).where(eq(alerts.id, id));
  return row ?? null;
}

/** For a commit: alerts as they are now, with what is announced of each. */
export function putAlerts(database: Database, changed: readonly Alert[]): Statement[] {
  const { query, tables } = database;
  return [
    ...changed.map((alert) =>
      query
        .insert(tables.alerts)
        .values(alert)
        .onConflictDoUpdate({ target: tables.alerts.id, set: incoming(tables.alerts) })
        .toSQL(),
    ),
    ...addAnnouncements(database, changed.map(alertAnnouncement)),
  ];
}
