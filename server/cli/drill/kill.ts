import { rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '../../domain/id.ts';
import { countLostByCareless } from './careless.ts';
import { type Control, type Drill, nothing, p99, within } from './drill.ts';
import { type Server, startCarelessServer, startServer } from './server.ts';
import { copyOf, type Stage, withData } from './stage.ts';
import { findHalves, findLost, findRepeated, Writer } from './writer.ts';

const writerNames = ['A', 'B', 'C'];
const longestMs = 400;
/** Servers side by side: while one starts, which takes a core, another one is written to. */
const atOnce = 2;
/** Then a fresh copy is taken: nobody opens hundreds of incidents in a day, and each makes the next start longer. */
const killsPerCopy = 50;

/** What was seen in all rounds so far. */
type Tally = {
  kills: number;
  writes: number;
  readonly wrong: Set<string>;
  readonly repeated: string[];
  /** How long the first start of each round took, which no kill went before. */
  readonly usualMs: number[];
  /** How long each start after a kill took. */
  readonly againMs: number[];
};

/** `kill -9` again and again while three people write. */
export const kill: Drill = {
  name: 'kill',
  summary: 'kill -9 at random moments while three people write',
  async run(stage) {
    const cycles = stage.cycles ?? (stage.isShort ? 3 : 40);
    const tally: Tally = { kills: 0, writes: 0, wrong: new Set(), repeated: [], usualMs: [], againMs: [] };
    const note = (): void => stage.show(tally.kills, cycles, tally.wrong.size);
    const perRound = Math.min(killsPerCopy, Math.ceil(cycles / atOnce));
    let left = cycles;
    const playRounds = async (): Promise<void> => {
      while (left > 0) {
        const kills = Math.min(perRound, left);
        left -= kills;
        await playRound(stage, kills, tally, note);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, playRounds));
    const serving = within('serving again', Math.max(...tally.againMs), 2_000, {
      what: 'undisturbed start',
      tookMs: Math.max(...tally.usualMs),
      times: 4,
    });
    return {
      expectations: [
        nothing(
          'no acknowledged write lost, each whole with its audit entry, integrity ok after each kill',
          `${tally.writes} acknowledged writes, ${tally.kills} kills`,
          [...tally.wrong],
        ),
        nothing('nothing done twice when asked again with its key', `${tally.writes} writes`, tally.repeated),
        { ...serving, saw: `${serving.saw}, 99 of 100 in ${Math.round(p99(tally.againMs))} ms` },
      ],
      control: await carelessControl(stage),
    };
  },
};

/** Writes, kills and looks so many times at one copy of the data. */
async function playRound(stage: Stage, kills: number, tally: Tally, note: () => void): Promise<void> {
  const copy = await copyOf(stage);
  const acknowledged = new Map<Id, string[]>();
  const writers = writerNames.map((name) => new Writer(copy, name, acknowledged));
  const since = await withData(copy, (store) => store.revision());
  // Beside the running server, so that it is the server which recovers and not a connection of ours.
  const look = async (): Promise<void> => {
    const wrong = await withData(copy, async (store) => [
      ...(await store.check()),
      ...(await findLost(store, acknowledged)),
      ...(await findHalves(store, since, acknowledged)),
    ]);
    for (const each of wrong) tally.wrong.add(each);
  };
  let server = await startServer(copy);
  tally.usualMs.push(server.readyMs);
  for (let n = 0; n < kills; n += 1) {
    await writeUntilKilled(copy, server, writers);
    server = await startServer(copy);
    tally.kills += 1;
    tally.againMs.push(server.readyMs);
    await look();
    note();
  }
  // What had no answer is asked once more, with its key, and must not be done twice.
  for (const writer of writers) await writer.write(server.origin);
  await look();
  tally.repeated.push(...(await withData(copy, findRepeated)));
  tally.writes += [...acknowledged.values()].flat().length;
  await server.kill();
  rmSync(copy.dataDir, { recursive: true });
}

async function writeUntilKilled(stage: Stage, server: Server, writers: readonly Writer[]): Promise<void> {
  let killed = false;
  // However slow the machine is, there is something to lose.
  await writers[0]?.write(server.origin);
  const writing = writers.map(async (writer) => {
    while (!killed) await writer.write(server.origin);
  });
  await pause(stage.random() * longestMs);
  const gone = server.kill();
  killed = true;
  await gone;
  await Promise.all(writing);
}

/** It saves a moment later, so that a kill on a busy machine may come too late: then it is tried again. */
async function carelessControl(stage: Stage): Promise<Control> {
  const acknowledged = new Map<Id, string[]>();
  let lost = 0;
  for (let kills = 0; kills < 10 && lost === 0; kills += 1) {
    const file = path.join(stage.dataDir, `careless-${kills}.json`);
    acknowledged.clear();
    const writer = new Writer(stage, 'Careless', acknowledged);
    const server = await startCarelessServer(stage, file);
    while (acknowledged.size < 10) await writer.write(server.origin);
    await server.kill();
    lost = countLostByCareless(file, acknowledged);
  }
  return {
    without: 'saving before acknowledging',
    saw: `${lost} of ${acknowledged.size} acknowledged incidents lost`,
    failed: lost > 0,
  };
}
