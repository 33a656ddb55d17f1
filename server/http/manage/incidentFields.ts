import { z } from 'zod';
import type { CommandOf, StatusChanges } from '../../domain/command.ts';
import { renderMarkdown } from '../../text/markdown.ts';
import {
  componentStatus,
  flag,
  id,
  impactLevel,
  instant,
  maybe,
  orNothing,
  readOnly,
  reportStatus,
  words,
} from './fields.ts';
import { given } from './given.ts';
import { invalidField } from './invalidField.ts';

/** What requests say of incidents and maintenances, and what it comes to in the words of commands. */

/** What a maintenance does by itself. */
export const planFields = {
  scheduled_auto_in_progress: maybe(flag),
  scheduled_auto_completed: maybe(flag),
  scheduled_auto_transition: maybe(flag),
  auto_transition_to_maintenance_state: maybe(flag),
  auto_transition_to_operational_state: maybe(flag),
  auto_transition_deliver_notifications_at_start: maybe(flag),
  auto_transition_deliver_notifications_at_end: maybe(flag),
  scheduled_remind_prior: maybe(flag),
};

/** What an update says. */
export const updateFields = {
  status: maybe(reportStatus),
  body: maybe(words),
  // A map of statuses, or a list of ids. Whole objects that are sent back have a list of components, which is an
  // answer and not a wish.
  components: z.preprocess(
    (value) => (isAnswered(value) ? undefined : orLeftOut(value)),
    z.union([z.record(id, componentStatus), z.array(id).max(5_000)]).optional(),
  ),
  deliver_notifications: maybe(flag),
};

/** All but the name, which a new one must have. */
export const incidentFields = {
  ...updateFields,
  ...readOnly([
    'id',
    'page_id',
    'impact',
    'created_at',
    'updated_at',
    'started_at',
    'monitoring_at',
    'resolved_at',
    'scheduled_reminded_at',
    'next_reminder_at',
    'overdue_since',
    'postmortem_body',
    'postmortem_body_last_updated_at',
    'postmortem_ignored',
    'postmortem_notified_subscribers',
    'postmortem_notified_twitter',
    'postmortem_published_at',
    'postmortem_draft_updated_at',
    'shortlink',
    'incident_updates',
  ]),
  impact_override: orNothing(impactLevel).optional(),
  component_ids: z.preprocess(
    (value) => (typeof value === 'string' ? (value === '' ? [] : [value]) : orLeftOut(value)),
    z.array(id).max(5_000).optional(),
  ),
  scheduled_for: orNothing(instant).optional(),
  scheduled_until: orNothing(instant).optional(),
  ...planFields,
  reminder_intervals: orNothing(z.string().max(200)).optional(),
  metadata: z.record(z.string(), z.record(z.string(), z.unknown())).nullable().optional(),
  backfilled: maybe(flag),
  backfill_date: maybe(z.string().max(40)),
  // What Statuspage's own pages send besides; it has no meaning here.
  wants_twitter_update: z.unknown().optional(),
  custom_tweet: z.unknown().optional(),
  // Accepted, so that scripts written for a Statuspage go on working; nothing is posted anywhere.
  auto_tweet_at_beginning: maybe(flag),
  auto_tweet_on_completion: maybe(flag),
  auto_tweet_on_creation: maybe(flag),
  auto_tweet_one_hour_before: maybe(flag),
};

/** Kept as a draft, which is published when somebody does or at `publish_at`. */
export const draftFields = { draft: maybe(flag), publish_at: instant.optional() };

export type IncidentFields = z.output<z.ZodObject<typeof incidentFields>>;
export type DraftFields = z.output<z.ZodObject<typeof draftFields>>;
type UpdateFields = Pick<IncidentFields, keyof typeof updateFields>;

export function isDraft({ draft, publish_at }: DraftFields): boolean {
  return draft === true || publish_at !== undefined;
}

/** The list of components of a whole object. */
function isAnswered(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => one === null || isShown(one));
}

function isShown(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'id' in value;
}

/** Null stands for what is left out, and an empty word in a list or a map for nothing. */
function orLeftOut(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.filter((one) => one !== '' && one !== null);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== '' && one !== null));
}

type Listing = Pick<IncidentFields, 'components' | 'component_ids'>;

/** What is said of components; a list of ids says nothing of how they are. */
export function statusesOf({ components = {} }: Pick<Listing, 'components'>): StatusChanges {
  return Array.isArray(components) ? {} : components;
}

/** The components that are concerned, under whichever of its two names they are listed. */
export function idsOf({ components, component_ids: ids }: Listing): string[] | undefined {
  return ids ?? (Array.isArray(components) ? components : undefined);
}

/** Null is what a client sends for what is not set. */
export function metadataOf({ metadata }: Pick<IncidentFields, 'metadata'>) {
  return metadata === null ? {} : metadata;
}

/** What a maintenance does by itself. Statuspage has two names for one of these. */
export function plan(incident: Pick<IncidentFields, keyof typeof planFields>) {
  const transition = incident.auto_transition_to_maintenance_state;
  return given({
    autoStart: incident.scheduled_auto_in_progress ?? incident.scheduled_auto_transition,
    autoComplete: incident.scheduled_auto_completed,
    restoresAfter: incident.auto_transition_to_operational_state,
    notifyAtStart: incident.auto_transition_deliver_notifications_at_start,
    notifyAtEnd: incident.auto_transition_deliver_notifications_at_end,
    remindPrior: incident.scheduled_remind_prior,
    statusDuring: transition === undefined ? undefined : transition ? ('under_maintenance' as const) : null,
  });
}

/** What an update says. Without a status the report stays as it is by then. */
export function updateOf(said: UpdateFields) {
  return {
    statuses: statusesOf(said),
    ...given({
      status: said.status,
      text: said.body ? renderMarkdown(said.body) : undefined,
      deliverNotifications: said.deliver_notifications,
    }),
  };
}

/**
 * The update that a draft becomes. Which components an incident concerns takes effect at once or not at all: throws
 * `Refused` for a list of them.
 */
export function draftedUpdate(incidentId: string, said: UpdateFields): CommandOf<'postUpdate'> {
  if (Array.isArray(said.components) && said.components.length > 0) {
    throw invalidField('components', 'must be a map of ids and statuses in a draft');
  }
  return { type: 'postUpdate', incidentId, ...updateOf(said) };
}
