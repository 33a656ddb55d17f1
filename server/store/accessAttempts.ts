import { and, asc, gt, gte, lt, max } from 'drizzle-orm';
import type { AccessEvent } from '../domain/accessEvent.ts';
import { type Database, pause } from './database.ts';
import { StoreUnavailable } from './unavailable.ts';

export type NumberedEvent = { readonly number: number; readonly at: number; readonly event: AccessEvent };

/** No event holds anybody back for longer. */
const keptMs = 3_600_000;
const tries = 60;
const pauseMs = 5;

/**
 * Keeps an event and answers with its number. Numbers grow by one, in the order in which they can be read: whoever has
 * read up to one has missed none before it.
 */
export async function addAccessEvent(database: Database, event: AccessEvent, at: number): Promise<number> {
  const {
    query,
    tables: { accessAttempts },
  } = database;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const [last] = await query.select({ number: max(accessAttempts.number) }).from(accessAttempts);
    const number = (last?.number ?? 0) + 1;
    const isOurs = await database.commit({
      claim: query.insert(accessAttempts).values({ number, at, event }).onConflictDoNothing().toSQL(),
      // The newest stays, whenever it was, so that no number is given again.
      statements: [
        query
          .delete(accessAttempts)
          .where(and(lt(accessAttempts.at, at - keptMs), lt(accessAttempts.number, number)))
          .toSQL(),
      ],
    });
    if (isOurs) return number;
    await pause(pauseMs);
  }
  throw new StoreUnavailable('Too many others try to come in at the same time.', 'Try again in a moment.');
}

/** The events after this one that may still hold somebody back, in their order. */
export function readAccessEvents(
  { query, tables: { accessAttempts } }: Database,
  after: number,
  now: number,
): Promise<NumberedEvent[]> {
  return query
    .select()
    .from(accessAttempts)
    .where(and(gt(accessAttempts.number, after), gte(accessAttempts.at, now - keptMs)))
    .orderBy(asc(accessAttempts.number))
    .then((rows) => rows);
}
