import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import type { ComponentGroup } from './component.ts';
import { liveComponent, nextPosition } from './decideComponent.ts';
import { freshId } from './freshId.ts';
import type { Id } from './id.ts';
import { FieldProblems, refuse } from './refusal.ts';

export function addGroup(state: State, command: CommandOf<'addGroup'>, moment: Moment): Decision {
  const refusal = checkFields(state, command);
  if (refusal) return refusal;
  const group: ComponentGroup = {
    id: freshId(moment, 0),
    name: command.name.trim(),
    description: command.description ?? null,
    position: nextPosition(state, null),
    createdAt: moment.now,
    updatedAt: moment.now,
  };
  return {
    changes: [{ put: 'group', group }, ...moveInto(state, group.id, command.componentIds ?? [], moment)],
    subjectId: group.id,
  };
}

/** Renames a group, or says anew which components are in it; the others leave it and stay on the page. */
export function editGroup(state: State, command: CommandOf<'editGroup'>, moment: Moment): Decision {
  const before = state.groups.find((candidate) => candidate.id === command.groupId);
  if (!before) return noSuchGroup(command.groupId);
  const refusal = checkFields(state, command);
  if (refusal) return refusal;
  const group: ComponentGroup = {
    ...before,
    name: command.name?.trim() ?? before.name,
    description: command.description === undefined ? before.description : command.description,
    updatedAt: moment.now,
  };
  const { componentIds } = command;
  const moves = componentIds
    ? [
        ...moveOut(state, group.id, new Set(componentIds), moment),
        ...moveInto(state, group.id, componentIds, moment),
      ]
    : [];
  return { changes: [{ put: 'group', group }, ...moves], subjectId: group.id };
}

/** Dissolves a group. Its components stay on the page, without a group. */
export function removeGroup(state: State, command: CommandOf<'removeGroup'>, moment: Moment): Decision {
  const group = state.groups.find((candidate) => candidate.id === command.groupId);
  if (!group) return noSuchGroup(command.groupId);
  return {
    changes: [...moveOut(state, group.id, new Set(), moment), { remove: 'group', groupId: group.id }],
    subjectId: group.id,
  };
}

function moveInto(state: State, groupId: Id, componentIds: readonly Id[], moment: Moment): Change[] {
  return [...new Set(componentIds)].flatMap((id, index) => {
    const component = liveComponent(state, id);
    if (!component) return [];
    return [
      { put: 'component', component: { ...component, groupId, position: index + 1, updatedAt: moment.now } },
    ];
  });
}

/** Also retired components leave, since no group is left to be named. */
function moveOut(state: State, groupId: Id, staying: ReadonlySet<Id>, moment: Moment): Change[] {
  const first = nextPosition(state, null);
  return state.components
    .filter((component) => component.groupId === groupId && !staying.has(component.id))
    .map((component, index) => ({
      put: 'component',
      component: { ...component, groupId: null, position: first + index, updatedAt: moment.now },
    }));
}

function checkFields(
  state: State,
  command: CommandOf<'addGroup'> | CommandOf<'editGroup'>,
): ReturnType<FieldProblems['refusal']> {
  const problems = new FieldProblems();
  problems.name('name', command.name);
  for (const [index, id] of (command.componentIds ?? []).entries()) {
    if (!liveComponent(state, id))
      problems.add(`components[${index}]`, `${id} is not a component of this page`);
  }
  return problems.refusal();
}

function noSuchGroup(groupId: Id): Decision {
  return refuse(
    'not_found',
    'component_group.not_found',
    `There is no component group ${groupId} on this page.`,
  );
}
