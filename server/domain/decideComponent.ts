import { isDate } from './calendar.ts';
import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import type { Component } from './component.ts';
import { freshId } from './freshId.ts';
import type { Id } from './id.ts';
import type { Impact } from './impact.ts';
import { FieldProblems, refuse } from './refusal.ts';
import type { ComponentStatus } from './status.ts';

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
    absences: [],
  };
  const { status = 'operational', statusReason } = command;
  const byHand = claimByHand(state, component.id, status, moment.now, statusReason);
  return { changes: [{ put: 'component', component }, ...byHand], subjectId: component.id };
}

export function editComponent(state: State, command: CommandOf<'editComponent'>, moment: Moment): Decision {
  const before = liveComponent(state, command.componentId);
  if (!before) return noSuchComponent(command.componentId);
  const refusal = checkFields(state, command);
  if (refusal) return refusal;
  const groupId = command.groupId === undefined ? before.groupId : command.groupId;
  // Who comes from elsewhere stands at the end.
  const place = groupId === before.groupId ? before.position : nextPosition(state, groupId);
  const component: Component = {
    ...before,
    name: command.name?.trim() ?? before.name,
    description: command.description === undefined ? before.description : command.description,
    groupId,
    position: command.position ?? place,
    showcase: command.showcase ?? before.showcase,
    onlyShowIfDegraded: command.onlyShowIfDegraded ?? before.onlyShowIfDegraded,
    startDate: command.startDate === undefined ? before.startDate : command.startDate,
    updatedAt: moment.now,
  };
  const { status, statusReason } = command;
  const byHand =
    status === undefined ? [] : claimByHand(state, component.id, status, moment.now, statusReason);
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
 * Takes a retired component back into the list, at the end of its group or of the page. Its history stays as it was;
 * the time in which it was retired is kept as an absence, so that it is never counted as good.
 */
export function restoreComponent(
  state: State,
  command: CommandOf<'restoreComponent'>,
  moment: Moment,
): Decision {
  const before = state.components.find((component) => component.id === command.componentId);
  if (!before) return noSuchComponent(command.componentId);
  const { retiredAt } = before;
  if (retiredAt === null) {
    const message = `The component ${before.id} is on the page already.`;
    return refuse('conflict', 'component.not_retired', message);
  }
  const component: Component = {
    ...before,
    position: nextPosition(state, before.groupId),
    updatedAt: moment.now,
    retiredAt: null,
    absences:
      retiredAt < moment.now ? [...before.absences, { start: retiredAt, end: moment.now }] : before.absences,
  };
  return { changes: [{ put: 'component', component }], subjectId: component.id };
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
  const refusal = checkReason(new FieldProblems(), command).refusal();
  if (refusal) return refusal;
  return {
    changes: claimByHand(state, component.id, command.status, moment.now, command.statusReason),
    subjectId: component.id,
  };
}

/**
 * The changes that make `status` what is said by hand of a component from `at` on; none when it is said already. Said
 * again with another reason, it keeps its beginning and gets the new reason.
 */
export function claimByHand(
  state: State,
  componentId: Id,
  status: Impact['status'] | 'operational',
  at: number,
  statusReason: string | null = null,
): Change[] {
  const reason = statusReason?.trim() ?? null;
  const said = manualImpact(state, componentId);
  if (said?.status === status) {
    return reason === null || reason === said.reason ? [] : [{ put: 'impact', impact: { ...said, reason } }];
  }
  const ended = endManualImpact(state, componentId, at);
  if (status === 'operational') return ended;
  const source = { kind: 'manual', id: componentId } as const;
  const impact = { source, componentId, status, startedAt: at, endedAt: null, reason };
  return [...ended, { put: 'impact', impact }];
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
  return checkReason(problems, command).refusal();
}

/** A reason is kept with the impact that it explains, and what is operational has none. */
function checkReason(
  problems: FieldProblems,
  { status, statusReason }: { readonly status?: ComponentStatus; readonly statusReason?: string | null },
): FieldProblems {
  if (statusReason === undefined || statusReason === null) return problems;
  problems.line('status_reason', statusReason, 300);
  if (status === undefined || status === 'operational') {
    problems.add('status_reason', 'must come with a status that is not operational');
  }
  return problems;
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
