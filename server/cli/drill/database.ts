import { closeSync, copyFileSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sqliteFile } from '../../application.ts';
import type { Id } from '../../domain/id.ts';
import { lockSqliteFile } from '../../store/lockSqlite.ts';
import { type Control, type Drill, type Expectation, nothing, within } from './drill.ts';
import { type Server, startCarelessServer, startServer } from './server.ts';
import { type Stage, withData } from './stage.ts';
import { findLost, Writer } from './writer.ts';

const patienceMs = 30_000;

/** Does something to a file, and answers with how to undo it. */
type Trouble = (file: string) => Promise<() => void>;

/** The file of the database is gone, moved away by somebody who tidied up. */
export const dbMissing: Drill = {
  name: 'db-missing',
  summary: 'the file of the database is moved away while the server runs, and put back',
  run: async (stage) => ({
    expectations: await stand(stage, moveAway),
    control: await carelessControl(stage, moveAway),
  }),
};

/** The file of the database is overwritten with garbage. */
export const dbCorrupt: Drill = {
  name: 'db-corrupt',
  summary:
    'a file of garbage takes the place of the database while the server runs, and the good one is put back',
  run: async (stage) => ({
    expectations: await stand(stage, overwrite),
    control: await carelessControl(stage, overwrite),
  }),
};

/** Another program is in the middle of a write and does not end. */
export const dbLocked: Drill = {
  name: 'db-locked',
  summary: 'another program locks the database while the server runs, and lets it go',
  run: async (stage) => {
    const expectations = await stand(stage, lockSqliteFile);
    const writer = new Writer(stage, 'Unlocked', new Map());
    const server = await startServer(stage);
    const { status } = await writer.write(server.origin);
    await server.kill();
    return {
      expectations,
      control: {
        without: 'the lock, so that a write must not be refused',
        saw: `a write was answered with ${status}`,
        failed: status !== 503,
      },
    };
  },
};

async function stand(stage: Stage, trouble: Trouble): Promise<Expectation[]> {
  const acknowledged = new Map<Id, string[]>();
  const writer = new Writer(stage, 'Database', acknowledged);
  const server = await startServer(stage);
  const words = writer.next;
  await writer.write(server.origin);
  const usual = await writer.write(server.origin);
  const repair = await trouble(sqliteFile(stage.dataDir));
  const seen = await lookAtPage(stage, server);
  // The first one notices, the second one knows.
  const refused = [await writer.write(server.origin), await writer.write(server.origin)];
  repair();
  const repairedAt = stage.world.clock.now();
  let again = await writer.write(server.origin);
  while (again.status === 503 && stage.world.clock.now() - repairedAt < patienceMs) {
    await pause(100);
    again = await writer.write(server.origin);
  }
  const againMs = stage.world.clock.now() - repairedAt;
  await server.kill();
  const wrong = await withData(stage, async (store) => [
    ...(await store.check()),
    ...(await findLost(store, acknowledged)),
  ]);
  return [
    {
      expected: 'the page answers 200 with what was published last',
      saw: `${seen.status} ${seen.page.includes(words) ? 'with' : 'without'} the incident`,
      holds: seen.status === 200 && seen.page.includes(words),
    },
    within('the page answers', seen.tookMs, 1_000, {
      what: 'a write before',
      tookMs: usual.tookMs,
      times: 5,
    }),
    {
      expected: 'writes get 503 with Retry-After',
      saw: refused.map(({ status, retryAfter }) => `${status} (${retryAfter})`).join(', '),
      holds: refused.every(({ status, retryAfter }) => status === 503 && retryAfter !== null),
    },
    within('writes are refused', Math.max(...refused.map(({ tookMs }) => tookMs)), 300, {
      what: 'a write before',
      tookMs: usual.tookMs,
      times: 5,
    }),
    {
      expected: `it goes on by itself within ${patienceMs / 1_000} s`,
      saw: `${again.status} after ${againMs} ms`,
      holds: again.status === 200 || again.status === 201,
    },
    nothing(
      'no acknowledged write lost, integrity ok',
      `${[...acknowledged.values()].flat().length} writes`,
      wrong,
    ),
  ];
}

async function lookAtPage({ world }: Stage, { origin }: Server) {
  const askedAt = world.clock.now();
  const response = await fetch(origin);
  const page = await response.text();
  return { status: response.status, page, tookMs: world.clock.now() - askedAt };
}

/** With its log, which belongs to it. */
const besides = ['', '-wal', '-shm'];

async function moveAway(file: string): Promise<() => void> {
  const moved = besides.filter((ending) => renameIfThere(file + ending, `${file}.away${ending}`));
  return () => {
    for (const ending of moved) renameSync(`${file}.away${ending}`, file + ending);
  };
}

async function overwrite(file: string): Promise<() => void> {
  const putBack = await moveAway(file);
  copyFileSync(`${file}.away`, file);
  const garbage = openSync(file, 'r+');
  writeSync(garbage, 'garbage '.repeat(1_024), 0);
  closeSync(garbage);
  return () => {
    for (const ending of besides) rmSync(file + ending, { force: true });
    putBack();
  };
}

function renameIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch {
    return false;
  }
}

async function carelessControl(stage: Stage, trouble: Trouble): Promise<Control> {
  const file = path.join(stage.dataDir, 'careless.json');
  const writer = new Writer(stage, 'Careless', new Map());
  const server = await startCarelessServer(stage, file);
  const words = writer.next;
  await writer.write(server.origin);
  while (!(await lookAtPage(stage, server)).page.includes(words)) await pause(20);
  await trouble(file);
  const { page } = await lookAtPage(stage, server);
  await server.kill();
  return {
    without: 'keeping the page that was published last',
    saw: `the page says "${page}" during the incident`,
    failed: !page.includes(words),
  };
}
