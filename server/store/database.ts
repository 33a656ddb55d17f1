import type { SQL, SQLWrapper } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Held } from './backUpSqlite.ts';
import type { Tables } from './tables.ts';

/** A statement that drizzle has written for the dialect, to be run as part of a commit. */
export type Statement = { readonly sql: string; readonly params: readonly unknown[] };

/** Builds queries, which are run when they are awaited. */
export type Query = Pick<BetterSQLite3Database, 'select' | 'selectDistinct' | 'insert' | 'update' | 'delete'>;

export type Batch = {
  readonly claim?: Statement;
  readonly statements: readonly Statement[];
  /** Other processes are to look at once: the revision moves, or there is something to do. */
  readonly wakes?: boolean;
  /** It is written only while the jobs are this process's. @throws NotHolder */
  readonly isJob?: boolean;
};

/** The jobs are another process's now, or nobody's yet; nothing was written. */
export class NotHolder extends Error {
  override readonly name = 'NotHolder';

  constructor() {
    super('another process does the jobs now');
  }
}

export type ReplicaListener = {
  /** Another process has committed something, or may have. Must not throw. */
  readonly onWoken: () => void;
  /** From now on the jobs are ours, not called when they are from the start. Must not throw. */
  readonly onJobs: () => void;
};

/** A process among those that share a database. */
export type Replica = {
  /** Whether the jobs are this process's: at most one at a time holds them, and none for some seconds after a crash. */
  holdsJobs(): boolean;
  /**
   * What this process takes deliveries as; null while others may take what it took, or when it is not known. It is
   * another one after each such time, so that whoever still has the one before sends nothing more.
   */
  sender(): string | null;
  /** Gives the jobs up, and hears no more. */
  leave(): Promise<void>;
};

/** What both databases offer. Queries are built with `query` and `tables`, and awaited. */
export type Database = {
  readonly tables: Tables;
  readonly query: Query;
  /** What time it is, ms UTC, for what processes take from each other: where there can be only one, it is `ours`. */
  clock(ours: number): SQL<number>;
  /** All that is selected is kept from changing until the commit; what is kept so already is left out. */
  skipTaken(select: SQLWrapper): SQL;
  /**
   * Commits all of the statements or none. When there is a claim it runs first; if it changes no row, nothing is
   * written and the answer is false: somebody else was there before.
   * @throws StoreUnavailable when the database cannot take it, or cannot promise to keep it.
   */
  commit(batch: Batch): Promise<boolean>;
  /** Begins to share the database with other processes. Where there can be none, that is nothing. Called once. */
  join(listener: ReplicaListener): Promise<Replica>;
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
  /** Writes a backup of everything to a file, compared with what is here. @throws StoreUnavailable */
  backUpTo(file: string): Promise<Held>;
  close(): Promise<void>;
};

/** The same database for jobs: whatever is committed, is so only while the jobs are this process's. */
export function onlyAsHolder(database: Database): Database {
  const { clock, skipTaken, look, join, atOneMoment, allOrNothing, integrity, backUpTo, close } = database;
  return {
    // Not taken out of it: a database may be there only later, or be opened anew.
    get tables() {
      return database.tables;
    },
    get query() {
      return database.query;
    },
    ...{ clock, skipTaken, look, join, atOneMoment, allOrNothing, integrity, backUpTo, close },
    commit: (batch) => database.commit({ ...batch, isJob: true }),
  };
}

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
