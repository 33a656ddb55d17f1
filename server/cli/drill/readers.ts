import { Agent, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../world.ts';
import { p99 } from './drill.ts';

const tickMs = 10;
const patienceMs = 10_000;
/** One of so many readers takes the page without compression, to look at what it says. */
const lookEvery = 10;

/** What one reader got. */
export type Reading = {
  /** When it was due, which is also when it counts from: what waits in a queue waits. */
  readonly at: number;
  readonly tookMs: number;
  /** 0: none. */
  readonly status: number;
  /** The page, of those who look. */
  readonly page: string | null;
};

/** Reads the page so many times a second, at even intervals and whether or not the server keeps up, until `until`. */
export async function readEvenly(
  { clock }: Pick<World, 'clock'>,
  origin: string,
  perSecond: number,
  until: () => boolean,
): Promise<Reading[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const readings: Promise<Reading>[] = [];
  const beganAt = clock.now();
  while (!until()) {
    const due = Math.floor(((clock.now() - beganAt) / 1_000) * perSecond);
    while (readings.length < due) {
      const at = beganAt + (readings.length / perSecond) * 1_000;
      readings.push(read(clock, agent, origin, at, readings.length % lookEvery === 0));
    }
    await pause(tickMs);
  }
  const all = await Promise.all(readings);
  agent.destroy();
  return all;
}

function read(
  clock: World['clock'],
  agent: Agent,
  origin: string,
  at: number,
  looks: boolean,
): Promise<Reading> {
  return new Promise((resolve) => {
    const done = (status: number, page: string | null): void =>
      resolve({ at, tookMs: clock.now() - at, status, page });
    const headers = { 'accept-encoding': looks ? 'identity' : 'br' };
    const request = get(origin, { agent, headers, timeout: patienceMs }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('error', () => done(0, null));
      response.on('end', () =>
        done(response.statusCode ?? 0, looks ? Buffer.concat(pieces).toString() : null),
      );
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => done(0, null));
  });
}

/** The time that 99 of 100 readers did not wait longer than, ms. */
export function waitOf(readings: readonly Reading[]): number {
  return p99(readings.map(({ tookMs }) => tookMs));
}

/** What went wrong for readers, in words. */
export function errorsOf(readings: readonly Reading[]): string[] {
  return readings
    .filter(({ status }) => status !== 200)
    .map(({ status }) => (status === 0 ? 'no answer' : `status ${status}`));
}
