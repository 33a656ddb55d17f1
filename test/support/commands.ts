import fc from 'fast-check';
import type { Token } from '../../server/domain/access.ts';
import type { Command } from '../../server/domain/command.ts';
import type { Component, ComponentGroup } from '../../server/domain/component.ts';
import type { Incident, Report } from '../../server/domain/incident.ts';
import {
  componentStatuses,
  impactLevels,
  incidentStatuses,
  maintenanceStatuses,
} from '../../server/domain/status.ts';

/** What a step can refer to. */
export type Known = {
  readonly now: number;
  readonly groups: readonly ComponentGroup[];
  readonly components: readonly Component[];
  readonly reports: readonly Report[];
  readonly tokens: readonly Token[];
};

/** Each type of command, and how often it is tried: what others need more often. */
const frequency: Record<Command['type'], number> = {
  configurePage: 1,
  addGroup: 1,
  addComponent: 3,
  editComponent: 1,
  retireComponent: 1,
  setComponentStatus: 2,
  openIncident: 3,
  scheduleMaintenance: 2,
  postUpdate: 4,
  editUpdate: 2,
  deleteUpdate: 1,
  deleteIncident: 1,
  advanceMaintenances: 2,
  importRecords: 2,
  importStatuses: 1,
  issueToken: 1,
  revokeToken: 1,
};
const types = (Object.keys(frequency) as Command['type'][]).flatMap((type) =>
  Array.from({ length: frequency[type] }, () => type),
);

/** What a random command is made of. Which records it names depends on what is there when it is its turn. */
export const step = fc.record({
  type: fc.constantFrom(...types),
  first: fc.nat(20),
  second: fc.nat(20),
  name: fc.constantFrom(
    'API',
    ' Web ',
    'Größe "ß" \\ 😀',
    "O'Brien; --",
    '',
    'x'.repeat(300),
    'Zürich\nBern',
  ),
  text: fc.string({ maxLength: 30 }).map((text) => text.replaceAll('\0', '')),
  status: fc.constantFrom(...componentStatuses),
  incidentStatus: fc.constantFrom(...incidentStatuses),
  maintenanceStatus: fc.constantFrom(...maintenanceStatuses),
  level: fc.constantFrom(null, ...impactLevels),
  flag: fc.boolean(),
  /** How long after the step before. */
  minutes: fc.nat(120),
  /** How far an instant that the command names lies in the past; sometimes in the future, which may be wrong. */
  ago: fc.integer({ min: -30, max: 600 }),
});
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const nobody = 'zzzzzzzzzzzz';

/** The command that a step comes to. Now and then it names something that is not there. */
export function commandOf(step: Step, known: Known): Command {
  const { first, second, name, flag, status } = step;
  const component = pick(known.components, first)?.id ?? nobody;
  const other = pick(known.components, second)?.id ?? nobody;
  const groupId = pick(known.groups, second)?.id ?? null;
  const report = pick(known.reports, first);
  const updates: readonly { id: string }[] = report?.updates ?? [];
  const update = pick(updates, second)?.id ?? nobody;
  const incidentId = report?.id ?? nobody;
  const text = { source: step.text, html: `<p>${step.text.length}</p>` };
  const at = known.now - step.ago * 60_000;
  const statuses = {
    [component]: status,
    ...(flag ? { [other]: step.level === null ? 'operational' : status } : {}),
  };
  switch (step.type) {
    case 'configurePage':
      return {
        type: step.type,
        ...(flag ? { name } : {}),
        timeZone: second === 0 ? 'Mars/Base' : 'Europe/Zurich',
      };
    case 'addGroup':
      return { type: step.type, name, description: flag ? step.text : null };
    case 'addComponent':
      return { type: step.type, name, groupId, showcase: flag, startDate: flag ? '2025-06-01' : null };
    case 'editComponent':
      return { type: step.type, componentId: component, groupId, position: second, onlyShowIfDegraded: flag };
    case 'retireComponent':
      return { type: step.type, componentId: first < 6 ? component : nobody };
    case 'setComponentStatus':
      return { type: step.type, componentId: component, status };
    case 'openIncident':
      return {
        type: step.type,
        name,
        status: step.incidentStatus,
        text,
        statuses,
        impactOverride: step.level,
        ...(flag ? { displayAt: at } : {}),
      };
    case 'scheduleMaintenance':
      return {
        type: step.type,
        name,
        text,
        componentIds: [component, other],
        scheduledFor: at,
        scheduledUntil: at + second * 600_000,
        autoStart: flag,
        statusDuring: step.level === null ? null : status,
      };
    case 'postUpdate':
      return {
        type: step.type,
        incidentId,
        status: report?.kind === 'maintenance' ? step.maintenanceStatus : step.incidentStatus,
        text,
        statuses,
        ...(flag ? { displayAt: at } : {}),
      };
    case 'editUpdate':
      return {
        type: step.type,
        incidentId,
        updateId: update,
        text,
        ...(flag ? { displayAt: at, statuses } : {}),
      };
    case 'deleteUpdate':
      return { type: step.type, incidentId, updateId: update };
    case 'deleteIncident':
      return { type: step.type, incidentId };
    case 'advanceMaintenances':
      return { type: step.type };
    case 'importRecords':
      return importOf(step, known, component);
    case 'importStatuses':
      return { type: step.type, at, statuses: [{ componentId: component, status }] };
    case 'issueToken':
      return { type: step.type, name, role: flag ? 'owner' : 'viewer', secretHash: 'f'.repeat(64) };
    case 'revokeToken':
      return { type: step.type, tokenId: pick(known.tokens, first)?.id ?? nobody };
  }
}

/** Records of another page, some of which may be known already, in an older or a newer version. */
function importOf(step: Step, known: Known, component: string): Command {
  const { first, second, flag, status } = step;
  const updatedAt = known.now - step.ago * 60_000;
  const common = { description: null, position: second, createdAt: updatedAt - 1_000, updatedAt };
  const group = { ...common, id: `g${String(second % 3).padStart(11, '0')}`, name: 'Imported group' };
  const imported = {
    ...common,
    id: `c${String(first).padStart(11, '0')}`,
    name: 'Imported',
    groupId: flag ? group.id : null,
    showcase: true,
    onlyShowIfDegraded: false,
    startDate: null,
    updatedAt: second === 1 ? 0 : updatedAt,
    retiredAt: null,
    status,
  };
  const id = `i${String(first).padStart(11, '0')}`;
  const affected = [
    { componentId: imported.id, name: 'Imported', oldStatus: 'operational' as const, newStatus: status },
    {
      componentId: component,
      name: 'Named',
      oldStatus: 'operational' as const,
      newStatus: 'major_outage' as const,
    },
  ];
  const update: Incident['updates'][number] = {
    id: `u${String(second).padStart(11, '0')}`,
    incidentId: id,
    status: step.incidentStatus,
    text: { source: step.text, html: '' },
    affected: second === 2 ? null : affected.slice(0, flag ? 2 : 1),
    deliverNotifications: flag,
    displayAt: updatedAt,
    createdAt: updatedAt,
    updatedAt,
  };
  const report: Incident = {
    kind: 'incident',
    id,
    name: 'Imported incident',
    status: step.incidentStatus,
    createdAt: updatedAt,
    updatedAt,
    startedAt: updatedAt,
    impact: 'major',
    impactOverride: null,
    monitoringAt: null,
    resolvedAt: step.incidentStatus === 'resolved' ? updatedAt : null,
    updates: [update],
  };
  return {
    type: 'importRecords',
    page: second < 3 ? { id: 'p00000000001', name: 'Other', timeZone: 'Etc/UTC', updatedAt } : null,
    groups: [group],
    components: [imported],
    reports: [report],
  };
}

/** Undefined now and then, also when there is something. */
function pick<T>(values: readonly T[], n: number): T | undefined {
  return n === 20 ? undefined : values[n % Math.max(1, values.length)];
}
