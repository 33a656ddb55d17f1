import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { backUpSqlite } from '../../server/store/backUpSqlite.ts';
import { connectSqlite } from '../../server/store/sqlite.ts';
import { StoreUnavailable } from '../../server/store/unavailable.ts';
import { freshFile, open, plainSql, sources } from '../support/stores.ts';

const addGroup = { type: 'addGroup', name: 'Systems' } as const;
const by = { actor: 'somebody' };

describe('a connection', () => {
  test('to a file that exists syncs each commit, where the driver alone would not', async () => {
    const file = freshFile();
    await (await open({ file })).close();

    const alone = new Sqlite(file);
    alone.prepare('SELECT count(*) FROM page').get();
    expect(alone.pragma('synchronous', { simple: true })).toBe(1);
    alone.close();

    const ours = connectSqlite(file);
    expect(ours.pragma('synchronous', { simple: true })).toBe(2);
    expect(ours.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(ours.pragma('foreign_keys', { simple: true })).toBe(1);
    ours.close();
  });
});

describe('a file that is no longer the one that was opened', () => {
  test('is not written to when it was deleted', async () => {
    const file = freshFile();
    const store = await open({ file });
    rmSync(file);
    await expect(store.perform(addGroup, by)).rejects.toThrow(/removed or replaced/);
    await expect(store.record([{ series: 'a', at: 1, value: 1 }])).rejects.toThrow(/removed or replaced/);
    await expect(store.revision()).rejects.toBeInstanceOf(StoreUnavailable);
  });

  test('is not written to when another took its place', async () => {
    const { file, store } = await replaced();
    await expect(store.perform(addGroup, by)).rejects.toThrow(/removed or replaced/);
    expect(await plainSql({ file }, 'SELECT name FROM groups')).toEqual([]);
  });

  test('is left for the other at the next look, without the log of the one before', async () => {
    const { file, store } = await replaced();
    await expect(store.perform(addGroup, by)).rejects.toBeInstanceOf(StoreUnavailable);
    expect(await store.revision()).toBe(0);
    expect(existsSync(`${file}-wal.of-replaced-file`)).toBe(true);
    expect(await store.perform(addGroup, by)).toMatchObject({ changed: true, revision: 1 });
    expect(await plainSql({ file }, 'SELECT name FROM groups')).toEqual([{ name: 'Systems' }]);
    expect(await store.check()).toEqual([]);
  });

  test('is not made anew, and an empty one is not taken for it', async () => {
    const file = freshFile();
    const store = await open({ file });
    rmSync(file);
    await expect(store.revision()).rejects.toThrow(/removed or replaced/);
    expect(existsSync(file)).toBe(false);
    writeFileSync(file, '');
    await expect(store.revision()).rejects.toThrow(/is missing or empty, although pages were published/);
    await plainSql({ file }, 'PRAGMA user_version = 1');
    await expect(store.revision()).rejects.toThrow(/The database is empty, although pages were published/);
  });

  test('is written to again when it is put back', async () => {
    const file = freshFile();
    const store = await open({ file });
    renameSync(file, `${file}.aside`);
    await expect(store.perform(addGroup, by)).rejects.toBeInstanceOf(StoreUnavailable);
    renameSync(`${file}.aside`, file);
    expect(await store.perform(addGroup, by)).toMatchObject({ changed: true, revision: 1 });
    expect(await store.check()).toEqual([]);
  });
});

/** A store whose file a copy of an earlier one has taken the place of. */
async function replaced() {
  const file = freshFile();
  await (await open({ file })).close();
  copyFileSync(file, `${file}.other`);
  const store = await open({ file });
  await store.perform({ type: 'addGroup', name: 'Lost' }, by);
  renameSync(`${file}.other`, file);
  return { file, store };
}

describe('a lock that another process holds', () => {
  test('is waited for without blocking this process, and the command is then done once', async () => {
    const file = freshFile();
    const store = await open({ file });
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    let settled = false;
    const pending = store.perform(addGroup, by).finally(() => {
      settled = true;
    });
    // Comes only when the process is free again, which is after the first attempt.
    await setImmediate();
    expect(settled).toBe(false);
    other.exec('COMMIT');
    other.close();
    expect(await pending).toMatchObject({ changed: true, revision: 1 });
  });

  test('that is not let go of is a reason to refuse, and nothing is half done', async () => {
    const file = freshFile();
    const store = await open({ file });
    const other = new Sqlite(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.perform(addGroup, by)).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: 'The database is locked by another process.',
    });
    other.exec('COMMIT');
    other.close();
    expect(await store.revision()).toBe(0);
    expect(await store.perform(addGroup, by)).toMatchObject({ changed: true, revision: 1 });
  });
});

describe('what cannot be opened is explained', () => {
  test('a file that is not a database', async () => {
    const file = freshFile();
    writeFileSync(file, 'a letter to my grandmother, of more than a hundred bytes'.repeat(100));
    await expect(open({ file })).rejects.toMatchObject({
      name: 'StoreUnavailable',
      message: 'The database file is damaged or is not a database.',
    });
  });

  test('the database of another application', async () => {
    const file = freshFile();
    await plainSql({ file }, 'CREATE TABLE orders (id integer)');
    await expect(open({ file })).rejects.toThrow(/database of another application/);
    expect(await plainSql({ file }, 'SELECT name FROM sqlite_master')).toEqual([{ name: 'orders' }]);
  });

  test('a directory in its place, and a file in the place of its directory', async () => {
    const file = freshFile();
    mkdirSync(file);
    await expect(open({ file })).rejects.toMatchObject({ message: 'The database file cannot be opened.' });
    const blocked = join(dirname(file), 'blocked');
    writeFileSync(blocked, '');
    const error: unknown = await open({ file: join(blocked, 'data', 'candor.db') }).catch((reason) => reason);
    expect(error).toBeInstanceOf(StoreUnavailable);
  });
});

test('what is no failure of the database is not explained as one', async () => {
  const file = freshFile();
  const store = await open({ file });
  await plainSql(
    { file },
    "CREATE TRIGGER full BEFORE INSERT ON groups BEGIN SELECT RAISE(ABORT, 'no'); END",
  );
  await expect(store.perform(addGroup, by)).rejects.toThrow('no');
  await expect(store.perform(addGroup, by)).rejects.not.toBeInstanceOf(StoreUnavailable);
  expect(await store.revision()).toBe(0);
});

test('an import of more records than fit into one statement is one commit that a second one does not repeat', async () => {
  const from = sources();
  const store = await open({ file: freshFile() }, from);
  const component = {
    id: 'c00000000001',
    name: 'API',
    description: null,
    groupId: null,
    position: 1,
    showcase: true,
    onlyShowIfDegraded: false,
    startDate: null,
    createdAt: 1,
    updatedAt: 1,
    retiredAt: null,
    absences: [],
    status: 'operational' as const,
  };
  const reports = Array.from({ length: 600 }, (_, n) => importedIncident(n, component.id));
  const command = {
    type: 'importRecords',
    page: null,
    groups: [],
    components: [component],
    reports,
  } as const;
  expect(await store.perform(command, by)).toMatchObject({ changed: true, revision: 1 });
  expect(await store.perform(command, by)).toMatchObject({ changed: false, revision: 1 });
  expect(await store.read((reads) => reads.reportsAfter('', 1_000))).toEqual(reports);
  expect(await store.read((reads) => reads.impacts(0, 10_000_000))).toHaveLength(reports.length);
});

function importedIncident(n: number, componentId: string) {
  const id = `i${String(n).padStart(11, '0')}`;
  const at = n * 1_000;
  const update = (status: 'investigating' | 'resolved', displayAt: number) => ({
    id: `u${status.charAt(0)}${String(n).padStart(10, '0')}`,
    incidentId: id,
    status,
    text: { source: status, html: `<p>${status}</p>` },
    affected: [
      { componentId, name: 'API', oldStatus: 'operational' as const, newStatus: 'major_outage' as const },
    ],
    deliverNotifications: true,
    displayAt,
    createdAt: displayAt,
    updatedAt: displayAt,
    affectedIsWhole: true,
    editedAt: null,
  });
  return {
    kind: 'incident' as const,
    id,
    name: `Incident ${n}`,
    status: 'resolved' as const,
    createdAt: at,
    updatedAt: at + 500,
    startedAt: at,
    impact: 'critical' as const,
    impactOverride: null,
    monitoringAt: null,
    resolvedAt: at + 500,
    metadata: {},
    componentIds: null,
    backfilled: false,
    reminderIntervals: null,
    postmortem: null,
    updates: [update('resolved', at + 500), update('investigating', at)],
  };
}

test('a backup holds one moment of a database that is written to meanwhile, and no damaged one is made', async () => {
  const file = freshFile();
  const store = await open({ file });
  await store.record(Array.from({ length: 5_000 }, (_, at) => ({ series: 'a', at, value: at })));
  const target = join(dirname(file), 'copy.db');
  const making = store.backUpTo(target);
  for (let at = 0; at < 20; at += 1) {
    await store.perform(addGroup, by);
    await store.record([{ series: 'b', at, value: at }]);
    await setImmediate();
  }
  const { revision, rows } = await making;
  expect(rows).toBeGreaterThan(5_000);
  const count = 'SELECT count(*) AS n FROM groups';
  expect(await plainSql({ file: target }, count)).toEqual([{ n: revision }]);
  expect(await plainSql({ file }, count)).toEqual([{ n: 20 }]);
  await store.close();

  // An index that lacks a row: its table can be read, and the integrity is not right.
  const damaged = new Sqlite(file);
  damaged.unsafeMode(true);
  damaged.pragma('writable_schema = ON');
  const index = "type = 'index' AND sql IS NOT NULL";
  damaged
    .prepare(
      `UPDATE sqlite_master SET rootpage = 2 WHERE rowid = (SELECT min(rowid) FROM sqlite_master WHERE ${index})`,
    )
    .run();
  damaged.close();
  const refused = join(dirname(file), 'refused.db');
  await expect(backUpSqlite(file, refused)).rejects.toThrow();
  expect(existsSync(refused)).toBe(false);
});
