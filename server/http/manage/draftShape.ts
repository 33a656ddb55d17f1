import { z } from 'zod';
import { type Draft, type DraftedCommand, draftedFor } from '../../domain/draft.ts';
import { incidentStatuses } from '../../domain/status.ts';
import type { Desk } from './desk.ts';
import { componentStatus, impactLevel, reportStatus } from './fields.ts';
import { notFound } from './notFound.ts';
import { time } from './time.ts';

const at = z.string();
const maybeFlag = z.boolean().nullable();

/** What is drafted, in the words of the request that drafted it. Null: not said. */
const draftedIncidentShape = z.object({
  name: z.string(),
  status: z.enum([...incidentStatuses, 'scheduled', 'in_progress']),
  body: z.string().nullable(),
  impact_override: impactLevel.nullable(),
  components: z.record(z.string(), componentStatus),
  component_ids: z.array(z.string()),
  deliver_notifications: maybeFlag,
  metadata: z.record(z.string(), z.record(z.string(), z.unknown())),
  backfilled: z.boolean(),
  backfill_date: at.nullable(),
  reminder_intervals: z.string().nullable(),
  scheduled_for: at.nullable(),
  scheduled_until: at.nullable(),
  scheduled_auto_in_progress: maybeFlag,
  scheduled_auto_completed: maybeFlag,
  scheduled_remind_prior: maybeFlag,
  auto_transition_to_maintenance_state: maybeFlag,
  auto_transition_to_operational_state: maybeFlag,
  auto_transition_deliver_notifications_at_start: maybeFlag,
  auto_transition_deliver_notifications_at_end: maybeFlag,
});

const draftedUpdateShape = z.object({
  status: reportStatus.nullable(),
  body: z.string().nullable(),
  components: z.record(z.string(), componentStatus),
  deliver_notifications: maybeFlag,
});

export const draftShape = z
  .object({
    id: z.string(),
    page_id: z.string(),
    /** Of an update: what it is an update of. */
    incident_id: z.string().nullable(),
    incident: draftedIncidentShape.nullable(),
    update: draftedUpdateShape.nullable(),
    publish_at: at.nullable(),
    /** Why the clock could not publish it, or does not publish it any more. */
    problem: z.string().nullable(),
    author: z.string(),
    /** Who wrote or changed it last: the clock publishes it only as long as they may. */
    changed_by: z.string(),
    created_at: at,
    updated_at: at,
  })
  .meta({ id: 'Draft' });

export function toDraft(draft: Draft, pageId: string): z.output<typeof draftShape> {
  return {
    id: draft.id,
    page_id: pageId,
    incident_id: draftedFor(draft),
    incident: draft.command.type === 'postUpdate' ? null : toDraftedIncident(draft.command),
    update: draft.command.type === 'postUpdate' ? toDraftedUpdate(draft.command) : null,
    publish_at: time(draft.publishAt),
    problem: draft.problem,
    author: draft.author,
    changed_by: draft.changedBy,
    created_at: time(draft.createdAt),
    updated_at: time(draft.updatedAt),
  };
}

function toDraftedIncident(
  command: Exclude<DraftedCommand, { readonly type: 'postUpdate' }>,
): z.output<typeof draftedIncidentShape> {
  const incident = command.type === 'openIncident' ? command : null;
  const maintenance = command.type === 'scheduleMaintenance' ? command : null;
  const during = maintenance?.statusDuring;
  return {
    name: command.name,
    status: incident?.status ?? (maintenance?.begun ? 'in_progress' : 'scheduled'),
    body: command.text?.source ?? null,
    impact_override: command.impactOverride ?? null,
    components: { ...incident?.statuses, ...maintenance?.begun },
    component_ids: [...(command.componentIds ?? [])],
    deliver_notifications: command.deliverNotifications ?? null,
    metadata: { ...command.metadata },
    backfilled: incident?.backfilled ?? false,
    backfill_date: time(incident?.displayAt ?? null),
    reminder_intervals: incident?.reminderIntervals ?? null,
    scheduled_for: time(maintenance?.scheduledFor ?? null),
    scheduled_until: time(maintenance?.scheduledUntil ?? null),
    scheduled_auto_in_progress: maintenance?.autoStart ?? null,
    scheduled_auto_completed: maintenance?.autoComplete ?? null,
    scheduled_remind_prior: maintenance?.remindPrior ?? null,
    auto_transition_to_maintenance_state: during === undefined ? null : during !== null,
    auto_transition_to_operational_state: maintenance?.restoresAfter ?? null,
    auto_transition_deliver_notifications_at_start: maintenance?.notifyAtStart ?? null,
    auto_transition_deliver_notifications_at_end: maintenance?.notifyAtEnd ?? null,
  };
}

function toDraftedUpdate(
  command: Extract<DraftedCommand, { readonly type: 'postUpdate' }>,
): z.output<typeof draftedUpdateShape> {
  return {
    status: command.status ?? null,
    body: command.text?.source ?? null,
    components: { ...command.statuses },
    deliver_notifications: command.deliverNotifications ?? null,
  };
}

/** Keeps a command as a draft in the name of who asks, and shows it. */
export async function keepDraft(
  desk: Desk,
  command: DraftedCommand,
  publishAt: number | null,
): Promise<z.output<typeof draftShape>> {
  return showDraft(desk, await desk.perform({ type: 'saveDraft', command, publishAt, author: desk.actor }));
}

export async function showDraft(desk: Desk, draftId: string): Promise<z.output<typeof draftShape>> {
  return desk.read(async (reads) => {
    const draft = (await reads.drafts()).find((candidate) => candidate.id === draftId);
    if (!draft) throw notFound('draft', draftId);
    return toDraft(draft, (await reads.page()).page.id);
  });
}
