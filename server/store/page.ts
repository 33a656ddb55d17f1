import { and, eq } from 'drizzle-orm';
import { defaultEmbed } from '../domain/embed.ts';
import type { Id } from '../domain/id.ts';
import type { Page } from '../domain/page.ts';
import { defaultPolicy } from '../domain/policy.ts';
import { emptyAuditHead } from './audit.ts';
import type { Database, Statement } from './database.ts';

/** The only row of the table. */
const row = 1;

export type RevisedPage = {
  readonly page: Page;
  readonly revision: number;
  /** The hash of the latest audit entry. */
  readonly auditHead: string;
};

/** Gives a new database its page, with the defaults that stand until somebody names it. */
export async function createPage({ query, tables, commit }: Database, id: Id, now: number): Promise<void> {
  const created = query
    .insert(tables.page)
    .values({
      row,
      revision: 0,
      auditHead: emptyAuditHead,
      id,
      name: 'Status',
      timeZone: 'Etc/UTC',
      policy: defaultPolicy,
      createdAt: now,
      updatedAt: now,
      namedAt: null,
      hiddenFromSearch: false,
      language: 'en',
    })
    .onConflictDoNothing();
  await commit({ statements: [created.toSQL()] });
}

export async function readPage({ query, tables }: Database): Promise<RevisedPage> {
  const [found] = await query.select().from(tables.page);
  if (!found) throw new Error('the database has no page');
  const { row: _, revision, auditHead, embed, ...page } = found;
  return { page: { ...page, embed: embed ?? defaultEmbed }, revision, auditHead };
}

export async function readRevision({ query, tables }: Pick<Database, 'query' | 'tables'>): Promise<number> {
  const [found] = await query.select({ revision: tables.page.revision }).from(tables.page);
  if (!found) throw new Error('the database has no page');
  return found.revision;
}

export async function hasPage({ query, tables }: Database): Promise<boolean> {
  return (await query.select({ row: tables.page.row }).from(tables.page)).length > 0;
}

/** Moves the page from this revision to the next, unless somebody else has; with what changed of the page itself. */
export function claimRevision(
  { query, tables }: Database,
  revision: number,
  auditHead: string,
  changed: Page | null,
): Statement {
  return query
    .update(tables.page)
    .set({ ...changed, revision: revision + 1, auditHead })
    .where(and(eq(tables.page.row, row), eq(tables.page.revision, revision)))
    .toSQL();
}
