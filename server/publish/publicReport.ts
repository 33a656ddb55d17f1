import type { Component } from '../domain/component.ts';
import type { IncidentUpdate, Report } from '../domain/incident.ts';
import type { PublicReport, PublicUpdate } from './snapshot.ts';

/** What the public sees of a report: a positive list of fields, so that a new field stays hidden until named here. */
export function publicReport(report: Report, components: readonly Component[]): PublicReport {
  const maintenance = report.kind === 'maintenance' ? report : null;
  const mentioned = new Set(maintenance?.componentIds);
  for (const update of report.updates)
    for (const { componentId } of update.affected ?? []) mentioned.add(componentId);
  return {
    id: report.id,
    kind: report.kind,
    name: report.name,
    status: report.status,
    impact: report.impactOverride ?? report.impact,
    createdAt: report.createdAt,
    updatedAt: report.updatedAt,
    startedAt: report.startedAt,
    monitoringAt: report.monitoringAt,
    resolvedAt: report.resolvedAt,
    scheduledFor: maintenance?.scheduledFor ?? null,
    scheduledUntil: maintenance?.scheduledUntil ?? null,
    beganAt: maintenance?.scheduledFor ?? report.updates.at(-1)?.displayAt ?? report.createdAt,
    updates: report.updates.map(publicUpdate),
    components: components
      .filter((component) => mentioned.has(component.id))
      .map(({ id, name, retiredAt }) => ({ id, name, retired: retiredAt !== null })),
  };
}

function publicUpdate(update: IncidentUpdate): PublicUpdate {
  return {
    id: update.id,
    status: update.status,
    body: update.text.source,
    html: update.text.html,
    affected:
      update.affected?.map(({ componentId, name, oldStatus, newStatus }) => ({
        componentId,
        name,
        oldStatus,
        newStatus,
      })) ?? null,
    deliverNotifications: update.deliverNotifications,
    displayAt: update.displayAt,
    createdAt: update.createdAt,
    updatedAt: update.updatedAt,
  };
}
