import * as pg from 'drizzle-orm/pg-core';
import { asSqlite, fromJson, type Kit, toJson } from './columns.ts';

/** Text compared by its bytes, as SQLite does, whatever the database's locale is. */
const bytewiseText = pg.customType<{ data: string }>({ dataType: () => 'text COLLATE "C"' });

/** The same columns as PostgreSQL keeps them. Whole numbers are 64 bits wide there too. */
export const postgresKit = asSqlite<Kit>({
  table: pg.pgTable,
  index: pg.index,
  uniqueIndex: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  text: (name: string) => bytewiseText(name),
  instant: (name: string) => pg.bigint(name, { mode: 'number' }),
  integer: (name: string) => pg.bigint(name, { mode: 'number' }),
  real: (name: string) => pg.doublePrecision(name),
  boolean: (name: string) => pg.boolean(name),
  json: pg.customType<{ data: unknown; driverData: string }>({
    dataType: () => 'text',
    toDriver: toJson,
    fromDriver: fromJson,
  }),
});
