import type pg from 'pg';
import type { Connections } from './connections.ts';
import { pause, type Replica, type ReplicaListener, type Statement } from './database.ts';
import { elapsedMs, isLocked, leaseMs, marginMs, now } from './postgresLease.ts';
import { freeWhatTheLostTook, PostgresSender } from './postgresSender.ts';

/** What a commit says to those who listen. Only ever a wake-up: the revision is the truth, and is polled. */
export const wakeUp = 'NOTIFY candor';

const renewMs = 1_000;
/** How often the others look whether it is free. */
const tryMs = 500;
/** A server that says nothing for so long is lost. */
const answerMs = 3_000;
const reconnectMs = 250;

const createLease = `INSERT INTO leases (name, holder, fence, expires_at) VALUES ('jobs', '', 0, 0) ON CONFLICT DO NOTHING`;

/** Who takes it over, or held it and let it end, gets a new fence. What is done under the old one holds it up. */
const takeLease = `
  UPDATE leases
  SET holder = $1, expires_at = ${now} + $2,
    fence = CASE WHEN holder = $1 AND expires_at > ${now} THEN fence ELSE fence + 1 END
  WHERE name = 'jobs' AND (holder = $1 OR expires_at <= ${now})
  RETURNING fence`;

const endLease = `UPDATE leases SET expires_at = 0 WHERE name = 'jobs' AND holder = $1`;

/** Keeps the lease from changing hands until the transaction ends; no row when it has already. */
const holdLease = `SELECT fence FROM leases WHERE name = 'jobs' AND holder = $1 AND fence = $2 FOR SHARE`;

type Held = { readonly fence: string; readonly until: number };

/**
 * What a process has of the others, over a connection of its own. It hears their commits, holds the lease for the jobs
 * or tries to get it, and so also finds out within seconds when the server is lost. Connects again by itself.
 */
export class PostgresReplica implements Replica {
  readonly #connections: Connections;
  readonly #listener: ReplicaListener;
  readonly #stop = new AbortController();
  /** Chosen by the database. */
  #name = '';
  #held: Held | null = null;
  readonly #sender = new PostgresSender();
  #running: Promise<void> = Promise.resolve();

  constructor(connections: Connections, listener: ReplicaListener) {
    this.#connections = connections;
    this.#listener = listener;
  }

  /** Resolves when it has tried to get the lease. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.#running = this.#run(resolve);
    });
  }

  holdsJobs(): boolean {
    return this.#held !== null && elapsedMs() < this.#held.until;
  }

  sender(): string | null {
    return this.#sender.name();
  }

  /** Claims, within a transaction, that the jobs are still ours. Null when they are not for sure. */
  fence(): Statement | null {
    return this.holdsJobs() && this.#held ? { sql: holdLease, params: [this.#name, this.#held.fence] } : null;
  }

  async leave(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }

  async #run(onTried: () => void): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await this.#stay(onTried);
      } catch {
        // Whoever asks the store is told what is wrong.
      }
      onTried();
      await this.#pause(reconnectMs);
    }
  }

  /** Until told to stop. Throws when the connection breaks. */
  async #stay(onTried: () => void): Promise<void> {
    const client = await this.#connections.ownClient({ query_timeout: answerMs, lock_timeout: tryMs });
    try {
      // The lease is worth nothing after a failover, so that it need not wait for a standby.
      await client.query('SET synchronous_commit TO local');
      client.on('notification', () => this.#listener.onWoken());
      await client.query('LISTEN candor');
      // Something may have been said while nobody listened.
      this.#listener.onWoken();
      if (this.#name === '') this.#name = await freshName(client);
      await client.query(createLease);
      while (!this.#stop.signal.aborted) {
        await this.#take(client);
        // Something may have waited for that.
        if (await this.#sender.renew(client)) this.#listener.onWoken();
        if (this.holdsJobs()) await freeLost(client);
        onTried();
        await this.#pause(this.#held ? renewMs : tryMs);
      }
      this.#held = null;
      await client.query(endLease, [this.#name]);
      await this.#sender.end(client);
    } catch (error) {
      this.#connections.leave(client);
      throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  async #take(client: pg.Client): Promise<void> {
    const askedAt = elapsedMs();
    const held = this.holdsJobs();
    try {
      const { rows } = await client.query<{ fence: string }>(takeLease, [this.#name, leaseMs]);
      const [taken] = rows;
      this.#held = taken ? { fence: taken.fence, until: askedAt + leaseMs - marginMs } : null;
    } catch (error) {
      // Whether it is ours is found out next time.
      if (!isLocked(error)) throw error;
    }
    if (!held && this.holdsJobs()) this.#listener.onJobs();
  }

  async #pause(ms: number): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) return;
    let wake = (): void => {};
    const stopped = new Promise<void>((resolve) => {
      wake = resolve;
    });
    signal.addEventListener('abort', wake, { once: true });
    await Promise.race([pause(ms), stopped]);
    signal.removeEventListener('abort', wake);
  }
}

/** Whoever can go on with what a lost process had taken is told so. */
async function freeLost(client: pg.Client): Promise<void> {
  try {
    if (await freeWhatTheLostTook(client)) await client.query(wakeUp);
  } catch (error) {
    if (!isLocked(error)) throw error;
  }
}

async function freshName(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('SELECT gen_random_uuid()::text AS name');
  return rows[0]?.name ?? '';
}
