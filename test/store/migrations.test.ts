import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { toldUpdates } from '../../server/domain/toldReport.ts';
import { type Migration, readMigrations } from '../../server/store/migrations.ts';
import { StoreUnavailable } from '../../server/store/unavailable.ts';
import { data, grown, migrate } from '../support/grownDatabase.ts';
import { dialects, dump, freshFile, freshLocation, open, plainSql, sources } from '../support/stores.ts';

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
