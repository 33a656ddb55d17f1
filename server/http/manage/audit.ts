import { z } from 'zod';
import type { AuditEntry, AuditFilter } from '../../domain/audit.ts';
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
};
const filter = z.object(filterFields);

const entryShape = z
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

/** One of the changes in an entry's payload, of this version or of an older one. */
const recordedChange = z.union([
  z.object({ put: z.string() }).catchall(z.unknown()),
  z.object({ remove: z.string() }).catchall(z.unknown()),
]);

function toEntry(entry: AuditEntry, names: ReadonlyMap<string, string>): z.output<typeof entryShape> {
  const changes = z.array(recordedChange).parse(JSON.parse(entry.payload));
  const before = z.array(z.unknown()).parse(JSON.parse(entry.before ?? '[]'));
  return {
    revision: entry.revision,
    at: new Date(entry.at).toISOString(),
    actor: entry.actor,
    actor_name: names.get(entry.actor) ?? entry.actor,
    origin: entry.origin,
    command: entry.command,
    subject_id: entry.subjectId,
    changes: changes.map((change, position) => ({
      kind: kindOf(change),
      before: withoutSecrets(before[position] ?? null),
      after: withoutSecrets(afterOf(change)),
    })),
    hash: entry.hash,
  };
}

/** What those are called who have a name, by what they are in entries. Also of removed members and ended tokens. */
async function actorNames(reads: DeskReads): Promise<ReadonlyMap<string, string>> {
  const members = await reads.members();
  const tokens = await reads.tokens();
  return new Map([
    ...members.map(({ id, name, email }) => [`member ${id}`, name ?? email] as const),
    ...tokens.map(({ id, name }) => [`token ${id}`, name] as const),
  ]);
}

function kindOf(change: z.output<typeof recordedChange>): string {
  return String('put' in change ? change.put : change.remove);
}

/** The record itself; null when it was removed. */
function afterOf(change: z.output<typeof recordedChange>): unknown {
  return 'put' in change ? (change[kindOf(change)] ?? null) : null;
}

function filterOf({ subject, ...query }: z.output<typeof filter>): AuditFilter {
  return given({ ...query, subjectId: subject });
}

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/audit',
  role: 'admin',
  summary: 'Who did what, when and from where, the latest first',
  query: z.object({ ...filterFields, page: count(1_000_000, 1), per_page: count(perPage, perPage) }),
  answer: { status: 200, schema: z.array(entryShape) },
  run: ({ desk, query: { page, per_page, ...query } }) =>
    desk.read(async (reads) => {
      const entries = await reads.audit(filterOf(query), per_page, (page - 1) * per_page);
      const names = await actorNames(reads);
      return entries.map((entry) => toEntry(entry, names));
    }),
});

const exportLines = operation({
  method: 'GET',
  path: '/pages/{page_id}/audit.jsonl',
  role: 'admin',
  summary: 'The same from the beginning, as one line of JSON for each entry',
  query: filter,
  answer: { status: 200, schema: entryShape, lines: true },
  run: async ({ desk, query }) => entriesInOrder(desk, filterOf(query)),
});

/** Reads on as fast as it is taken, so that a history of any length needs little memory. */
async function* entriesInOrder(desk: Desk, wanted: AuditFilter): AsyncGenerator<z.output<typeof entryShape>> {
  let last = 0;
  for (;;) {
    const { entries, names } = await desk.read(async (reads) => ({
      entries: await reads.auditAfter(wanted, last),
      names: await actorNames(reads),
    }));
    if (entries.length === 0) return;
    for (const entry of entries) yield toEntry(entry, names);
    last = entries.at(-1)?.revision ?? last;
  }
}

export const auditOperations = [list, exportLines];
