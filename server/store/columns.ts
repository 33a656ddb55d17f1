import * as sqlite from 'drizzle-orm/sqlite-core';

export const toJson = (value: unknown): string => JSON.stringify(value);
export const fromJson = (text: string): unknown => JSON.parse(text);

/** The kinds of columns that mean the same in both dialects, as SQLite keeps them. */
export const sqliteKit = {
  table: sqlite.sqliteTable,
  index: sqlite.index,
  uniqueIndex: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
  text: (name: string) => sqlite.text(name),
  /** Milliseconds UTC. */
  instant: (name: string) => sqlite.integer(name),
  integer: (name: string) => sqlite.integer(name),
  real: (name: string) => sqlite.real(name),
  boolean: (name: string) => sqlite.integer(name, { mode: 'boolean' }),
  /** Text in one codec, so that what is read is what was written, to the order of the keys. */
  json: sqlite.customType<{ data: unknown; driverData: string }>({
    dataType: () => 'text',
    toDriver: toJson,
    fromDriver: fromJson,
  }),
};

export type Kit = typeof sqliteKit;

/**
 * The only place where PostgreSQL's twin of something passes for SQLite's. Safe because the kit offers nothing that
 * has another name, other arguments or another value in JavaScript on the other side, and because queries use only
 * builders that drizzle writes alike for both. The contract tests run the same commands on both and compare.
 */
export function asSqlite<Sqlite>(twin: unknown): Sqlite {
  return twin as Sqlite;
}
