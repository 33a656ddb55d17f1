import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { candor, startCandor } from '../support/candor.ts';
import { open } from '../support/stores.ts';

const root = path.resolve(import.meta.dirname, '../..');
const history = path.join(root, 'test/fixtures/history');

/** What is kept in the file, read by a connection of our own while another process writes. */
function look<T>(dataDir: string, sql: string): T[] {
  let connection: Database.Database;
  try {
    connection = new Database(path.join(dataDir, 'candor.db'), { readonly: true, fileMustExist: true });
  } catch {
    return [];
  }
  try {
    return connection.prepare(sql).all() as T[];
  } catch {
    // Not migrated yet.
    return [];
  } finally {
    connection.close();
  }
}

function revisionOf(dataDir: string): number {
  return look<{ revision: number }>(dataDir, 'SELECT revision FROM page')[0]?.revision ?? 0;
}

/** Opens what a kill left, as the next start does, and answers its revision. */
async function expectClean(dataDir: string): Promise<number> {
  const store = await open({ file: path.join(dataDir, 'candor.db') });
  expect(await store.check()).toEqual([]);
  const revision = await store.revision();
  await store.close();
  return revision;
}

test('kill -9 during an import: what was committed is there, nothing is half there, and running again ends it', async () => {
  const directory = temporaryDirectory();
  const env = { DATA_DIR: path.join(directory, 'data') };
  const lines = readdirSync(history).flatMap((name) =>
    readFileSync(path.join(history, name), 'utf8').trim().split('\n'),
  );
  const file = path.join(directory, 'many.jsonl');
  const copies = 6;
  // Every id gets a new beginning in each copy, except those of components and of the page.
  const records = Array.from({ length: copies }, (_, copy) =>
    lines.map((line) => withFreshIds(line, String.fromCharCode(97 + copy))),
  ).flat();
  writeFileSync(file, records.map((record) => `${JSON.stringify(record)}\n`).join(''));

  for (const killAt of [1, 2, 4, 7, 10]) {
    const running = startCandor(['import', 'statuspage', file], env);
    let seen = 0;
    let ended = false;
    void running.finished.then(() => {
      ended = true;
    });
    while (seen < killAt && !ended) {
      await pause(1);
      seen = revisionOf(env.DATA_DIR);
    }
    running.process.kill('SIGKILL');
    await running.finished;
    expect(await expectClean(env.DATA_DIR)).toBeGreaterThanOrEqual(seen);
    const halves = look<{ id: string; wanted: number }>(
      env.DATA_DIR,
      'SELECT incidents.id FROM incidents LEFT JOIN incident_updates ON incident_id = incidents.id GROUP BY incidents.id HAVING count(incident_updates.id) = 0',
    );
    expect(halves).toEqual([]);
  }

  expect((await candor(['import', 'statuspage', file], env)).code).toBe(0);
  expect(await candor(['check'], env)).toMatchObject({ code: 0, stderr: '' });
  const kept = look<{ id: string; updates: number }>(
    env.DATA_DIR,
    "SELECT incident_id AS id, count(*) AS updates FROM incident_updates WHERE source <> '' GROUP BY incident_id ORDER BY incident_id",
  );
  const wanted = records
    .map((record) => ({
      id: record.id,
      updates: record.incident_updates.filter((update) => update.body !== '').length,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  expect(kept).toEqual(wanted);
});

type RecordWithIds = { id: string; incident_updates: { id: string; incident_id: string; body: string }[] };

function withFreshIds(line: string, mark: string): RecordWithIds {
  const record = JSON.parse(line) as RecordWithIds;
  const fresh = (id: string): string => `${mark}${id.slice(1)}`;
  return {
    ...record,
    id: fresh(record.id),
    incident_updates: record.incident_updates.map((update) => ({
      ...update,
      id: fresh(update.id),
      incident_id: fresh(update.incident_id),
    })),
  };
}

test('kill -9 under edits: every acknowledged edit is there, whole', async () => {
  const file = path.join(temporaryDirectory(), 'candor.db');
  const editor = path.join(root, 'dist/test/editor.mjs');
  await build({
    entryPoints: [path.join(root, 'test/support/editor.ts')],
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outfile: editor,
  });
  const acknowledged = new Map<string, number>();
  for (const killAfter of [1, 2, 3, 7, 20, 41, 64, 99]) {
    const child = spawn(process.execPath, [editor, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let heard = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      const [id = '', updates] = line.split(' ');
      acknowledged.set(id, Number(updates));
      heard += 1;
      if (heard === killAfter) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');

    await expectClean(path.dirname(file));
    const kept = new Map(
      look<{ id: string; updates: number }>(
        path.dirname(file),
        'SELECT incident_id AS id, count(*) AS updates FROM incident_updates GROUP BY incident_id',
      ).map(({ id, updates }) => [id, updates]),
    );
    for (const [id, updates] of acknowledged) expect(kept.get(id) ?? 0).toBeGreaterThanOrEqual(updates);
    // At most the edit in flight was committed without having been acknowledged.
    const total = [...kept.values()].reduce((sum, updates) => sum + updates, 0);
    const known = [...acknowledged.values()].reduce((sum, updates) => sum + updates, 0);
    expect(total - known).toBeLessThanOrEqual(8);
  }
});
