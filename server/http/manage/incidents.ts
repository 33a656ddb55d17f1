import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { isDate, startOfDate } from '../../domain/calendar.ts';
import type { CommandOf, StatusChanges } from '../../domain/command.ts';
import { isFinal } from '../../domain/deriveImpacts.ts';
import type { Report } from '../../domain/incident.ts';
import { renderMarkdown } from '../../text/markdown.ts';
import type { Desk, DeskReads } from './desk.ts';
import { draftShape, keepDraft } from './draftShape.ts';
import {
  componentStatus,
  count,
  flag,
  id,
  impactLevel,
  instant,
  maybe,
  name,
  orNothing,
  readOnly,
  reportStatus,
  words,
} from './fields.ts';
import { given } from './given.ts';
import { invalidField as invalid } from './invalidField.ts';
import { notFound } from './notFound.ts';
import { type Call, operation } from './operation.ts';
import { pagedQuery, pageOf } from './paging.ts';
import { Refused } from './refused.ts';
import { incidentShape, readSurroundings, toIncident } from './shapes.ts';

const perPage = 100;

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
  components: z.record(id, componentStatus).optional(),
  deliver_notifications: maybe(flag),
};

const fields = {
  status: maybe(reportStatus),
  body: maybe(words),
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
    'postmortem_body',
    'postmortem_body_last_updated_at',
    'postmortem_ignored',
    'postmortem_notified_subscribers',
    'postmortem_notified_twitter',
    'postmortem_published_at',
    'shortlink',
    'incident_updates',
  ]),
  impact_override: orNothing(impactLevel).optional(),
  // A map of statuses, or a list of ids. Whole objects that are sent back have a list of components, which is an
  // answer and not a wish.
  components: z.preprocess(
    (value) => (isAnswered(value) ? undefined : orLeftOut(value)),
    z.union([z.record(id, componentStatus), z.array(id).max(5_000)]).optional(),
  ),
  component_ids: z.preprocess(
    (value) => (typeof value === 'string' ? (value === '' ? [] : [value]) : orLeftOut(value)),
    z.array(id).max(5_000).optional(),
  ),
  deliver_notifications: maybe(flag),
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
/** The list of components of a whole object. */
function isAnswered(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'object');
}

/** Null stands for what is left out, and an empty word in a list or a map for nothing. */
function orLeftOut(value: unknown): unknown {
  if (value === null) return undefined;
  if (Array.isArray(value)) return value.filter((one) => one !== '' && one !== null);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== '' && one !== null));
}

/** Kept as a draft, which is published when somebody does or at `publish_at`. */
const draftFields = { draft: maybe(flag), publish_at: instant.optional() };

export const newIncident = z.strictObject({ ...fields, name });
const newBody = z.strictObject({ incident: newIncident.extend(draftFields) });
const changeBody = z.strictObject({
  incident: z.strictObject({ ...fields, ...draftFields, name: name.optional() }),
});
type Fields = Omit<z.output<typeof changeBody>['incident'], keyof typeof draftFields>;
type DraftFields = Pick<z.output<typeof changeBody>['incident'], keyof typeof draftFields>;

function isDraft({ draft, publish_at }: DraftFields): boolean {
  return draft === true || publish_at !== undefined;
}

export async function showIncident(desk: Desk, incidentId: string): Promise<z.output<typeof incidentShape>> {
  return desk.read(async (reads) => {
    const report = await reads.report(incidentId);
    if (!report) throw await noSuchIncident(reads, incidentId);
    return toIncident(report, await readSurroundings(reads, desk));
  });
}

/** There is no such incident; says where it went when it became part of another one. */
async function noSuchIncident(reads: DeskReads, incidentId: string): Promise<Refused> {
  const intoId = await reads.mergedInto(incidentId);
  if (intoId === null) return notFound('incident', incidentId);
  return new Refused({
    fault: 'not_found',
    code: 'incident.merged',
    message: `The incident ${incidentId} is part of the incident ${intoId} now.`,
    details: [{ path: 'incident_id', message: intoId }],
  });
}

async function showAll(reads: DeskReads, desk: Desk, reports: readonly Report[]) {
  const around = await readSurroundings(reads, desk);
  return reports.map((report) => toIncident(report, around));
}

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/incidents',
  role: 'viewer',
  summary: 'Incidents and maintenances, the latest created first; `q` searches names, statuses and texts',
  query: z.object({
    q: z.string().max(200).optional(),
    limit: count(perPage, perPage),
    page: count(100_000, 1),
  }),
  answer: { status: 200, schema: z.array(incidentShape) },
  run: async ({ desk, query }) => {
    const skip = (query.page - 1) * query.limit;
    const found = query.q
      ? await search(desk, query.q, skip, query.limit)
      : await desk.read((reads) => reads.newestReports(query.limit, skip));
    return desk.read((reads) => showAll(reads, desk, found));
  },
});

const searchStep = 100;

/**
 * Looks through all reports, newest first, until the wanted page of matches is full; in small steps, between which
 * everybody else has a turn.
 */
async function search(desk: Desk, q: string, skip: number, limit: number): Promise<Report[]> {
  const wanted = q.toLowerCase();
  const matches = (report: Report): boolean =>
    [report.name, report.status, ...report.updates.map((update) => update.text.source)].some((text) =>
      text.toLowerCase().includes(wanted),
    );
  const found: Report[] = [];
  for (let offset = 0; found.length < skip + limit; offset += searchStep) {
    const some = await desk.read((reads) => reads.newestReports(searchStep, offset));
    found.push(...some.filter(matches));
    if (some.length < searchStep) break;
    await setImmediate();
  }
  return found.slice(skip, skip + limit);
}

const openLists: readonly { path: string; summary: string; belongs: (report: Report) => boolean }[] = [
  {
    path: '/pages/{page_id}/incidents/unresolved',
    summary: 'Incidents that are not resolved',
    belongs: (report) => report.kind === 'incident',
  },
  {
    path: '/pages/{page_id}/incidents/scheduled',
    summary: 'Maintenances that are scheduled, in progress or verifying',
    belongs: (report) => report.kind === 'maintenance',
  },
  {
    path: '/pages/{page_id}/incidents/upcoming',
    summary: 'Maintenances that have not begun',
    belongs: (report) => report.status === 'scheduled',
  },
  {
    path: '/pages/{page_id}/incidents/active_maintenance',
    summary: 'Maintenances in progress or verifying',
    belongs: (report) => report.kind === 'maintenance' && report.status !== 'scheduled',
  },
];

const lists = openLists.map(({ path, summary, belongs }) =>
  operation({
    method: 'GET',
    path,
    role: 'viewer',
    summary,
    query: pagedQuery,
    answer: { status: 200, schema: z.array(incidentShape) },
    run: ({ desk, query }) =>
      desk.read(async (reads) => {
        const open = (await reads.openReports()).filter(belongs);
        return showAll(reads, desk, pageOf(open, query));
      }),
  }),
);

const get = operation({
  method: 'GET',
  path: '/pages/{page_id}/incidents/{incident_id}',
  role: 'viewer',
  summary: 'One incident or maintenance',
  answer: { status: 200, schema: incidentShape },
  run: ({ desk, params }) => showIncident(desk, params.incident_id ?? ''),
});

const create = operation({
  method: 'POST',
  path: '/pages/{page_id}/incidents',
  role: 'editor',
  summary: 'Open an incident, schedule a maintenance, enter a past incident, or keep one of these as a draft',
  body: newBody,
  answer: { status: 201, schema: z.union([incidentShape, draftShape]) },
  run: async ({ desk, body: { incident } }) => {
    const command = await creation(desk, incident);
    if (isDraft(incident)) return keepDraft(desk, command, incident.publish_at ?? null);
    return showIncident(desk, await desk.perform(command));
  },
});

/** The command that a new incident or maintenance comes to. Throws `Refused`. */
export async function creation(
  desk: Desk,
  incident: z.output<typeof newIncident>,
): Promise<CommandOf<'openIncident'> | CommandOf<'scheduleMaintenance'>> {
  const said = given({
    text: incident.body ? renderMarkdown(incident.body) : undefined,
    deliverNotifications: incident.deliver_notifications,
    impactOverride: incident.impact_override,
    metadata: metadataOf(incident),
  });
  const { scheduled_for: scheduledFor, scheduled_until: scheduledUntil } = incident;
  if (scheduledFor || scheduledUntil) {
    if (!scheduledFor || !scheduledUntil) {
      throw invalid('scheduled_until', 'and scheduled_for must be given together');
    }
    if (incident.status !== undefined && incident.status !== 'scheduled') {
      throw invalid('status', 'must be scheduled for a new maintenance');
    }
    return {
      type: 'scheduleMaintenance',
      name: incident.name,
      scheduledFor,
      scheduledUntil,
      componentIds: [...Object.keys(statusesOf(incident)), ...(idsOf(incident) ?? [])],
      ...plan(incident),
      ...said,
    };
  }
  const status = incident.status ?? (incident.backfilled ? 'resolved' : 'investigating');
  if (!isIncidentStatus(status)) throw invalid('status', 'needs scheduled_for and scheduled_until');
  return {
    type: 'openIncident',
    name: incident.name,
    status,
    statuses: statusesOf(incident),
    ...given({
      displayAt: await backfillInstant(desk, incident),
      backfilled: incident.backfilled,
      componentIds: idsOf(incident),
      reminderIntervals: incident.reminder_intervals,
    }),
    ...said,
  };
}

function isIncidentStatus(
  status: z.output<typeof reportStatus>,
): status is 'investigating' | 'identified' | 'monitoring' | 'resolved' {
  return ['investigating', 'identified', 'monitoring', 'resolved'].includes(status);
}

/** The instant of a past incident: `backfill_date` as an instant, or a date of the page's zone from its beginning. */
async function backfillInstant(desk: Desk, incident: Fields): Promise<number | undefined> {
  const { backfilled, backfill_date: date } = incident;
  if (backfilled && (Object.keys(statusesOf(incident)).length > 0 || (idsOf(incident) ?? []).length > 0)) {
    throw invalid('components', 'cannot be given for a backfilled incident');
  }
  if (date === undefined) return undefined;
  if (!backfilled) throw invalid('backfill_date', 'needs backfilled');
  if (isDate(date)) {
    const { page } = await desk.read((reads) => reads.page());
    return startOfDate(date, page.timeZone);
  }
  const at = instant.safeParse(date);
  if (!at.success)
    throw invalid('backfill_date', 'must be a date or an instant such as 2026-11-23T14:02:00Z');
  return at.data;
}

type Listing = Pick<Fields, 'components' | 'component_ids'>;

/** What is said of components; a list of ids says nothing of how they are. */
function statusesOf({ components = {} }: Pick<Listing, 'components'>): StatusChanges {
  return Array.isArray(components) ? {} : components;
}

/** The components that are concerned, under whichever of its two names they are listed. */
function idsOf({ components, component_ids: ids }: Listing): string[] | undefined {
  return ids ?? (Array.isArray(components) ? components : undefined);
}

/**
 * Whether a change is meant as an update. A status that stays as it is is one, as on a Statuspage, but not in a whole
 * object that is sent back, and not when it is over already.
 */
function speaks(incident: Fields, before: Report): boolean {
  if (incident.body !== undefined || Object.keys(statusesOf(incident)).length > 0) return true;
  if (incident.status === undefined) return false;
  const sentBack = incident.incident_updates !== undefined;
  return incident.status !== before.status || !(sentBack || isFinal(before.status));
}

function metadataOf({ metadata }: Fields) {
  return metadata === null ? {} : metadata;
}

/** What a maintenance does by itself. Statuspage has two names for one of these. */
export function plan(incident: Pick<Fields, keyof typeof planFields>) {
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
export function updateOf(said: Pick<Fields, keyof typeof updateFields>) {
  return {
    statuses: statusesOf(said),
    ...given({
      status: said.status,
      text: said.body ? renderMarkdown(said.body) : undefined,
      deliverNotifications: said.deliver_notifications,
    }),
  };
}

/** Keeps the update of a request as a draft. What else it may say of an incident takes effect at once or not at all. */
async function draftUpdate(desk: Desk, incident: Fields & DraftFields, report: Report) {
  const { draft: _, publish_at: publishAt, ...said } = incident;
  const other = Object.keys(given(said)).find((key) => !(key in updateFields));
  if (other)
    throw invalid(other, `cannot be kept in a draft; only ${Object.keys(updateFields).join(', ')} can`);
  const command = { type: 'postUpdate', incidentId: report.id, ...updateOf(said) } as const;
  return keepDraft(desk, command, publishAt ?? null);
}

const change = {
  path: '/pages/{page_id}/incidents/{incident_id}',
  role: 'editor',
  summary:
    'Change an incident or a maintenance; a status, a body or components post an update, or keep it as a draft',
  body: changeBody,
  answer: { status: 200, schema: z.union([incidentShape, draftShape]) },
  run: async ({ desk, params, body: { incident } }: Call<undefined, z.output<typeof changeBody>>) => {
    const incidentId = params.incident_id ?? '';
    const before = await desk.read((reads) => reads.report(incidentId));
    if (!before) throw await desk.read((reads) => noSuchIncident(reads, incidentId));
    if (isDraft(incident)) return draftUpdate(desk, incident, before);
    await desk.perform({
      type: 'editReport',
      incidentId,
      ...given({
        name: incident.name,
        impactOverride: incident.impact_override,
        scheduledFor: incident.scheduled_for ?? undefined,
        scheduledUntil: incident.scheduled_until ?? undefined,
        componentIds: idsOf(incident),
        reminderIntervals: before.kind === 'incident' ? incident.reminder_intervals : undefined,
        metadata: metadataOf(incident),
        update: speaks(incident, before) ? updateOf(incident) : undefined,
      }),
      ...plan(incident),
    });
    return showIncident(desk, incidentId);
  },
} as const;

const remove = operation({
  method: 'DELETE',
  path: '/pages/{page_id}/incidents/{incident_id}',
  role: 'editor',
  summary: 'Delete an incident or a maintenance, with its updates and its effect on the numbers',
  answer: { status: 200, schema: incidentShape },
  run: async ({ desk, params }) => {
    const before = await showIncident(desk, params.incident_id ?? '');
    await desk.perform({ type: 'deleteIncident', incidentId: before.id });
    return before;
  },
});

export const incidentOperations = [
  list,
  ...lists,
  get,
  create,
  operation({ ...change, method: 'PATCH' }),
  operation({ ...change, method: 'PUT' }),
  remove,
];
