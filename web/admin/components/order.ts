import type { PageOrder } from '../api/shapes.ts';

/** In which order everything stands on the page, as the API says and takes it: `components` is there for groups only. */
export type Order = PageOrder['order'];

/** Where something is put: in a group or, with null, on the page itself; behind another there, or with null as the first. */
export type Spot = { readonly group: string | null; readonly after: string | null };

export function isSameOrder(a: Order, b: Order): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The ids that stand in a group, or on the page itself. */
function inside(order: Order, group: string | null): readonly string[] {
  if (group === null) return order.map(({ id }) => id);
  return order.find(({ id }) => id === group)?.components ?? [];
}

export function spotOf(order: Order, id: string): Spot {
  const group = order.find(({ components }) => components?.includes(id))?.id ?? null;
  const siblings = inside(order, group);
  return { group, after: siblings[siblings.indexOf(id) - 1] ?? null };
}

/** Puts something at a spot. Where that is not there any more, it comes to the end of the group, or of the page. */
export function moved(order: Order, id: string, { group, after }: Spot): Order {
  const place = order.find((each) => each.id === id) ?? { id };
  const without = order
    .filter((each) => each !== place)
    .map((each) =>
      each.components ? { ...each, components: each.components.filter((child) => child !== id) } : each,
    );
  const target = without.find((each) => each.id === group);
  if (!target?.components) return inserted(without, place, ({ id: own }) => own === after, after === null);
  const components = inserted(target.components, id, (child) => child === after, after === null);
  return without.map((each) => (each === target ? { ...each, components } : each));
}

function inserted<T>(list: readonly T[], item: T, isBefore: (other: T) => boolean, first: boolean): T[] {
  const at = list.findIndex(isBefore);
  if (first) return [item, ...list];
  return at < 0 ? [...list, item] : [...list.slice(0, at + 1), item, ...list.slice(at + 1)];
}

/** The keys that move what is held. */
export const moveKeys = ['ArrowUp', 'ArrowDown', 'Home', 'End'] as const;
export type MoveKey = (typeof moveKeys)[number];

/**
 * Where a key moves something: one up or down, into a group that it meets there and out of one at its end, or to the
 * first or last place of its group or the page. Groups stay on the page itself. Null: there is nowhere to go.
 */
export function spotByKey(order: Order, id: string, key: MoveKey): Spot | null {
  const { group } = spotOf(order, id);
  const others = inside(order, group).filter((each) => each !== id);
  const at = inside(order, group).indexOf(id);
  if (key === 'Home') return at === 0 ? null : { group, after: null };
  if (key === 'End') return at === others.length ? null : { group, after: others.at(-1) ?? null };
  const isGroup = order.some((each) => each.id === id && each.components);
  const neighbour = key === 'ArrowUp' ? others[at - 1] : others[at];
  if (neighbour === undefined) {
    if (group === null) return null;
    // Out of the group, on the side on which it was left.
    return { group: null, after: key === 'ArrowUp' ? spotOf(order, group).after : group };
  }
  const met = order.find((each) => each.id === neighbour);
  if (met?.components && !isGroup) {
    return { group: neighbour, after: key === 'ArrowUp' ? (met.components.at(-1) ?? null) : null };
  }
  return { group, after: key === 'ArrowUp' ? (others[at - 2] ?? null) : neighbour };
}

/**
 * Where something comes to stand that is dropped on the upper or lower half of a place; null: below everything. Below
 * the name of a group is in the group: at its beginning when its components are in sight, else at its end. Groups
 * come before or behind other groups. Null: it would be inside itself.
 */
export function spotByDrop(
  order: Order,
  id: string,
  over: { readonly id: string; readonly isLower: boolean } | null,
  isOpen: (group: string) => boolean,
): Spot | null {
  const onPage = inside(order, null).filter((each) => each !== id);
  if (over === null) return { group: null, after: onPage.at(-1) ?? null };
  if (over.id === id) return null;
  const isGroup = order.some((each) => each.id === id && each.components);
  const met = order.find((each) => each.id === over.id && each.components);
  if (met && over.isLower && !isGroup) {
    const last =
      inside(order, met.id)
        .filter((each) => each !== id)
        .at(-1) ?? null;
    return { group: met.id, after: isOpen(met.id) ? null : last };
  }
  const around = spotOf(order, over.id).group;
  const group = isGroup ? null : around;
  const target = isGroup ? (around ?? over.id) : over.id;
  if (target === id) return null;
  const siblings = inside(order, group).filter((each) => each !== id);
  return { group, after: over.isLower ? target : (siblings[siblings.indexOf(target) - 1] ?? null) };
}

/** Which of how many it is where it stands, counted from 1. */
export function rankOf(order: Order, id: string): { group: string | null; rank: number; of: number } {
  const { group } = spotOf(order, id);
  const siblings = inside(order, group);
  return { group, rank: siblings.indexOf(id) + 1, of: siblings.length };
}
