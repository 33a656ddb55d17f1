import type { Id } from './id.ts';
import type { Impact, ImpactSource } from './impact.ts';
import type { IncidentUpdate, Report } from './incident.ts';
import type { ComponentStatus } from './status.ts';

type Told = Pick<IncidentUpdate, 'id' | 'displayAt' | 'createdAt'>;

/** The order in which updates take effect: by the time that they speak of, then by the time of writing. */
export function byDisplayTime(a: Told, b: Told): number {
  return a.displayAt - b.displayAt || a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Whether an update with this status ends its incident or maintenance. */
export function isFinal(status: IncidentUpdate['status']): boolean {
  return status === 'resolved' || status === 'completed';
}

export function sourceOf(report: Pick<Report, 'kind' | 'id'>): ImpactSource {
  return { kind: report.kind, id: report.id };
}

/**
 * The impacts that a report's updates come to: what an update says of a component holds from its `displayAt` until
 * the next change for that component, or until the report is resolved. Ascending by start, then by component.
 */
export function deriveImpacts(report: Report): Impact[] {
  const source = sourceOf(report);
  const impacts: Impact[] = [];
  const open = new Map<Id, { status: ComponentStatus; startedAt: number }>();
  const end = (componentId: Id, endedAt: number | null): void => {
    const claim = open.get(componentId);
    open.delete(componentId);
    if (!claim || claim.status === 'operational' || claim.startedAt === endedAt) return;
    const { status, startedAt } = claim;
    impacts.push({ source, componentId, status, startedAt, endedAt, reason: null });
  };
  for (const update of [...report.updates].sort(byDisplayTime)) {
    for (const { componentId, newStatus } of update.affected ?? []) {
      if (open.get(componentId)?.status === newStatus) continue;
      end(componentId, update.displayAt);
      open.set(componentId, { status: newStatus, startedAt: update.displayAt });
    }
    if (isFinal(update.status))
      for (const componentId of [...open.keys()]) end(componentId, update.displayAt);
  }
  for (const componentId of [...open.keys()]) end(componentId, null);
  return impacts.sort(
    (a, b) =>
      a.startedAt - b.startedAt ||
      (a.componentId < b.componentId ? -1 : a.componentId > b.componentId ? 1 : 0),
  );
}
