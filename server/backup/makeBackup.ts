import { statSync } from 'node:fs';
import type { Engine } from '../domain/backupPlan.ts';
import type { Held } from '../store/backUpSqlite.ts';
import type { Store } from '../store/store.ts';
import { readExportAgain, writeExport } from './exportFile.ts';

export type Backup = Held & { readonly bytes: number };

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
