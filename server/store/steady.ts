import { type Database, pause } from './database.ts';
import { readRevision } from './page.ts';
import { StoreUnavailable } from './unavailable.ts';

const tries = 50;
const pauseMs = 10;
/** Overtaken so often, a reader that is slower than the writers would never come to an end. */
const patience = 3;

/**
 * Everything that `read` reads belongs to one revision: when somebody commits meanwhile, it is read again. So a
 * report is never seen with the updates of another moment, on either database, without holding a transaction open.
 * `undisturbed` does something while the writers of this process wait; used after a reader was overtaken again and again.
 */
export async function steady<T>(
  database: Database,
  read: () => Promise<T>,
  undisturbed: <R>(work: () => Promise<R>) => Promise<R> = (work) => work(),
): Promise<{ readonly revision: number; readonly value: T }> {
  const readOnce = async () => {
    const revision = await readRevision(database);
    const value = await read();
    return (await readRevision(database)) === revision ? { revision, value } : null;
  };
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = attempt < patience ? await readOnce() : await undisturbed(readOnce);
    if (found) return found;
    await pause(pauseMs);
  }
  throw new StoreUnavailable('The database changes faster than it can be read.', 'Try again in a moment.');
}
