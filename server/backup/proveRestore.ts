import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Sources } from '../store/perform.ts';
import { provenCopy } from '../store/restoreSqlite.ts';
import { openStore } from '../store/store.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { linesOfExport } from './exportFile.ts';

/**
 * Restores a backup into a scratch directory and checks what came out of it: a copy of an SQLite database as
 * `candor restore` does, an export as `candor import candor` does, into an SQLite file. Answers its revision.
 * @throws StoreUnavailable, UnusableExport saying what is wrong with it.
 */
export async function proveRestore(backup: string, scratch: string, sources: Sources): Promise<number> {
  if (backup.endsWith('.db')) return (await provenCopy(backup, scratch, sources)).revision;
  const store = await openStore({ file: path.join(scratch, 'imported.db') }, sources);
  try {
    const { revision } = await store.importFrom(linesOfExport(backup, createReadStream(backup)));
    const [problem] = await store.check();
    if (problem !== undefined) {
      throw new StoreUnavailable(`The export is damaged: ${problem}.`, 'Run `candor check`.');
    }
    return revision;
  } finally {
    await store.close();
  }
}
