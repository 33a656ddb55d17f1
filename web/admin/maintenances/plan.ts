import type { Draft, Incident, MaintenanceSeries } from '../api/shapes.ts';
import { fromWall, toWall } from '../parts/wallTime.ts';
import { type Publishing, publishNow } from '../reports/publishing.tsx';
import { once, type Repeat, repeatOf, ruleOf } from './repeat.ts';
import { iso, type Window, windowOf } from './window.ts';

const minuteMs = 60_000;

/** What a maintenance does by itself, and of what subscribers are told, in the words of the API. */
export const automaticKeys = [
  'scheduled_auto_in_progress',
  'scheduled_auto_completed',
  'auto_transition_to_maintenance_state',
  'auto_transition_to_operational_state',
  'scheduled_remind_prior',
  'auto_transition_deliver_notifications_at_start',
  'auto_transition_deliver_notifications_at_end',
] as const;
type Automatic = Readonly<Record<(typeof automaticKeys)[number], boolean>>;

const usual: Automatic = {
  scheduled_auto_in_progress: true,
  scheduled_auto_completed: true,
  auto_transition_to_maintenance_state: true,
  auto_transition_to_operational_state: true,
  scheduled_remind_prior: true,
  auto_transition_deliver_notifications_at_start: true,
  auto_transition_deliver_notifications_at_end: true,
};

/** A maintenance, or a series of them, as it is written in a form. */
export type Plan = Publishing & {
  readonly name: string;
  readonly componentIds: readonly string[];
  /** By the clock of the zone it is planned in, as a field for date and time has it. */
  readonly start: string;
  readonly end: string;
  readonly body: string;
  readonly automatic: Automatic;
  readonly repeat: Repeat;
};

export const nothingPlanned: Plan = {
  ...publishNow,
  name: '',
  componentIds: [],
  start: '',
  end: '',
  body: '',
  automatic: usual,
  repeat: once,
};

/** When it is planned; null: that is not said yet. Not said to be in order. */
export function plannedWindow({ start, end }: Pick<Plan, 'start' | 'end'>, zone: string): Window | null {
  const [startAt, endAt] = [fromWall(start, zone), fromWall(end, zone)];
  return startAt === null || endAt === null ? null : { start: startAt, end: endAt };
}

/** The start that is chosen anew; the end goes along, an hour later when there was none. */
export function startingAt(plan: Plan, start: string, zone: string): Partial<Plan> {
  const at = fromWall(start, zone);
  if (at === null) return { start };
  const before = plannedWindow(plan, zone);
  const length = before && before.end > before.start ? before.end - before.start : 60 * minuteMs;
  const end = toWall(at + length, zone);
  // Where the clock shows the end twice, the first time would be meant: so long after the start as clocks show it, then.
  const isMeant = fromWall(end, zone) === at + length;
  return { start, end: isMeant ? end : toWall(Date.parse(`${start}Z`) + length, 'UTC') };
}

/** What is asked of a maintenance itself. */
export function askedOf(plan: Plan, { start, end }: Window) {
  return {
    name: plan.name,
    component_ids: plan.componentIds,
    scheduled_for: iso(start),
    scheduled_until: iso(end),
    ...plan.automatic,
  };
}

/** What is asked of a new maintenance. */
export function askedAnew(plan: Plan, window: Window) {
  return {
    ...askedOf(plan, window),
    ...(plan.body.trim() === '' ? {} : { body: plan.body }),
    deliver_notifications: plan.notify,
  };
}

/** What is asked of a series. */
export function askedOfSeries(plan: Plan, { start, end }: Window, zone: string) {
  return {
    name: plan.name,
    component_ids: plan.componentIds,
    starts_at: plan.start,
    time_zone: zone,
    duration_minutes: Math.round((end - start) / minuteMs),
    rrule: ruleOf(plan.repeat, plan.start),
    ...(plan.body.trim() === '' ? {} : { body: plan.body }),
    ...plan.automatic,
  };
}

/** The fields of a request that are not as they were. */
export function different<Fields extends object>(now: Fields, before: Fields): Partial<Fields> {
  const was = new Map(Object.entries(before).map(([key, value]) => [key, JSON.stringify(value)]));
  const changed = Object.entries(now).filter(([key, value]) => JSON.stringify(value) !== was.get(key));
  return Object.fromEntries(changed) as Partial<Fields>;
}

/** What is answered of what happens by itself; what is not said is as usual. */
function automaticOf(answered: { readonly [Key in keyof Automatic]?: boolean | null }): Automatic {
  return { ...usual, ...Object.fromEntries(automaticKeys.map((key) => [key, answered[key] ?? usual[key]])) };
}

/** A maintenance as the form has it. The text is for what is said of a change. */
export function planOf(maintenance: Incident, zone: string): Plan {
  const { start, end } = windowOf(maintenance);
  return {
    ...nothingPlanned,
    automatic: automaticOf(maintenance),
    name: maintenance.name,
    componentIds: maintenance.components.map(({ id }) => id),
    start: toWall(start, zone),
    end: toWall(end, zone),
  };
}

/** A series as the form has it, by the clock of its own zone. */
export function planOfSeries(series: MaintenanceSeries): Plan {
  const start = series.starts_at.slice(0, 16);
  const startAt = fromWall(start, series.time_zone) ?? 0;
  return {
    ...nothingPlanned,
    automatic: automaticOf({
      ...series,
      auto_transition_to_maintenance_state: series.status_during !== null,
    }),
    name: series.name,
    componentIds: series.component_ids,
    start,
    end: toWall(startAt + series.duration_minutes * minuteMs, series.time_zone),
    body: series.body ?? '',
    repeat: repeatOf(series.rrule, start),
  };
}

/** What was drafted, as the form has it. */
export function planOfDraft({ incident, publish_at: publishAt }: Draft, zone: string): Plan {
  if (!incident) return nothingPlanned;
  const { scheduled_for: start, scheduled_until: end } = incident;
  return {
    ...nothingPlanned,
    automatic: automaticOf(incident),
    name: incident.name,
    componentIds: incident.component_ids,
    start: start === null ? '' : toWall(Date.parse(start), zone),
    end: end === null ? '' : toWall(Date.parse(end), zone),
    body: incident.body ?? '',
    notify: incident.deliver_notifications ?? true,
    when: publishAt === null ? 'now' : 'at',
    at: publishAt === null ? '' : toWall(Date.parse(publishAt), zone),
  };
}
