import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import { liveComponent } from './decideComponent.ts';
import type { Id } from './id.ts';
import { orderOf } from './pageOrder.ts';
import { FieldProblems } from './refusal.ts';

type ArrangePage = CommandOf<'arrangePage'>;

/**
 * Puts everything on the page into this order, and components into the groups under which they are named. The order
 * must name each group and each component that is not retired once.
 */
export function arrangePage(state: State, { order }: ArrangePage, moment: Moment): Decision {
  const refusal = checkOrder(state, order);
  if (refusal) return refusal;
  const changes = order.flatMap(({ id, componentIds }, index): Change[] => {
    if (componentIds === undefined) return placeComponent(state, id, null, index + 1, moment);
    return [
      ...placeGroup(state, id, index + 1, moment),
      ...componentIds.flatMap((childId, child) => placeComponent(state, childId, id, child + 1, moment)),
    ];
  });
  return { changes, subjectId: null };
}

function placeGroup(state: State, id: Id, position: number, moment: Moment): Change[] {
  const before = state.groups.find((group) => group.id === id);
  if (!before || before.position === position) return [];
  return [{ put: 'group', group: { ...before, position, updatedAt: moment.now } }];
}

function placeComponent(
  state: State,
  id: Id,
  groupId: Id | null,
  position: number,
  moment: Moment,
): Change[] {
  const before = liveComponent(state, id);
  if (!before || (before.position === position && before.groupId === groupId)) return [];
  return [{ put: 'component', component: { ...before, groupId, position, updatedAt: moment.now } }];
}

function checkOrder(state: State, order: ArrangePage['order']): ReturnType<FieldProblems['refusal']> {
  const problems = new FieldProblems();
  const groups = new Set(state.groups.map(({ id }) => id));
  const components = new Set(state.components.filter((each) => each.retiredAt === null).map(({ id }) => id));
  const named = new Set<Id>();
  const name = (path: string, id: Id): void => {
    if (named.has(id)) problems.add(path, `${id} is named twice`);
    named.add(id);
  };
  for (const [index, { id, componentIds }] of order.entries()) {
    const place = `order[${index}]`;
    name(`${place}.id`, id);
    if (!groups.has(id) && !components.has(id)) {
      problems.add(`${place}.id`, `${id} is neither a component nor a group of this page`);
    } else if (groups.has(id) && componentIds === undefined) {
      problems.add(`${place}.components`, `must list the components of the group ${id}`);
    } else if (components.has(id) && componentIds !== undefined) {
      problems.add(`${place}.components`, `${id} is a component and cannot hold others`);
    }
    for (const [child, childId] of (componentIds ?? []).entries()) {
      const path = `${place}.components[${child}]`;
      name(path, childId);
      if (!components.has(childId)) problems.add(path, `${childId} is not a component of this page`);
    }
  }
  const everything = orderOf(state.groups, state.components).flatMap(({ id, componentIds = [] }) => [
    id,
    ...componentIds,
  ]);
  const missing = everything.filter((id) => !named.has(id));
  if (missing.length > 0) problems.add('order', `must also name ${missing.join(', ')}`);
  return problems.refusal();
}
