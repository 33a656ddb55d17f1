import type pg from 'pg';
import { elapsedMs, leaseMs, marginMs, now } from './postgresLease.ts';

const renewLease = `UPDATE leases SET expires_at = ${now} + $2 WHERE name = $1 AND expires_at > ${now}`;

const beginLease = `
  INSERT INTO leases (name, holder, fence, expires_at)
  SELECT name, name, 1, ${now} + $1 FROM (SELECT gen_random_uuid()::text AS name) AS fresh
  RETURNING name`;

const endLease = 'DELETE FROM leases WHERE name = $1';

const endLeasesOfTheLost = `DELETE FROM leases WHERE name <> 'jobs' AND expires_at <= ${now}`;

/** What stands for nobody any more, by whatever it was taken. */
const freeDeliveriesOfTheLost = `
  UPDATE deliveries SET leased_by = '', leased_until = 0
  WHERE leased_by > '' AND state = 'pending' AND NOT EXISTS (
    SELECT FROM leases WHERE leases.name = split_part(leased_by, ' ', 1) AND expires_at > ${now})`;

/**
 * Stands for a process among those that send: one lease for all deliveries that it takes, so that renewing it costs the
 * same however many those are. One that ended is never held again; the next has another name.
 */
export class PostgresSender {
  #held: { readonly name: string; readonly until: number } | null = null;

  /** Null: others may have what we took. */
  name(): string | null {
    return this.#held !== null && elapsedMs() < this.#held.until ? this.#held.name : null;
  }

  /** True when it is a new one. */
  async renew(client: pg.Client): Promise<boolean> {
    const name = this.name();
    if (name !== null) {
      const until = untilFromNow();
      const { rowCount } = await client.query(renewLease, [name, leaseMs]);
      // Whoever found it at its end meanwhile has let go of what it stood for, so that it is not held again.
      if (rowCount === 1 && this.name() !== null) {
        this.#held = { name, until };
        return false;
      }
    }
    await this.end(client);
    const until = untilFromNow();
    const { rows } = await client.query<{ name: string }>(beginLease, [leaseMs]);
    this.#held = rows[0] ? { name: rows[0].name, until } : null;
    return true;
  }

  /** What it still has is free at once. */
  async end(client: pg.Client): Promise<void> {
    const name = this.#held?.name;
    this.#held = null;
    if (name !== undefined) await client.query(endLease, [name]);
  }
}

const untilFromNow = (): number => elapsedMs() + leaseMs - marginMs;

/** True when others can take something that a lost one had. For one process at a time. */
export async function freeWhatTheLostTook(client: pg.Client): Promise<boolean> {
  await client.query(endLeasesOfTheLost);
  return ((await client.query(freeDeliveriesOfTheLost)).rowCount ?? 0) > 0;
}
