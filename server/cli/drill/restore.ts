import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sqliteFile } from '../../application.ts';
import type { Drill } from './drill.ts';
import { runCommand, type Server, startServer } from './server.ts';
import type { Stage } from './stage.ts';
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

    const careless = await keptByCareless(stage, carelessCopy);
    return {
      expectations: [
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
        saw: careless === null ? 'the copy was refused' : `${careless.length} bytes in an export`,
        failed: careless === null || !careless.equals(before.kept),
      },
    };
  },
};

async function exported(stage: Stage, dataDir: string): Promise<Buffer> {
  const file = path.join(stage.directory, `export-${path.basename(dataDir)}.jsonl`);
  await runCommand(stage, ['export', file], { DATA_DIR: dataDir });
  return readFileSync(file);
}

function pagesOf({ origin }: Server): Promise<string[]> {
  return Promise.all(published.map(async (each) => (await fetch(`${origin}${each}`)).text()));
}

/** What comes out of a copy that `cp` made; null when it is not taken for a database. */
async function keptByCareless(stage: Stage, copy: string): Promise<Buffer | null> {
  const dataDir = path.join(stage.directory, 'careless');
  try {
    await runCommand(stage, ['restore', copy], { DATA_DIR: dataDir });
    return await exported(stage, dataDir);
  } catch {
    return null;
  }
}
