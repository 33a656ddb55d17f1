/** One field of a record that is not as it was, by its path. Not there: undefined. */
export type Difference = { readonly field: string; readonly before: unknown; readonly after: unknown };

type Fields = Readonly<Record<string, unknown>>;

/** The fields in which two versions of a record differ; null: there was or is no record. */
export function differencesOf(before: unknown, after: unknown, path = ''): readonly Difference[] {
  const left = fieldsOf(before);
  const right = fieldsOf(after);
  if (left === null && right === null) {
    return before === after || isNothing(before, after) ? [] : [{ field: path, before, after }];
  }
  return [...new Set([...Object.keys(left ?? {}), ...Object.keys(right ?? {})])].flatMap((name) =>
    // Each text is there twice: as it was written, which is shown, and as the HTML that came of it.
    name === 'html' ? [] : differencesOf(left?.[name], right?.[name], path === '' ? name : `${path}.${name}`),
  );
}

function isNothing(...values: readonly unknown[]): boolean {
  return values.every((value) => value === undefined || value === null);
}

/** The parts of a record or a list; those of a list by their ids, where they have some, so that a new first one is one difference. */
function fieldsOf(value: unknown): Fields | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Array.isArray(value)) return value as Fields;
  return Object.fromEntries(
    value.map((item: unknown, position) => [
      typeof item === 'object' && item !== null && 'id' in item ? String(item.id) : String(position + 1),
      item,
    ]),
  );
}
