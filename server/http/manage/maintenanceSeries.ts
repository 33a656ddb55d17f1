import { z } from 'zod';
import { dateOf } from '../../domain/calendar.ts';
import type { MaintenanceSeries, SeriesOccurrence } from '../../domain/maintenanceSeries.ts';
import { renderMarkdown } from '../../text/markdown.ts';
import type { Desk, DeskReads } from './desk.ts';
import { componentStatus, flag, id, maybe, name, readOnly, timeZone, wholeNumber, words } from './fields.ts';
import { given } from './given.ts';
import { plan, planFields } from './incidentFields.ts';
import { notFound } from './notFound.ts';
import { operation } from './operation.ts';
import { pagedQuery, pageOf } from './paging.ts';
import { time } from './time.ts';

const minuteMs = 60_000;
const path = '/pages/{page_id}/maintenance_series/{series_id}';

/** What a clock shows, without a zone. */
const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?$/, 'must be a time of a clock such as 2026-11-23T02:00')
  .transform((text) => (text.length === 16 ? `${text}:00` : text));

const durationMinutes = wholeNumber(1, 44_640);
const rule = z.string().max(500);
const components = z.array(id).max(5_000);

const fields = {
  ...readOnly(['id', 'page_id', 'occurrences', 'created_at', 'updated_at']),
  ...planFields,
  body: words.nullable().optional(),
  status_during: componentStatus.nullable().optional(),
  deliver_notifications: maybe(flag),
  time_zone: timeZone.optional(),
};
const newBody = z.strictObject({
  maintenance_series: z.strictObject({
    ...fields,
    name,
    component_ids: components,
    starts_at: localTime,
    duration_minutes: durationMinutes,
    rrule: rule,
  }),
});
const changeBody = z.strictObject({
  maintenance_series: z.strictObject({
    ...fields,
    name: name.optional(),
    component_ids: components.optional(),
    starts_at: localTime.optional(),
    duration_minutes: durationMinutes.optional(),
    rrule: rule.optional(),
  }),
});
type Said = z.output<typeof changeBody>['maintenance_series'];

export const seriesShape = z
  .object({
    id: z.string(),
    page_id: z.string(),
    name: z.string(),
    body: z.string().nullable(),
    component_ids: z.array(z.string()),
    status_during: componentStatus.nullable(),
    scheduled_auto_in_progress: z.boolean(),
    scheduled_auto_completed: z.boolean(),
    scheduled_remind_prior: z.boolean(),
    auto_transition_to_operational_state: z.boolean(),
    auto_transition_deliver_notifications_at_start: z.boolean(),
    auto_transition_deliver_notifications_at_end: z.boolean(),
    deliver_notifications: z.boolean(),
    starts_at: z.string(),
    time_zone: z.string(),
    duration_minutes: z.number(),
    rrule: z.string(),
    /** From today on, as far as they are scheduled. */
    occurrences: z.array(
      z.object({
        date: z.string(),
        state: z.enum(['scheduled', 'edited', 'skipped']),
        incident_id: z.string().nullable(),
      }),
    ),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: 'MaintenanceSeries' });

function toSeries(
  series: MaintenanceSeries,
  occurrences: readonly SeriesOccurrence[],
  pageId: string,
): z.output<typeof seriesShape> {
  const planned = series.plan;
  return {
    id: series.id,
    page_id: pageId,
    name: planned.name,
    body: planned.text?.source ?? null,
    component_ids: [...planned.componentIds],
    status_during: planned.statusDuring === undefined ? 'under_maintenance' : planned.statusDuring,
    scheduled_auto_in_progress: planned.autoStart ?? true,
    scheduled_auto_completed: planned.autoComplete ?? true,
    scheduled_remind_prior: planned.remindPrior ?? false,
    auto_transition_to_operational_state: planned.restoresAfter ?? true,
    auto_transition_deliver_notifications_at_start: planned.notifyAtStart ?? true,
    auto_transition_deliver_notifications_at_end: planned.notifyAtEnd ?? true,
    deliver_notifications: planned.deliverNotifications ?? true,
    starts_at: series.startsAt,
    time_zone: series.timeZone,
    duration_minutes: series.durationMs / minuteMs,
    rrule: series.rule,
    occurrences: occurrences.map(({ date, reportId, edited }) => ({
      date,
      state: reportId === null ? 'skipped' : edited ? 'edited' : 'scheduled',
      incident_id: reportId,
    })),
    created_at: time(series.createdAt),
    updated_at: time(series.updatedAt),
  };
}

async function showSome(
  desk: Desk,
  reads: DeskReads,
  some: readonly MaintenanceSeries[],
): Promise<z.output<typeof seriesShape>[]> {
  const { page } = await reads.page();
  const shown: z.output<typeof seriesShape>[] = [];
  for (const series of some) {
    const occurrences = await reads.occurrences([series.id], dateOf(desk.now, series.timeZone));
    shown.push(toSeries(series, occurrences, page.id));
  }
  return shown;
}

async function show(desk: Desk, seriesId: string): Promise<z.output<typeof seriesShape>> {
  return desk.read(async (reads) => {
    const found = (await reads.series()).filter((candidate) => candidate.id === seriesId);
    const [shown] = await showSome(desk, reads, found);
    if (!shown) throw notFound('maintenance_series', seriesId);
    return shown;
  });
}

const list = operation({
  method: 'GET',
  path: '/pages/{page_id}/maintenance_series',
  role: 'viewer',
  summary: 'All recurring maintenances, the oldest first',
  query: pagedQuery,
  answer: { status: 200, schema: z.array(seriesShape) },
  run: ({ desk, query }) =>
    desk.read(async (reads) => {
      return showSome(desk, reads, pageOf(await reads.series(), query));
    }),
});

const get = operation({
  method: 'GET',
  path,
  role: 'viewer',
  summary: 'One recurring maintenance with its next occurrences',
  answer: { status: 200, schema: seriesShape },
  run: ({ desk, params }) => show(desk, params.series_id ?? ''),
});

/** What the occurrences are scheduled with, as far as it is said. */
function planOf(said: Said) {
  return {
    ...plan(said),
    ...given({
      name: said.name,
      text: said.body ? renderMarkdown(said.body) : undefined,
      componentIds: said.component_ids,
      statusDuring: said.status_during,
      deliverNotifications: said.deliver_notifications,
    }),
  };
}

const create = operation({
  method: 'POST',
  path: '/pages/{page_id}/maintenance_series',
  role: 'editor',
  summary: 'Plan a recurring maintenance; its occurrences of the next 60 days, at most 20, are scheduled',
  body: newBody,
  answer: { status: 201, schema: seriesShape },
  run: async ({ desk, body: { maintenance_series: said } }) =>
    show(
      desk,
      await desk.perform({
        type: 'addSeries',
        plan: {
          // Twenty announcements at once would be none: readers hear when an occurrence begins and ends.
          deliverNotifications: false,
          ...planOf(said),
          name: said.name,
          componentIds: said.component_ids,
        },
        startsAt: said.starts_at,
        durationMs: said.duration_minutes * minuteMs,
        rule: said.rrule,
        ...given({ timeZone: said.time_zone }),
      }),
    ),
});

const change = operation({
  method: 'PATCH',
  path,
  role: 'editor',
  summary: 'Change a recurring maintenance, and its occurrences that were not edited and have not begun',
  body: changeBody,
  answer: { status: 200, schema: seriesShape },
  run: async ({ desk, params, body: { maintenance_series: said } }) =>
    show(
      desk,
      await desk.perform({
        type: 'editSeries',
        seriesId: params.series_id ?? '',
        plan: planOf(said),
        ...given({
          startsAt: said.starts_at,
          timeZone: said.time_zone,
          durationMs: said.duration_minutes === undefined ? undefined : said.duration_minutes * minuteMs,
          rule: said.rrule,
        }),
      }),
    ),
});

const remove = operation({
  method: 'DELETE',
  path,
  role: 'editor',
  summary: 'End a recurring maintenance; occurrences that were edited or have begun stay',
  answer: { status: 204, schema: null },
  run: async ({ desk, params }) => {
    await desk.perform({ type: 'removeSeries', seriesId: params.series_id ?? '' });
  },
});

export const maintenanceSeriesOperations = [list, get, create, change, remove];
