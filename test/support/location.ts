import { join } from 'node:path';
import { inject } from 'vitest';
import type { Dialect } from '../../server/store/migrations.ts';
import type { Location } from '../../server/store/store.ts';
import { migratedPostgres } from './postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The engine that whole applications of this test run are on. */
    dialect: Dialect;
  }
}

/** By data directory. Whoever opens the same directory again finds the same database. */
const databases = new Map<string, Promise<Location>>();

/** The database that belongs to a data directory, on the engine that the test run is for. */
export function keptLocation(dataDir: string): Promise<Location> {
  if (inject('dialect') === 'sqlite') return Promise.resolve({ file: join(dataDir, 'candor.db') });
  const known = databases.get(dataDir) ?? migratedPostgres().then(({ url }) => ({ databaseUrl: url }));
  databases.set(dataDir, known);
  return known;
}
