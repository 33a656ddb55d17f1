import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';
import Sqlite from 'better-sqlite3';
import type { Sources } from './perform.ts';
import { openStore } from './store.ts';
import { syncDirectoryOf, syncFile } from './syncFile.ts';
import { explaining, isBusy, StoreUnavailable } from './unavailable.ts';

/** The first bytes of every SQLite file: https://www.sqlite.org/fileformat2.html#magic_header_string */
const magic = 'SQLite format 3\0';

/** Longer than any commit takes, so that a server that is in the middle of one is told from one that runs. */
const patienceMs = 1_000;

/**
 * Copies a backup into a scratch directory and proves there that this version can work with it: opened, brought up to
 * date on a copy of the copy, its integrity, references, audit chain and impacts checked. Answers the copy as it was.
 * @throws StoreUnavailable saying what is wrong with it.
 */
export function provenCopy(
  backup: string,
  scratch: string,
  sources: Sources,
): Promise<{ readonly file: string; readonly revision: number }> {
  return explaining(async () => {
    expectSqlite(backup);
    const file = path.join(scratch, 'candor.db');
    copyWithLog(backup, file);
    settle(file);
    const tried = path.join(scratch, 'tried.db');
    copyFileSync(file, tried, constants.COPYFILE_FICLONE);
    const store = await openStore({ file: tried }, sources, { holds: true, waits: false });
    try {
      const problems = await store.check();
      if (problems.length > 0) {
        throw new StoreUnavailable(
          `It is damaged: ${problems[0]}${problems.length > 1 ? ` (and ${problems.length - 1} more)` : ''}.`,
          'Choose an older backup.',
        );
      }
      return { file, revision: await store.revision() };
    } finally {
      await store.close();
    }
  });
}

function expectSqlite(file: string): void {
  const begins = Buffer.alloc(magic.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, begins);
  } finally {
    closeSync(descriptor);
  }
  if (begins.toString('latin1') === magic) return;
  throw new StoreUnavailable(
    'It is not an SQLite database.',
    'An export goes into an empty database with `candor import candor FILE`.',
  );
}

/** A plain copy of a database may have its last commits in the log beside it. */
function copyWithLog(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`, constants.COPYFILE_FICLONE);
}

/**
 * Brings everything into the file itself, so that nothing beside it belongs to it. SQLite does so only when no other
 * connection has it open, in whatever process.
 */
function settle(file: string): void {
  const connection = new Sqlite(file, { timeout: patienceMs, fileMustExist: true });
  try {
    connection.pragma('journal_mode = DELETE');
  } finally {
    connection.close();
  }
}

/**
 * Puts a proven copy into the place of a database, in one step; what was there is kept as `aside`. Interrupted, the
 * one or the other is there. Answers whether there was something.
 * @throws StoreUnavailable when somebody uses the database.
 */
export function putInPlace(copy: string, file: string, aside: string): Promise<boolean> {
  return explaining(() => {
    const before = existsSync(file);
    if (before) {
      const isWhole = settleUnused(file);
      linkSync(file, aside);
      if (!isWhole) moveLog(file, aside);
    } else moveLog(file, aside);
    syncFile(copy);
    syncDirectoryOf(file);
    renameSync(copy, file);
    syncDirectoryOf(file);
    return before;
  });
}

/** False when it is too damaged to be opened. A server that has it open then writes nothing, and takes the new one. */
function settleUnused(file: string): boolean {
  try {
    settle(file);
    return true;
  } catch (error) {
    if (isBusy(error)) {
      throw new StoreUnavailable(
        'The database is in use, so nothing was changed.',
        'Stop the server and whatever else has it open, restore, and start the server again.',
        error,
      );
    }
    if (isDamage(error)) return false;
    throw error;
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof Sqlite.SqliteError && /^SQLITE_(NOTADB|CORRUPT)/.test(error.code);
}

/** SQLite would take the log of the old file for that of the new one. */
function moveLog(file: string, aside: string): void {
  if (existsSync(`${file}-wal`)) renameSync(`${file}-wal`, `${aside}-wal`);
  rmSync(`${file}-shm`, { force: true });
}
