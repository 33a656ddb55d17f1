import type { Draft, Incident, MaintenanceSeries } from '../api/shapes.ts';
import { fromWall, toWall } from '../parts/wallTime.ts';
import { type Publishing, publishNow } from '../reports/publishing.tsx';
import { once, type Repeat, repeatOf, ruleOf } from './repeat.ts';
import { iso, type Window, windowOf } from './window.ts';

const minuteMs = 60_000;

/** A maintenance, or a series of them, as it is written in a form. */
export type Plan = Publishing & {
  readonly name: string;
  readonly componentIds: readonly string[];
  /** By the clock of the zone it is planned in, as a field for date and time has it. */
  readonly start: string;
  readonly end: string;
  readonly body: string;
  readonly setsStatus: boolean;
  readonly restores: boolean;
  readonly autoStart: boolean;
  readonly autoComplete: boolean;
  readonly remind: boolean;
  readonly notifyAtStart: boolean;
  readonly notifyAtEnd: boolean;
  readonly repeat: Repeat;
};

export const nothingPlanned: Plan = {
  ...publishNow,
  name: '',
  componentIds: [],
  start: '',
  end: '',
  body: '',
  setsStatus: true,
  restores: true,
  autoStart: true,
  autoComplete: true,
  remind: true,
  notifyAtStart: true,
  notifyAtEnd: true,
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
  return { start, end: toWall(at + length, zone) };
}

/** What a maintenance does by itself, in the words of the API. */
function automatic(plan: Plan) {
  return {
    scheduled_auto_in_progress: plan.autoStart,
    scheduled_auto_completed: plan.autoComplete,
    auto_transition_to_maintenance_state: plan.setsStatus,
    auto_transition_to_operational_state: plan.restores,
    scheduled_remind_prior: plan.remind,
    auto_transition_deliver_notifications_at_start: plan.notifyAtStart,
    auto_transition_deliver_notifications_at_end: plan.notifyAtEnd,
  };
}

/** What is asked of a maintenance itself. */
export function askedOf(plan: Plan, { start, end }: Window) {
  return {
    name: plan.name,
    component_ids: plan.componentIds,
    scheduled_for: iso(start),
    scheduled_until: iso(end),
    ...automatic(plan),
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
    ...automatic(plan),
  };
}

/** The fields of a request that are not as they were. */
export function different<Fields extends object>(now: Fields, before: Fields): Partial<Fields> {
  const was = new Map(Object.entries(before).map(([key, value]) => [key, JSON.stringify(value)]));
  const changed = Object.entries(now).filter(([key, value]) => JSON.stringify(value) !== was.get(key));
  return Object.fromEntries(changed) as Partial<Fields>;
}

type Answered = Pick<
  Incident,
  | 'scheduled_auto_in_progress'
  | 'scheduled_auto_completed'
  | 'auto_transition_to_operational_state'
  | 'scheduled_remind_prior'
  | 'auto_transition_deliver_notifications_at_start'
  | 'auto_transition_deliver_notifications_at_end'
>;

function automaticOf(answered: { readonly [Key in keyof Answered]: boolean | null }) {
  return {
    autoStart: answered.scheduled_auto_in_progress ?? nothingPlanned.autoStart,
    autoComplete: answered.scheduled_auto_completed ?? nothingPlanned.autoComplete,
    restores: answered.auto_transition_to_operational_state ?? nothingPlanned.restores,
    remind: answered.scheduled_remind_prior ?? nothingPlanned.remind,
    notifyAtStart: answered.auto_transition_deliver_notifications_at_start ?? nothingPlanned.notifyAtStart,
    notifyAtEnd: answered.auto_transition_deliver_notifications_at_end ?? nothingPlanned.notifyAtEnd,
  };
}

/** A maintenance as the form has it. The text is for what is said of a change. */
export function planOf(maintenance: Incident, zone: string): Plan {
  const { start, end } = windowOf(maintenance);
  return {
    ...nothingPlanned,
    ...automaticOf(maintenance),
    name: maintenance.name,
    componentIds: maintenance.components.map(({ id }) => id),
    setsStatus: maintenance.auto_transition_to_maintenance_state,
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
    ...automaticOf(series),
    name: series.name,
    componentIds: series.component_ids,
    setsStatus: series.status_during !== null,
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
    ...automaticOf(incident),
    name: incident.name,
    componentIds: incident.component_ids,
    setsStatus: incident.auto_transition_to_maintenance_state ?? true,
    start: start === null ? '' : toWall(Date.parse(start), zone),
    end: end === null ? '' : toWall(Date.parse(end), zone),
    body: incident.body ?? '',
    notify: incident.deliver_notifications ?? true,
    when: publishAt === null ? 'now' : 'at',
    at: publishAt === null ? '' : toWall(Date.parse(publishAt), zone),
  };
}
