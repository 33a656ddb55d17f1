import { change, read } from '../api/ask.ts';
import type { Component } from '../api/shapes.ts';
import { onPage } from '../session/session.ts';

/** A component to be added, and the group that it is to stand in. */
export type NewComponent = { readonly name: string; readonly group: string | null };

/** One component a line; `Group: name` puts it into a group. Empty lines are nothing. */
export function componentsIn(text: string): readonly NewComponent[] {
  return text.split('\n').flatMap((line): NewComponent[] => {
    const [, group, name = ''] = /^(?:([^:]*?):\s)?(.*)$/.exec(line.trim()) ?? [];
    const own = name.trim();
    return own === '' ? [] : [{ name: own, group: group?.trim() || null }];
  });
}

/** The line that a component is written as. */
export function lineOf({ name, group }: NewComponent): string {
  return group === null ? name : `${group}: ${name}`;
}

/**
 * Adds components in this order, each group with its first one. Hears after each how many are there; those before one
 * that fails stay. Throws what the API refuses.
 */
export async function addMany(
  components: readonly NewComponent[],
  onAdded: (count: number) => void,
): Promise<void> {
  const groups = new Map<string, string>();
  for (let page = 1; ; page += 1) {
    const { body } = await read<readonly Component[]>(onPage(`/components?per_page=100&page=${page}`));
    for (const { id, name, group } of body) if (group) groups.set(name, id);
    if (body.length < 100) break;
  }
  for (const [index, { name, group }] of components.entries()) {
    const groupId = group === null ? undefined : groups.get(group);
    const added = await change<Component>('POST', onPage('/components'), {
      body: { component: { name, ...(groupId === undefined ? {} : { group_id: groupId }) } },
    });
    if (group !== null && groupId === undefined) {
      const made = await change<{ id: string }>('POST', onPage('/component-groups'), {
        body: { component_group: { name: group, components: [added.body.id] } },
      });
      groups.set(group, made.body.id);
    }
    onAdded(index + 1);
  }
}
