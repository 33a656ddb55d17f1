import type { State, StatusChanges } from './command.ts';
import { byPosition, type Component, type ComponentGroup } from './component.ts';
import { byDisplayTime, isFinal } from './deriveImpacts.ts';
import type { Id } from './id.ts';
import type { AffectedComponent, Incident, IncidentUpdate, Maintenance, Report } from './incident.ts';
import { type ComponentStatus, impactLevel, worstStatus } from './status.ts';

/**
 * The same report with these updates: everything that follows from updates is derived afresh, in whatever order
 * they were written. `updates` must not be empty.
 */
export function withUpdates(report: Incident, updates: readonly Incident['updates'][number][]): Incident;
export function withUpdates(
  report: Maintenance,
  updates: readonly Maintenance['updates'][number][],
): Maintenance;
export function withUpdates(report: Report, updates: readonly IncidentUpdate[]): Report;
export function withUpdates(report: Report, updates: readonly IncidentUpdate[]): Report {
  const newestFirst = [...updates].sort((a, b) => byDisplayTime(b, a));
  const latest = newestFirst[0];
  if (!latest) throw new Error(`report ${report.id} would have no updates`);
  let resolvedAt: number | null = null;
  for (const update of newestFirst) {
    if (!isFinal(update.status)) break;
    resolvedAt = update.displayAt;
  }
  const derived = {
    status: latest.status,
    updates: newestFirst,
    impact: impactOf(report, newestFirst),
    monitoringAt: newestFirst.findLast((update) => update.status === 'monitoring')?.displayAt ?? null,
    resolvedAt,
  };
  // Which statuses a report may have is checked where updates enter; the kinds never mix.
  return { ...report, ...derived } as Report;
}

/** The worst that any update has said so far: it does not fall when components recover. */
function impactOf(report: Report, updates: readonly IncidentUpdate[]): Report['impact'] {
  if (report.kind === 'maintenance') return 'maintenance';
  return impactLevel(
    worstStatus(updates.flatMap((update) => (update.affected ?? []).map((a) => a.newStatus))),
  );
}

/** What the report's updates before `at` say of its components, as far as they say anything. */
export function claimsBefore(report: Report | null, at: number): Map<Id, ComponentStatus> {
  const claims = new Map<Id, ComponentStatus>();
  for (const update of [...(report?.updates ?? [])].sort(byDisplayTime)) {
    if (update.displayAt > at) break;
    for (const { componentId, newStatus } of update.affected ?? []) claims.set(componentId, newStatus);
    if (isFinal(update.status)) for (const id of claims.keys()) claims.set(id, 'operational');
  }
  return claims;
}

/** The same updates, each telling as the status before what the one before it set. */
export function withOldStatuses(updates: readonly IncidentUpdate[]): IncidentUpdate[] {
  const claims = new Map<Id, ComponentStatus>();
  return [...updates].sort(byDisplayTime).map((update) => {
    const affected =
      update.affected?.map((entry) => ({
        ...entry,
        oldStatus: claims.get(entry.componentId) ?? entry.oldStatus,
      })) ?? null;
    for (const { componentId, newStatus } of affected ?? []) claims.set(componentId, newStatus);
    if (isFinal(update.status)) for (const id of claims.keys()) claims.set(id, 'operational');
    return { ...update, affected };
  });
}

/**
 * What an update says of components: those that its author changed; a final update sets all that the report
 * affects back to operational. None when it leaves all of them as they were, null when there are none yet.
 */
export function affectedBy(
  state: State,
  report: Report | null,
  update: {
    readonly status: IncidentUpdate['status'];
    readonly statuses: StatusChanges;
    readonly displayAt: number;
  },
): AffectedComponent[] | null {
  const before = claimsBefore(report, update.displayAt);
  const ids = new Set([...(isFinal(update.status) ? before.keys() : []), ...Object.keys(update.statuses)]);
  const listed = state.components.filter((component) => ids.has(component.id)).sort(byPosition);
  if (listed.length === 0 && before.size === 0) return null;
  return listed.map((component) => ({
    componentId: component.id,
    name: nameWithGroup(state.groups, component),
    oldStatus: before.get(component.id) ?? statusNow(state, component.id),
    newStatus: (isFinal(update.status) ? undefined : update.statuses[component.id]) ?? 'operational',
  }));
}

/** The worst of the impacts that are open now. */
export function statusNow({ openImpacts }: Pick<State, 'openImpacts'>, componentId: Id): ComponentStatus {
  return worstStatus(openImpacts.filter((i) => i.componentId === componentId).map((i) => i.status));
}

/** `Group - Component`, as Statuspage names a grouped component in updates. */
export function nameWithGroup(groups: readonly ComponentGroup[], component: Component): string {
  const group = groups.find((candidate) => candidate.id === component.groupId);
  return group ? `${group.name} - ${component.name}` : component.name;
}
