import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Tables } from './tables.ts';

/** A statement that drizzle has written for the dialect, to be run as part of a commit. */
export type Statement = { readonly sql: string; readonly params: readonly unknown[] };

/** Builds queries, which are run when they are awaited. */
export type Query = Pick<BetterSQLite3Database, 'select' | 'insert' | 'update' | 'delete'>;

/** What both databases offer. Queries are built with `query` and `tables`, and awaited. */
export type Database = {
  readonly tables: Tables;
  readonly query: Query;
  /**
   * Commits all of the statements or none. When there is a claim it runs first; if it changes no row, nothing is
   * written and the answer is false: somebody else was there before.
   * @throws StoreUnavailable when the database cannot take it, or cannot promise to keep it.
   */
  commit(batch: { readonly claim?: Statement; readonly statements: readonly Statement[] }): Promise<boolean>;
  /**
   * Looks whether the database can be read, and is still the one that was opened.
   * @throws StoreUnavailable when it is not. `StoreLost` when it has to be opened anew.
   */
  look(): Promise<void>;
  /** Everything that `work` reads by its query is of one moment, however long it takes. Writers go on meanwhile. */
  atOneMoment<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Everything that `work` writes by its query is kept, or nothing when it throws. For filling a database. */
  allOrNothing<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** What the database engine itself finds wrong with its data. */
  integrity(): Promise<readonly string[]>;
  /** Writes a whole copy to a file that is not there yet, and verifies it. @throws StoreUnavailable */
  copyTo(file: string): Promise<void>;
  close(): Promise<void>;
};

/** The rows of one statement: with at most 25 columns, below SQLite's 32,766 parameters and PostgreSQL's 65,535. */
const rowsPerStatement = 500;

/** The same values in pieces that one statement can carry. */
export function inPieces<Value>(values: readonly Value[]): Value[][] {
  const pieces: Value[][] = [];
  for (let start = 0; start < values.length; start += rowsPerStatement) {
    pieces.push(values.slice(start, start + rowsPerStatement));
  }
  return pieces;
}

/** Resolves after `ms`. Nothing here needs it to be exact. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
