import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { expect } from 'vitest';
import { migratePostgres } from '../../server/store/migratePostgres.ts';
import { migrateSqlite } from '../../server/store/migrateSqlite.ts';
import type { Migration } from '../../server/store/migrations.ts';
import type { Location } from '../../server/store/store.ts';
import { plainSql } from './stores.ts';

/** Rows as the version that ended with this migration wrote them, in SQL that both databases read alike. */
export const data: Record<string, readonly string[]> = {
  '0000_start': [
    `INSERT INTO page VALUES (1, 0, '${'0'.repeat(64)}', 'p00000000001', 'Kept', 'Europe/Zurich', '{"weights":{"degraded_performance":0,"partial_outage":300,"major_outage":1000},"maintenance":"up","outageDuringMaintenance":"outage_wins"}', 1, 2, NULL)`,
    "INSERT INTO groups VALUES ('g00000000001', 'Group', NULL, 1, 1, 2)",
    "INSERT INTO components VALUES ('c00000000001', 'API', 'Calls', 'g00000000001', 1, true, false, '2025-01-01', 1, 2, NULL)",
    "INSERT INTO incidents VALUES ('i00000000001', 'incident', 'Down', 'resolved', 'critical', NULL, 10, 20, 10, NULL, 20, NULL, NULL, NULL, NULL, NULL, NULL, 20, 10, 20, NULL)",
    `INSERT INTO incident_updates VALUES ('i00000000001', 'u00000000001', 'investigating', 'Why', '<p>Why</p>', '[{"componentId":"c00000000001","name":"API","oldStatus":"operational","newStatus":"major_outage"}]', true, 10, 10, 10)`,
    "INSERT INTO incident_updates VALUES ('i00000000001', 'u00000000002', 'resolved', 'So', '<p>So</p>', NULL, false, 20, 20, 20)",
    "INSERT INTO impacts VALUES ('incident', 'i00000000001', 'c00000000001', 'major_outage', 10, 20)",
    "INSERT INTO tokens VALUES ('t00000000001', 'CI', 'editor', 'abc', 5, NULL)",
    "INSERT INTO measurements VALUES ('a', 1, 0.5)",
  ],
  '0001_manage': [
    "INSERT INTO incident_templates (id, name, title, body, component_ids, notifies, tweets, created_at, updated_at) VALUES ('m00000000001', 'Template', 'Title', 'Body', '[]', true, false, 1, 2)",
    `UPDATE incidents SET metadata = '{"a":{"b":1}}', backfilled = true WHERE id = 'i00000000001'`,
    "UPDATE incident_updates SET edited_at = 15 WHERE id = 'u00000000001'",
    `INSERT INTO drafts VALUES ('d00000000001', '{"type":"postUpdate","incidentId":"i00000000001","status":"resolved","statuses":{}}', 'somebody', 30, NULL, 1, 2, 30)`,
    `INSERT INTO maintenance_series VALUES ('s00000000001', '{"name":"Weekly","componentIds":[]}', '2026-11-28T02:00:00', 'Etc/UTC', 3600000, 'FREQ=WEEKLY', 30, 1, 2)`,
    "INSERT INTO maintenance_occurrences VALUES ('s00000000001', '2026-11-28', NULL, false)",
    `UPDATE incidents SET postmortem = '{"draft":null,"draftUpdatedAt":null,"body":{"source":"Learned","html":"<p>Learned</p>"},"bodyUpdatedAt":30,"publishedAt":30,"notifySubscribers":true,"createdAt":25,"updatedAt":30}' WHERE id = 'i00000000001'`,
    "INSERT INTO merged_incidents VALUES ('i00000000009', 'i00000000001', 5)",
  ],
  '0002_setups': [
    `UPDATE components SET absences = '[{"start":5,"end":8}]' WHERE id = 'c00000000001'`,
    "INSERT INTO impacts VALUES ('manual', 'c00000000001', 'c00000000001', 'partial_outage', 17, 19, 'A disk was full')",
    "INSERT INTO members (id, email, role, created_at, name) VALUES ('b00000000001', 'ann@example.com', 'owner', 1, 'Ann')",
  ],
  '0003_access': [
    "UPDATE drafts SET changed_by = 'somebody else' WHERE id = 'd00000000001'",
    "INSERT INTO sessions VALUES ('e00000000001', 'b00000000001', 'abc', 5, 5, '192.0.2.1')",
  ],
  '0004_postmortem': [],
  '0005_identity': [
    `UPDATE page SET language = 'de', accent_color = '#0a1b2c', logo = '{"id":"abc","type":"png","width":1,"height":1}'`,
    "INSERT INTO logo_images VALUES ('abc', 'AAAA')",
  ],
  '0006_subscribers': [
    "INSERT INTO keys VALUES ('links', 'secret')",
    `INSERT INTO announcements VALUES ('a', 1, 2, 'update', 'i', 'incident', 'a', '[]', '[]', 'told', '')`,
    "INSERT INTO deliveries VALUES ('a.s', 'a', 's', 'email', 'i', 1, 'pending', 2, '', 0, 0, NULL, NULL)",
  ],
  '0007_subscription_requests': ["INSERT INTO subscription_requests VALUES ('s', 1, 2, 0, NULL)"],
  '0008_replicas': ["INSERT INTO leases VALUES ('jobs', 'somebody', 3, 4)"],
  '0009_deliveries': [
    `INSERT INTO delivery_sums VALUES ('a', 'email', 'sent', 2, 3)`,
    `UPDATE announcements SET paused_at = 4 WHERE id = 'a'`,
  ],
  '0010_alerts': ["INSERT INTO alerts VALUES ('l00000000001', 'fullDisk', NULL, 3, 4, NULL)"],
};

/** A database of the version that ended with the last of these, with the rows that each version on the way wrote. */
export async function grown(location: Location, known: readonly Migration[]): Promise<void> {
  for (const [n, { name }] of known.entries()) {
    await migrate(location, known.slice(0, n + 1));
    for (const row of data[name] ?? []) await plainSql(location, row);
  }
}

/** As a program does that knows these migrations. */
export async function migrate(location: Location, known: readonly Migration[]): Promise<void> {
  if ('file' in location) {
    const connection = new Sqlite(location.file);
    try {
      connection.pragma('foreign_keys = ON');
      migrateSqlite(connection, known);
      expect(connection.pragma('foreign_keys', { simple: true })).toBe(1);
    } finally {
      connection.close();
    }
    return;
  }
  const client = new pg.Client({ connectionString: location.databaseUrl });
  await client.connect();
  try {
    await migratePostgres(client, known);
  } finally {
    await client.end();
  }
}
