import { closeSync, copyFileSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sqliteFile } from '../../application.ts';
import type { Id } from '../../domain/id.ts';
import { lockSqliteFile } from '../../store/lockSqlite.ts';
import { type Control, type Drill, nothing } from './drill.ts';
import { type Server, startCarelessServer, startServer } from './server.ts';
import { type Stage, untilKept, withData } from './stage.ts';
import { lookAtPage, seeRecovery, seeTrouble, seeTroubleAtStart } from './trouble.ts';
import { findLost, Writer } from './writer.ts';

/** Does something to a file, and answers with how to undo it. */
type Trouble = (file: string) => Promise<() => void>;

/** The file of the database is gone, moved away by somebody who tidied up. */
export const dbMissing: Drill = {
  name: 'db-missing',
  summary: 'the file of the database is moved away while the server runs and before it starts, and put back',
  run: async (stage) => ({
    expectations: (await stand(stage, moveAway)).expectations,
    control: await carelessControl(stage, moveAway),
  }),
};

/** The file of the database is overwritten with garbage. */
export const dbCorrupt: Drill = {
  name: 'db-corrupt',
  summary:
    'garbage takes the place of the database while the server runs and before it starts, and the good one is put back',
  run: async (stage) => ({
    expectations: (await stand(stage, overwrite)).expectations,
    control: await carelessControl(stage, overwrite),
  }),
};

/** Another program is in the middle of a write and does not end. */
export const dbLocked: Drill = {
  name: 'db-locked',
  summary: 'another program locks the database while the server runs and before it starts, and lets it go',
  async run(stage) {
    const { expectations, unlocked } = await stand(
      stage,
      (file) => lockSqliteFile(file, 'writers'),
      (file) => lockSqliteFile(file, 'everybody'),
    );
    return {
      expectations,
      control: {
        without: 'the lock, so that a write must not be refused',
        saw: `writes were answered with ${unlocked.join(', ')}`,
        failed: unlocked.every((status) => status !== 503),
      },
    };
  },
};

async function stand(stage: Stage, trouble: Trouble, atStart: Trouble = trouble) {
  const acknowledged = new Map<Id, string[]>();
  const writer = new Writer(stage, 'Database', acknowledged);
  const file = sqliteFile(stage.dataDir);
  const server = await startServer(stage);
  const words = writer.next;
  const usual = [await writer.write(server.origin), await writer.write(server.origin)];
  const before = { words, writeMs: usual.at(-1)?.tookMs ?? 0 };
  await untilKept(stage, words);
  const repair = await trouble(file);
  const expectations = await seeTrouble(stage, whenRunning, server, writer, before);
  repair();
  expectations.push(await seeRecovery(stage, whenRunning, server, writer));
  await server.kill();

  const wrong = await lookForWrong(stage, acknowledged);
  const repairAgain = await atStart(file);
  const started = await startServer(stage);
  expectations.push(...(await seeTroubleAtStart(stage, whenStarting, started, writer, before)));
  repairAgain();
  expectations.push(await seeRecovery(stage, whenStarting, started, writer));
  await started.kill();
  wrong.push(...(await lookForWrong(stage, acknowledged)));
  const writes = [...acknowledged.values()].flat().length;
  expectations.push(nothing('no acknowledged write lost, integrity ok', `${writes} writes`, wrong));
  return { expectations, unlocked: usual.map(({ status }) => status) };
}

const whenRunning = 'while it runs';
const whenStarting = 'at the start';

function lookForWrong(stage: Stage, acknowledged: ReadonlyMap<Id, string[]>): Promise<string[]> {
  return withData(stage, async (store) => [
    ...(await store.check()),
    ...(await findLost(store, acknowledged)),
  ]);
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
  const pages: string[] = [];
  const look = async (asked: Server): Promise<void> => {
    pages.push((await lookAtPage(stage, asked)).page);
    await asked.kill();
  };
  await trouble(file);
  await look(server);
  await look(await startCarelessServer(stage, file));
  return {
    without: 'keeping the page that was published last',
    saw: `during the incident the page says "${pages[0]}", and after a start "${pages[1]}"`,
    failed: pages.every((page) => !page.includes(words)),
  };
}
