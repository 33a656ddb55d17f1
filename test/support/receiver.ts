import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type TakenRequest = {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly body: string;
};

export type Receiver = {
  /** Origin, without a trailing slash. */
  readonly url: string;
  readonly port: number;
  /** All requests in the order in which they came, also those that were refused. */
  readonly taken: readonly TakenRequest[];
  /** Resolves when there are so many. */
  until(count: number): Promise<readonly TakenRequest[]>;
  /** How to answer a request; null: not at all, ever. */
  answer: (request: TakenRequest) => ReceiverAnswer | null | Promise<ReceiverAnswer>;
};

type ReceiverAnswer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
};

/** A real HTTP server on a port of its own, that keeps what it is sent and answers 200. */
export async function startReceiver(): Promise<Receiver> {
  const taken: TakenRequest[] = [];
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const bytes = Buffer.concat(chunks);
      const { method = '', url = '', headers } = request;
      const one = { method, path: url, headers, bytes, body: bytes.toString('utf8') };
      taken.push(one);
      for (const { resolve } of waiting.filter(({ count }) => taken.length >= count)) resolve();
      waiting = waiting.filter(({ count }) => taken.length < count);
      const answer = await receiver.answer(one);
      if (answer) response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}`,
    port,
    taken,
    async until(count) {
      if (taken.length < count) await new Promise<void>((resolve) => waiting.push({ count, resolve }));
      return taken;
    },
    answer: () => ({ status: 200 }),
  };
  return receiver;
}
