import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { newIds } from '../../server/newIds.ts';
import { openStore } from '../../server/store/store.ts';
import { type HistorySize, writeHistory } from '../support/history.ts';
import { type Running, runCandor, startCandor } from './process.ts';
import { atMost, type Chapter, type Measure, median, told } from './report.ts';

const writes = 7;

/** A data directory with components and their history, and a key to write. */
export type Filled = { readonly dataDir: string; readonly token: string };

export async function fill(directory: string, size: HistorySize): Promise<Filled> {
  const dataDir = path.join(directory, `${size.components}-${size.days}`);
  const store = await openStore(
    { file: path.join(dataDir, 'candor.db') },
    { clock: Date.now, newIds: (count) => newIds(count, randomBytes) },
  );
  await writeHistory(store, size, Date.now());
  await store.close();
  const issued = await runCandor(dataDir, 'token', 'create', '--name', 'Bench', '--role', 'admin');
  return { dataDir, token: JSON.parse(issued).token };
}

type Seen = {
  /** From sending the write to its 2xx. */
  readonly answeredMs: number;
  /** From its 2xx until the page shows it. */
  readonly visibleMs: number;
  /** The longest time in which the server answered nobody. */
  readonly longestMs: number;
};

/** Sets a status by hand, again and again, and looks at the page until it shows it. */
async function write(server: Running, token: string): Promise<Seen> {
  const api = async (method: string, target: string, body?: object): Promise<Response> => {
    const response = await fetch(`${server.origin}/v1${target}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${target}: ${response.status} ${await response.text()}`);
    return response;
  };
  const [page] = (await (await api('GET', '/pages')).json()) as { readonly id: string }[];
  const target = `/pages/${page?.id}/components/part00000000/status`;
  const etag = async (): Promise<string | null> =>
    (await fetch(`${server.origin}/`, { method: 'HEAD' })).headers.get('etag');
  const seen: Seen[] = [];
  for (let number = 0; number < writes; number += 1) {
    const before = await etag();
    await server.usage();
    const begun = performance.now();
    await api('PUT', target, {
      component: { status: number % 2 === 0 ? 'major_outage' : 'operational' },
    });
    const answered = performance.now();
    while ((await etag()) === before) await new Promise((resolve) => setTimeout(resolve, 1));
    const visible = performance.now();
    const { longestMs } = await server.usage();
    seen.push({ answeredMs: answered - begun, visibleMs: visible - answered, longestMs });
  }
  return {
    answeredMs: median(seen.map((each) => each.answeredMs)),
    visibleMs: median(seen.map((each) => each.visibleMs)),
    longestMs: Math.max(...seen.map((each) => each.longestMs)),
  };
}

/** From sending a write to a page that shows it, by the number of components. */
export async function measurePublishing(directory: string): Promise<Chapter> {
  const measures: Measure[] = [];
  for (const [components, visibleMs] of [
    [50, 50],
    [500, 200],
    [5_000, 2_000],
  ] as const) {
    const { dataDir, token } = await fill(directory, { components, days: 365 });
    const server = await startCandor(dataDir);
    const seen = await write(server, token);
    const { rssMb } = await server.usage();
    await server.stop();
    const name = `${components.toLocaleString('en')} components`;
    measures.push(
      atMost(
        `${name}: from sending a write to seeing it`,
        seen.answeredMs + seen.visibleMs,
        visibleMs,
        ' ms',
      ),
      told(`${name}: of that after the 2xx`, `${seen.visibleMs.toFixed(0)} ms`),
      atMost(`${name}: longest time in which nobody was answered`, seen.longestMs, 250, ' ms'),
      told(
        `${name}: start until it listens, memory then`,
        `${server.startMs.toFixed(0)} ms, ${rssMb.toFixed(0)} MB`,
      ),
    );
  }
  return { title: 'Publishing, with a year of history', measures };
}

/** What a write costs when ten times as much has happened before. */
export async function measureGrowth(directory: string): Promise<Chapter> {
  const spent: number[] = [];
  for (const days of [365, 3_650]) {
    const { dataDir, token } = await fill(directory, { components: 100, days });
    const server = await startCandor(dataDir);
    const { answeredMs, visibleMs } = await write(server, token);
    spent.push(answeredMs + visibleMs);
    await server.stop();
  }
  const [one = 0, ten = 0] = spent;
  return {
    title: 'History ten times as long: 100 components, 1 and 10 years',
    measures: [
      told('from sending a write to seeing it', `${one.toFixed(0)} and ${ten.toFixed(0)} ms`),
      atMost('as a ratio', ten / one, 1.5, '', 2),
    ],
  };
}
