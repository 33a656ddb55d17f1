import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import { byDisplayTime, deriveImpacts, isFinal, sourceOf } from './deriveImpacts.ts';
import { freshId } from './freshId.ts';
import type { Id } from './id.ts';
import type { AffectedComponent, Incident } from './incident.ts';
import { noSuchReport, refuse } from './refusal.ts';
import { claimsBefore, withUpdates } from './reportUpdates.ts';
import { impactLevels, worstStatus } from './status.ts';

type Update = Incident['updates'][number];

/**
 * Makes one incident part of another: its updates move there, and its id goes on leading there. What the two said of
 * components together stays true at each instant, so merging changes no number.
 */
export function mergeIncidents(
  state: State,
  { incidentId, intoId }: CommandOf<'mergeIncidents'>,
  moment: Moment,
): Decision {
  const from = state.reports.find((candidate) => candidate.id === incidentId);
  const into = state.reports.find((candidate) => candidate.id === intoId);
  if (!from) return noSuchReport(incidentId);
  if (!into) return noSuchReport(intoId);
  if (from === into) {
    return refuse('conflict', 'incident.merge_into_itself', 'An incident cannot be merged into itself.');
  }
  if (from.kind === 'maintenance' || into.kind === 'maintenance') {
    return refuse('conflict', 'incident.merge_of_maintenance', 'Only incidents can be merged.');
  }
  if (from.postmortem && into.postmortem) {
    return refuse(
      'conflict',
      'incident.merge_of_postmortems',
      'Both incidents have a postmortem. Delete one of them first.',
    );
  }
  const merged: Incident = {
    ...withUpdates(into, [
      ...into.updates.map((update) => beside(update, into, from, moment.now)),
      ...moved(from, into, moment),
    ]),
    createdAt: Math.min(into.createdAt, from.createdAt),
    startedAt: Math.min(into.startedAt, from.startedAt),
    updatedAt: moment.now,
    impactOverride: worseOverride(into, from),
    reminderIntervals: into.reminderIntervals ?? from.reminderIntervals,
    metadata: { ...from.metadata, ...into.metadata },
    componentIds:
      from.componentIds || into.componentIds
        ? [...new Set([...componentsOf(into), ...componentsOf(from)])]
        : null,
    backfilled: into.backfilled && from.backfilled,
    postmortem: into.postmortem ?? from.postmortem,
  };
  return {
    changes: [
      { put: 'impacts', source: sourceOf(from), impacts: [] },
      { remove: 'report', reportId: from.id },
      { put: 'report', report: merged },
      { put: 'impacts', source: sourceOf(merged), impacts: deriveImpacts(merged) },
      { put: 'merged', merged: { id: from.id, intoId: into.id, mergedAt: moment.now } },
      ...draftsMoved(state, from.id, into.id, moment),
    ],
    subjectId: into.id,
  };
}

/** What is drafted for the one incident is for the other from now on. */
function draftsMoved(state: State, fromId: Id, intoId: Id, moment: Moment): Change[] {
  return state.drafts.flatMap((draft): Change[] => {
    const { command } = draft;
    if (command.type !== 'postUpdate' || command.incidentId !== fromId) return [];
    const moved = { ...draft, command: { ...command, incidentId: intoId }, updatedAt: moment.now };
    return [{ put: 'draft', draft: moved }];
  });
}

/** What a person set stays set, the worse of two; merging must not make an incident look better than it was. */
function worseOverride(a: Incident, b: Incident): Incident['impactOverride'] {
  const [first, second] = [a.impactOverride, b.impactOverride];
  if (first === null || second === null) return first ?? second;
  return impactLevels.indexOf(first) >= impactLevels.indexOf(second) ? first : second;
}

/** The updates as those of the other incident. An imported one can have an id that is taken there. */
function moved(from: Incident, into: Incident, moment: Moment): Update[] {
  const taken = new Set(into.updates.map((update) => update.id));
  let used = 0;
  return from.updates.map((update) => {
    const id = taken.has(update.id) ? freshId(moment, used++) : update.id;
    return { ...beside(update, from, into, moment.now), id, incidentId: into.id };
  });
}

/**
 * What an update says when the other incident is part of the same story: of a component the worse of the two, and
 * that it is over only when both are over.
 */
function beside(update: Update, own: Incident, other: Incident, now: number): Update {
  const otherStatus = statusAt(other, update.displayAt);
  const endsOnlyItself = isFinal(update.status) && otherStatus !== null && !isFinal(otherStatus);
  const claims = claimsBefore(other, update.displayAt);
  const said = endsOnlyItself ? everythingEnded(update, own) : update.affected;
  const affected =
    said?.map((entry) => ({
      ...entry,
      newStatus: worstStatus([
        endsOnlyItself ? 'operational' : entry.newStatus,
        claims.get(entry.componentId) ?? 'operational',
      ]),
    })) ?? null;
  const changed =
    endsOnlyItself || affected?.some((entry, n) => entry.newStatus !== update.affected?.[n]?.newStatus);
  if (!changed) return update;
  const status = endsOnlyItself ? otherStatus : update.status;
  return { ...update, status, affected, affectedIsWhole: false, updatedAt: now, editedAt: now };
}

/** The status of the latest update up to then; null before the first. */
function statusAt(incident: Incident, at: number): Incident['status'] | null {
  return (
    [...incident.updates].sort(byDisplayTime).findLast((update) => update.displayAt <= at)?.status ?? null
  );
}

/** What a final update means without saying it: every component that the incident affected is well again. */
function everythingEnded(update: Update, own: Incident): AffectedComponent[] {
  const mentions = new Map<Id, AffectedComponent>();
  for (const each of [...own.updates].sort(byDisplayTime)) {
    if (byDisplayTime(each, update) > 0) break;
    for (const entry of each.affected ?? []) mentions.set(entry.componentId, entry);
  }
  return [...mentions.values()].map((entry) => {
    const saidNow = update.affected?.find(({ componentId }) => componentId === entry.componentId);
    return saidNow ?? { ...entry, oldStatus: entry.newStatus, newStatus: 'operational' };
  });
}

function componentsOf(incident: Incident): Id[] {
  const mentioned = incident.updates.flatMap((update) => (update.affected ?? []).map((a) => a.componentId));
  return [...(incident.componentIds ?? []), ...mentioned];
}
