import { byPosition, type Component, type ComponentGroup } from './component.ts';
import type { Id } from './id.ts';

/** In which order everything stands on the page: components without a group, and groups with their components. */
export type PageOrder = readonly PlaceOnPage[];

/** `componentIds` is there for groups and only for them. */
type PlaceOnPage = { readonly id: Id; readonly componentIds?: readonly Id[] };

/** The order as it is, with groups that have no components and without retired components. */
export function orderOf(groups: readonly ComponentGroup[], components: readonly Component[]): PageOrder {
  const live = components.filter((component) => component.retiredAt === null).sort(byPosition);
  const ungrouped = live.filter((component) => component.groupId === null);
  return [...groups, ...ungrouped].sort(byPosition).map((place) => {
    if ('groupId' in place) return { id: place.id };
    const own = live.filter((component) => component.groupId === place.id);
    return { id: place.id, componentIds: own.map(({ id }) => id) };
  });
}
