import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sqliteFile } from '../../application.ts';
import type { Id } from '../../domain/id.ts';
import { StoreUnavailable } from '../../store/unavailable.ts';
import { Disk, losses } from './disk.ts';
import { type Drill, nothing } from './drill.ts';
import { prepareFaults } from './faults.ts';
import { noteAcknowledged, type Operation, readOperations } from './operations.ts';
import { startServer } from './server.ts';
import { type Stage, withData } from './stage.ts';
import { findLost, Writer } from './writer.ts';

/** A large database takes long to look at; then fewer points have to do. */
const longestMs = 90_000;

/** The power goes at any moment, and disks keep of the writes that were not synced what they like. */
export const powerLoss: Drill = {
  name: 'power-loss',
  summary: 'the power fails at any operation on the disk, and writes that were not synced are lost or torn',
  async run(stage) {
    const [writes, points] = stage.isShort ? [30, 20] : [200, 400];
    const faults = prepareFaults(stage);
    const synced = filesOf(stage.dataDir);
    const server = await startServer(stage, faults.env);
    const acknowledged = new Map<Id, string[]>();
    const writer = new Writer(stage, 'Power', acknowledged);
    for (let n = 0; n < writes; n += 1) {
      const { status } = await writer.write(server.origin);
      if (status < 200 || status > 299) throw new Error(`a write was answered with ${status}`);
      noteAcknowledged(faults.log, JSON.stringify([...acknowledged].at(-1)));
    }
    await server.kill();
    const operations = readOperations(faults.log);
    const product = await crash(stage, synced, operations, points);
    const control = await crash(stage, synced, withoutCommitSyncs(operations), Math.ceil(points / 4));
    return {
      expectations: [
        nothing(
          'no acknowledged write lost, integrity ok',
          `${product.tried} moments, ${writes} acknowledged writes`,
          product.wrong,
        ),
      ],
      control: {
        without: 'syncing the log at each commit, which is what synchronous=NORMAL leaves out',
        saw: `wrong after ${control.wrong.length} of ${control.tried} moments, the first: ${control.wrong[0] ?? 'none'}`,
        failed: control.wrong.length > 0,
      },
    };
  },
};

/** Which files there are before the server begins, without the index of the log, which every start makes anew. */
function filesOf(dataDir: string): Map<string, Buffer> {
  const file = sqliteFile(dataDir);
  return new Map([[file, readFileSync(file)]]);
}

/** Goes through the operations, lets the power fail at some, and opens what is left as a start of the server does. */
async function crash(
  stage: Stage,
  synced: ReadonlyMap<string, Buffer>,
  operations: readonly Operation[],
  points: number,
) {
  const disk = new Disk(synced);
  const acknowledged = new Map<Id, string[]>();
  const endAt = stage.world.clock.now() + longestMs;
  const wrong: string[] = [];
  let tried = 0;
  const begin = operations.findIndex(({ type }) => type === 'acknowledge');
  for (const [at, operation] of operations.entries()) {
    disk.do(operation);
    if (operation.type === 'acknowledge') {
      const [id, words]: [Id, string[]] = JSON.parse(operation.note);
      acknowledged.set(id, words);
    }
    const isChosen = stage.random() * (operations.length - at) < points - tried;
    if (at < begin || !isChosen || stage.world.clock.now() > endAt) continue;
    const loss = losses[tried % losses.length] ?? 'all';
    tried += 1;
    const problems = await lookAt(stage, disk.after(loss, stage.random), acknowledged);
    if (problems.length > 0) wrong.push(`after operation ${at}, losing ${loss}: ${problems.join('; ')}`);
    stage.show(tried, points);
  }
  return { tried, wrong };
}

/** What is wrong with what the disk kept, once the database has been opened. */
async function lookAt(
  { world, dataDir, directory }: Stage,
  files: ReadonlyMap<string, Buffer>,
  acknowledged: ReadonlyMap<Id, string[]>,
): Promise<string[]> {
  const crashed = path.join(directory, 'crashed');
  rmSync(crashed, { recursive: true, force: true });
  mkdirSync(crashed);
  for (const [file, bytes] of files) {
    if (path.dirname(file) === dataDir && !file.endsWith('-shm')) {
      writeFileSync(path.join(crashed, path.basename(file)), bytes);
    }
  }
  try {
    return await withData({ world, dataDir: crashed }, async (store) => [
      ...(await store.check()),
      ...(await findLost(store, acknowledged)),
    ]);
  } catch (error) {
    if (error instanceof StoreUnavailable) return [error.message];
    throw error;
  }
}

/** The log is synced only before it is copied into the database. */
function withoutCommitSyncs(operations: readonly Operation[]): Operation[] {
  return operations.filter((operation, at) => {
    if (operation.type !== 'sync' || !operation.path.endsWith('-wal')) return true;
    const next = operations.slice(at + 1).find(({ type }) => type === 'write' || type === 'sync');
    return next !== undefined && 'path' in next && next.path.endsWith('.db');
  });
}
