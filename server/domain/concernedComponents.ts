import type { Id } from './id.ts';
import type { IncidentUpdate, Report } from './incident.ts';

/** The components that updates say something of. */
function mentionedComponents(updates: readonly IncidentUpdate[]): Set<Id> {
  return new Set(updates.flatMap(({ affected }) => (affected ?? []).map(({ componentId }) => componentId)));
}

/** The components that a report concerns: those that were listed with it, else those that its updates mention. */
export function concernedComponents(report: Report): Set<Id> {
  if (report.kind === 'incident' && report.componentIds !== null) return new Set(report.componentIds);
  return new Set([...(report.componentIds ?? []), ...mentionedComponents(report.updates)]);
}

/** The same report, whose list of components now has those that updates which are new to it say something new of. */
export function listingAffected(report: Report, updates: readonly IncidentUpdate[]): Report {
  if (report.kind !== 'incident' || report.componentIds === null) return report;
  const known: readonly IncidentUpdate[] = report.updates;
  const mentioned = mentionedComponents(known);
  const affected = updates
    .filter((update) => !known.includes(update))
    .flatMap((update) => update.affected ?? [])
    .filter(({ componentId, newStatus }) => newStatus !== 'operational' || !mentioned.has(componentId));
  const ids = affected.map(({ componentId }) => componentId);
  return { ...report, componentIds: [...new Set([...report.componentIds, ...ids])] };
}
