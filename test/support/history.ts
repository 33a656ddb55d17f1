import type { ImportRecords } from '../../server/domain/command.ts';
import type { Component, ComponentGroup } from '../../server/domain/component.ts';
import type { Id } from '../../server/domain/id.ts';
import type { AffectedComponent, Incident, IncidentUpdate } from '../../server/domain/incident.ts';
import type { ComponentStatus, IncidentStatus } from '../../server/domain/status.ts';
import type { Store } from '../../server/store/store.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;

/** How often a component is affected in a year. */
const impactsPerYear = 12;
const reportsPerCommit = 400;

export type HistorySize = { readonly components: number; readonly days: number };

/** Fills an empty store with components in groups and with resolved incidents that end at `now`; always the same ones. */
export async function writeHistory(
  store: Store,
  { components, days }: HistorySize,
  now: number,
): Promise<void> {
  const { page } = await store.read((reads) => reads.page());
  const createdAt = now - days * dayMs;
  const groups = madeGroups(Math.ceil(components / 20), createdAt);
  const listed = madeComponents(components, groups, createdAt, now - days * dayMs);
  const perform = async (records: Partial<ImportRecords>): Promise<void> => {
    const command: ImportRecords = {
      type: 'importRecords',
      page: { id: page.id, name: 'Northwind', timeZone: 'Europe/Berlin', updatedAt: now },
      groups: [],
      components: [],
      reports: [],
      ...records,
    };
    const answer = await store.perform(command, { actor: 'test' });
    if ('refusal' in answer) throw new Error(answer.refusal.message);
  };
  await perform({ groups, components: listed.map((component) => ({ ...component, status: 'operational' })) });
  const reports = madeIncidents(listed, days, now);
  for (let start = 0; start < reports.length; start += reportsPerCommit) {
    await perform({ reports: reports.slice(start, start + reportsPerCommit) });
  }
}

/** Ids that say what they are of. */
function idOf(kind: string, number: number): Id {
  return `${kind}${String(number).padStart(12 - kind.length, '0')}`;
}

function madeGroups(count: number, createdAt: number): ComponentGroup[] {
  return Array.from({ length: count }, (_, position) => ({
    id: idOf('group', position),
    name: `Region ${position + 1}`,
    description: null,
    position,
    createdAt,
    updatedAt: createdAt,
  }));
}

function madeComponents(
  count: number,
  groups: readonly ComponentGroup[],
  createdAt: number,
  knownFrom: number,
): Component[] {
  return Array.from({ length: count }, (_, position) => ({
    id: idOf('part', position),
    name: `Service ${position + 1}`,
    description: position % 5 === 0 ? 'What customers call it' : null,
    groupId: groups[Math.floor(position / 20)]?.id ?? null,
    position,
    showcase: true,
    onlyShowIfDegraded: false,
    startDate: new Date(knownFrom).toISOString().slice(0, 10),
    createdAt,
    updatedAt: createdAt,
    retiredAt: null,
    absences: [],
  }));
}

const severities: readonly ComponentStatus[] = ['degraded_performance', 'partial_outage', 'major_outage'];

/** Spread evenly over the time and over the components, each affecting a stretch of neighbours. */
function madeIncidents(components: readonly Component[], days: number, now: number): Incident[] {
  const breadth = Math.max(2, Math.round(Math.sqrt(components.length) / 2));
  const count = Math.round((components.length * impactsPerYear * days) / 365 / breadth);
  const lengthMs = days * dayMs;
  return Array.from({ length: count }, (_, number) => {
    const beganAt = Math.round(now - lengthMs + ((number + 0.5) * (lengthMs - dayMs)) / count);
    const first = (number * breadth) % components.length;
    const affected = components.slice(first, first + breadth);
    const status = severities[number % severities.length] ?? 'major_outage';
    return madeIncident(number, affected, status, beganAt, beganAt + (20 + (number % 7) * 15) * minuteMs);
  });
}

function madeIncident(
  number: number,
  components: readonly Component[],
  worst: ComponentStatus,
  beganAt: number,
  resolvedAt: number,
): Incident {
  const id = idOf('event', number);
  const said = (
    step: number,
    status: IncidentStatus,
    displayAt: number,
    oldStatus: ComponentStatus,
    newStatus: ComponentStatus,
    words: string,
  ): IncidentUpdate<IncidentStatus> => ({
    id: idOf(`say${step}`, number),
    incidentId: id,
    status,
    text: { source: words, html: `<p>${words}</p>` },
    affected: components.map(
      ({ id, name }): AffectedComponent => ({
        componentId: id,
        name,
        oldStatus,
        newStatus,
      }),
    ),
    affectedIsWhole: true,
    deliverNotifications: true,
    displayAt,
    createdAt: displayAt,
    updatedAt: displayAt,
    editedAt: null,
  });
  return {
    kind: 'incident',
    id,
    name: `Errors in ${components[0]?.name ?? 'a service'} and its neighbours`,
    status: 'resolved',
    impact: worst === 'major_outage' ? 'critical' : worst === 'partial_outage' ? 'major' : 'minor',
    impactOverride: null,
    createdAt: beganAt,
    updatedAt: resolvedAt,
    startedAt: beganAt,
    monitoringAt: null,
    resolvedAt,
    metadata: {},
    componentIds: null,
    backfilled: false,
    reminderIntervals: null,
    postmortem: null,
    updates: [
      said(2, 'resolved', resolvedAt, worst, 'operational', 'All services answer normally again.'),
      said(
        1,
        'investigating',
        beganAt,
        'operational',
        worst,
        'Requests fail more often than usual. We look into it.',
      ),
    ],
  };
}
