import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { toldUpdates } from '../../server/domain/toldReport.ts';
import { migratePostgres } from '../../server/store/migratePostgres.ts';
import { migrateSqlite } from '../../server/store/migrateSqlite.ts';
import { type Migration, readMigrations } from '../../server/store/migrations.ts';
import type { Location } from '../../server/store/store.ts';
import { StoreUnavailable } from '../../server/store/unavailable.ts';
import { dialects, dump, freshFile, freshLocation, open, plainSql, sources } from '../support/stores.ts';

/** Rows as the version that ended with this migration wrote them, in SQL that both databases read alike. */
const data: Record<string, readonly string[]> = {
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
async function grown(location: Location, known: readonly Migration[]): Promise<void> {
  for (const [n, { name }] of known.entries()) {
    await migrate(location, known.slice(0, n + 1));
    for (const row of data[name] ?? []) await plainSql(location, row);
  }
}

describe.each(dialects)('%s', (dialect) => {
  const known = readMigrations(dialect);

  test('there is data for each migration', () => {
    expect(Object.keys(data)).toEqual(known.map((migration) => migration.name));
  });

  test.each(known.map((migration, n) => [migration.name, n + 1] as const))(
    'a database of %s is brought up to date with all that it held',
    async (_, length) => {
      const location = await freshLocation(dialect);
      await grown(location, known.slice(0, length));

      const store = await open(location);

      const found = await store.read(async (reads) => ({
        page: (await reads.page()).page.name,
        group: (await reads.groups()).map((group) => group.id),
        component: (await reads.components()).map((component) => component.groupId),
        report: (await reads.report('i00000000001'))?.updates.map((update) => update.text.source),
        impacts: await reads.impacts(0, 15),
        byHand: (await reads.impacts(18, 19)).flatMap(({ reason }) => reason ?? []),
        absences: (await reads.components()).map((component) => component.absences),
        members: (await reads.members()).map((member) => member.name),
        tokens: (await reads.tokens()).map((token) => token.name),
        drafts: (await reads.drafts()).map((draft) => draft.changedBy),
        sessions: (await reads.sessions()).map((session) => session.client),
        templates: (await reads.templates()).map((template) => template.name),
        metadata: (await reads.report('i00000000001'))?.metadata,
        told: (await reads.latestReports('incident', 1)).flatMap((report) =>
          toldUpdates(report).map(({ id, displayAt, createdAt }) => [id, displayAt, createdAt]),
        ),
      }));
      expect(found).toEqual({
        page: 'Kept',
        group: ['g00000000001'],
        component: ['g00000000001'],
        report: ['So', 'Why'],
        impacts: [
          {
            source: { kind: 'incident', id: 'i00000000001' },
            componentId: 'c00000000001',
            status: 'major_outage',
            startedAt: 10,
            endedAt: 20,
            reason: null,
          },
        ],
        byHand: length > 2 ? ['A disk was full'] : [],
        absences: [length > 2 ? [{ start: 5, end: 8 }] : []],
        members: length > 2 ? ['Ann'] : [],
        tokens: ['CI'],
        drafts: length > 1 ? [length > 3 ? 'somebody else' : 'somebody'] : [],
        sessions: length > 3 ? ['192.0.2.1'] : [],
        templates: length > 1 ? ['Template'] : [],
        metadata: length > 1 ? { a: { b: 1 } } : {},
        told: [
          ...(length > 1 ? [['i00000000001', 30, 30]] : []),
          ['u00000000002', 20, 20],
          ['u00000000001', 10, 10],
        ],
      });
      const latest = await plainSql(location, 'SELECT latest_at FROM incidents');
      expect(latest.map((row) => Number(row.latest_at))).toEqual([length > 1 ? 30 : 20]);
      expect(await store.measurements('a', 0, 10)).toHaveLength(1);
      expect(await store.check()).toEqual([]);
    },
  );

  test('opening again changes nothing', async () => {
    const location = await freshLocation(dialect);
    await (await open(location, sources('a'))).close();
    const before = await dump(location);
    await (await open(location, sources('b'))).close();
    expect(await dump(location)).toEqual(before);
  });

  test('four that start at once on an empty database agree on one page', async () => {
    const location = await freshLocation(dialect);
    const stores = await Promise.all(['a', 'b', 'c', 'd'].map((prefix) => open(location, sources(prefix))));
    const pages = await Promise.all(
      stores.map((store) => store.read(async (reads) => (await reads.page()).page.id)),
    );
    expect(new Set(pages).size).toBe(1);
    expect(await plainSql(location, 'SELECT number FROM candor_migrations')).toHaveLength(known.length);
  });

  test('refuses what a newer version wrote', async () => {
    const location = await freshLocation(dialect);
    await (await open(location)).close();
    await plainSql(location, `INSERT INTO candor_migrations VALUES (${known.length}, '0099_future', 'abc')`);
    await expect(open(location)).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: expect.stringMatching(/newer version of Candor.*0099_future/),
      hint: expect.stringMatching(/backup/),
    });
  });

  test('refuses when one was skipped or was another', async () => {
    const location = await freshLocation(dialect);
    await (await open(location)).close();
    await plainSql(location, "UPDATE candor_migrations SET hash = 'abc' WHERE number = 0");
    await expect(open(location)).rejects.toThrow(/not those of this version/);
    const skipped = await freshLocation(dialect);
    await (await open(skipped)).close();
    await plainSql(skipped, 'DELETE FROM candor_migrations WHERE number = 0');
    await expect(open(skipped)).rejects.toThrow(/not those of this version/);
  });

  test('a migration that fails leaves everything as it was', async () => {
    const location = await freshLocation(dialect);
    await (await open(location)).close();
    const before = await dump(location);
    const failing = step('0001_failing', ['DELETE FROM page', 'SELECT nonsense FROM page']);
    await expect(migrate(location, [...known, failing])).rejects.toThrow();
    expect(await dump(location)).toEqual(before);
    expect(await plainSql(location, 'SELECT number FROM candor_migrations')).toHaveLength(known.length);
  });
});

describe('a SQLite file', () => {
  const known = readMigrations('sqlite');
  const number = String(known.length).padStart(4, '0');

  /** An up-to-date file with a row in each table. */
  async function written(): Promise<{ file: string }> {
    const location = { file: freshFile() };
    await grown(location, known);
    return location;
  }

  test('keeps the rows that refer to a table which is rebuilt, and a copy from before', async () => {
    const location = await written();
    const before = await dump(location);
    const [found] = await plainSql(location, "SELECT sql FROM sqlite_master WHERE name = 'incidents'");
    const create = String(found?.sql);
    const rebuild = step(`${number}_rebuild`, [
      create.replace('`incidents`', '`new_incidents`'),
      'INSERT INTO new_incidents SELECT * FROM incidents',
      'DROP TABLE incidents',
      'ALTER TABLE new_incidents RENAME TO incidents',
    ]);

    await migrate(location, [...known, rebuild]);

    expect(await dump(location)).toEqual(before);
    const copy = `${location.file}.before-${number}`;
    expect(await dump({ file: copy })).toEqual(before);
    expect(await plainSql({ file: copy }, 'SELECT number FROM candor_migrations')).toHaveLength(known.length);
    expect(existsSync(`${copy}.unfinished`)).toBe(false);
  });

  test('is not updated when rows would refer to nothing', async () => {
    const location = await written();
    const before = await dump(location);
    const careless = step(`${number}_careless`, ['DELETE FROM incidents']);
    await expect(migrate(location, [...known, careless])).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await dump(location)).toEqual(before);
  });

  test('has no copy beside it when there was nothing to update', async () => {
    const location = await written();
    await (await open(location)).close();
    expect(existsSync(`${location.file}.before-${number}`)).toBe(false);
    expect(existsSync(`${location.file}.before-0000`)).toBe(false);
  });
});

function step(name: string, statements: readonly string[]): Migration {
  return { name, hash: name, statements };
}

/** As a program does that knows these migrations. */
async function migrate(location: Location, known: readonly Migration[]): Promise<void> {
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
