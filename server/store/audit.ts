import { createHash } from 'node:crypto';
import { and, asc, desc, eq, gt, gte, lt, lte, max, notInArray, type SQL } from 'drizzle-orm';
import type { AuditEntry, AuditFilter } from '../domain/audit.ts';
import { staffOnly } from '../domain/staffOnly.ts';
import type { Database, Statement } from './database.ts';

/** What the first entry's hash continues. */
export const emptyAuditHead = '0'.repeat(64);

/**
 * The entry with its hash, which covers the entry and, through the previous hash, all before it. Entries of before
 * `origin` and `before` were kept have neither, and their hash covers neither.
 */
export function sealed(previousHash: string, entry: Omit<AuditEntry, 'hash'>): AuditEntry {
  const { revision, at, actor, command, subjectId, payload, origin, before } = entry;
  const first = [revision, at, actor, command, subjectId, payload];
  const canonical = JSON.stringify(origin === null && before === null ? first : [...first, origin, before]);
  return { ...entry, hash: createHash('sha256').update(previousHash).update(canonical).digest('hex') };
}

const secretFields = new Set(['secretHash', 'passwordHash', 'totpSecret', 'recoveryHashes']);

/** For `JSON.stringify`: the audit log is read by admins, so it says that there is a secret and never which one. */
export function withoutSecrets(key: string, value: unknown): unknown {
  return secretFields.has(key) && value !== null ? '(secret)' : value;
}

export function addAuditEntry({ query, tables }: Database, entry: AuditEntry): Statement {
  return query.insert(tables.auditEntries).values(entry).toSQL();
}

/** The latest commit that can have changed what the public sees: its revision, and when that was, ms UTC; 0 before the first. */
export async function readPublicCommit({
  query,
  tables: { auditEntries },
}: Database): Promise<{ readonly revision: number; readonly at: number }> {
  const { at, revision, command } = auditEntries;
  const [latest] = await query
    .select({ revision, at })
    .from(auditEntries)
    .where(notInArray(command, [...staffOnly]))
    .orderBy(desc(revision))
    .limit(1);
  return latest ?? { revision: 0, at: 0 };
}

/** An import's entry can be long, so few enough of them to fit in memory well, and to be read in little time. */
const entriesPerRead = 25;

/** The next entries after this revision, in order. */
async function readEntries(
  { query, tables: { auditEntries } }: Database,
  after: number,
  upTo: number,
): Promise<AuditEntry[]> {
  return query
    .select()
    .from(auditEntries)
    .where(and(gt(auditEntries.revision, after), lte(auditEntries.revision, upTo)))
    .orderBy(asc(auditEntries.revision))
    .limit(entriesPerRead);
}

/** Entries that a filter lets through, the newest first. */
export async function readAudit(
  database: Database,
  filter: AuditFilter,
  limit: number,
  offset: number,
): Promise<AuditEntry[]> {
  const { auditEntries } = database.tables;
  return database.query
    .select()
    .from(auditEntries)
    .where(and(...conditions(database, filter)))
    .orderBy(desc(auditEntries.revision))
    .limit(limit)
    .offset(offset);
}

/** The next entries after this revision that a filter lets through, in order; few enough to fit in memory well. */
export async function readAuditAfter(
  database: Database,
  filter: AuditFilter,
  revision: number,
): Promise<AuditEntry[]> {
  const { auditEntries } = database.tables;
  return database.query
    .select()
    .from(auditEntries)
    .where(and(gt(auditEntries.revision, revision), ...conditions(database, filter)))
    .orderBy(asc(auditEntries.revision))
    .limit(entriesPerRead);
}

function conditions({ tables: { auditEntries } }: Database, filter: AuditFilter): SQL[] {
  const { actor, command, subjectId, from, to, beforeRevision } = filter;
  return [
    ...(actor === undefined ? [] : [eq(auditEntries.actor, actor)]),
    ...(command === undefined ? [] : [eq(auditEntries.command, command)]),
    ...(subjectId === undefined ? [] : [eq(auditEntries.subjectId, subjectId)]),
    ...(from === undefined ? [] : [gte(auditEntries.at, from)]),
    ...(to === undefined ? [] : [lt(auditEntries.at, to)]),
    ...(beforeRevision === undefined ? [] : [lt(auditEntries.revision, beforeRevision)]),
  ];
}

/** What is wrong with the chain of entries that should lead to this revision and this hash. */
export async function auditProblems(
  database: Database,
  { revision, auditHead }: { readonly revision: number; readonly auditHead: string },
): Promise<string[]> {
  const problems: string[] = [];
  let previous = { revision: 0, hash: emptyAuditHead };
  for (;;) {
    const entries = await readEntries(database, previous.revision, revision);
    if (entries.length === 0) break;
    for (const entry of entries) {
      const expected = previous.revision + 1;
      if (entry.revision !== expected) problems.push(missing(expected, entry.revision - 1));
      else if (sealed(previous.hash, entry).hash !== entry.hash) {
        problems.push(`audit entry ${entry.revision} is not what was written`);
      }
      previous = entry;
    }
  }
  if (previous.revision < revision) problems.push(missing(previous.revision + 1, revision));
  else if (previous.hash !== auditHead) problems.push('the page does not name the last audit entry');
  return problems;
}

function missing(first: number, last: number): string {
  return first === last ? `audit entry ${first} is missing` : `audit entries ${first} to ${last} are missing`;
}

/** The revision of the last entry; 0 when there is none. */
export async function readLastAudited({ query, tables: { auditEntries } }: Database): Promise<number> {
  const [found] = await query.select({ revision: max(auditEntries.revision) }).from(auditEntries);
  return found?.revision ?? 0;
}
