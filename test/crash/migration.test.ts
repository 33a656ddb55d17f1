import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Disk, type Loss, losses } from '../../server/cli/drill/disk.ts';
import { prepareFaults } from '../../server/cli/drill/faults.ts';
import { readOperations } from '../../server/cli/drill/operations.ts';
import { seededRandom } from '../../server/cli/seededRandom.ts';
import { readMigrations } from '../../server/store/migrations.ts';
import { temporaryDirectory } from '../support/application.ts';
import { candor } from '../support/candor.ts';
import { grown } from '../support/grownDatabase.ts';
import { dump, open, plainSql } from '../support/stores.ts';

const known = readMigrations('sqlite');
/** The version that wrote the database; the next ones have much to change. */
const old = 2;

const everyOperations = 9;

/** What a kill leaves: all that was done until then. */
const nothingLost = { loss: 'all after a point', random: () => 1 - Number.EPSILON } as const;

test('ended in the middle of an update, by a kill or by the power, a database is the old or the new one, and the next start finishes', async () => {
  const directory = temporaryDirectory();
  const dataDir = path.join(directory, 'data');
  const file = path.join(dataDir, 'candor.db');
  mkdirSync(dataDir);
  await grown({ file }, known.slice(0, old));
  const before = new Map([[file, readFileSync(file)]]);
  const { env, log } = prepareFaults({ directory, dataDir, world: { env: process.env } });
  expect(await candor(['token', 'list'], { ...env, DATA_DIR: dataDir })).toMatchObject({
    code: 0,
    stderr: '',
  });
  const operations = readOperations(log);
  const updated = await dump({ file });

  const random = seededRandom(1);
  const disk = new Disk(before);
  const seen = new Set<number>();
  for (const [at, operation] of operations.entries()) {
    disk.do(operation);
    if (at % everyOperations !== 0) continue;
    const power: { loss: Loss; random: () => number } = {
      loss: losses[(at / everyOperations) % losses.length] ?? 'all',
      random,
    };
    for (const { loss, random } of [nothingLost, power]) {
      const crashed = path.join(directory, 'crashed', 'candor.db');
      place(disk.after(loss, random), path.dirname(crashed));
      const [row] = await plainSql({ file: crashed }, 'SELECT count(*) AS count FROM candor_migrations');
      const when = `after operation ${at} of ${operations.length}, losing ${loss}`;
      expect([old, known.length], when).toContain(row?.count);
      seen.add(Number(row?.count));
      const store = await open({ file: crashed });
      expect(await store.check(), when).toEqual([]);
      await store.close();
      expect(await dump({ file: crashed }), when).toEqual(updated);
    }
  }
  // Both were there: else nothing was ended in the middle.
  expect(seen).toEqual(new Set([old, known.length]));
}, 120_000);

/** Puts files into a fresh directory, but for the index of the log, which every start makes anew. */
function place(files: ReadonlyMap<string, Buffer>, directory: string): void {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const [file, bytes] of files) {
    if (!file.endsWith('-shm')) writeFileSync(path.join(directory, path.basename(file)), bytes);
  }
}
