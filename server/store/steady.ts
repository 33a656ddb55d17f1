import { type Database, pause } from './database.ts';
import { readRevision } from './page.ts';
import { StoreUnavailable } from './unavailable.ts';

const tries = 50;
const pauseMs = 10;

/**
 * Everything that `read` reads belongs to one revision: when somebody commits meanwhile, it is read again. So a
 * report is never seen with the updates of another moment, on either database, without holding a transaction open.
 */
export async function steady<T>(
  database: Database,
  read: () => Promise<T>,
): Promise<{ readonly revision: number; readonly value: T }> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const revision = await readRevision(database);
    const value = await read();
    if ((await readRevision(database)) === revision) return { revision, value };
    await pause(pauseMs);
  }
  throw new StoreUnavailable('The database changes faster than it can be read.', 'Try again in a moment.');
}
