import type { Component } from '../domain/component.ts';
import { concernedComponents } from '../domain/concernedComponents.ts';
import type { Report } from '../domain/incident.ts';
import { type ToldUpdate, toldStatus, toldUpdates } from '../domain/toldReport.ts';
import type { PublicPage, PublicReport, PublicUpdate, ReportPage } from './snapshot.ts';

/** What the public sees of a report: a positive list of fields, so that a new field stays hidden until named here. */
export function publicReport(report: Report, components: readonly Component[]): PublicReport {
  const maintenance = report.kind === 'maintenance' ? report : null;
  const concerned = concernedComponents(report);
  return {
    id: report.id,
    kind: report.kind,
    name: report.name,
    status: toldStatus(report),
    impact: report.impactOverride ?? report.impact,
    createdAt: report.createdAt,
    updatedAt: report.updatedAt,
    startedAt: report.startedAt,
    monitoringAt: report.monitoringAt,
    resolvedAt: report.resolvedAt,
    scheduledFor: maintenance?.scheduledFor ?? null,
    scheduledUntil: maintenance?.scheduledUntil ?? null,
    beganAt: maintenance?.scheduledFor ?? report.updates.at(-1)?.displayAt ?? report.createdAt,
    updates: toldUpdates(report).map(publicUpdate),
    components: components
      .filter((component) => concerned.has(component.id))
      .map(({ id, name, retiredAt }) => ({ id, name, retired: retiredAt !== null })),
  };
}

/** What `/incidents/{id}` shows. `now`: ms UTC. */
export function reportPage(
  report: Report,
  components: readonly Component[],
  page: PublicPage,
  now: number,
): ReportPage {
  return { page, builtAt: now, report: publicReport(report, components) };
}

function publicUpdate(update: ToldUpdate): PublicUpdate {
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
    affectedIsWhole: update.affectedIsWhole,
    editedAt: update.editedAt,
  };
}
