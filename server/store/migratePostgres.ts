import type { Client } from 'pg';
import {
  type Applied,
  createApplied,
  expectHeld,
  type Migration,
  pendingMigrations,
  selectApplied,
} from './migrations.ts';

/** Any number that no other application is likely to lock: "candor" on a telephone. */
const lock = 226367;

/**
 * Brings a database up to date in one transaction. Replicas that start together wait for each other here.
 * @throws StoreUnavailable when it is newer than we are. The client must be connected, and is left connected.
 */
export async function migratePostgres(
  client: Client,
  known: readonly Migration[],
  holds = false,
): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    await client.query('SELECT pg_advisory_xact_lock($1)', [lock]);
    await client.query(createApplied);
    const { rows: applied } = await client.query<Applied>(selectApplied);
    expectHeld(applied, holds);
    for (const migration of pendingMigrations(known, applied)) {
      for (const statement of migration.statements) await client.query(statement);
      await client.query('INSERT INTO candor_migrations (number, name, hash) VALUES ($1, $2, $3)', [
        known.indexOf(migration),
        migration.name,
        migration.hash,
      ]);
    }
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
