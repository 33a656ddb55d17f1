import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import { promisify } from 'node:util';
import { getRequestListener, type Http2Bindings, type HttpBindings } from '@hono/node-server';
import { type Traffic, trafficKind } from '../health/traffic.ts';
import type { Artifact } from '../publish/artifact.ts';
import { guardRequest } from './requestGuard.ts';
import { choose } from './respond.ts';

type Fetch = (request: Request, env: HttpBindings | Http2Bindings) => Response | Promise<Response>;

export type ListenerOptions = {
  /** What can be sent for this target as it came; null where `fetch` is to be asked. */
  readonly readyAt: (target: string) => Artifact | null;
  readonly fetch: Fetch;
  readonly publicUrl: string;
  readonly publicUrlGiven: boolean;
  readonly traffic: Traffic;
  /** ms UTC. */
  readonly now: () => number;
};

/**
 * What clients may take. They have far longer to send their headers, and their whole request, than any honest one
 * needs, and slow ones cannot hold all connections. Idle connections stay longer than the minute that proxies keep
 * theirs, so that none is closed while a proxy sends a request on it. Too large headers are answered 431 by Node.
 */
const limits = {
  connectionsCheckingInterval: 1_000,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16 * 1024,
};
/** Each one costs some 20 KB. Beyond them new ones are closed at once. */
const connectionsAtMost = 5_000;
/**
 * A response of which its reader takes nothing for so long is given up. Not a time-out of the server, which would set a
 * timer for every request: what the system takes at once waits for nobody.
 */
const stalledMs = 120_000;

/** Requests that are under way may take this long when stopping. */
const finishMs = 10_000;
/** Connections that are idle then stay so long, since a request may be on its way on them. */
const lastRequestsMs = 1_000;
const lookMs = 100;

/** The HTTP server: accepts connections, keeps them within limits, counts, and stops without cutting anybody off. */
export class Listener {
  readonly #options: ListenerOptions;
  readonly #guard: ReturnType<typeof guardRequest>;
  #server: Server | null = null;
  #stopping = false;

  constructor(options: ListenerOptions) {
    this.#options = options;
    this.#guard = guardRequest(options.publicUrl, options.publicUrlGiven);
  }

  /** Accepts connections; resolves to the address in use. Port 0 takes a free one. */
  listen(host: string, port: number): Promise<{ readonly host: string; readonly port: number }> {
    const answer = getRequestListener((request, env) => this.#answer(request, env), { hostname: host });
    const server = createServer(limits, (incoming, outgoing) => {
      if (this.#answerAtOnce(incoming, outgoing)) {
        if (outgoing.writableLength > 0) outgoing.setTimeout(stalledMs);
      } else {
        outgoing.setTimeout(stalledMs);
        void answer(incoming, outgoing);
      }
    });
    server.maxConnections = connectionsAtMost;
    this.#server = server;
    return new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        const address = server.address() as AddressInfo;
        resolve({ host: address.address, port: address.port });
      });
    });
  }

  /** How many connections are open. */
  async connections(): Promise<number> {
    const server = this.#server;
    return server ? promisify(server.getConnections.bind(server))() : 0;
  }

  /**
   * Accepts no more connections, and answers what comes on those that are open while telling their clients to close
   * them. Resolves when all are closed: by their clients, by us when nothing came for a second, or after 10 seconds.
   */
  async close(): Promise<void> {
    const server = this.#server;
    if (!server) return;
    this.#stopping = true;
    const closed = new Promise<void>((resolve) => {
      // Not that of an HTTP server, which closes idle connections at once, with requests that are on their way on them.
      NetServer.prototype.close.call(server, () => resolve());
    });
    let closing: NodeJS.Timeout | undefined;
    const grace = setTimeout(() => {
      server.closeIdleConnections();
      closing = setInterval(() => server.closeIdleConnections(), lookMs);
    }, lastRequestsMs);
    const late = setTimeout(() => server.closeAllConnections(), finishMs);
    await closed;
    clearTimeout(grace);
    clearInterval(closing);
    clearTimeout(late);
    // Ends the timer that looks for slow clients.
    server.close();
  }

  /**
   * Sends what is ready, which is most of what is asked for, without making objects of the request and the answer, nor
   * looking for a route. False when it is not ready, or to be refused.
   */
  #answerAtOnce(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    const { method = '', url = '' } = incoming;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const artifact = this.#options.readyAt(url);
    if (artifact === null || this.#guard(incoming) !== null) return false;
    const { status, headers, bytes } = choose(artifact, method, (name) => incoming.headers[name]);
    this.#options.traffic.count(trafficKind(url), status);
    if (this.#stopping) outgoing.shouldKeepAlive = false;
    outgoing.writeHead(status, headers).end(bytes);
    return true;
  }

  /** What is answered from memory is counted, and only what waits is timed: nothing here slows a public page down. */
  #answer(request: Request, env: HttpBindings | Http2Bindings): Response | Promise<Response> {
    const { traffic, now, fetch } = this.#options;
    const kind = trafficKind(env.incoming.url ?? '');
    const began = now();
    const answer = this.#guard(env.incoming) ?? fetch(request, env);
    if (answer instanceof Promise) {
      return answer.then((response) => {
        traffic.time(kind, response.status, now() - began);
        this.#closeAfter(env);
        return response;
      });
    }
    traffic.count(kind, answer.status);
    this.#closeAfter(env);
    return answer;
  }

  /** Answers `Connection: close` while we stop. */
  #closeAfter({ outgoing }: HttpBindings | Http2Bindings): void {
    if (this.#stopping && outgoing instanceof ServerResponse) outgoing.shouldKeepAlive = false;
  }
}
