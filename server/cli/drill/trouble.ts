import { setTimeout as pause } from 'node:timers/promises';
import { type Expectation, within } from './drill.ts';
import type { Server } from './server.ts';
import type { Stage } from './stage.ts';
import type { Writer } from './writer.ts';

const patienceMs = 30_000;

/** What there was before the trouble. */
export type Before = {
  /** On the page that was published last. */
  readonly words: string;
  /** How long a write took, ms. */
  readonly writeMs: number;
};

/** What readers and writers of a server must see in a trouble with its database. */
export async function seeTrouble(
  stage: Stage,
  when: string,
  server: Server,
  writer: Writer,
  { words, writeMs }: Before,
): Promise<Expectation[]> {
  const beside = { what: 'a write before', tookMs: writeMs, times: 5 };
  const seen = await lookAtPage(stage, server);
  // The first one notices, the second one knows.
  const refused = [await writer.write(server.origin), await writer.write(server.origin)];
  return [
    {
      expected: `${when}: the page answers 200 with what was published last`,
      saw: `${seen.status} ${seen.page.includes(words) ? 'with' : 'without'} the incident`,
      holds: seen.status === 200 && seen.page.includes(words),
    },
    within(`${when}: the page answers`, seen.tookMs, 1_000, beside),
    {
      expected: `${when}: writes get 503 with Retry-After`,
      saw: refused.map(({ status, retryAfter }) => `${status} (${retryAfter})`).join(', '),
      holds: refused.every(({ status, retryAfter }) => status === 503 && retryAfter !== null),
    },
    within(`${when}: writes are refused`, Math.max(...refused.map(({ tookMs }) => tookMs)), 300, beside),
  ];
}

/** The same of a server that was started in the trouble: nobody can know whether what it kept is still so. */
export async function seeTroubleAtStart(...seen: Parameters<typeof seeTrouble>): Promise<Expectation[]> {
  const [stage, when, server] = seen;
  const { confirmedAt } = await lookAtPage(stage, server);
  return [
    ...(await seeTrouble(...seen)),
    {
      expected: `${when}: the page says when it was last confirmed`,
      saw: confirmedAt ?? 'nothing',
      holds: confirmedAt !== null,
    },
  ];
}

/** Whether a server goes on by itself once all is well again. */
export async function seeRecovery(
  { world }: Stage,
  when: string,
  { origin }: Server,
  writer: Writer,
): Promise<Expectation> {
  const repairedAt = world.clock.now();
  let { status } = await writer.write(origin);
  while (status === 503 && world.clock.now() - repairedAt < patienceMs) {
    await pause(100);
    status = (await writer.write(origin)).status;
  }
  return {
    expected: `${when}: it goes on by itself within ${patienceMs / 1_000} s after the repair`,
    saw: `${status} after ${world.clock.now() - repairedAt} ms`,
    holds: status === 200 || status === 201,
  };
}

export async function lookAtPage({ world }: Stage, { origin }: Server) {
  const askedAt = world.clock.now();
  const response = await fetch(origin);
  const page = await response.text();
  const confirmedAt = response.headers.get('last-confirmed');
  return { status: response.status, page, confirmedAt, tookMs: world.clock.now() - askedAt };
}
