import { z } from 'zod';
import type { AuditEntry } from '../../domain/audit.ts';

/** A record that was written, as it was and as it became; null when it was not there. */
type RecordedChange = { readonly kind: string; readonly before: unknown; readonly after: unknown };

/** The changes in an entry's payload, of this version or of an older one. */
const written = z.array(
  z.union([
    z.object({ put: z.string() }).catchall(z.unknown()),
    z.object({ remove: z.string() }).catchall(z.unknown()),
  ]),
);
const replaced = z.array(z.unknown());
const named = z.object({ id: z.string(), name: z.string().optional(), email: z.string().optional() });

/** The changes of an entry, with the fields that hold secrets. */
export function recordedChanges(entry: AuditEntry): RecordedChange[] {
  const changes = written.parse(JSON.parse(entry.payload));
  const before = replaced.parse(JSON.parse(entry.before ?? '[]'));
  return changes.map((change, position) => {
    const kind = String('put' in change ? change.put : change.remove);
    return {
      kind,
      before: before[position] ?? null,
      after: 'put' in change ? (change[kind] ?? null) : null,
    };
  });
}

/**
 * Whether who acted, what was done, or the id or a name of what it was done to has this text, in whatever case.
 * `actorNames`: what actors are called now, by what they are in entries.
 */
export function mentions(entry: AuditEntry, actorNames: ReadonlyMap<string, string>, q: string): boolean {
  const wanted = q.toLowerCase();
  const has = (text: string): boolean => text.toLowerCase().includes(wanted);
  const { actor, command, subjectId } = entry;
  return (
    [actor, actorNames.get(actor) ?? '', command, subjectId ?? ''].some(has) ||
    namesOfSubject(entry).some(has)
  );
}

/** What the subject was called before and after; a member is known by the address. */
function namesOfSubject(entry: AuditEntry): string[] {
  if (entry.subjectId === null) return [];
  return recordedChanges(entry)
    .flatMap(({ before, after }) => [before, after])
    .flatMap((record) => {
      const found = named.safeParse(record);
      if (!found.success || found.data.id !== entry.subjectId) return [];
      return [found.data.name ?? [], found.data.email ?? []].flat();
    });
}
