import { and, eq, gte, isNull, lt, ne, sql } from 'drizzle-orm';
import type { Id } from '../domain/id.ts';
import type { KeptAnswer, KeyedRequest, RememberedRequest } from '../domain/request.ts';
import type { Database, Statement } from './database.ts';

/** How long a request can be sent again. */
const keptMs = 24 * 60 * 60_000;

/** The request of this caller with this key, unless it is older than a day. */
export async function readRequest(
  { query, tables: { requests } }: Database,
  { caller, key }: KeyedRequest,
  now: number,
): Promise<RememberedRequest | null> {
  const [row] = await query
    .select()
    .from(requests)
    .where(and(eq(requests.caller, caller), eq(requests.key, key), gte(requests.at, now - keptMs)));
  if (!row) return null;
  const { status, headers, body } = row;
  const answer = status === null ? null : { status, headers: headers ?? {}, body: body ?? '' };
  return {
    caller,
    key,
    fingerprint: row.fingerprint,
    revision: row.revision,
    subjectId: row.subjectId,
    answer,
  };
}

/** For the commit of what the request does. A key can be used again when it is old, and old rows go. */
export function addRequest(
  { query, tables: { requests } }: Database,
  request: KeyedRequest & {
    readonly at: number;
    readonly revision: number | null;
    readonly subjectId: Id | null;
  },
): Statement[] {
  return [
    query
      .delete(requests)
      .where(lt(requests.at, request.at - keptMs))
      .toSQL(),
    query.insert(requests).values(request).toSQL(),
  ];
}

/**
 * Keeps the answer to a request that came to this revision (null: that changed nothing), unless there is one already.
 * Answers with the one that is kept; null when somebody else is doing the same request and has not answered yet.
 */
export async function keepAnswer(
  database: Database,
  request: KeyedRequest,
  revision: number | null,
  answer: KeptAnswer,
  now: number,
): Promise<KeptAnswer | null> {
  const { query, tables } = database;
  const { requests } = tables;
  const { caller, key } = request;
  const old = query
    .delete(requests)
    .where(lt(requests.at, now - keptMs))
    .toSQL();
  // There is a row already when the request changed something: then it was written with the change.
  const row = query
    .insert(requests)
    .values({ ...request, at: now, revision: null, subjectId: null })
    .onConflictDoNothing()
    .toSQL();
  const completed = query
    .update(requests)
    .set(answer)
    .where(
      and(
        eq(requests.caller, caller),
        eq(requests.key, key),
        isNull(requests.status),
        revision === null ? isNull(requests.revision) : eq(requests.revision, revision),
      ),
    )
    .toSQL();
  await database.commit({ statements: [old, row, completed] });
  const kept = await readRequest(database, request, now);
  // The same key for something else, sent to another process at the same moment: its answer is not ours.
  return kept?.fingerprint === request.fingerprint ? kept.answer : null;
}

/** For a commit: kept answers that name this subscriber say no more than that there is nobody. They are not done again. */
export function eraseAnswersAbout({ query, tables: { requests } }: Database, id: Id): Statement {
  const names = ne(sql`replace(${requests.body}, ${id}, '')`, requests.body);
  return query
    .update(requests)
    .set({ status: 410, headers: { 'content-type': 'application/json' }, body: erasedAnswer })
    .where(names)
    .toSQL();
}

const erasedAnswer = JSON.stringify({
  error: 'This request was done before. Its answer was erased together with the subscriber.',
  code: 'subscriber.erased',
});
