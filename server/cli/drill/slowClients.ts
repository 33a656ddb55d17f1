import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../world.ts';
import { type Drill, nothing, within } from './drill.ts';
import { errorsOf, readEvenly, waitOf } from './readers.ts';
import { type Server, startCarelessServer, startServer } from './server.ts';
import type { Stage } from './stage.ts';

const promisedMs = 12_000;
/** After so long the drill does not wait any longer. */
const longestMs = 15_000;
const drippingMs = 1_000;
const readersPerSecond = 20;

/** Hundreds of connections that send their request byte by byte, to hold the server up (Slowloris). */
export const slowClients: Drill = {
  name: 'slow-clients',
  summary: 'hundreds of connections that send their headers or their body a byte a second',
  async run(stage) {
    const count = stage.isShort ? 100 : 800;
    const server = await startServer(stage);
    const careless = await startCarelessServer(stage, path.join(stage.dataDir, 'careless.json'));
    const usual = await readFor(stage, server, 1_000);
    const late = pause(longestMs);
    const holding = holdUp(stage, server, count, late);
    const [slow, controlled, during] = await Promise.all([
      holding,
      holdUp(stage, careless, 10, Promise.race([holding, late])),
      readFor(stage, server, longestMs / 2),
    ]);
    await Promise.all([server.kill(), careless.kill()]);
    const open = slow.filter((closedMs) => closedMs === null);
    const closed = slow.flatMap((closedMs) => closedMs ?? []).sort((a, b) => a - b);
    const stillOpen = controlled.filter((closedMs) => closedMs === null).length;
    return {
      expectations: [
        nothing(
          'all slow connections are closed',
          `${count} connections`,
          open.map(() => `open after ${longestMs} ms`),
        ),
        within('the last of them', closed.at(-1) ?? longestMs, promisedMs, {
          what: 'half of them',
          tookMs: closed[Math.floor(closed.length / 2)] ?? longestMs,
          times: 1.2,
        }),
        nothing('other readers get no error', `${during.length} readers`, errorsOf(during)),
        within('99 of 100 other readers have the page', waitOf(during), 100, {
          what: 'before',
          tookMs: waitOf(usual),
          times: 5,
        }),
      ],
      control: {
        without: 'a limit to how long a request may take',
        saw: `${stillOpen} of ${controlled.length} connections still open when the last of the others was closed`,
        failed: stillOpen > 0,
      },
    };
  },
};

function readFor({ world }: Stage, { origin }: Server, ms: number) {
  const endAt = world.clock.now() + ms;
  return readEvenly(world, origin, readersPerSecond, () => world.clock.now() > endAt);
}

/**
 * After how long each connection was closed by the server, ms; null: it was not until `late`. Half send headers, half a
 * body.
 */
function holdUp(
  { world, pageId, keys }: Stage,
  server: Server,
  count: number,
  late: Promise<unknown>,
): Promise<(number | null)[]> {
  const headers = 'GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ';
  const body =
    `POST /v1/pages/${pageId}/incidents HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${keys[0]}\r\n` +
    'content-type: application/json\r\ncontent-length: 1000\r\n\r\n';
  return Promise.all(
    Array.from({ length: count }, (_, n) => drip(world, server, n % 2 === 0 ? headers : body, late)),
  );
}

function drip(
  { clock }: World,
  { origin }: Server,
  beginning: string,
  late: Promise<unknown>,
): Promise<number | null> {
  return new Promise((resolve) => {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    const connectedAt = clock.now();
    const dripping = setInterval(() => socket.write('a'), drippingMs);
    const end = (closedMs: number | null): void => {
      clearInterval(dripping);
      socket.destroy();
      resolve(closedMs);
    };
    void late.then(() => end(null));
    socket.on('connect', () => socket.write(beginning));
    // What it is told on the way does not matter; reading it lets us hear of the end.
    socket.resume();
    socket.on('error', () => undefined);
    socket.on('close', () => end(clock.now() - connectedAt));
  });
}
