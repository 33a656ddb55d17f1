import { z } from 'zod';
import { daysCovering, isDate, lastDays, startOfDate } from '../../domain/calendar.ts';
import type { Component } from '../../domain/component.ts';
import { meanRatio, printPercentage, type Ratio, uptimeRatio } from '../../domain/percentage.ts';
import type { Availability, Interval } from '../../domain/uptime.ts';
import { byComponent, track } from '../../publish/track.ts';
import { find } from './components.ts';
import type { Desk } from './desk.ts';
import { notFound } from './notFound.ts';
import { type Call, operation } from './operation.ts';
import { Refused } from './refused.ts';

const defaultDays = 90;
/** Statuspage answers for at most six calendar months. */
const longestDays = 184;

const date = z.string().refine(isDate, 'must be a date such as 2026-01-31').optional();
const range = z.object({ start: date, end: date });

const uptimeFields = {
  id: z.string(),
  name: z.string(),
  range_start: z.string(),
  range_end: z.string(),
  /** Truncated, never rounded up; null: nothing is known of the range. */
  uptime_percentage: z.number().nullable(),
  major_outage: z.int(),
  partial_outage: z.int(),
  warnings: z.array(z.string()),
  related_events: z.object({ component_events: z.array(z.string()) }),
};
export const componentUptimeShape = z.object(uptimeFields).meta({ id: 'ComponentUptime' });
const groupUptimeShape = z.object(uptimeFields).meta({ id: 'ComponentGroupUptime' });

type Range = Call<z.output<typeof range>, undefined>['query'];

/** The days from `start` to `end`, both included, in the page's zone. Throws `Refused`. */
function windowOf({ start, end }: Range, timeZone: string, now: number): Interval {
  const recent = lastDays(now, defaultDays, timeZone);
  const from = start === undefined ? (recent[0]?.start ?? now) : startOfDate(start, timeZone);
  const lastDay =
    end === undefined
      ? recent.at(-1)
      : daysCovering(startOfDate(end, timeZone), startOfDate(end, timeZone) + 1, timeZone)[0];
  const until = lastDay?.end ?? now;
  if (until <= from) throw outside('must not be before start');
  if (until - from > longestDays * 86_400_000)
    throw outside(`must be at most ${longestDays} days after start`);
  return { start: from, end: until };
}

function outside(message: string): Refused {
  return new Refused({
    fault: 'invalid',
    code: 'invalid_fields',
    message: `end ${message}`,
    details: [{ path: 'end', message }],
  });
}

async function measured(
  desk: Desk,
  query: Range,
  choose: (components: readonly Component[]) => readonly Component[],
) {
  return desk.read(async (reads) => {
    const { page } = await reads.page();
    const window = windowOf(query, page.timeZone, desk.now);
    const components = choose(await reads.components());
    const impacts = byComponent(await reads.impacts(window.start, window.end));
    const context = { timeZone: page.timeZone, policy: page.policy, now: desk.now, links: new Map() };
    const availabilities = components.map((component) =>
      track(component, impacts.get(component.id) ?? [], window, context),
    );
    return { window, availabilities };
  });
}

function answer(
  subject: { readonly id: string; readonly name: string },
  window: Interval,
  ratio: Ratio | null,
  availabilities: readonly Availability[],
): z.output<typeof componentUptimeShape> {
  const printed = printPercentage(ratio, 3);
  const starts = availabilities.flatMap(({ known }) => known?.start ?? []);
  const ends = availabilities.flatMap(({ known }) => known?.end ?? []);
  const seconds = (status: 'major_outage' | 'partial_outage'): number =>
    Math.floor(availabilities.reduce((sum, { durations }) => sum + durations[status], 0) / 1000);
  const causes = availabilities.flatMap(({ segments }) => segments.flatMap((segment) => segment.causes));
  const start = starts.length > 0 ? Math.min(...starts) : window.start;
  const end = ends.length > 0 ? Math.max(...ends) : window.end;
  return {
    id: subject.id,
    name: subject.name,
    range_start: new Date(start).toISOString(),
    range_end: new Date(end).toISOString(),
    // "<0.001" is the one form that is not a number.
    uptime_percentage: printed === null ? null : Number(printed.replace(/^<.*/, '0')),
    major_outage: seconds('major_outage'),
    partial_outage: seconds('partial_outage'),
    warnings: start > window.start ? ['Nothing is known before range_start.'] : [],
    related_events: { component_events: [...new Set(causes)] },
  };
}

const ofComponent = operation({
  method: 'GET',
  path: '/pages/{page_id}/components/{component_id}/uptime',
  role: 'viewer',
  searches: true,
  summary: 'The uptime of a component; its ledger is at /uptime/{component_id}',
  query: range,
  answer: { status: 200, schema: componentUptimeShape },
  run: async ({ desk, params, query }) => {
    let subject: Component | null = null;
    const { window, availabilities } = await measured(desk, query, (components) => {
      subject = find(components, params.component_id ?? '');
      return [subject];
    });
    const [availability] = availabilities;
    if (!subject || !availability) throw notFound('component', params.component_id ?? '');
    return answer(subject, window, uptimeRatio(availability), availabilities);
  },
});

const ofGroup = operation({
  method: 'GET',
  path: '/pages/{page_id}/component-groups/{id}/uptime',
  role: 'viewer',
  summary: 'The uptime of a group: the mean of its components',
  query: range,
  answer: { status: 200, schema: groupUptimeShape },
  run: async ({ desk, params, query }) => {
    const groups = await desk.read((reads) => reads.groups());
    const group = groups.find((candidate) => candidate.id === params.id);
    if (!group) throw notFound('component_group', params.id ?? '');
    const { window, availabilities } = await measured(desk, query, (components) =>
      components.filter((component) => component.groupId === group.id && component.retiredAt === null),
    );
    return answer(group, window, meanRatio(availabilities.map(uptimeRatio)), availabilities);
  },
});

export const uptimeOperations = [ofComponent, ofGroup];
