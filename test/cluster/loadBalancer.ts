import { once } from 'node:events';
import {
  Agent,
  type ClientRequest,
  createServer,
  type IncomingMessage,
  request,
  type ServerResponse,
} from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const checkEveryMs = 500;
const checkPatienceMs = 1_000;
/** So many checks in a row without an answer, and one is left alone. */
const missesAtMost = 2;
const connectMs = 1_000;
/** Readers are sent on to another one after this. */
const readPatienceMs = 1_000;
const writePatienceMs = 10_000;

type Backend = {
  readonly origin: string;
  misses: number;
  isReady: boolean;
  /** What it was asked and has not answered. */
  readonly asked: Set<ClientRequest>;
};
type Asked = { readonly method: string; readonly url: string; readonly headers: IncomingMessage['headers'] };

/** It surely did not get the request. */
class Unreached extends Error {}

/**
 * As much of a load balancer as every one can do: asks `/readyz`, sends writes to those that are ready and readers to
 * those as well or, when there is none, to any. A reader who gets no answer from one gets it from the next; a write is
 * sent to the next only when the first surely did not get it, and nobody waits for one that answers no checks.
 */
export class LoadBalancer {
  readonly #backends: readonly Backend[];
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 256 });
  readonly #checks = new Agent({ keepAlive: false });
  #next = 0;

  constructor(origins: readonly string[]) {
    this.#backends = origins.map((origin) => ({ origin, misses: 0, isReady: true, asked: new Set() }));
  }

  async listen(host: string, port: number): Promise<void> {
    const server = createServer((incoming, outgoing) => {
      this.#pass(incoming, outgoing).catch(() => outgoing.destroy());
    });
    server.listen(port, host);
    await once(server, 'listening');
    for (const backend of this.#backends) void this.#check(backend);
  }

  async #check(backend: Backend): Promise<void> {
    for (;;) {
      try {
        const asked = { method: 'GET', url: '/readyz', headers: {} };
        const { statusCode } = await this.#ask(backend, asked, null, checkPatienceMs, this.#checks);
        backend.misses = 0;
        backend.isReady = statusCode === 200;
      } catch {
        backend.misses += 1;
        if (backend.misses >= missesAtMost)
          for (const asked of backend.asked) asked.destroy(new Error('lost'));
      }
      await pause(checkEveryMs);
    }
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece);
    const { method = 'GET', url = '/', headers } = incoming;
    const isRead = method === 'GET';
    for (const backend of this.#inOrder()) {
      try {
        const answer = await this.#ask(
          backend,
          { method, url, headers },
          isRead ? null : Buffer.concat(pieces),
          isRead ? readPatienceMs : writePatienceMs,
          this.#agent,
        );
        outgoing.writeHead(answer.statusCode, answer.headers).end(answer.body);
        return;
      } catch (error) {
        if (!isRead && !(error instanceof Unreached)) break;
      }
    }
    outgoing.writeHead(502).end();
  }

  /** In turns; first those that are ready, then those that answer, and at last the others. */
  #inOrder(): Backend[] {
    const { length } = this.#backends;
    this.#next = (this.#next + 1) % length;
    const turned = [...this.#backends.slice(this.#next), ...this.#backends.slice(0, this.#next)];
    const rank = ({ misses, isReady }: Backend): number => (misses >= missesAtMost ? 2 : Number(!isReady));
    return turned.sort((a, b) => rank(a) - rank(b));
  }

  #ask(
    { origin, asked }: Backend,
    { method, url, headers }: Asked,
    body: Buffer | null,
    patienceMs: number,
    agent: Agent,
  ) {
    type Answer = {
      readonly statusCode: number;
      readonly headers: IncomingMessage['headers'];
      readonly body: Buffer;
    };
    return new Promise<Answer>((resolve, reject) => {
      let isConnected = false;
      const outgoing = request(`${origin}${url}`, { method, headers, agent, setHost: !headers.host });
      const connecting = setTimeout(() => outgoing.destroy(new Unreached('no connection')), connectMs);
      const answering = setTimeout(() => outgoing.destroy(new Error('no answer')), patienceMs);
      outgoing.on('socket', (socket) => {
        const connected = (): void => {
          isConnected = true;
          clearTimeout(connecting);
        };
        if (socket.connecting) socket.once('connect', connected);
        else connected();
      });
      outgoing.on('response', (response) => {
        const pieces: Buffer[] = [];
        response.on('data', (piece: Buffer) => pieces.push(piece));
        response.on('error', reject);
        response.on('end', () =>
          resolve({
            statusCode: response.statusCode ?? 502,
            headers: response.headers,
            body: Buffer.concat(pieces),
          }),
        );
      });
      outgoing.on('error', (error) => reject(isConnected ? error : new Unreached(error.message)));
      asked.add(outgoing);
      outgoing.on('close', () => {
        asked.delete(outgoing);
        clearTimeout(connecting);
        clearTimeout(answering);
        reject(new Error('broken off'));
      });
      outgoing.end(body ?? undefined);
    });
  }
}
