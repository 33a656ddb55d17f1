import { renameSync, rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { syncDirectoryOf, syncFile } from './syncFile.ts';
import { explaining, StoreUnavailable } from './unavailable.ts';

/**
 * Writes a whole and consistent copy of a database that may be in use, and opens it to see that it is one.
 * `target` is replaced only by a copy that is good.
 */
export function copySqlite(connection: Sqlite.Database, target: string): void {
  const unfinished = `${target}.unfinished`;
  rmSync(unfinished, { force: true });
  connection.prepare('VACUUM INTO ?').run(unfinished);
  const copy = new Sqlite(unfinished, { readonly: true });
  const result = copy.pragma('integrity_check', { simple: true });
  copy.close();
  if (result !== 'ok')
    throw new StoreUnavailable(`The copy ${target} is not good: ${result}`, 'Run `candor check`.');
  syncFile(unfinished);
  renameSync(unfinished, target);
  syncDirectoryOf(target);
}

/** The same of a file that only has to be there: nothing in it is changed or brought up to date. */
export function copySqliteFile(file: string, target: string): Promise<void> {
  return explaining(() => {
    const connection = new Sqlite(file, { readonly: true, fileMustExist: true });
    try {
      copySqlite(connection, target);
    } finally {
      connection.close();
    }
  });
}
