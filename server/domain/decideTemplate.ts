import type { CommandOf, Decision, Moment, State } from './command.ts';
import { liveComponent } from './decideComponent.ts';
import { freshId } from './freshId.ts';
import { FieldProblems, refuse } from './refusal.ts';
import type { IncidentTemplate } from './template.ts';

export function addTemplate(state: State, command: CommandOf<'addTemplate'>, moment: Moment): Decision {
  const refusal = checkFields(state, command);
  if (refusal) return refusal;
  const template: IncidentTemplate = {
    id: freshId(moment, 0),
    name: command.name.trim(),
    title: command.title.trim(),
    body: command.body,
    groupId: command.groupId ?? null,
    status: command.status ?? null,
    componentIds: [...new Set(command.componentIds)],
    notifies: command.notifies ?? true,
    tweets: command.tweets ?? false,
    createdAt: moment.now,
    updatedAt: moment.now,
  };
  return { changes: [{ put: 'template', template }], subjectId: template.id };
}

export function editTemplate(state: State, command: CommandOf<'editTemplate'>, moment: Moment): Decision {
  const before = state.templates.find((candidate) => candidate.id === command.templateId);
  if (!before) return noSuchTemplate(command.templateId);
  const refusal = checkFields(state, command);
  if (refusal) return refusal;
  const template: IncidentTemplate = {
    ...before,
    name: command.name?.trim() ?? before.name,
    title: command.title?.trim() ?? before.title,
    body: command.body ?? before.body,
    groupId: command.groupId === undefined ? before.groupId : command.groupId,
    status: command.status === undefined ? before.status : command.status,
    componentIds: command.componentIds ? [...new Set(command.componentIds)] : before.componentIds,
    notifies: command.notifies ?? before.notifies,
    tweets: command.tweets ?? before.tweets,
    updatedAt: moment.now,
  };
  return { changes: [{ put: 'template', template }], subjectId: template.id };
}

export function removeTemplate(state: State, command: CommandOf<'removeTemplate'>): Decision {
  const { templateId } = command;
  if (!state.templates.some((candidate) => candidate.id === templateId)) return noSuchTemplate(templateId);
  return { changes: [{ remove: 'template', templateId }], subjectId: templateId };
}

function checkFields(
  state: State,
  command: CommandOf<'addTemplate'> | CommandOf<'editTemplate'>,
): ReturnType<FieldProblems['refusal']> {
  const problems = new FieldProblems();
  problems.name('name', command.name);
  problems.name('title', command.title);
  for (const id of command.componentIds ?? []) {
    if (!liveComponent(state, id)) problems.add(`component_ids.${id}`, 'is not a component of this page');
  }
  return problems.refusal();
}

function noSuchTemplate(id: string): Decision {
  return refuse('not_found', 'incident_template.not_found', `There is no incident template ${id}.`);
}
