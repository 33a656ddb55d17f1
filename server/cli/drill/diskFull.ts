import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '../../domain/id.ts';
import { countLostByCareless } from './careless.ts';
import { type Control, type Drill, type Expectation, nothing } from './drill.ts';
import { type Faults, prepareFaults } from './faults.ts';
import { startOnReadOnlyDisk } from './readOnlyDisk.ts';
import { type Server, startCarelessServer, startServer } from './server.ts';
import { type Stage, untilKept, withData } from './stage.ts';
import { type Before, lookAtPage, seeRecovery, seeTrouble, seeTroubleAtStart } from './trouble.ts';
import { findLost, findRepeated, Writer } from './writer.ts';

type Acknowledged = Map<Id, string[]>;

/** The disk is full, fails or may only be read, for all or for some operations, while running and at the start. */
export const diskFull: Drill = {
  name: 'disk-full',
  summary:
    'the disk is full, fails, fails now and then, or may only be read, while the server runs and when it starts',
  async run(stage) {
    const faults = prepareFaults(stage);
    const acknowledged: Acknowledged = new Map();
    const writer = new Writer(stage, 'Disk', acknowledged);
    const server = await startServer(stage, faults.env);
    const words = writer.next;
    await writer.write(server.origin);
    const { tookMs: writeMs } = await writer.write(server.origin);
    const before = { words, writeMs };
    await untilKept(stage, words);
    const expectations: Expectation[] = [];
    for (const fault of ['full disk', 'broken disk', 'read-only disk'] as const) {
      faults.fail(fault);
      expectations.push(...(await seeTrouble(stage, fault, server, writer, before)));
      faults.fail('none');
      expectations.push(await seeRecovery(stage, fault, server, writer));
    }
    expectations.push(await failNowAndThen(stage, faults, server, writer));
    expectations.push(await seeRecovery(stage, 'after failures now and then', server, writer));
    await server.kill();
    expectations.push(...(await startOnFullDisk(stage, faults, writer, before)));
    expectations.push(...(await startAndSeeReadOnly(stage, faults, writer, before)));
    const { problems, lost, repeated } = await withData(stage, async (store) => ({
      problems: await store.check(),
      lost: await findLost(store, acknowledged),
      repeated: await findRepeated(store),
    }));
    const writes = [...acknowledged.values()].flat().length;
    return {
      expectations: [
        ...expectations,
        nothing('no acknowledged write lost, none twice, integrity ok', `${writes} acknowledged writes`, [
          ...problems,
          ...lost,
          ...repeated,
        ]),
      ],
      control: await carelessControl(stage, faults),
    };
  },
};

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
async function startOnFullDisk(
  stage: Stage,
  faults: Faults,
  writer: Writer,
  before: Before,
): Promise<Expectation[]> {
  const when = 'at the start, full disk';
  faults.fail('full disk');
  const server = await startServer(stage, faults.env);
  const seen = await seeTroubleAtStart(stage, when, server, writer, before);
  faults.fail('none');
  const recovery = await seeRecovery(stage, when, server, writer);
  await server.kill();
  return [...seen, recovery];
}

/** The same after a crash that left the log of the database, so that it could be read. */
async function startAndSeeReadOnly(
  stage: Stage,
  faults: Faults,
  writer: Writer,
  before: Before,
): Promise<Expectation[]> {
  const { server, means, repair } = await startOnReadOnlyDisk(stage, faults);
  const when = `at the start, read-only disk (${means})`;
  const seen = await seeTroubleAtStart(stage, when, server, writer, before);
  repair();
  const recovery = await seeRecovery(stage, when, server, writer);
  await server.kill();
  return [...seen, recovery];
}

async function carelessControl(stage: Stage, faults: Faults): Promise<Control> {
  const file = path.join(stage.dataDir, 'careless.json');
  const acknowledged: Acknowledged = new Map();
  const writer = new Writer(stage, 'Careless', acknowledged);
  const server = await startCarelessServer(stage, file, faults.env);
  const words = writer.next;
  for (const fault of ['full disk', 'read-only disk'] as const) {
    faults.fail(fault);
    for (let n = 0; n < 5; n += 1) await writer.write(server.origin);
    await pause(100);
  }
  await server.kill();
  faults.fail('none');
  const again = await startCarelessServer(stage, file);
  const { page } = await lookAtPage(stage, again);
  await again.kill();
  const lost = countLostByCareless(file, acknowledged);
  return {
    without: 'refusing what could not be saved, and keeping what was published',
    saw: `${lost} of ${acknowledged.size} acknowledged incidents lost, and after a start the page says "${page}"`,
    failed: lost > 0 && !page.includes(words),
  };
}
