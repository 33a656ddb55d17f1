import pg from 'pg';
import { serversOf } from './servers.ts';

/** Of a server that is not there: soon enough to ask the next one within the patience of who waits. */
const connectTimeoutMs = 3_000;
/** Ends what the server still works on; the client waits a little longer, in case the server is gone. */
const statementTimeoutMs = 15_000;
const answerTimeoutMs = 20_000;
/** Who stops in the middle of a transaction keeps others waiting for no longer than this. */
const idleInTransactionMs = 4_000;
/** Before the operating system asks whether a connection on which nothing is said is still there. */
const keepAliveMs = 2_000;
const idleMs = 60_000;
const mostConnections = 10;

/** The server can be read only: it is a standby, or a primary that was told to stop. */
class ReadOnlyServer extends Error {
  readonly code = '25006';
}

/**
 * Connections to the one server that takes writes, of those that the address names. Which one that is, is found out
 * again whenever it is not there, or turns out to be read-only.
 */
export class Connections {
  readonly #servers: readonly pg.ClientConfig[];
  readonly #pools: pg.Pool[];
  /** Connections that were found to take writes. */
  readonly #writable = new WeakSet<object>();
  /** To which server a connection apart from the pools goes. */
  readonly #positions = new WeakMap<pg.Client, number>();
  /** The server that was good last. */
  #current = 0;
  #closing: Promise<unknown> | null = null;

  constructor(databaseUrl: string) {
    this.#servers = serversOf(databaseUrl).map((connectionString) => ({
      connectionString,
      connectionTimeoutMillis: connectTimeoutMs,
      keepAlive: true,
      keepAliveInitialDelayMillis: keepAliveMs,
      application_name: 'candor',
    }));
    this.#pools = this.#servers.map(poolOf);
  }

  /** A connection of the pool, to be released. Throws what was wrong with the server that was good last. */
  client(): Promise<pg.PoolClient> {
    return this.#primary(async (position) => {
      const client = await this.#pools[position]?.connect();
      if (!client) throw new Error('there is no such server');
      if (this.#writable.has(client)) return client;
      try {
        await refuseReadOnly(client);
      } catch (error) {
        client.release(true);
        throw error;
      }
      this.#writable.add(client);
      return client;
    });
  }

  /** A connection apart from the pool, without its time-outs unless `settings` have some; to be ended. */
  ownClient(settings: pg.ClientConfig = {}): Promise<pg.Client> {
    return this.#primary(async (position) => {
      const client = new pg.Client({ ...this.#servers[position], ...settings });
      // Without a listener, a connection that breaks while nothing is asked would end the process.
      client.on('error', () => undefined);
      try {
        await client.connect();
        await refuseReadOnly(client);
        this.#positions.set(client, position);
        return client;
      } catch (error) {
        await client.end().catch(() => undefined);
        throw error;
      }
    });
  }

  /**
   * The server of this connection does not answer any more: whoever waits for it stops waiting, and the next one is
   * asked first.
   */
  leave(client: pg.Client): void {
    const position = this.#positions.get(client) ?? -1;
    const lost = this.#pools[position];
    const server = this.#servers[position];
    if (!lost || !server) return;
    this.#pools[position] = poolOf(server);
    if (this.#current === position) this.#current = (position + 1) % this.#pools.length;
    for (const client of clientsOf.get(lost) ?? []) void client.end().catch(() => undefined);
    void lost.end().catch(() => undefined);
  }

  /** May be called again. */
  async close(): Promise<void> {
    this.#closing ??= Promise.all(this.#pools.map((pool) => pool.end()));
    await this.#closing;
  }

  async #primary<Client>(connect: (position: number) => Promise<Client>): Promise<Client> {
    const first = this.#current;
    const failures: unknown[] = [];
    for (let tried = 0; tried < this.#servers.length; tried += 1) {
      const position = (first + tried) % this.#servers.length;
      try {
        const client = await connect(position);
        this.#current = position;
        return client;
      } catch (error) {
        failures.push(error);
      }
    }
    throw failures[0];
  }
}

/** All connections of a pool, those that are in use too, so that they can be ended. */
const clientsOf = new WeakMap<pg.Pool, Set<pg.Client>>();

function poolOf(server: pg.ClientConfig): pg.Pool {
  const pool = new pg.Pool({
    ...server,
    max: mostConnections,
    idleTimeoutMillis: idleMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    query_timeout: answerTimeoutMs,
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  const clients = new Set<pg.Client>();
  pool.on('connect', (client) => {
    // The pool listens only while a connection is idle; in use, one may break between two statements.
    client.on('error', () => undefined);
    if (client instanceof pg.Client) clients.add(client);
  });
  pool.on('remove', (client) => {
    if (client instanceof pg.Client) clients.delete(client);
  });
  clientsOf.set(pool, clients);
  return pool;
}

async function refuseReadOnly(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ isReadOnly: boolean }>(
    `SELECT pg_is_in_recovery() OR current_setting('transaction_read_only') = 'on' AS "isReadOnly"`,
  );
  if (rows[0]?.isReadOnly) throw new ReadOnlyServer('the server is read-only');
}
