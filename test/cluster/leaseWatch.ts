import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { PostgresNode } from './postgresNode.ts';
import type { Replica } from './replica.ts';

const everyMs = 50;
const patienceMs = 1_000;

type Seen = {
  readonly holder: string;
  readonly fence: number;
  readonly endsAt: number;
  readonly now: number;
};

const look = `
  SELECT holder, fence::int AS fence, expires_at::float8 AS "endsAt",
    (extract(epoch from clock_timestamp()) * 1000)::float8 AS now
  FROM leases WHERE name = 'jobs'`;

/** Looks all the time at who holds the jobs: in the database, on its clock, and as the replicas see it themselves. */
export class LeaseWatch {
  readonly #primary: () => PostgresNode;
  readonly #replicas: readonly Replica[];
  readonly #key: string;
  /** What must not be, in words. */
  readonly wrong: string[] = [];
  rounds = 0;
  #last: (Seen & { readonly on: PostgresNode }) | null = null;

  constructor(primary: () => PostgresNode, replicas: readonly Replica[], key: string) {
    this.#primary = primary;
    this.#replicas = replicas;
    this.#key = key;
  }

  start(): void {
    void this.#watchDatabase();
    void this.#watchReplicas();
  }

  /** The holder in the database, while the lease lasts; null: nobody, or the database is away. */
  holder(): string | null {
    const last = this.#last;
    return last && last.on === this.#primary() && last.endsAt > last.now ? last.holder : null;
  }

  /** The replica that says that it holds the jobs. */
  async leader(): Promise<Replica> {
    for (;;) {
      for (const replica of this.#replicas) if (await replica.holdsJobs(this.#key)) return replica;
      await pause(everyMs);
    }
  }

  async #watchDatabase(): Promise<void> {
    for (;;) {
      const node = this.#primary();
      try {
        await this.#follow(node, await node.connect('candor', patienceMs));
      } catch {
        // It is away. The next one is looked for.
        if (this.#last?.on === node) this.#last = null;
      }
      await pause(everyMs);
    }
  }

  async #follow(node: PostgresNode, client: pg.Client): Promise<void> {
    try {
      while (node === this.#primary()) {
        const [seen] = (await client.query<Seen>(look)).rows;
        if (seen) this.#note({ ...seen, on: node });
        await pause(everyMs);
      }
    } finally {
      await client.end();
    }
  }

  #note(seen: Seen & { readonly on: PostgresNode }): void {
    const last = this.#last;
    this.#last = seen;
    if (!last || last.on !== seen.on) return;
    if (seen.fence < last.fence) this.wrong.push(`the fence fell from ${last.fence} to ${seen.fence}`);
    if (seen.holder === last.holder) return;
    if (seen.fence === last.fence) this.wrong.push(`the fence ${seen.fence} was given to two`);
    if (last.endsAt > seen.now)
      this.wrong.push(`the lease ${last.fence} was taken ${last.endsAt - seen.now} ms before its end`);
  }

  /** Who loses the jobs knows so half a second before another can have them, so that answers of one round compare. */
  async #watchReplicas(): Promise<void> {
    for (;;) {
      const held = await Promise.all(this.#replicas.map((replica) => replica.holdsJobs(this.#key)));
      const holders = held.filter((holds) => holds).length;
      if (holders > 1) this.wrong.push(`${holders} replicas held the jobs at once`);
      this.rounds += 1;
      await pause(4 * everyMs);
    }
  }
}
