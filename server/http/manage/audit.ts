import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import type { AuditEntry, AuditFilter } from '../../domain/audit.ts';
import { mentions, recordedChanges } from './auditedChanges.ts';
import type { Desk, DeskReads } from './desk.ts';
import { count, id, instant } from './fields.ts';
import { given } from './given.ts';
import { operation } from './operation.ts';
import { withoutSecrets } from './withoutSecrets.ts';

const perPage = 100;

const filterFields = {
  actor: z.string().max(200).optional(),
  command: z.string().max(100).optional(),
  subject: id.optional(),
  from: instant.optional(),
  to: instant.optional(),
  q: z.string().max(200).optional(),
};
const filter = z.object(filterFields);

export const entryShape = z
  .object({
    revision: z.int(),
    at: z.string(),
    actor: z.string(),
    /** A member's name or else e-mail address, a token's name; of anybody else `actor` again. */
    actor_name: z.string(),
    /** The address and the program; null for what the server did by itself, and for the command line. */
    origin: z.string().nullable(),
    command: z.string(),
    subject_id: z.string().nullable(),
    /** Each record that was written, as it was and as it became; secrets and their hashes are left out. */
    changes: z.array(
      z.object({
        kind: z.string(),
        before: z.unknown(),
        after: z.unknown(),
      }),
    ),
    /** SHA-256 over this entry and the hash before it: `candor check` follows the chain. */
    hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });

function toEntry(entry: AuditEntry, names: ActorNames): z.output<typeof entryShape> {
  return {
    revision: entry.revision,
    at: new Date(entry.at).toISOString(),
    actor: entry.actor,
    actor_name: names.get(entry.actor) ?? entry.actor,
    origin: entry.origin,
    command: entry.command,
    subject_id: entry.subjectId,
    changes: recordedChanges(entry).map(({ kind, before, after }) => ({
      kind,
      before: withoutSecrets(before),
      after: withoutSecrets(after),
    })),
    hash: entry.hash,
  };
}

type ActorNames = ReadonlyMap<string, string>;

/** What those are called who have a name, by what they are in entries. Also of removed members and ended tokens. */
async function actorNames(reads: DeskReads): Promise<ActorNames> {
  const members = await reads.members();
  const tokens = await reads.tokens();
  return new Map([
    ...members.map(({ id, name, email }) => [`member ${id}`, name ?? email] as const),
    ...tokens.map(({ id, name }) => [`token ${id}`, name] as const),
  ]);
}

function filterOf({ subject, q: _, ...query }: z.output<typeof filter>): AuditFilter {
  return given({ ...query, subjectId: subject });
}

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/audit',
  role: 'admin',
  searches: true,
  summary:
    'Who did what, when and from where, the latest first; `q` searches who, what, and the id or the name of what was changed',
  query: z.object({ ...filterFields, page: count(1_000_000, 1), per_page: count(perPage, perPage) }),
  answer: { status: 200, schema: z.array(entryShape) },
  run: async ({ desk, query: { page, per_page, ...query } }) => {
    const skip = (page - 1) * per_page;
    const names = await desk.read(actorNames);
    const wanted = filterOf(query);
    const { q } = query;
    const entries = q
      ? await search(desk, wanted, (entry) => mentions(entry, names, q), { skip, limit: per_page })
      : await desk.read((reads) => reads.audit(wanted, per_page, skip));
    return entries.map((entry) => toEntry(entry, names));
  },
});

const searchStep = 100;

/** Characters of entries, some milliseconds of work. */
const turnLength = 50_000;

/**
 * To be awaited before each entry: when those before were long enough together, everybody else has a turn. A change of
 * a name is short, an import of many incidents long.
 */
function inTurns(): (next: AuditEntry) => Promise<void> {
  let length = 0;
  return async ({ payload, before }) => {
    if (length > turnLength) {
      length = 0;
      await setImmediate();
    }
    length += payload.length + (before?.length ?? 0);
  };
}

/**
 * Looks through the entries, the latest first, until the wanted page of matches is full; in small steps, between which
 * everybody else has a turn.
 */
async function search(
  desk: Desk,
  wanted: AuditFilter,
  matches: (entry: AuditEntry) => boolean,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<AuditEntry[]> {
  const found: AuditEntry[] = [];
  const turn = inTurns();
  let filter = wanted;
  while (found.length < skip + limit) {
    const some = await desk.read((reads) => reads.audit(filter, searchStep, 0));
    for (const entry of some) {
      await turn(entry);
      if (matches(entry)) found.push(entry);
    }
    const last = some.at(-1);
    if (!last || some.length < searchStep) break;
    filter = { ...wanted, beforeRevision: last.revision };
    await setImmediate();
  }
  return found.slice(skip, skip + limit);
}

const exportLines = operation({
  method: 'GET',
  path: '/pages/{page_id}/audit.jsonl',
  role: 'admin',
  summary: 'The same from the beginning, as one line of JSON for each entry',
  query: filter,
  answer: { status: 200, schema: entryShape, lines: 'jsonl' },
  run: async ({ desk, query }) => entriesInOrder(desk, filterOf(query), query.q ?? ''),
});

/** Reads on as fast as it is taken, so that a history of any length needs little memory. Actors have their names of the beginning. */
async function* entriesInOrder(
  desk: Desk,
  wanted: AuditFilter,
  q: string,
): AsyncGenerator<z.output<typeof entryShape>> {
  const names = await desk.read(actorNames);
  const turn = inTurns();
  let last = 0;
  for (;;) {
    const entries = await desk.read((reads) => reads.auditAfter(wanted, last));
    if (entries.length === 0) return;
    for (const entry of entries) {
      await turn(entry);
      if (mentions(entry, names, q)) yield toEntry(entry, names);
    }
    last = entries.at(-1)?.revision ?? last;
    await setImmediate();
  }
}

export const auditOperations = [list, exportLines];
