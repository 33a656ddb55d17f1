import { sql } from 'drizzle-orm';
import { drizzle as drizzleOnClient } from 'drizzle-orm/node-postgres';
import { drizzle } from 'drizzle-orm/pg-proxy';
import { asSqlite } from './columns.ts';
import { Connections } from './connections.ts';
import { type Batch, type Database, NotHolder, type Query } from './database.ts';
import { migratePostgres } from './migratePostgres.ts';
import { readMigrations } from './migrations.ts';
import { PostgresReplica, wakeUp } from './postgresReplica.ts';
import * as postgresTables from './postgresTables.ts';
import type { Tables } from './tables.ts';
import { explaining, isAvoidable, isConnectionLost } from './unavailable.ts';

/** As it was when the statement began. */
const databaseClock = sql<number>`cast(extract(epoch from statement_timestamp()) * 1000 as bigint)`;

/** A server that went away is noticed when it is asked; the one that took over may be asked at once. */
const tries = 3;

/**
 * Connects to the server that takes writes and brings the schema up to date. `holds`: it must have been written to
 * before.
 * @throws StoreUnavailable
 */
export async function openPostgres(databaseUrl: string, holds: boolean): Promise<Database> {
  const connections = new Connections(databaseUrl);
  await explaining(async () => {
    // A migration may take its time, and may wait for another replica's: without the time-outs of the pool.
    const client = await connections.ownClient();
    try {
      await migratePostgres(client, readMigrations('postgres'), holds);
    } finally {
      await client.end().catch(() => undefined);
    }
  });
  let replica: PostgresReplica | null = null;

  /** Nothing changes by reading, so that it may be done again. */
  async function read(text: string, values: unknown[]): Promise<{ rows: unknown[][] }> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await connections.client();
      try {
        const result = await client.query<unknown[], unknown[]>({ text, values, rowMode: 'array' });
        client.release();
        return result;
      } catch (error) {
        const isLost = isConnectionLost(error);
        client.release(isLost);
        if (!isLost || attempt === tries) throw error;
      }
    }
  }

  async function commit(batch: Batch): Promise<boolean> {
    for (let attempt = 1; ; attempt += 1) {
      const client = await connections.client();
      let isInDoubt = false;
      const rollBack = async (): Promise<void> => {
        await client.query('ROLLBACK');
        client.release();
      };
      try {
        await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
        for (const fence of fencesOf(batch, replica)) {
          if ((await client.query(fence.sql, [...fence.params])).rowCount === 0) throw new NotHolder();
        }
        const { claim, statements } = batch;
        if (claim && (await client.query(claim.sql, [...claim.params])).rowCount === 0) {
          await rollBack();
          return false;
        }
        for (const statement of statements) await client.query(statement.sql, [...statement.params]);
        if (batch.wakes) await client.query(wakeUp);
        isInDoubt = true;
        await client.query('COMMIT');
        client.release();
        return true;
      } catch (error) {
        // A connection in doubt is closed, which rolls back; its transaction is never continued by another.
        client.release(true);
        if (isInDoubt || attempt === tries || !(isConnectionLost(error) || isAvoidable(error))) throw error;
      }
    }
  }

  /** On a connection of its own without time-outs, since `work` may wait for a file. */
  async function apart<T>(begin: string, work: (query: Query) => Promise<T>): Promise<T> {
    const client = await connections.ownClient();
    try {
      await client.query(begin);
      const result = await work(asSqlite<Query>(drizzleOnClient(client)));
      await client.query('COMMIT');
      return result;
    } finally {
      // Ending the connection undoes what was not committed.
      await client.end().catch(() => undefined);
    }
  }

  return {
    tables: asSqlite<Tables>(postgresTables),
    query: asSqlite<Query>(drizzle(read)),
    clock: () => databaseClock,
    skipTaken: (select) => sql`${select.getSQL()} FOR UPDATE SKIP LOCKED`,
    look: async () => undefined,
    commit: (batch) => explaining(() => commit(batch)),
    join: async (listener) => {
      replica = new PostgresReplica(connections, listener);
      await replica.start();
      return replica;
    },
    atOneMoment: (work) => explaining(() => apart('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work)),
    allOrNothing: (work) => explaining(() => apart('BEGIN ISOLATION LEVEL READ COMMITTED', work)),
    integrity: async () => [],
    backUpTo: async () => {
      throw new Error('of PostgreSQL an export is the backup');
    },
    close: async () => {
      await replica?.leave();
      await connections.close();
    },
  };
}

/** What has to hold for a job's writes. Throws `NotHolder` when it surely does not. */
function fencesOf({ isJob }: Batch, replica: PostgresReplica | null) {
  if (!isJob) return [];
  const fence = replica?.fence();
  if (!fence) throw new NotHolder();
  return [fence];
}
