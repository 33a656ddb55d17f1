import { asc } from 'drizzle-orm';
import type { Token } from '../domain/access.ts';
import { type Database, inPieces, type Statement } from './database.ts';
import { incoming } from './upsert.ts';

/** All of them, also those that are revoked, the oldest first. */
export async function readTokens({ query, tables: { tokens } }: Database): Promise<Token[]> {
  return query.select().from(tokens).orderBy(asc(tokens.createdAt), asc(tokens.id));
}

export function putTokens({ query, tables: { tokens } }: Database, rows: readonly Token[]): Statement[] {
  return inPieces(rows).map((piece) =>
    query
      .insert(tokens)
      .values(piece)
      .onConflictDoUpdate({ target: tokens.id, set: incoming(tokens) })
      .toSQL(),
  );
}
