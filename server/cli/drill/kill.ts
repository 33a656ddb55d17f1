import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '../../domain/id.ts';
import { countLostByCareless } from './careless.ts';
import { type Control, type Drill, nothing, within } from './drill.ts';
import { type Server, startCarelessServer, startServer } from './server.ts';
import { type Stage, withData } from './stage.ts';
import { findHalves, findLost, findRepeated, Writer } from './writer.ts';

const writerNames = ['A', 'B', 'C'];
const longestMs = 600;

/** `kill -9` again and again while three people write. */
export const kill: Drill = {
  name: 'kill',
  summary: 'kill -9 at random moments while three people write',
  async run(stage) {
    const cycles = stage.cycles ?? (stage.isShort ? 3 : 40);
    const acknowledged = new Map<Id, string[]>();
    const writers = writerNames.map((name) => new Writer(stage, name, acknowledged));
    const undisturbed = await startServer(stage);
    await undisturbed.kill();
    const since = await withData(stage, (store) => store.revision());
    // Beside the running server, so that it is the server which recovers and not a connection of ours.
    const look = (): Promise<string[]> =>
      withData(stage, async (store) => [
        ...(await store.check()),
        ...(await findLost(store, acknowledged)),
        ...(await findHalves(store, since, acknowledged)),
      ]);
    const wrong: string[] = [];
    let slowestMs = 0;
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const server = await startServer(stage);
      slowestMs = Math.max(slowestMs, server.readyMs);
      wrong.push(...(await look()));
      await writeUntilKilled(stage, server, writers);
      stage.show(cycle + 1, cycles);
    }
    const server = await startServer(stage);
    // What had no answer is asked once more, with its key, and must not be done twice.
    for (const writer of writers) await writer.write(server.origin);
    wrong.push(...(await look()));
    const repeated = await withData(stage, findRepeated);
    await server.kill();
    const writes = [...acknowledged.values()].flat().length;
    return {
      expectations: [
        nothing(
          'no acknowledged write lost, each whole with its audit entry, integrity ok after each kill',
          `${writes} acknowledged writes, ${cycles} kills`,
          wrong,
        ),
        nothing('nothing done twice when asked again with its key', `${writes} writes`, repeated),
        within('serving again', slowestMs, 2_000, {
          what: 'undisturbed start',
          tookMs: undisturbed.readyMs,
          times: 4,
        }),
      ],
      control: await carelessControl(stage),
    };
  },
};

async function writeUntilKilled(stage: Stage, server: Server, writers: readonly Writer[]): Promise<void> {
  let killed = false;
  const writing = writers.map(async (writer) => {
    while (!killed) await writer.write(server.origin);
  });
  await pause(stage.random() * longestMs);
  const gone = server.kill();
  killed = true;
  await gone;
  await Promise.all(writing);
}

async function carelessControl(stage: Stage): Promise<Control> {
  const file = path.join(stage.dataDir, 'careless.json');
  const acknowledged = new Map<Id, string[]>();
  const writer = new Writer(stage, 'Careless', acknowledged);
  const server = await startCarelessServer(stage, file);
  while (acknowledged.size < 10) await writer.write(server.origin);
  await server.kill();
  const lost = countLostByCareless(file, acknowledged);
  return {
    without: 'saving before acknowledging',
    saw: `${lost} of ${acknowledged.size} acknowledged incidents lost`,
    failed: lost > 0,
  };
}
