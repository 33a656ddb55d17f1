import { derivedId } from '../derivedId.ts';
import type { ImportedComponent } from '../domain/command.ts';
import type { ComponentGroup } from '../domain/component.ts';
import { byDisplayTime, isFinal } from '../domain/deriveImpacts.ts';
import type { Id } from '../domain/id.ts';
import type { Incident, IncidentUpdate, Maintenance, Report } from '../domain/incident.ts';
import type { Postmortem } from '../domain/postmortem.ts';
import { withUpdates } from '../domain/reportUpdates.ts';
import type { IncidentStatus, MaintenanceStatus } from '../domain/status.ts';
import { renderMarkdown } from '../text/markdown.ts';
import { renderStatuspageBody } from '../text/statuspageBody.ts';
import type { ComponentRecord, IncidentRecord, MaintenanceRecord } from './schema.ts';

export function toGroup(record: ComponentRecord): ComponentGroup {
  return {
    id: record.id,
    name: record.name,
    description: record.description ?? null,
    position: record.position,
    createdAt: record.created_at,
    updatedAt: record.updated_at,
  };
}

export function toComponent(record: ComponentRecord): ImportedComponent {
  return {
    ...toGroup(record),
    groupId: record.group_id ?? null,
    showcase: record.showcase,
    onlyShowIfDegraded: record.only_show_if_degraded,
    startDate: record.start_date ?? null,
    retiredAt: null,
    absences: [],
    status: record.status,
  };
}

/**
 * The record as an incident of ours; one that is over but has no final update gets one. Statuspage lists a published
 * postmortem as an update, whose text is Markdown.
 */
export function toIncident(record: IncidentRecord): Incident {
  const postmortem = record.incident_updates.find(({ status }) => status === 'postmortem');
  const over =
    record.resolved_at ??
    record._source?.gone_at ??
    (postmortem ? postmortem.display_at - 1 : null) ??
    (record.status === 'resolved' || record.status === 'postmortem' ? record.updated_at : null);
  const updates = closedAt(
    over,
    'resolved',
    record.incident_updates.flatMap(({ status, ...update }) =>
      status === 'postmortem' ? [] : [toUpdate<IncidentStatus>(record.id, { ...update, status })],
    ),
  );
  const incident: Incident = {
    ...common(record),
    kind: 'incident',
    status: record.status === 'postmortem' ? 'resolved' : record.status,
    updates,
    componentIds: null,
    backfilled: false,
    reminderIntervals: null,
    postmortem: postmortem ? toPostmortem(postmortem) : null,
  };
  return withRecordedImpact(withUpdates(incident, updates), record);
}

/**
 * The record as a maintenance of ours. One whose end is past at `now` gets a final update if it has none; the clock
 * begins and completes the others.
 */
export function toMaintenance(record: MaintenanceRecord, now: number): Maintenance {
  const over =
    record.resolved_at ??
    (record.status === 'completed' ? record.updated_at : null) ??
    (record.scheduled_until < now ? record.scheduled_until : null);
  const updates = closedAt(
    over,
    'completed',
    record.incident_updates.map((update) => toUpdate<MaintenanceStatus>(record.id, update)),
  );
  const maintenance: Maintenance = {
    ...common(record),
    kind: 'maintenance',
    status: record.status,
    updates,
    scheduledFor: record.scheduled_for,
    scheduledUntil: record.scheduled_until,
    componentIds: componentsNamedBy(record),
    statusDuring: null,
    autoStart: false,
    autoComplete: false,
    restoresAfter: true,
    notifyAtStart: true,
    notifyAtEnd: true,
    remindPrior: false,
    remindAt: null,
    remindedAt: null,
  };
  const derived = withRecordedImpact(withUpdates(maintenance, updates), record);
  const toCome = derived.resolvedAt === null;
  return {
    ...derived,
    autoStart: toCome,
    autoComplete: toCome,
    statusDuring: toCome ? 'under_maintenance' : null,
  };
}

function toPostmortem(record: IncidentRecord['incident_updates'][number]): Postmortem {
  return {
    updateId: record.id,
    draft: null,
    draftUpdatedAt: null,
    body: renderMarkdown(record.body),
    bodyUpdatedAt: record.updated_at,
    publishedAt: record.display_at,
    postedAt: record.created_at,
    notifySubscribers: record.deliver_notifications,
    createdAt: record.created_at,
    updatedAt: record.updated_at,
  };
}

type ReportRecord = IncidentRecord | MaintenanceRecord;

function common(record: ReportRecord) {
  return {
    id: record.id,
    name: record.name,
    createdAt: record.created_at,
    updatedAt: record.updated_at,
    startedAt: record.started_at ?? record.created_at,
    impact: record.impact,
    impactOverride: null,
    monitoringAt: null,
    resolvedAt: null,
    metadata: {},
  };
}

/** Statuspage gives the impact that it showed: where ours is different, a person had set it. */
function withRecordedImpact<Kind extends Report>(report: Kind, record: ReportRecord): Kind {
  return { ...report, impactOverride: record.impact === report.impact ? null : record.impact };
}

function toUpdate<Status extends string>(
  incidentId: Id,
  record: Omit<ReportRecord['incident_updates'][number], 'status'> & { readonly status: Status },
): IncidentUpdate<Status> {
  return {
    id: record.id,
    incidentId,
    status: record.status,
    text: renderStatuspageBody(record.body),
    affected:
      record.affected_components?.map((affected) => ({
        componentId: affected.code,
        name: affected.name,
        oldStatus: affected.old_status,
        newStatus: affected.new_status,
      })) ?? null,
    deliverNotifications: record.deliver_notifications,
    displayAt: record.display_at,
    createdAt: record.created_at,
    updatedAt: record.updated_at,
    affectedIsWhole: true,
    editedAt: null,
  };
}

/**
 * With a final update at `over` when the latest is not final, so that the report does not stay open for ever. It comes
 * after the latest update also when the record says otherwise, and its id is the same in every import.
 */
function closedAt<Status extends IncidentUpdate['status']>(
  over: number | null,
  final: Status,
  updates: readonly IncidentUpdate<Status>[],
): IncidentUpdate<Status>[] {
  const latest = [...updates].sort(byDisplayTime).at(-1);
  if (over === null || !latest || isFinal(latest.status)) return [...updates];
  const at = Math.max(over, latest.displayAt + 1);
  return [
    ...updates,
    {
      id: closingId(latest.incidentId),
      incidentId: latest.incidentId,
      status: final,
      text: { source: '', html: '' },
      affected: null,
      deliverNotifications: false,
      displayAt: at,
      createdAt: at,
      updatedAt: at,
      affectedIsWhole: true,
      editedAt: null,
    },
  ];
}

export function closingId(reportId: Id): Id {
  return derivedId(`${reportId}:closed`);
}

function componentsNamedBy(record: ReportRecord): Id[] {
  const listed = record.components?.map((component) => component.id) ?? [];
  const affected = record.incident_updates.flatMap((update) => update.affected_components ?? []);
  return [...new Set([...listed, ...affected.map((component) => component.code)])];
}
