import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { onTestFinished } from 'vitest';
import type { Sources } from '../../server/store/perform.ts';
import { type Location, openStore, type Store } from '../../server/store/store.ts';
import { freshPostgres } from './postgres.ts';

export const dialects = ['sqlite', 'postgres'] as const;
export type Dialect = (typeof dialects)[number];

/** 2026-01-01. */
export const start = Date.UTC(2026, 0, 1);

/** A file in a directory of its own, which goes when the test ends. */
export function freshFile(): string {
  const directory = mkdtempSync(join(tmpdir(), 'candor-store-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return join(directory, 'candor.db');
}

export async function freshLocation(dialect: Dialect): Promise<Location> {
  return dialect === 'sqlite' ? { file: freshFile() } : { databaseUrl: (await freshPostgres()).url };
}

/** A clock that a test turns, and ids that come in the same order each time, each beginning with `prefix`. */
export function sources(prefix = 'a'): Sources & { now: number } {
  let ids = 0;
  const from = {
    now: start,
    clock: () => from.now,
    newIds: (count: number) =>
      Array.from({ length: count }, () => {
        ids += 1;
        return `${prefix}${ids.toString(36).padStart(12 - prefix.length, '0')}`;
      }),
  };
  return from;
}

/** Opens a store that is closed when the test ends, if the test did not. */
export async function open(location: Location, from: Sources = sources()): Promise<Store> {
  const store = await openStore(location, from);
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= store.close();
    return closed;
  };
  onTestFinished(close);
  return { ...store, close };
}

/** Runs plain SQL on the database behind a store, past all of our code. Answers the rows with their columns. */
export async function plainSql(location: Location, sql: string): Promise<Record<string, unknown>[]> {
  if ('file' in location) {
    const connection = new Sqlite(location.file);
    try {
      const statement = connection.prepare<[], Record<string, unknown>>(sql);
      if (statement.reader) return statement.all();
      statement.run();
      return [];
    } finally {
      connection.close();
    }
  }
  const client = new pg.Client({ connectionString: location.databaseUrl });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** All that a database keeps, in the bytes of its files or as the rows of its tables, to look whether a text is in it. */
export async function keptText(location: Location): Promise<string> {
  if ('file' in location) {
    const files = readdirSync(dirname(location.file), { recursive: true, withFileTypes: true });
    return files
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
      .join('\n');
  }
  const found = await plainSql(location, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  const rows = await Promise.all(
    found.map(({ tablename }) => plainSql(location, `SELECT * FROM ${tablename}`)),
  );
  return JSON.stringify(rows);
}

const tables = [
  'page',
  'groups',
  'components',
  'incidents',
  'incident_updates',
  'impacts',
  'tokens',
  'members',
  'one_time_links',
  'sessions',
  'uses',
  'incident_templates',
  'drafts',
  'maintenance_series',
  'maintenance_occurrences',
  'merged_incidents',
  'measurements',
  'audit_entries',
];

/** Every row of every table, in an order and in values that do not depend on the database. */
export async function dump(location: Location): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of tables) {
    const rows = await plainSql(location, `SELECT * FROM ${table}`);
    all[table] = rows.map((row) => JSON.stringify(row, neutral)).sort();
  }
  return all;
}

/** PostgreSQL has booleans and prints wide integers as text; SQLite has numbers for both. */
function neutral(_key: string, value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'string' && /^-?\d{1,16}$/.test(value)) return Number(value);
  return value;
}
