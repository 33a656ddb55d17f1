import type { Subscriber } from '../api/shapes.ts';

/** What a subscriber hears of, and how. No component and no group: everything. */
export type Chosen = Pick<
  Subscriber,
  'components' | 'group_ids' | 'incidents' | 'maintenances' | 'language' | 'time_zone'
>;

/** What is different afterwards, as the API takes it; null: nothing. */
export function changesOf(before: Chosen, after: Chosen): object | null {
  const fields = ['incidents', 'maintenances', 'language', 'time_zone'] as const;
  const changed = fields.filter((field) => before[field] !== after[field]);
  const isOther = scopeOf(before) !== scopeOf(after);
  if (changed.length === 0 && !isOther) return null;
  return {
    ...Object.fromEntries(changed.map((field) => [field, after[field]])),
    ...(isOther && { component_ids: idsOrAll(after.components), group_ids: idsOrAll(after.group_ids) }),
  };
}

function scopeOf({ components, group_ids }: Chosen): string {
  return JSON.stringify([[...components].sort(), [...group_ids].sort()]);
}

/** None by name: there is no such limit. */
function idsOrAll(ids: readonly string[]): readonly string[] | null {
  return ids.length === 0 ? null : ids;
}
