import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import { liveComponent } from './decideComponent.ts';
import { deleteIncident } from './decideIncident.ts';
import { scheduleMaintenance } from './decideMaintenance.ts';
import { freshId } from './freshId.ts';
import type { Id } from './id.ts';
import type { Maintenance } from './incident.ts';
import {
  longestMaintenanceMs,
  type MaintenanceSeries,
  mostAhead,
  planAhead,
  type SeriesOccurrence,
} from './maintenanceSeries.ts';
import { readRecurrenceRule } from './recurrenceRule.ts';
import { FieldProblems, refuse } from './refusal.ts';
import { isTimeZone } from './timeZone.ts';

/** What scheduling one occurrence needs: an id for the maintenance and one for its update. */
const idsPerOccurrence = 2;

export function addSeries(state: State, command: CommandOf<'addSeries'>, moment: Moment): Decision {
  const series: MaintenanceSeries = {
    id: freshId(moment, 0),
    plan: command.plan,
    startsAt: command.startsAt,
    timeZone: command.timeZone ?? state.page.timeZone,
    durationMs: command.durationMs,
    rule: command.rule,
    planAt: null,
    createdAt: moment.now,
    updatedAt: moment.now,
  };
  const refusal = checkSeries(state, series, command.plan.componentIds, moment.now);
  if (refusal) return refusal;
  const plan = planned(state, series, moment, moment.ids.slice(1));
  return 'refusal' in plan ? plan : { changes: plan.changes, subjectId: series.id };
}

/**
 * Changes a series, and with it its occurrences that nobody edited and that have not begun: those that the rule still
 * names are scheduled afresh under their ids, the others go.
 */
export function editSeries(state: State, command: CommandOf<'editSeries'>, moment: Moment): Decision {
  const before = state.series.find((candidate) => candidate.id === command.seriesId);
  if (!before) return noSuchSeries(command.seriesId);
  const { type: _, seriesId: __, plan: changed, ...schedule } = command;
  const series = { ...before, ...schedule, plan: { ...before.plan, ...changed }, updatedAt: moment.now };
  const refusal = checkSeries(state, series, changed?.componentIds ?? [], moment.now);
  if (refusal) return refusal;
  const dates = new Set(planAhead(series, moment.now).planned.map(({ date }) => date));
  const dropped = untouched(state, series.id, moment.now).filter(
    ({ occurrence: { date } }) => !dates.has(date),
  );
  const rest = {
    ...state,
    occurrences: state.occurrences.filter((own) => !dropped.some(({ occurrence }) => occurrence === own)),
  };
  const plan = planned(rest, series, moment, moment.ids);
  if ('refusal' in plan) return plan;
  const removals = dropped.flatMap(({ occurrence: { seriesId, date }, report }): Change[] => [
    ...removalOf(state, report.id),
    { remove: 'occurrence', seriesId, date },
  ]);
  const kept = rewritten(rest, series, moment);
  if ('refusal' in kept) return kept;
  return { changes: [...removals, ...plan.changes, ...kept.changes], subjectId: series.id };
}

/** Ends a series. Occurrences that somebody edited and those that have begun stay as maintenances of their own. */
export function removeSeries(state: State, command: CommandOf<'removeSeries'>, moment: Moment): Decision {
  const series = state.series.find((candidate) => candidate.id === command.seriesId);
  if (!series) return noSuchSeries(command.seriesId);
  const future = untouched(state, series.id, moment.now);
  return {
    changes: [
      ...future.flatMap(({ report }) => removalOf(state, report.id)),
      { remove: 'series', seriesId: series.id },
    ],
    subjectId: series.id,
  };
}

/** Schedules what is due, for as many series as there are fresh ids. */
export function planSeries(state: State, moment: Moment): Decision {
  const changes: Change[] = [];
  let ids = moment.ids;
  for (const series of state.series) {
    if (ids.length < idsPerOccurrence * mostAhead) break;
    const plan = planned(state, series, moment, ids);
    if ('refusal' in plan) throw new Error(`series ${series.id} cannot be planned: ${plan.refusal.message}`);
    changes.push(...plan.changes);
    ids = plan.ids;
  }
  return { changes, subjectId: null };
}

/** The decision, with the occurrence of the report that a person changed marked as edited. */
export function editingOccurrence(state: State, reportId: Id, decision: Decision): Decision {
  return withOccurrence(state, reportId, decision, (occurrence) => ({ ...occurrence, edited: true }));
}

/** The decision, with the occurrence of the report that it deletes kept as skipped. */
export function skippingOccurrence(state: State, reportId: Id, decision: Decision): Decision {
  return withOccurrence(state, reportId, decision, (occurrence) => ({ ...occurrence, reportId: null }));
}

function withOccurrence(
  state: State,
  reportId: Id,
  decision: Decision,
  after: (occurrence: SeriesOccurrence) => SeriesOccurrence,
): Decision {
  const occurrence = state.occurrences.find((candidate) => candidate.reportId === reportId);
  if (!occurrence || 'refusal' in decision) return decision;
  return {
    ...decision,
    changes: [...decision.changes, { put: 'occurrence', occurrence: after(occurrence) }],
  };
}

/** The changes that schedule what is due of a series and not known yet, and the ids that are left. Or a refusal. */
function planned(state: State, series: MaintenanceSeries, moment: Moment, ids: readonly Id[]) {
  const { planned, nextAt } = planAhead(series, moment.now);
  const known = new Set(
    state.occurrences.filter(({ seriesId }) => seriesId === series.id).map(({ date }) => date),
  );
  const changes: Change[] = [{ put: 'series', series: { ...series, planAt: nextAt } }];
  let left = ids;
  for (const { date, start } of planned) {
    if (known.has(date)) continue;
    const decision = scheduleMaintenance(state, commandFor(state, series, start), { ...moment, ids: left });
    if ('refusal' in decision) return decision;
    left = left.slice(idsPerOccurrence);
    const occurrence = { seriesId: series.id, date, reportId: decision.subjectId, edited: false };
    changes.push(...decision.changes, { put: 'occurrence', occurrence });
  }
  return { changes, ids: left };
}

/** What schedules the occurrence that starts then. A component that was retired since is left out. */
function commandFor(
  state: State,
  { plan, durationMs }: MaintenanceSeries,
  start: number,
): CommandOf<'scheduleMaintenance'> {
  return {
    ...plan,
    type: 'scheduleMaintenance',
    componentIds: plan.componentIds.filter((id) => liveComponent(state, id)),
    scheduledFor: start,
    scheduledUntil: start + durationMs,
  };
}

/** The untouched occurrences that the rule still names, scheduled afresh under the ids that they have. */
function rewritten(state: State, series: MaintenanceSeries, moment: Moment): Decision {
  const starts = new Map(planAhead(series, moment.now).planned.map(({ date, start }) => [date, start]));
  const changes: Change[] = [];
  for (const { occurrence, report } of untouched(state, series.id, moment.now)) {
    const start = starts.get(occurrence.date);
    const [update, ...others] = report.updates;
    // Once it was spoken of again, as by a reminder, it stays as it was announced.
    if (start === undefined || !update || others.length > 0) continue;
    const fresh = scheduleMaintenance(state, commandFor(state, series, start), {
      ...moment,
      ids: [report.id, update.id],
    });
    if ('refusal' in fresh) return fresh;
    changes.push(...fresh.changes.map((change) => asOldAs(report, change)));
  }
  return { changes, subjectId: series.id };
}

/** The maintenance as it is scheduled now, announced when it was announced first. */
function asOldAs({ createdAt, startedAt, updates: [announced] }: Maintenance, change: Change): Change {
  const isReport = 'put' in change && change.put === 'report' && change.report.kind === 'maintenance';
  if (!isReport || !announced) return change;
  const { displayAt, createdAt: writtenAt } = announced;
  const updates = change.report.updates.map((own) => ({ ...own, displayAt, createdAt: writtenAt }));
  return { put: 'report', report: { ...change.report, createdAt, startedAt, updates } };
}

/** The occurrences that nobody edited and that are still to come. */
function untouched(
  state: State,
  seriesId: Id,
  now: number,
): { readonly occurrence: SeriesOccurrence; readonly report: Maintenance }[] {
  return state.occurrences.flatMap((occurrence) => {
    const report = state.reports.find((candidate) => candidate.id === occurrence.reportId);
    const isUntouched = occurrence.seriesId === seriesId && !occurrence.edited;
    if (!isUntouched || report?.kind !== 'maintenance') return [];
    return report.status === 'scheduled' && report.scheduledFor > now ? [{ occurrence, report }] : [];
  });
}

function removalOf(state: State, incidentId: Id): readonly Change[] {
  const decision = deleteIncident(state, { type: 'deleteIncident', incidentId });
  return 'refusal' in decision ? [] : decision.changes;
}

function checkSeries(
  state: State,
  series: MaintenanceSeries,
  componentIds: readonly Id[],
  now: number,
): ReturnType<FieldProblems['refusal']> {
  const problems = new FieldProblems();
  problems.name('name', series.plan.name);
  for (const id of componentIds) {
    if (!liveComponent(state, id)) problems.add(`component_ids.${id}`, 'is not a component of this page');
  }
  if (!isLocalTime(series.startsAt)) {
    problems.add(
      'starts_at',
      'must be a time of a clock such as 2026-11-23T02:00, in the years 2000 to 2099',
    );
  }
  if (!isTimeZone(series.timeZone)) {
    problems.add('time_zone', 'must be an IANA time zone such as Europe/Berlin or Etc/UTC');
  }
  const { durationMs } = series;
  if (!Number.isSafeInteger(durationMs) || durationMs <= 0 || durationMs > longestMaintenanceMs) {
    problems.add('duration_minutes', 'must be from 1 minute to 31 days');
  }
  const rule = readRecurrenceRule(series.rule);
  if ('problem' in rule) problems.add('rrule', rule.problem);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const { planned, nextAt } = planAhead(series, now);
  if (planned.length === 0 && nextAt === null)
    problems.add('rrule', 'has no occurrence that is still to come');
  return problems.refusal();
}

function isLocalTime(text: string): boolean {
  if (!/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d$/.test(text)) return false;
  const at = Date.parse(`${text}Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 19) === text;
}

function noSuchSeries(id: Id): Decision {
  return refuse(
    'not_found',
    'maintenance_series.not_found',
    `There is no series of maintenances ${id} on this page.`,
  );
}
