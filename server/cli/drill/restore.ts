import { copyFileSync, mkdtempSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sqliteFile } from '../../application.ts';
import { readExportAgain, writeExport } from '../../backup/exportFile.ts';
import { proveRestore } from '../../backup/proveRestore.ts';
import { newIds } from '../../newIds.ts';
import { StoreUnavailable } from '../../store/unavailable.ts';
import type { Drill } from './drill.ts';
import { runCommand, type Server, startServer } from './server.ts';
import { type Stage, withData } from './stage.ts';
import { Writer } from './writer.ts';

const promisedMs = 60_000;
/** What is published and says nothing of the moment at which it was made. */
const published = ['/api/v2/summary.json', '/api/v2/incidents.json', '/history.atom', '/maintenance.ics'];

/** A backup brings everything back on an empty machine, by the commands that the README names. */
export const restore: Drill = {
  name: 'restore',
  summary: 'a backup made beside the running server is restored into an empty directory',
  async run(stage) {
    const { directory, dataDir, world } = stage;
    const backup = path.join(directory, 'backup.db');
    const server = await startServer(stage);
    const writer = new Writer(stage, 'Restore', new Map());
    for (let n = 0; n < 10; n += 1) await writer.write(server.origin);
    const before = { kept: await exported(stage, dataDir), pages: await pagesOf(server) };
    const revision = await withData(stage, (store) => store.revision());
    await runCommand(stage, ['backup', backup], { DATA_DIR: dataDir });
    const carelessCopy = path.join(directory, 'copied.db');
    copyFileSync(sqliteFile(dataDir), carelessCopy);
    await server.kill();

    const restored = path.join(directory, 'restored');
    const lostAt = world.clock.now();
    await runCommand(stage, ['restore', backup], { DATA_DIR: restored });
    const restoringMs = world.clock.now() - lostAt;
    // Before a server writes to it: where there is no owner, a start offers to make one.
    const kept = await exported(stage, restored);
    const second = await startServer(stage, { DATA_DIR: restored });
    const backMs = restoringMs + second.readyMs;
    const after = { kept, pages: await pagesOf(second) };
    await second.kill();

    const proven = await proof(stage, backup);
    const careless = await proof(stage, carelessCopy);
    return {
      expectations: [
        {
          expected: 'the proof that is made each week finds the backup good, and as new as the database',
          saw: `${proven}; the database is at revision ${revision}`,
          holds: proven === revision,
        },
        {
          expected: 'everything that was kept is there, byte for byte in an export',
          saw: `${before.kept.length} bytes before, ${after.kept.length} after`,
          holds: after.kept.equals(before.kept),
        },
        {
          expected: `what is published is the same: ${published.join(', ')}`,
          saw: published
            .map((_, n) => (after.pages[n] === before.pages[n] ? 'same' : 'different'))
            .join(', '),
          holds: published.every((_, n) => after.pages[n] === before.pages[n]),
        },
        {
          expected: `the page is back within ${promisedMs / 1_000} s`,
          saw: `${backMs} ms: ${restoringMs} ms for the restore, ${second.readyMs} ms for the start`,
          holds: backMs <= promisedMs,
        },
      ],
      control: {
        without: 'the log of the database, by copying its file alone',
        saw: `${careless}; the database is at revision ${revision}`,
        failed: careless !== revision,
      },
    };
  },
};

async function exported({ directory, world }: Stage, dataDir: string): Promise<Buffer> {
  const file = path.join(directory, `export-${path.basename(dataDir)}.jsonl`);
  await withData({ world, dataDir }, (store) => writeExport(store, file, readExportAgain));
  return readFileSync(file);
}

function pagesOf({ origin }: Server): Promise<string[]> {
  return Promise.all(published.map(async (each) => (await fetch(`${origin}${each}`)).text()));
}

/** At which revision a backup is proven to bring the database back, or why it does not. */
async function proof({ directory, world }: Stage, backup: string): Promise<number | string> {
  const scratch = mkdtempSync(path.join(directory, 'proof-'));
  try {
    return await proveRestore(backup, scratch, {
      clock: () => world.clock.now(),
      newIds: (count) => newIds(count, world.randomBytes),
    });
  } catch (error) {
    if (error instanceof StoreUnavailable) return error.message;
    throw error;
  }
}
