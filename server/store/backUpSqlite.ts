import { createHash } from 'node:crypto';
import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { syncDirectoryOf, syncFile } from './syncFile.ts';
import { StoreUnavailable } from './unavailable.ts';

/** What a backup was found to hold. */
export type Held = { readonly revision: number; readonly rows: number };

/** There are secrets in it: nobody but its owner may read it. */
const ownerOnly = 0o600;
/** Between them others go on: a server makes backups while it answers. */
const rowsPerSlice = 500;

/**
 * Copies the database at `file`, which may be in use, and compares each table of the copy, opened anew, with what the
 * database held at that same moment. `target` is there only when they are the same. Nothing else belongs to it.
 * @throws StoreUnavailable
 */
export async function backUpSqlite(file: string, target: string): Promise<Held> {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  const source = new Sqlite(file, { readonly: true, fileMustExist: true });
  try {
    // Until its end this connection sees the database as it is now, in the copy and in the comparison.
    source.exec('BEGIN');
    const expected = await contentOf(source);
    closeSync(openSync(unfinished, 'wx', ownerOnly));
    await source.backup(unfinished);
    const copy = new Sqlite(unfinished, { fileMustExist: true });
    try {
      copy.pragma('journal_mode = DELETE');
      expectSame(target, expected, await contentOf(copy));
      const integrity = copy.pragma('integrity_check', { simple: true });
      if (integrity !== 'ok') throw notGood(target, String(integrity));
    } finally {
      copy.close();
    }
    syncFile(unfinished);
    renameSync(unfinished, target);
    syncDirectoryOf(target);
    const rows = [...expected.values()].reduce((sum, table) => sum + table.rows, 0);
    return { revision: source.prepare<[], number>('SELECT revision FROM page').pluck().get() ?? 0, rows };
  } finally {
    source.close();
    rmSync(unfinished, { force: true });
  }
}

type Content = ReadonlyMap<string, { readonly rows: number; readonly sha256: string }>;

/** What each table holds, and how the tables are made. */
async function contentOf(connection: Sqlite.Database): Promise<Content> {
  const tables = connection
    .prepare<[], { name: string; sql: string }>(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    )
    .all();
  const content = new Map<string, { rows: number; sha256: string }>();
  for (const { name, sql } of tables) {
    const hash = createHash('sha256').update(sql);
    let rows = 0;
    for (const row of connection.prepare(`SELECT * FROM "${name}"`).raw().iterate()) {
      hash.update(`${JSON.stringify(row)}\n`);
      rows += 1;
      if (rows % rowsPerSlice === 0) await setImmediate();
    }
    content.set(name, { rows, sha256: hash.digest('hex') });
  }
  return content;
}

function expectSame(target: string, expected: Content, found: Content): void {
  if (found.size !== expected.size) {
    throw notGood(target, `it has ${found.size} tables, and the database ${expected.size}`);
  }
  for (const [name, { rows, sha256 }] of expected) {
    const copied = found.get(name);
    if (copied?.rows !== rows) {
      throw notGood(target, `it has ${copied?.rows ?? 0} rows of ${name}, and the database ${rows}`);
    }
    if (copied.sha256 !== sha256)
      throw notGood(target, `its rows of ${name} are others than in the database`);
  }
}

function notGood(target: string, problem: string): StoreUnavailable {
  return new StoreUnavailable(`The copy ${target} is not good: ${problem}.`, 'Run `candor check`.');
}
