import type { z } from 'zod';

/** A file that cannot be used at all: what is wrong in one sentence, and what to do about it. */
export class UnusableFile extends Error {
  override readonly name = 'UnusableFile';
  readonly file: string;
  readonly hint: string;

  constructor(file: string, message: string, hint: string) {
    super(message);
    this.file = file;
    this.hint = hint;
  }
}

/** Where a record was found: in a line of a file, or at a place like `incidents[3]` of a document. */
export type Origin = { readonly file: string; readonly line: number | null; readonly place: string | null };

/** One field of one record that breaks a rule. `field` is empty when the record as a whole does. */
export type Damage = Origin & { readonly field: string; readonly rule: string };

/** `history.jsonl, line 12: incident_updates[0].status must be one of …` */
export function describeDamage(damage: Damage): string {
  const { field, rule } = damage;
  return `${placeOf(damage)}: ${field === '' ? '' : `${field} `}${rule}`;
}

/** `history.jsonl, line 12` */
export function placeOf({ file, line, place }: Origin): string {
  return [file, ...(line === null ? [] : [`line ${line}`]), ...(place === null ? [] : [place])].join(', ');
}

/** What the schema has to say about a record, in the words of `Damage`. */
export function damageOf(origin: Origin, error: z.ZodError): Damage[] {
  return error.issues.map((issue) => ({ ...origin, field: fieldOf(issue.path), rule: issue.message }));
}

function fieldOf(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) =>
      typeof key === 'number' ? `[${key}]` : index === 0 ? String(key) : `.${String(key)}`,
    )
    .join('');
}
