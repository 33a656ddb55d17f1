import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Id } from '../../domain/id.ts';
import { type Control, type Drill, nothing, within } from './drill.ts';
import { errorsOf, readEvenly, waitOf } from './readers.ts';
import { type Server, startCarelessServer, startServer } from './server.ts';
import type { Stage } from './stage.ts';
import { Writer } from './writer.ts';

const promisedP99Ms = 250;

/** Ten times as many readers as usual, all at once, while an incident is posted. */
export const spike: Drill = {
  name: 'spike',
  summary: 'ten times the usual readers, all at once, while an incident is posted',
  async run(stage) {
    const usualPerSecond = stage.isShort ? 40 : 100;
    const server = await startServer(stage);
    const usual = await crowd(stage, server, usualPerSecond, 'Usual');
    const many = await crowd(stage, server, usualPerSecond * 10, 'Spike');
    await server.kill();
    return {
      expectations: [
        nothing('no reader gets an error', `${many.readings.length} readers`, errorsOf(many.readings)),
        within('99 of 100 readers have the page', waitOf(many.readings), promisedP99Ms, {
          what: 'with usual traffic',
          tookMs: waitOf(usual.readings),
          times: 10,
        }),
        within('the incident is acknowledged', many.acknowledgedMs, 500, {
          what: 'with usual traffic',
          tookMs: usual.acknowledgedMs,
          times: 10,
        }),
        within('all readers see the incident after its acknowledgement', many.unseenMs, 1_000, {
          what: 'with usual traffic',
          tookMs: usual.unseenMs,
          times: 1,
        }),
        {
          expected: 'somebody looked before and after the incident was there',
          saw: `${many.lookedBefore} before, ${many.lookedAfter} after`,
          holds: many.lookedBefore > 0 && many.lookedAfter > 0,
        },
      ],
      control: await carelessControl(stage),
    };
  },
};

/** So many readers a second, with an incident that is posted in the middle. */
async function crowd(stage: Stage, { origin }: Server, perSecond: number, name: string) {
  const halfMs = stage.isShort ? 1_000 : 5_000;
  let over = false;
  const reading = readEvenly(stage.world, origin, perSecond, () => over);
  await pause(halfMs);
  const acknowledged = new Map<Id, string[]>();
  const writer = new Writer(stage, name, acknowledged);
  const words = writer.next;
  const { status, tookMs } = await writer.write(origin);
  if (status !== 201) throw new Error(`the incident was answered with ${status}`);
  const acknowledgedAt = stage.world.clock.now();
  await pause(halfMs);
  over = true;
  const readings = await reading;
  const looked = readings.filter(({ page }) => page !== null);
  const unseen = looked.filter(({ page }) => !page?.includes(words));
  return {
    readings,
    acknowledgedMs: tookMs,
    /** How long after the acknowledgement the last reader asked who did not see it. */
    unseenMs: Math.max(0, ...unseen.map(({ at }) => at - acknowledgedAt)),
    lookedBefore: unseen.length,
    lookedAfter: looked.length - unseen.length,
  };
}

/** More than can be made one by one, on whatever machine. */
const carelessPerSecond = 3_000;

async function carelessControl(stage: Stage): Promise<Control> {
  const server = await startCarelessServer(stage, path.join(stage.dataDir, 'careless.json'));
  const endAt = stage.world.clock.now() + 1_500;
  const readings = await readEvenly(
    stage.world,
    server.origin,
    carelessPerSecond,
    () => stage.world.clock.now() > endAt,
  );
  await server.kill();
  const errors = errorsOf(readings).length;
  return {
    without: 'making the page before it is asked for',
    saw: `${Math.round(waitOf(readings))} ms for 99 of 100 readers, ${errors} errors among ${readings.length}`,
    failed: waitOf(readings) > promisedP99Ms || errors > 0,
  };
}
