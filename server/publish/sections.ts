import { byPosition, type Component, type ComponentGroup } from '../domain/component.ts';

/** A group with its components, or components that are in none. */
export type ListedSection =
  | { readonly group: ComponentGroup; readonly components: readonly Component[] }
  | { readonly group: null; readonly components: readonly [Component] };

/** What stands on the page, in its order: live components only, groups without any left out. */
export function listSections(
  groups: readonly ComponentGroup[],
  components: readonly Component[],
): ListedSection[] {
  const live = components.filter((component) => component.retiredAt === null).sort(byPosition);
  const children = new Map<string, Component[]>();
  for (const component of live) {
    if (component.groupId === null) continue;
    children.set(component.groupId, [...(children.get(component.groupId) ?? []), component]);
  }
  const top: (Component | ComponentGroup)[] = [
    ...groups.filter((group) => children.has(group.id)),
    ...live.filter((component) => component.groupId === null),
  ];
  return top
    .sort(byPosition)
    .map((entry) =>
      'groupId' in entry
        ? { group: null, components: [entry] }
        : { group: entry, components: children.get(entry.id) ?? [] },
    );
}
