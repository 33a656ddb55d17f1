import { change, read } from '../api/ask.ts';
import type { Component, ComponentGroup } from '../api/shapes.ts';
import { onPage } from '../session/session.ts';

/** A component to be added, and the group that it is to stand in. */
export type NewComponent = { readonly name: string; readonly group: string | null };

/**
 * One component a line. `Group: name` puts it into a group, and so does a line with the name of the group above lines
 * that are indented. Empty lines are nothing.
 */
export function componentsIn(text: string): readonly NewComponent[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const isIndented = (line: string | undefined): boolean => /^\s/.test(line ?? '');
  let group: string | null = null;
  return lines.flatMap((line, index): NewComponent[] => {
    if (group !== null && isIndented(line)) return [{ name: line.trim(), group }];
    group = null;
    if (!isIndented(line) && isIndented(lines[index + 1])) {
      group = line.trim().replace(/\s*:$/, '');
      return [];
    }
    const [, of, name = ''] = /^(?:([^:]*?):\s)?(.*)$/.exec(line.trim()) ?? [];
    const own = name.trim();
    return own === '' ? [] : [{ name: own, group: of?.trim() || null }];
  });
}

/** The line that a component is written as. */
export function lineOf({ name, group }: NewComponent): string {
  return group === null ? name : `${group}: ${name}`;
}

/**
 * Adds components in this order, each group before its first one. Hears after each how many are there; those before
 * one that fails stay. Throws what the API refuses.
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
    if (group !== null && !groups.has(group)) {
      const made = await change<ComponentGroup>('POST', onPage('/component-groups'), {
        body: { component_group: { name: group, components: [] } },
      });
      groups.set(group, made.body.id);
    }
    const groupId = group === null ? null : (groups.get(group) ?? null);
    await change('POST', onPage('/components'), { body: { component: { name, group_id: groupId } } });
    onAdded(index + 1);
  }
}
