import { mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { backUpSqlite } from './backUpSqlite.ts';
import { type Database, pause, type Query, type Replica, type Statement } from './database.ts';
import { migrateSqlite } from './migrateSqlite.ts';
import { missing, readMigrations } from './migrations.ts';
import * as tables from './sqliteTables.ts';
import { explaining, isBusy, StoreLost, StoreUnavailable, StoreUnsuitable } from './unavailable.ts';

/** A wait for a lock blocks the whole process, so each one is short; `whileBusy` waits on between them. */
const busyTimeoutMs = 100;
/** Whoever waits for an answer is refused within 300 ms; who can do nothing else waits some seconds. */
const busyTries = { answering: 2, opening: 30 };
const busyPauseMs = 50;

const preparedAtMost = 100;
/** Longer ones insert many rows: they take much memory, and few are alike. */
const preparedLength = 2_000;

/** Before it, two connections that write or checkpoint can corrupt a database: sqlite.org/wal.html#walresetbug */
const oldestSafeVersion = [3, 51, 3];

/**
 * Opens the file, or creates it with its directory, and brings its schema up to date. `holds`: it must have been
 * written to before. `waits`: it is tried again later, so that nobody has to wait for a lock now.
 * @throws StoreUnavailable
 */
export async function openSqlite(file: string, holds = false, waits = false): Promise<Database> {
  const tries = waits ? busyTries.answering : busyTries.opening;
  const connection = await explaining(async () => {
    if (holds && !statSync(file, { throwIfNoEntry: false })?.size)
      throw missing(`${file} is missing or empty`);
    mkdirSync(dirname(file), { recursive: true });
    const opened = await whileBusy(() => connectSqlite(file), tries);
    try {
      await whileBusy(() => migrateSqlite(opened, readMigrations('sqlite'), holds), tries);
      if (waits) expectWritable(opened);
    } catch (error) {
      opened.close();
      throw error;
    }
    return opened;
  });
  const identity = identityOf(file);
  const logIdentity = identityOf(`${file}-wal`);

  /** Writes to a file that was deleted or replaced succeed, and are lost: so it is looked at around each one. */
  function expectSameFile(): void {
    const found = identityOf(file);
    if (found === identity) return;
    throw new (found === null ? StoreUnavailable : StoreLost)(
      `The database file ${file} was removed or replaced while it was open.`,
      'Put the file back, or run `candor restore FILE`.',
    );
  }

  /** What this connection has read it does not read again, so that a damaged file is only seen by another one. */
  function readAfresh(): void {
    const afresh = new Sqlite(file, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
    try {
      afresh.prepare('SELECT revision FROM page').get();
    } finally {
      afresh.close();
    }
  }

  const known = new Map<string, Sqlite.Statement>();
  /** Compiling a statement takes longer than running it, and jobs commit the same few all the time. */
  function prepared(sql: string): Sqlite.Statement {
    if (sql.length > preparedLength) return connection.prepare(sql);
    const statement = known.get(sql) ?? connection.prepare(sql);
    if (known.size >= preparedAtMost) known.clear();
    known.set(sql, statement);
    return statement;
  }

  const run = connection.transaction(
    (claim: Statement | undefined, statements: readonly Statement[]): void => {
      if (claim && prepared(claim.sql).run(...claim.params).changes === 0) throw new Stale();
      for (const { sql, params } of statements) prepared(sql).run(...params);
    },
  );

  return {
    tables,
    query: drizzle(connection),
    clock: (ours) => sql<number>`${ours}`,
    skipTaken: (select) => select.getSQL(),
    look: () =>
      explaining(async () => {
        expectSameFile();
        readAfresh();
      }),
    commit: ({ claim, statements }) =>
      explaining(async () => {
        expectSameFile();
        try {
          await whileBusy(() => run.immediate(claim, statements), busyTries.answering);
        } catch (error) {
          if (error instanceof Stale) return false;
          throw error;
        }
        expectSameFile();
        return true;
      }),
    atOneMoment: (work) => explaining(() => inTransaction(file, 'BEGIN', work)),
    allOrNothing: (work) => explaining(() => inTransaction(file, 'BEGIN IMMEDIATE', work)),
    join: async () => alone,
    integrity: async () => [
      ...connection
        .prepare<[], { integrity_check: string }>('PRAGMA integrity_check')
        .all()
        .map((row) => row.integrity_check)
        .filter((line) => line !== 'ok'),
      ...connection
        .prepare<[], { table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check')
        .all()
        .map((row) => `row ${row.rowid} of ${row.table} refers to a missing row of ${row.parent}`),
    ],
    backUpTo: (target) =>
      explaining(async () => {
        expectSameFile();
        return backUpSqlite(file, target);
      }),
    close: async () => {
      connection.close();
      const found = identityOf(file);
      if (found !== null && found !== identity) setAside(`${file}-wal`, logIdentity);
    },
  };
}

/**
 * A connection with everything set that safety needs, and read back: better-sqlite3 opens an existing WAL file at
 * `synchronous=NORMAL`, which loses acknowledged commits on power loss.
 */
export function connectSqlite(file: string): Sqlite.Database {
  const connection = new Sqlite(file, { timeout: busyTimeoutMs });
  try {
    const version = connection.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
    if (olderThanSafe(version)) {
      throw new StoreUnsuitable(
        `SQLite ${version} can corrupt a database that is in use.`,
        `Install a better-sqlite3 with SQLite ${oldestSafeVersion.join('.')} or newer.`,
      );
    }
    for (const [pragma, value, expected] of [
      ['journal_mode', 'WAL', 'wal'],
      ['synchronous', 'FULL', 2],
      ['foreign_keys', 'ON', 1],
    ] as const) {
      connection.pragma(`${pragma} = ${value}`);
      // A look at the data first: some settings only show what they have become once the file was read.
      connection.prepare('SELECT count(*) FROM sqlite_master').get();
      const actual = connection.pragma(pragma, { simple: true });
      if (actual !== expected) {
        throw new StoreUnsuitable(
          `The database ${file} cannot be opened safely: ${pragma} is ${actual}, not ${value}.`,
          'Keep the data directory on a local disk, not on a network file system.',
        );
      }
    }
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

/**
 * Where a file may only be read, SQLite opens it all the same, and this connection never writes to it, whatever becomes
 * of the disk. A lock of another process shows that it can be written.
 */
function expectWritable(connection: Sqlite.Database): void {
  try {
    connection.exec('DELETE FROM candor_migrations WHERE false');
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

/** On a connection of its own, so that it can wait for `work` while others commit or read. */
async function inTransaction<T>(file: string, begin: string, work: (query: Query) => Promise<T>): Promise<T> {
  const connection = await whileBusy(() => connectSqlite(file), busyTries.opening);
  try {
    await whileBusy(() => connection.exec(begin), busyTries.opening);
    const result = await work(drizzle(connection));
    await whileBusy(() => connection.exec('COMMIT'), busyTries.opening);
    return result;
  } finally {
    // Closing undoes what was not committed.
    connection.close();
  }
}

/** An SQLite file has one server process, which does everything. */
const alone: Replica = { holdsJobs: () => true, sender: () => 'alone', leave: async () => undefined };

class Stale extends Error {}

function olderThanSafe(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [position, oldest] of oldestSafeVersion.entries()) {
    const part = parts[position] ?? 0;
    if (part !== oldest) return part < oldest;
  }
  return false;
}

/** Tries again while another process writes, without blocking this one for longer than `busyTimeoutMs` at a time. */
async function whileBusy<T>(work: () => T | Promise<T>, limit: number): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || tries === limit) throw error;
    }
    await pause(busyPauseMs);
  }
}

/** SQLite would take the log of the file that was here before for that of the file that took its place. */
function setAside(log: string, identity: string | null): void {
  if (identity !== null && identityOf(log) === identity) renameSync(log, `${log}.of-replaced-file`);
}

/** Which file is at this path, in the file system's own terms; null when there is none. */
function identityOf(file: string): string | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}
