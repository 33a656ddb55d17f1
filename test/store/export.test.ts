import { expect, test } from 'vitest';
import type { Location, Store } from '../../server/store/store.ts';
import { dialects, freshLocation, open, plainSql } from '../support/stores.ts';

/** A row for each table, with values on which databases and encodings like to differ. */
const rows = [
  "UPDATE page SET revision = 1, name = 'Zoë''s \"page\" ▲ 𝄞', created_at = 9007199254740991, hidden_from_search = true, named_at = NULL",
  "INSERT INTO logo_images VALUES ('abc', 'AAAA')",
  "INSERT INTO groups VALUES ('g00000000001', 'Group', NULL, 1, 1, 2)",
  `INSERT INTO components (id, name, group_id, position, showcase, only_show_if_degraded, start_date, created_at, updated_at, absences) VALUES ('c00000000001', 'API', 'g00000000001', 1, true, false, '2025-01-01', 1, 2, '[{"start":5,"end":8}]')`,
  "INSERT INTO incidents (id, kind, name, status, impact, created_at, updated_at, started_at, metadata, latest_at, began_at) VALUES ('i00000000001', 'incident', 'Down', 'resolved', 'critical', 10, 20, 10, '{\"b\":1,\"a\":[null,true,0.1]}', 20, 10)",
  "INSERT INTO incident_updates (incident_id, id, status, source, html, affected_is_whole, deliver_notifications, display_at, created_at, updated_at) VALUES ('i00000000001', 'u00000000001', 'investigating', 'two\nlines\t\u2028', '<p>\\u0000</p>', false, true, 10, 10, 10)",
  "INSERT INTO impacts VALUES ('incident', 'i00000000001', 'c00000000001', 'major_outage', 10, 20, NULL)",
  "INSERT INTO deleted_incidents VALUES ('i00000000002')",
  "INSERT INTO incident_templates (id, name, title, body, component_ids, notifies, tweets, created_at, updated_at) VALUES ('m00000000001', 'Template', 'Title', 'Body', '[]', true, false, 1, 2)",
  `INSERT INTO drafts VALUES ('d00000000001', '{"type":"x"}', 'somebody', 30, NULL, 1, 2, 30, NULL)`,
  `INSERT INTO maintenance_series VALUES ('s00000000001', '{"name":"Weekly"}', '2026-11-28T02:00:00', 'Etc/UTC', 3600000, 'FREQ=WEEKLY', 30, 1, 2)`,
  "INSERT INTO maintenance_occurrences VALUES ('s00000000001', '2026-11-28', NULL, false)",
  "INSERT INTO merged_incidents VALUES ('i00000000009', 'i00000000001', 5)",
  "INSERT INTO tokens VALUES ('t00000000001', 'CI', 'editor', 'abc', 5, NULL, NULL, NULL)",
  "INSERT INTO members (id, email, role, created_at, name) VALUES ('b00000000001', 'ann@example.com', 'owner', 1, 'Ann')",
  "INSERT INTO one_time_links VALUES ('l00000000001', 'invitation', 'b00000000001', 'abc', 5, 6)",
  "INSERT INTO sessions VALUES ('e00000000001', 'b00000000001', 'abc', 5, 5, '192.0.2.1')",
  "INSERT INTO uses VALUES ('t00000000001', 7)",
  "INSERT INTO audit_entries VALUES (1, 5, 'ann', 'x', NULL, '[]', 'abc', NULL, NULL)",
  "INSERT INTO requests (caller, key, fingerprint, at, headers) VALUES ('a', 'b', 'c', 5, '{\"x\":\"y\"}')",
  "INSERT INTO subscribers (id, channel, address, audience, state, scope, incidents, maintenances, incident_id, language, created_at) VALUES ('s', 'email', 'a@example.com', 'public', 'active', '{}', true, true, '', 'en', 5)",
  "INSERT INTO subscription_requests (id, asked_at, due_at, attempts, wanted) VALUES ('s', 1, 2, 0, NULL)",
  `INSERT INTO announcements VALUES ('a', 1, 2, 'update', 'i', 'incident', 'a', '[]', '[]', 'told', '', NULL)`,
  "INSERT INTO deliveries VALUES ('a.s', 'a', 's', 'email', 'i', 1, 'pending', 2, '', 0, 0, NULL, NULL)",
  "INSERT INTO delivery_sums VALUES ('a', 'email', 'sent', 2, 3)",
  "INSERT INTO alerts VALUES ('l00000000001', 'fullDisk', NULL, 3, 4, NULL)",
  "INSERT INTO keys VALUES ('links', 'secret')",
];

/** More rows than are read at a time, out of order, told apart by two columns. */
const measurements = Array.from({ length: 250 }, (_, n) => `('s${n % 3}', ${(n * 37) % 250}, ${n / 7})`);

async function filled(location: Location): Promise<Store> {
  const store = await open(location);
  for (const row of rows) await plainSql(location, row);
  await plainSql(location, `INSERT INTO measurements VALUES ${measurements.join(', ')}`);
  return store;
}

async function exported(store: Store): Promise<string> {
  let text = '';
  await store.exportTo(async (piece) => {
    text += piece;
  });
  return text;
}

async function* linesOf(text: string): AsyncGenerator<string> {
  if (text !== '') yield* text.replace(/\n$/, '').split('\n');
}

for (const from of dialects) {
  for (const to of dialects) {
    test(`everything of ${from} is the same after a way through ${to}, to the byte`, async () => {
      const text = await exported(await filled(await freshLocation(from)));
      const target = await open(await freshLocation(to));
      const imported = await target.importFrom(linesOf(text));
      expect(imported).toMatchObject({ revision: 1, rows: rows.length + 250 });
      expect(await exported(target)).toBe(text);
    });
  }
}

/** Of the database itself, and of what holds at one moment only. */
const notExported = ['candor_migrations', 'leases', 'access_attempts'];

test.each(dialects)('every table of %s is exported, and has rows in these tests', async (dialect) => {
  const location = await freshLocation(dialect);
  const [head = ''] = (await exported(await filled(location))).split('\n');
  const found = await plainSql(
    location,
    dialect === 'sqlite'
      ? "SELECT name FROM sqlite_master WHERE type = 'table'"
      : "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  const { rows } = JSON.parse(head);
  expect(Object.keys(rows).sort()).toEqual(
    found
      .map(({ name }) => name)
      .filter((name) => !notExported.includes(String(name)))
      .sort(),
  );
  expect(Object.entries(rows).filter(([, count]) => count === 0)).toEqual([]);
});

/** What was done to a file, and why it is refused. */
const damage: readonly [string, (text: string) => string, RegExp][] = [
  ['is empty', () => '', /empty/],
  ['is something else', () => '{"page": {}}\n', /not an export of Candor/],
  ['is of a later format', (text) => text.replace('"version":1', '"version":2'), /newer Candor/],
  ['is of another schema', (text) => text.replace(/"schema":"\w+"/, '"schema":"0000_start"'), /0000_start/],
  ['is cut off', (text) => text.slice(0, text.length / 2), /not JSON/],
  ['is cut off after a line', (text) => text.split('\n').slice(0, 20).join('\n'), /ends after 20 lines/],
  ['has no end', (text) => text.split('\n').slice(0, -2).join('\n'), /before its last one/],
  ['was changed by a letter', (text) => text.replace('"Group"', '"Groap"'), /SHA-256/],
  [
    'lacks a row',
    (text) => text.replace(/\["i00000000002"\]\n/, ''),
    /1 rows of deleted_incidents, and has 0/,
  ],
  ['has text for a number', (text) => text.replace('9007199254740991', '"x"'), /number for page.created_at/],
  ['goes on after its end', (text) => `${text}[]`, /after the end/],
];

test.each(dialects)(
  'a damaged file is refused with a reason, and nothing of it stays in %s',
  async (dialect) => {
    const text = await exported(await filled(await freshLocation('sqlite')));
    const target = await open(await freshLocation(dialect));
    const before = await exported(target);
    for (const [what, change, reason] of damage) {
      await expect(target.importFrom(linesOf(change(text))), what).rejects.toThrow(reason);
      expect(await exported(target), what).toBe(before);
    }
    await target.importFrom(linesOf(text));
    expect(await exported(target)).toBe(text);
  },
);

test.each(dialects)('%s is filled only when it is empty', async (dialect) => {
  const text = await exported(await filled(await freshLocation('sqlite')));
  const target = await open(await freshLocation(dialect));
  await target.noteUse('t00000000009', 5);
  const before = await exported(target);
  await expect(target.importFrom(linesOf(text))).rejects.toThrow(/not empty/);
  expect(await exported(target)).toBe(before);
});

test.each(dialects)('what is committed to %s meanwhile is not half in it', async (dialect) => {
  const location = await freshLocation(dialect);
  const store = await filled(location);
  const before = await exported(store);
  let text = '';
  await store.exportTo(async (piece) => {
    if (text === '') await store.record([{ series: 'later', at: 1, value: 1 }]);
    text += piece;
  });
  expect(text).toBe(before);
  expect(await exported(store)).not.toBe(before);
});
