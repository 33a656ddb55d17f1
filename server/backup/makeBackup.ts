import { statSync } from 'node:fs';
import type { Held } from '../store/backUpSqlite.ts';
import type { Store } from '../store/store.ts';
import { readExportAgain, writeExport } from './exportFile.ts';

export type Engine = 'sqlite' | 'postgres';

export type Backup = Held & { readonly bytes: number };

/** How the names of backups end: a copy of an SQLite database, or an export of PostgreSQL. */
const ending = { sqlite: 'db', postgres: 'jsonl.gz' } as const satisfies Record<Engine, string>;

/** `candor-20261123T033000Z.db`: such names sort by their time. */
export function backupName(engine: Engine, stamp: string): string {
  return `candor-${stamp}.${ending[engine]}`;
}

/**
 * Makes a backup of everything, which is at `file` only when it was read again and holds what the database does.
 * @throws StoreUnavailable
 */
export async function makeBackup(
  store: Pick<Store, 'backUpTo' | 'exportTo'>,
  engine: Engine,
  file: string,
): Promise<Backup> {
  const { revision, rows } =
    engine === 'sqlite' ? await store.backUpTo(file) : await writeExport(store, file, readExportAgain);
  return { revision, rows, bytes: statSync(file).size };
}
