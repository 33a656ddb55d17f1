import type { AuditEntry } from '../api/shapes.ts';
import { printList } from '../words/print.ts';
import { words } from '../words/words.ts';

/** What is called how now, by id: for records of which an entry tells only the id. */
export type Names = ReadonlyMap<string, string>;

type Named = {
  readonly id?: string;
  readonly name?: string | null;
  readonly email?: string;
  readonly memberId?: string;
  readonly plan?: { readonly name?: string };
  readonly command?: { readonly name?: string };
};

/** Who did what to which thing, in a sentence. */
export function Sentence({ entry, names }: { entry: AuditEntry; names: Names }) {
  const texts = words.value.audit;
  const acts: Readonly<Record<string, string>> = texts.acts;
  const [before = '', after] = (acts[entry.command] ?? texts.otherAct(entry.command)).split('$');
  return (
    <>
      <strong>{whoDid(entry, names)}</strong> {before}
      {after !== undefined && (
        <>
          <strong>{subjectOf(entry, names)}</strong>
          {after}
        </>
      )}
    </>
  );
}

/** Who comes by a link or signs in is nobody yet when they ask; whom they became is in what was written. */
function whoDid(entry: AuditEntry, names: Names): string {
  const actors: Readonly<Record<string, string>> = words.value.audit.actors;
  if (entry.actor !== 'nobody') return actors[entry.actor] ?? entry.actor_name;
  const records = recordsOf(entry);
  const member = records.find(({ email }) => email !== undefined);
  const id = records.find(({ memberId }) => memberId !== undefined)?.memberId ?? '';
  return (member && nameOf(member)) ?? names.get(id) ?? actors.nobody ?? '';
}

const namesAtMost = 3;

function subjectOf(entry: AuditEntry, names: Names): string {
  const records = recordsOf(entry);
  const id = entry.subject_id ?? '';
  const subject = records.find((record) => record.id === id);
  const own = (subject && nameOf(subject)) ?? names.get(id);
  if (own) return own;
  const others = [...new Set(records.flatMap((record) => nameOf(record) ?? []))];
  return others.length > 0 ? printList(others.slice(0, namesAtMost)) : id;
}

function recordsOf({ changes }: AuditEntry): readonly Named[] {
  return changes
    .flatMap(({ before, after }) => [after, before])
    .filter((record): record is Named => typeof record === 'object' && record !== null);
}

function nameOf({ name, email, plan, command }: Named): string | undefined {
  return name ?? email ?? plan?.name ?? command?.name;
}
