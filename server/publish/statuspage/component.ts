import { byPosition } from '../../domain/component.ts';
import type { Id } from '../../domain/id.ts';
import type { PublicComponent, PublicGroup, PublicPage, RetiredComponent, Snapshot } from '../snapshot.ts';
import { timestamp } from './timestamp.ts';

export function componentEntry(component: PublicComponent | RetiredComponent, { id, timeZone }: PublicPage) {
  return {
    id: component.id,
    name: component.name,
    status: component.status,
    created_at: timestamp(component.createdAt, timeZone),
    // One that is known only by name was never updated.
    updated_at: timestamp(Math.max(component.updatedAt, component.createdAt), timeZone),
    position: component.position,
    description: component.description,
    showcase: component.showcase,
    start_date: component.startDate,
    group_id: component.groupId,
    page_id: id,
    group: false,
    only_show_if_degraded: component.onlyShowIfDegraded,
  };
}

/** A group is an entry of the same list, and names its components. */
function groupEntry(
  group: PublicGroup,
  components: readonly PublicComponent[],
  { id, timeZone }: PublicPage,
) {
  return {
    id: group.id,
    name: group.name,
    status: group.status,
    created_at: timestamp(group.createdAt, timeZone),
    updated_at: timestamp(group.updatedAt, timeZone),
    position: group.position,
    description: group.description,
    showcase: false,
    start_date: null,
    group_id: null,
    page_id: id,
    group: true,
    only_show_if_degraded: false,
    components: components.map((component) => component.id),
  };
}

/**
 * All that stands on the page. Positions count within a parent, and yet the whole list is ordered by them, ties by
 * age: components of one group stand between those of another. What shows only when degraded is in it at all times.
 */
export function componentEntries({ page, sections }: Snapshot) {
  return sections
    .flatMap((section) => {
      if (section.kind === 'component') {
        return [{ place: section.component, entry: componentEntry(section.component, page) }];
      }
      const { group, components } = section;
      return [
        { place: group, entry: groupEntry(group, components, page) },
        ...components.map((component) => ({ place: component, entry: componentEntry(component, page) })),
      ];
    })
    .sort((a, b) => byPosition(a.place, b.place))
    .map(({ entry }) => entry);
}

/** Every component that a report can name, and the names of the groups that they are in. */
export type Named = {
  readonly components: ReadonlyMap<Id, PublicComponent | RetiredComponent>;
  readonly groups: ReadonlyMap<Id, string>;
};

export function namedComponents({ sections, retired }: Snapshot): Named {
  const groups = sections.flatMap((section) => (section.kind === 'group' ? [section] : []));
  const listed = sections.flatMap((section) =>
    section.kind === 'group' ? section.components : [section.component],
  );
  return {
    components: new Map([...retired, ...listed].map((component) => [component.id, component])),
    groups: new Map(groups.map(({ group }) => [group.id, group.name])),
  };
}

/** How updates call a component: `Group - Component`, or its name alone. */
export function fullName({ name, groupId }: PublicComponent | RetiredComponent, { groups }: Named): string {
  const group = groupId === null ? undefined : groups.get(groupId);
  return group === undefined ? name : `${group} - ${name}`;
}
