import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database, Query } from './database.ts';
import { everyTable } from './everyTable.ts';
import { type ExportEnd, type ExportHead, UnusableExport } from './exportFormat.ts';
import { countRows, currentSchema, type Exported } from './exportTo.ts';
import { StoreUnavailable } from './unavailable.ts';

const rowsPerInsert = 100;

type Table = (typeof everyTable)[number];

/**
 * Fills an empty database with what was exported, given line by line. All of it is kept, or nothing.
 * @throws UnusableExport when the lines are not what was written, StoreUnavailable when there is something already.
 */
export function importFrom(database: Database, lines: AsyncIterable<string>): Promise<Exported> {
  return database.allOrNothing(async (query) => {
    await emptyOf(database, query);
    return new Import(database, query).read(lines);
  });
}

/** The page that every new database has goes; anything else is somebody's. */
async function emptyOf({ tables }: Database, query: Query): Promise<void> {
  await query.delete(tables.page).where(eq(tables.page.revision, 0));
  for (const { key, name } of everyTable) {
    if ((await countRows(query, tables[key])) === 0) continue;
    throw new StoreUnavailable(
      `The database is not empty: there are rows in ${name}. Nothing was imported.`,
      'Import into a new one: set DATA_DIR to a new directory, or DATABASE_URL to an empty database.',
    );
  }
}

/** Reads one export from its head to its end. */
class Import {
  readonly #database: Database;
  readonly #query: Query;
  readonly #hash = createHash('sha256');
  #line = 0;
  /** Those that are still to come; the first is the one that is read. */
  #tables = [...everyTable];
  #rows: Record<string, unknown>[] = [];
  #read = 0;
  #readOfTable = 0;

  constructor(database: Database, query: Query) {
    this.#database = database;
    this.#query = query;
  }

  async read(lines: AsyncIterable<string>): Promise<Exported> {
    let head: ExportHead | undefined;
    let exported: Exported | undefined;
    let current: Table | undefined;
    for await (const line of lines) {
      this.#line += 1;
      if (exported) throw this.#wrong('comes after the end');
      const value = this.#parse(line);
      if (!head) {
        head = this.#head(value);
      } else if (isObject(value) && isObject(value.end)) {
        await this.#finishTable(head, current);
        exported = this.#end(head, value as ExportEnd);
      } else if (isObject(value)) {
        await this.#finishTable(head, current);
        current = this.#begin(value);
      } else {
        if (!current) throw this.#wrong('comes before the name of its table');
        this.#rows.push(this.#row(current, value));
        if (this.#rows.length === rowsPerInsert) await this.#insert(current);
      }
      if (!exported) this.#hash.update(`${line}\n`);
    }
    if (!exported) {
      throw new UnusableExport(
        this.#line === 0
          ? 'The file is empty. Name a file that `candor export` wrote.'
          : `The file ends after ${this.#line} lines, before its last one. Nothing was imported; copy it again.`,
      );
    }
    return exported;
  }

  #parse(line: string): unknown {
    try {
      return JSON.parse(line);
    } catch {
      throw this.#wrong('is not JSON');
    }
  }

  #head(value: unknown): ExportHead {
    if (!isObject(value) || value.format !== 'candor') {
      throw new UnusableExport(
        'The file is not an export of Candor. Name a file that `candor export` wrote.',
      );
    }
    if (value.version !== 1) {
      throw new UnusableExport(
        `The file has version ${value.version} of the format, and this Candor reads version 1. Import it with a newer Candor.`,
      );
    }
    if (value.schema !== currentSchema()) {
      throw new UnusableExport(
        `The file was written by another version of Candor: its tables are of ${value.schema}, ours of ${currentSchema()}. Import it with the version that wrote it, then update that.`,
      );
    }
    if (!isObject(value.rows) || !Number.isSafeInteger(value.revision)) throw this.#wrong('is no whole head');
    return value as ExportHead;
  }

  #begin({ table, columns }: Readonly<Record<string, unknown>>): Table {
    const next = this.#tables.shift();
    if (!next) throw this.#wrong('comes after the last table');
    if (table !== next.name) throw this.#wrong(`begins the table ${table}, where ${next.name} belongs`);
    const names = next.columns.map(({ name }) => name);
    if (JSON.stringify(columns) !== JSON.stringify(names)) {
      throw this.#wrong(`does not name the columns of ${next.name}: ${names.join(', ')}`);
    }
    return next;
  }

  #row({ name: table, columns }: Table, value: unknown): Record<string, unknown> {
    if (!Array.isArray(value) || value.length !== columns.length) {
      throw this.#wrong(`is not a row of ${columns.length} values for ${table}`);
    }
    return Object.fromEntries(
      columns.map(({ name, key, holds, canBeNull }, position) => {
        const cell: unknown = value[position];
        const fits = cell === null ? canBeNull : holds === 'json' || typeof cell === holds;
        if (!fits) throw this.#wrong(`has no ${holds} for ${table}.${name}`);
        return [key, cell];
      }),
    );
  }

  async #insert({ key }: Table): Promise<void> {
    if (this.#rows.length === 0) return;
    const table: SQLiteTable = this.#database.tables[key];
    await this.#query.insert(table).values(this.#rows);
    this.#read += this.#rows.length;
    this.#readOfTable += this.#rows.length;
    this.#rows = [];
  }

  /** Compares the rows that the database has now with those that the head promised. */
  async #finishTable({ rows }: ExportHead, table: Table | undefined): Promise<void> {
    if (!table) return;
    await this.#insert(table);
    const kept = await countRows(this.#query, this.#database.tables[table.key]);
    if (kept !== rows[table.name] || kept !== this.#readOfTable) {
      throw new UnusableExport(
        `The file should have ${rows[table.name]} rows of ${table.name}, and has ${this.#readOfTable}. Nothing was imported; copy it again.`,
      );
    }
    this.#readOfTable = 0;
  }

  #end({ revision }: ExportHead, { end }: ExportEnd): Exported {
    if (this.#tables.length > 0) throw this.#wrong(`ends before the table ${this.#tables[0]?.name}`);
    const sha256 = this.#hash.digest('hex');
    if (end.rows !== this.#read || end.sha256 !== sha256) {
      throw new UnusableExport(
        'The file is not what was written: its content does not have the SHA-256 that its last line says. Nothing was imported; copy it again.',
      );
    }
    return { revision, rows: this.#read, sha256 };
  }

  #wrong(problem: string): UnusableExport {
    return new UnusableExport(
      `Line ${this.#line} ${problem}. Nothing was imported; copy the file again, or export anew.`,
    );
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
