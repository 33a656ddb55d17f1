/**
 * The engine-neutral file that holds everything: lines of JSON in UTF-8, each ended by a line feed.
 *
 * 1. The head: what the file is, and how many rows each table has.
 * 2. For each table a line with its name and its columns, then one line for each row, an array of the values in the
 *    order of the columns. Rows are sorted by the columns that tell them apart, so the same data makes the same bytes.
 * 3. The end: how many rows there were, and the SHA-256 (hex) of all bytes before this line.
 */
export type ExportHead = {
  readonly format: 'candor';
  readonly version: 1;
  /** The last migration that the tables have; the same name in both databases. */
  readonly schema: string;
  readonly revision: number;
  readonly rows: Readonly<Record<string, number>>;
};

export type ExportedTable = { readonly table: string; readonly columns: readonly string[] };

export type ExportEnd = { readonly end: { readonly rows: number; readonly sha256: string } };

/** Something says that it is an export, and cannot be used as one: what is wrong, and what to do. */
export class UnusableExport extends Error {
  override readonly name = 'UnusableExport';
}
