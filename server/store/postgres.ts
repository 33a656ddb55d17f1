import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { asSqlite } from './columns.ts';
import type { Database, Query } from './database.ts';
import { migratePostgres } from './migratePostgres.ts';
import { readMigrations } from './migrations.ts';
import * as postgresTables from './postgresTables.ts';
import type { Tables } from './tables.ts';
import { explaining, StoreUnavailable } from './unavailable.ts';

const connectTimeoutMs = 5_000;
/** Ends what the server still works on; the client waits a little longer, in case the server is gone. */
const statementTimeoutMs = 15_000;
const answerTimeoutMs = 20_000;

/**
 * Connects and brings the schema up to date. `holds`: it must have been written to before.
 * @throws StoreUnavailable
 */
export async function openPostgres(url: string, holds: boolean): Promise<Database> {
  const connection = { connectionString: url, connectionTimeoutMillis: connectTimeoutMs, keepAlive: true };
  await explaining(async () => {
    // Without the time-outs: a migration may take its time, and may wait for another replica's.
    const client = new pg.Client(connection);
    client.on('error', () => undefined);
    try {
      await client.connect();
      await migratePostgres(client, readMigrations('postgres'), holds);
    } finally {
      await client.end().catch(() => undefined);
    }
  });
  const pool = new pg.Pool({
    ...connection,
    max: 10,
    application_name: 'candor',
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    query_timeout: answerTimeoutMs,
  });
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => undefined);

  return {
    tables: asSqlite<Tables>(postgresTables),
    query: asSqlite<Query>(drizzle(pool)),
    look: async () => undefined,
    commit: ({ claim, statements }) =>
      explaining(async () => {
        const client = await pool.connect();
        let failure: Error | undefined;
        try {
          await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
          if (claim) {
            const { rowCount } = await client.query(claim.sql, [...claim.params]);
            if (rowCount === 0) {
              await client.query('ROLLBACK');
              return false;
            }
          }
          for (const { sql, params } of statements) await client.query(sql, [...params]);
          await client.query('COMMIT');
          return true;
        } catch (error) {
          failure = error instanceof Error ? error : new Error(String(error));
          throw error;
        } finally {
          // A connection in doubt is closed, which rolls back; its transaction is never continued by another.
          client.release(failure);
        }
      }),
    atOneMoment: (work) =>
      explaining(() => inTransaction(connection, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', work)),
    allOrNothing: (work) =>
      explaining(() => inTransaction(connection, 'BEGIN ISOLATION LEVEL READ COMMITTED', work)),
    integrity: async () => [],
    copyTo: async () => {
      throw new StoreUnavailable(
        'A PostgreSQL database is not backed up by Candor.',
        'Use pg_dump, or the backups of whoever runs it.',
      );
    },
    close: () => pool.end(),
  };
}

/** On a connection of its own without time-outs, since `work` may wait for a file. */
async function inTransaction<T>(
  connection: pg.ClientConfig,
  begin: string,
  work: (query: Query) => Promise<T>,
): Promise<T> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(begin);
    const result = await work(asSqlite<Query>(drizzle(client)));
    await client.query('COMMIT');
    return result;
  } finally {
    // Ending the connection undoes what was not committed.
    await client.end().catch(() => undefined);
  }
}
