import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '../../domain/id.ts';
import { countLostByCareless } from './careless.ts';
import { type Control, type Drill, type Expectation, nothing } from './drill.ts';
import { type Faults, prepareFaults } from './faults.ts';
import { type Server, startCarelessServer, startServer } from './server.ts';
import { type Stage, withData } from './stage.ts';
import { findLost, findRepeated, Writer } from './writer.ts';

const patienceMs = 30_000;

type Acknowledged = Map<Id, string[]>;

/** The disk is full or fails, for all or for some operations, while running and at the start. */
export const diskFull: Drill = {
  name: 'disk-full',
  summary: 'the disk is full, fails, or fails now and then, while the server runs and when it starts',
  async run(stage) {
    const faults = prepareFaults(stage);
    const acknowledged: Acknowledged = new Map();
    const writer = new Writer(stage, 'Disk', acknowledged);
    const server = await startServer(stage, faults.env);
    await writer.write(server.origin);
    await untilKept(stage);
    const full = await refusedWhile(stage, faults, 'full disk', server, writer);
    const afterFullMs = await untilAcknowledged(stage, server, writer);
    const nowAndThen = await failNowAndThen(stage, faults, server, writer);
    const broken = await refusedWhile(stage, faults, 'broken disk', server, writer);
    const afterBrokenMs = await untilAcknowledged(stage, server, writer);
    await server.kill();
    const { problems, lost, repeated } = await withData(stage, async (store) => ({
      problems: await store.check(),
      lost: await findLost(store, acknowledged),
      repeated: await findRepeated(store),
    }));
    const writes = [...acknowledged.values()].flat().length;
    return {
      expectations: [
        ...full,
        ...broken,
        {
          expected: `it goes on by itself within ${patienceMs / 1_000} s once the disk is well`,
          saw: `${afterFullMs} ms after the full disk, ${afterBrokenMs} ms after the broken one`,
          holds: Math.max(afterFullMs, afterBrokenMs) <= patienceMs,
        },
        nowAndThen,
        nothing('no acknowledged write lost, none twice, integrity ok', `${writes} acknowledged writes`, [
          ...problems,
          ...lost,
          ...repeated,
        ]),
        ...(await startOnFullDisk(stage, faults)),
      ],
      control: await carelessControl(stage, faults),
    };
  },
};

/** What a start on a full disk shows must have been kept while there was room. */
async function untilKept({ dataDir }: Stage): Promise<void> {
  const file = path.join(dataDir, 'published', 'sqlite');
  for (let tries = 0; tries < 200 && !existsSync(file); tries += 1) await pause(50);
}

/** What is asked for while nothing can be written. */
async function refusedWhile(
  { world }: Stage,
  faults: Faults,
  fault: 'full disk' | 'broken disk',
  server: Server,
  writer: Writer,
): Promise<Expectation[]> {
  faults.fail(fault);
  const answers = [await writer.write(server.origin), await writer.write(server.origin)];
  const askedAt = world.clock.now();
  const { status } = await fetch(server.origin);
  const tookMs = world.clock.now() - askedAt;
  faults.fail('none');
  return [
    {
      expected: `${fault}: writes get 503 with Retry-After`,
      saw: answers.map((answer) => `${answer.status} after ${answer.tookMs} ms`).join(', '),
      holds: answers.every((answer) => answer.status === 503 && answer.retryAfter !== null),
    },
    {
      expected: `${fault}: the page answers 200 in under a second`,
      saw: `${status} after ${tookMs} ms`,
      holds: status === 200 && tookMs < 1_000,
    },
  ];
}

/** How long it takes until a write is acknowledged, ms; infinite when it takes too long. */
async function untilAcknowledged({ world }: Stage, { origin }: Server, writer: Writer): Promise<number> {
  const beganAt = world.clock.now();
  for (;;) {
    const { status } = await writer.write(origin);
    const tookMs = world.clock.now() - beganAt;
    if (status === 200 || status === 201) return tookMs;
    if (tookMs > patienceMs) return Number.POSITIVE_INFINITY;
    await pause(100);
  }
}

/** One of fifty operations fails: each write is acknowledged or refused, and asked again until it is acknowledged. */
async function failNowAndThen(
  stage: Stage,
  faults: Faults,
  server: Server,
  writer: Writer,
): Promise<Expectation> {
  const counts = new Map<number, number>();
  for (const fault of ['full disk', 'broken disk', 'broken sync'] as const) {
    faults.fail(fault, 20);
    for (let n = 0; n < (stage.isShort ? 20 : 100); n += 1) {
      const { status } = await writer.write(server.origin);
      counts.set(status, (counts.get(status) ?? 0) + 1);
      await pause(20);
    }
  }
  faults.fail('none');
  return {
    expected: 'one of fifty operations fails: writes are acknowledged or get 503',
    saw: [...counts].map(([status, count]) => `${count} × ${status}`).join(', '),
    holds:
      [...counts.keys()].every((status) => [200, 201, 503].includes(status)) &&
      counts.has(201) &&
      counts.has(503),
  };
}

/** The server starts while the disk is full, and the disk becomes free then. */
async function startOnFullDisk(stage: Stage, faults: Faults): Promise<Expectation[]> {
  faults.fail('full disk');
  const server = await startServer(stage, faults.env);
  const page = await fetch(server.origin);
  const acknowledged: Acknowledged = new Map();
  const writer = new Writer(stage, 'Start', acknowledged);
  const refused = await writer.write(server.origin);
  faults.fail('none');
  const tookMs = await untilAcknowledged(stage, server, writer);
  await server.kill();
  return [
    {
      expected: 'started on a full disk: the page answers 200, a write 503',
      saw: `page ${page.status}, write ${refused.status}`,
      holds: page.status === 200 && refused.status === 503,
    },
    {
      expected: 'started on a full disk: it goes on by itself once there is space',
      saw: `${tookMs} ms`,
      holds: tookMs <= patienceMs,
    },
  ];
}

async function carelessControl(stage: Stage, faults: Faults): Promise<Control> {
  const file = path.join(stage.dataDir, 'careless.json');
  const acknowledged: Acknowledged = new Map();
  const writer = new Writer(stage, 'Careless', acknowledged);
  const server = await startCarelessServer(stage, file, faults.env);
  faults.fail('full disk');
  for (let n = 0; n < 5; n += 1) await writer.write(server.origin);
  await pause(200);
  await server.kill();
  faults.fail('none');
  const lost = countLostByCareless(file, acknowledged);
  return {
    without: 'refusing what could not be saved',
    saw: `${lost} of ${acknowledged.size} acknowledged incidents lost`,
    failed: lost > 0,
  };
}
