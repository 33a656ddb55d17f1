import type Sqlite from 'better-sqlite3';
import { copySqlite } from './copySqlite.ts';
import {
  type Applied,
  createApplied,
  expectHeld,
  type Migration,
  pendingMigrations,
  selectApplied,
} from './migrations.ts';
import { StoreUnavailable, StoreUnsuitable } from './unavailable.ts';

/**
 * Brings a database up to date in one transaction. What it held before is kept beside it first, as
 * `candor.db.before-NNNN` with the number of the first new migration.
 * @throws StoreUnavailable when it is not ours, is newer than we are, or a migration fails.
 */
export function migrateSqlite(connection: Sqlite.Database, known: readonly Migration[], holds = false): void {
  const applied = readApplied(connection);
  expectHeld(applied, holds);
  const pending = pendingMigrations(known, applied);
  const [next] = pending;
  if (!next) return;
  if (applied.length > 0) copySqlite(connection, `${connection.name}.before-${next.name.slice(0, 4)}`);
  // A table that is rebuilt is dropped in between, which would delete the rows that refer to it; inside of a
  // transaction this setting does nothing.
  connection.pragma('foreign_keys = OFF');
  try {
    connection.transaction(() => apply(connection, known)).immediate();
  } finally {
    connection.pragma('foreign_keys = ON');
  }
}

/** Reads again what is applied, under the lock: another process may have migrated meanwhile. */
function apply(connection: Sqlite.Database, known: readonly Migration[]): void {
  connection.exec(createApplied);
  const remember = connection.prepare('INSERT INTO candor_migrations (number, name, hash) VALUES (?, ?, ?)');
  for (const migration of pendingMigrations(known, readApplied(connection))) {
    for (const statement of migration.statements) connection.exec(statement);
    remember.run(known.indexOf(migration), migration.name, migration.hash);
  }
  const broken = connection.prepare<[], { table: string }>('PRAGMA foreign_key_check').all();
  if (broken.length > 0) {
    throw new StoreUnavailable(
      `The update of the database was undone: ${broken.length} rows, the first in ${broken[0]?.table}, would refer to missing ones.`,
      'Run the previous version, and report this with the version numbers.',
    );
  }
}

function readApplied(connection: Sqlite.Database): Applied[] {
  const tables = connection
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .pluck()
    .all();
  if (tables.includes('candor_migrations')) return connection.prepare<[], Applied>(selectApplied).all();
  if (tables.length === 0) return [];
  throw new StoreUnsuitable(
    `${connection.name} is the database of another application.`,
    'Choose another DATA_DIR, or move that file away.',
  );
}
