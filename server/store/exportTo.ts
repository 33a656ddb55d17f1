import { createHash } from 'node:crypto';
import { asc, count, getTableColumns, type SQL, sql } from 'drizzle-orm';
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Database, Query } from './database.ts';
import { everyTable } from './everyTable.ts';
import type { ExportEnd, ExportedTable, ExportHead } from './exportFormat.ts';
import { readMigrations } from './migrations.ts';
import { readRevision } from './page.ts';

/** Some rows are long, such as audit entries of imports: so few at a time fit in memory well. */
const rowsPerRead = 100;

export type Exported = { readonly revision: number; readonly rows: number; readonly sha256: string };

/** Writes everything as it was at one moment, in pieces of a few lines. `write` is awaited before the next piece is read. */
export function exportTo(database: Database, write: (text: string) => Promise<void>): Promise<Exported> {
  return database.atOneMoment(async (query) => {
    const hash = createHash('sha256');
    const writeLines = async (values: readonly unknown[]): Promise<void> => {
      const text = values.map((value) => `${JSON.stringify(value)}\n`).join('');
      hash.update(text);
      await write(text);
    };
    const head = await readHead(database, query);
    await writeLines([head]);
    for (const { key, name, columns, identity } of everyTable) {
      await writeLines([
        { table: name, columns: columns.map((column) => column.name) } satisfies ExportedTable,
      ]);
      for await (const rows of rowsOf(query, database.tables[key], identity)) {
        await writeLines(rows.map((row) => columns.map((column) => row[column.key])));
      }
    }
    const rows = Object.values(head.rows).reduce((sum, one) => sum + one, 0);
    const end: ExportEnd = { end: { rows, sha256: hash.digest('hex') } };
    await write(`${JSON.stringify(end)}\n`);
    return { revision: head.revision, ...end.end };
  });
}

async function readHead({ tables }: Database, query: Query): Promise<ExportHead> {
  const rows: Record<string, number> = {};
  for (const { key, name } of everyTable) rows[name] = await countRows(query, tables[key]);
  return {
    format: 'candor',
    version: 1,
    schema: currentSchema(),
    revision: await readRevision({ query, tables }),
    rows,
  };
}

/** The name of the newest migration. */
export function currentSchema(): string {
  return readMigrations('sqlite').at(-1)?.name ?? '';
}

export async function countRows(query: Query, table: SQLiteTable): Promise<number> {
  const [counted] = await query.select({ rows: count() }).from(table);
  return counted?.rows ?? 0;
}

/** All rows in the order of the columns that tell them apart. */
async function* rowsOf(
  query: Query,
  table: SQLiteTable,
  identity: readonly string[],
): AsyncGenerator<Record<string, unknown>[]> {
  const known = getTableColumns(table);
  const columns = identity.flatMap((key) => known[key] ?? []);
  let last: Record<string, unknown> | undefined;
  do {
    const rows: Record<string, unknown>[] = await query
      .select()
      .from(table)
      .where(last && beyond(columns, identity, last))
      .orderBy(...columns.map((column) => asc(column)))
      .limit(rowsPerRead);
    if (rows.length > 0) yield rows;
    last = rows.length === rowsPerRead ? rows.at(-1) : undefined;
  } while (last);
}

function beyond(
  columns: readonly SQLiteColumn[],
  identity: readonly string[],
  row: Readonly<Record<string, unknown>>,
): SQL {
  const names = sql.join([...columns], sql`, `);
  const values = sql.join(
    identity.map((key) => sql`${row[key]}`),
    sql`, `,
  );
  return sql`(${names}) > (${values})`;
}
