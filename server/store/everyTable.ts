import { getTableColumns } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as sqliteTables from './sqliteTables.ts';
import type { Tables } from './tables.ts';

/** A column by its name in the database, and by the name under which queries know it. */
type NamedColumn = {
  readonly name: string;
  readonly key: string;
  readonly holds: 'string' | 'number' | 'boolean' | 'json';
  readonly canBeNull: boolean;
};

/** A table as both databases have it. */
type NamedTable = {
  readonly key: keyof Tables;
  readonly name: string;
  readonly columns: readonly NamedColumn[];
  /** Keys of the columns by which its rows are told apart, in order. */
  readonly identity: readonly string[];
};

/** What only tells who holds what, or is held back, at this moment. */
const passing: readonly (keyof Tables)[] = ['leases', 'accessAttempts'];

/**
 * Every table of what is to be kept, taken from their definition so that none is forgotten; those that others refer to
 * come first.
 */
export const everyTable: readonly NamedTable[] = referredFirst();

function referredFirst(): NamedTable[] {
  const left = new Map<keyof Tables, SQLiteTable>(
    (Object.entries(sqliteTables) as [keyof Tables, SQLiteTable][])
      .filter(([key]) => !passing.includes(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  const known = new Set<SQLiteTable>();
  const ordered: NamedTable[] = [];
  while (left.size > 0) {
    const next = [...left].find(([, table]) =>
      getTableConfig(table).foreignKeys.every((key) => known.has(key.reference().foreignTable)),
    );
    if (!next) throw new Error(`tables refer to each other in a circle: ${[...left.keys()].join(', ')}`);
    const [key, table] = next;
    left.delete(key);
    known.add(table);
    ordered.push(named(key, table));
  }
  return ordered;
}

function named(key: keyof Tables, table: SQLiteTable): NamedTable {
  const { name, primaryKeys } = getTableConfig(table);
  const byKey = Object.entries(getTableColumns(table));
  const identity =
    primaryKeys[0]?.columns.map((column) => column.name) ??
    byKey.filter(([, column]) => column.primary).map(([, column]) => column.name);
  return {
    key,
    name,
    columns: byKey.map(([key, column]) => ({
      key,
      name: column.name,
      holds: holds(column.dataType),
      canBeNull: !column.notNull,
    })),
    identity: identity.map((name) => byKey.find(([, column]) => column.name === name)?.[0] ?? name),
  };
}

function holds(dataType: string): NamedColumn['holds'] {
  if (dataType === 'string' || dataType === 'number' || dataType === 'boolean') return dataType;
  return 'json';
}
