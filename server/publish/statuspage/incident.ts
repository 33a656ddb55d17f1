import type { PublicPage, PublicReport } from '../snapshot.ts';
import { affectedLists } from './affected.ts';
import { componentEntry, fullName, type Named } from './component.ts';
import { timestamp, timestampOrNull } from './timestamp.ts';
import { updateEntry } from './update.ts';

/** An incident, or a maintenance, which has its window in place of the reminders. */
export function incidentEntry(report: PublicReport, page: PublicPage, named: Named) {
  const at = (instant: number): string => timestamp(instant, page.timeZone);
  const lists = affectedLists(report, (id) => {
    const component = named.components.get(id);
    return component ? fullName(component, named) : '';
  });
  const common = {
    id: report.id,
    name: report.name,
    status: report.status,
    created_at: at(report.createdAt),
    updated_at: at(report.updatedAt),
    monitoring_at: timestampOrNull(report.monitoringAt, page.timeZone),
    resolved_at: timestampOrNull(report.resolvedAt, page.timeZone),
    impact: report.impact,
    shortlink: `${page.url}/incidents/${report.id}`,
    started_at: at(report.startedAt),
    page_id: page.id,
    incident_updates: report.updates.map((update) =>
      updateEntry(update, report, lists.get(update.id) ?? null, page),
    ),
    components: report.components.flatMap(({ id }) => {
      const component = named.components.get(id);
      return component ? [componentEntry(component, page)] : [];
    }),
  };
  const { scheduledFor, scheduledUntil } = report;
  if (scheduledFor === null || scheduledUntil === null) return { ...common, reminder_intervals: null };
  return { ...common, scheduled_for: at(scheduledFor), scheduled_until: at(scheduledUntil) };
}
