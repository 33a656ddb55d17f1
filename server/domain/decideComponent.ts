import { isDate } from './calendar.ts';
import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import type { Component } from './component.ts';
import { freshId } from './freshId.ts';
import type { Id } from './id.ts';
import type { Impact } from './impact.ts';
import { FieldProblems, refuse } from './refusal.ts';

export function addComponent(state: State, command: CommandOf<'addComponent'>, moment: Moment): Decision {
  const refusal = checkFields(state, command);
  if (refusal) return refusal;
  const groupId = command.groupId ?? null;
  const component: Component = {
    id: freshId(moment, 0),
    name: command.name.trim(),
    description: command.description ?? null,
    groupId,
    position: nextPosition(state, groupId),
    showcase: command.showcase ?? true,
    onlyShowIfDegraded: command.onlyShowIfDegraded ?? false,
    startDate: command.startDate ?? null,
    createdAt: moment.now,
    updatedAt: moment.now,
    retiredAt: null,
  };
  const byHand = claimByHand(state, component.id, command.status ?? 'operational', moment.now);
  return { changes: [{ put: 'component', component }, ...byHand], subjectId: component.id };
}

export function editComponent(state: State, command: CommandOf<'editComponent'>, moment: Moment): Decision {
  const before = liveComponent(state, command.componentId);
  if (!before) return noSuchComponent(command.componentId);
  const refusal = checkFields(state, command);
  if (refusal) return refusal;
  const component: Component = {
    ...before,
    name: command.name?.trim() ?? before.name,
    description: command.description === undefined ? before.description : command.description,
    groupId: command.groupId === undefined ? before.groupId : command.groupId,
    position: command.position ?? before.position,
    showcase: command.showcase ?? before.showcase,
    onlyShowIfDegraded: command.onlyShowIfDegraded ?? before.onlyShowIfDegraded,
    startDate: command.startDate === undefined ? before.startDate : command.startDate,
    updatedAt: moment.now,
  };
  const byHand =
    command.status === undefined ? [] : claimByHand(state, component.id, command.status, moment.now);
  return { changes: [{ put: 'component', component }, ...byHand], subjectId: component.id };
}

/** Takes a component out of the list and the roll-up. Its history stays, and still names it. */
export function retireComponent(
  state: State,
  command: CommandOf<'retireComponent'>,
  moment: Moment,
): Decision {
  const before = liveComponent(state, command.componentId);
  if (!before) return noSuchComponent(command.componentId);
  const component = { ...before, retiredAt: moment.now, updatedAt: moment.now };
  return {
    changes: [{ put: 'component', component }, ...endManualImpact(state, component.id, moment.now)],
    subjectId: component.id,
  };
}

/**
 * A person says how a component is. Ends what was said by hand before; what incidents and maintenances claim stays,
 * so the status now can be worse than the one set.
 */
export function setComponentStatus(
  state: State,
  command: CommandOf<'setComponentStatus'>,
  moment: Moment,
): Decision {
  const component = liveComponent(state, command.componentId);
  if (!component) return noSuchComponent(command.componentId);
  return {
    changes: claimByHand(state, component.id, command.status, moment.now),
    subjectId: component.id,
  };
}

/** The changes that make `status` what is said by hand of a component from `at` on; none when it is said already. */
export function claimByHand(
  state: State,
  componentId: Id,
  status: Impact['status'] | 'operational',
  at: number,
): Change[] {
  if (manualImpact(state, componentId)?.status === status) return [];
  const ended = endManualImpact(state, componentId, at);
  if (status === 'operational') return ended;
  const source = { kind: 'manual', id: componentId } as const;
  return [...ended, { put: 'impact', impact: { source, componentId, status, startedAt: at, endedAt: null } }];
}

/** What is said by hand of a component now, if anything. */
export function manualImpact(state: State, componentId: Id): Impact | undefined {
  return state.openImpacts.find(
    (impact) => impact.source.kind === 'manual' && impact.source.id === componentId,
  );
}

export function endManualImpact(state: State, componentId: Id, at: number): Change[] {
  const impact = manualImpact(state, componentId);
  return impact ? [{ put: 'impact', impact: { ...impact, endedAt: Math.max(at, impact.startedAt) } }] : [];
}

export function liveComponent(state: State, componentId: Id): Component | undefined {
  return state.components.find((component) => component.id === componentId && component.retiredAt === null);
}

function noSuchComponent(componentId: Id): Decision {
  return refuse('not_found', 'component.not_found', `There is no component ${componentId} on this page.`);
}

function checkFields(
  state: State,
  command: CommandOf<'addComponent'> | CommandOf<'editComponent'>,
): ReturnType<FieldProblems['refusal']> {
  const problems = new FieldProblems();
  problems.name('name', command.name);
  const { groupId, startDate } = command;
  if (groupId && !state.groups.some((group) => group.id === groupId)) {
    problems.add('group_id', `${groupId} is not a group of this page`);
  }
  if (startDate && !isDate(startDate)) problems.add('start_date', 'must be a date such as 2026-01-31');
  if (
    command.type === 'editComponent' &&
    command.position !== undefined &&
    !Number.isSafeInteger(command.position)
  ) {
    problems.add('position', 'must be a whole number');
  }
  return problems.refusal();
}

/** After the last of the same parent; groups stand among the components without a group. */
export function nextPosition(state: State, groupId: Id | null): number {
  const siblings = state.components.filter(
    (component) => component.groupId === groupId && component.retiredAt === null,
  );
  const groups = groupId === null ? state.groups : [];
  return (
    Math.max(0, ...siblings.map((sibling) => sibling.position), ...groups.map((group) => group.position)) + 1
  );
}
