import type { Change, Command, CommandOf, Decision, Moment, State } from './command.ts';
import { concernedComponents } from './concernedComponents.ts';
import type { Id } from './id.ts';
import type { Impact } from './impact.ts';
import { impactsAfter } from './impactsAfter.ts';
import type { Report } from './incident.ts';
import { type ComponentStatus, worstStatus } from './status.ts';

/** How long staff can still take back what they posted, before anybody is told, ms. */
const holdMs = 10_000;

/** A component that has another status now. Only webhooks tell of these. */
export type StatusChange = {
  readonly componentId: Id;
  readonly oldStatus: ComponentStatus;
  readonly newStatus: ComponentStatus;
};

/** Something that subscribers are to be told, committed with what it tells. What it says is read when it is sent. */
export type Announcement = {
  /** Of an update its own, so that no update is announced twice. */
  readonly id: Id;
  /** When it was posted. */
  readonly at: number;
  /** From when on it is told. */
  readonly dueAt: number;
  /** `alert`: told to staff alone. */
  readonly about: 'update' | 'postmortem' | 'components' | 'alert';
  readonly reportId: Id | null;
  readonly reportKind: Report['kind'] | null;
  /** Of an `update` and of an `alert`. */
  readonly updateId: Id | null;
  /** What it concerns: the components of the report, or those whose status changed. */
  readonly componentIds: readonly Id[];
  /** Of `components`. */
  readonly statusChanges: readonly StatusChange[];
};

/** What was known before the changes: the reports that they change, and how components were. */
export type Known = Pick<State, 'reports' | 'openImpacts' | 'components'>;

/**
 * What subscribers are to be told of the changes that a command came to: each new update that is to be delivered, a
 * postmortem that is published with notice, and each component whose status is another one now. Nobody is told of what
 * is imported, of what is entered after the fact unless its author says so, or of corrections.
 */
export function announcementsOf(
  command: Command['type'],
  state: Known,
  changes: readonly Change[],
  { now, ids }: Moment,
): readonly Announcement[] {
  if (command === 'importRecords' || command === 'importStatuses') return [];
  const when = { at: now, dueAt: now + holdMs };
  const reports = changes.flatMap((change) =>
    'put' in change && change.put === 'report' ? [change.report] : [],
  );
  // Of every report that the command saw: what was merged into another one has been said before.
  const known = new Set(state.reports.flatMap(({ updates }) => updates.map(({ id }) => id)));
  const told = reports.flatMap((report) =>
    ofReport(state.reports.find(({ id }) => id === report.id) ?? null, report, known),
  );
  const changed = statusChanges(state, changes, now);
  if (changed.length > 0) told.push(ofComponents(changed));
  // From the end of the moment's ids: what is decided takes them from the beginning.
  const fresh = [...ids].reverse();
  return told.map((one) => ({ ...one, ...when, id: one.updateId ?? taken(fresh) }));
}

/** Whether it was paused before is nothing that the page tells, so that it is not asked here. */
export function pauseAnnouncement(
  { type, reportId, announcementId }: CommandOf<'pauseAnnouncement' | 'resumeAnnouncement'>,
  { now }: Moment,
): Decision {
  const pausedAt = type === 'pauseAnnouncement' ? now : null;
  return { changes: [{ put: 'pause', announcementId, pausedAt }], subjectId: reportId };
}

/** What is told by itself: webhooks tell of one component at a time, and who asked for that one hears of no other. */
export function partsOf(announcement: Announcement): readonly Announcement[] {
  if (announcement.about !== 'components') return [announcement];
  return announcement.statusChanges.map((change) => ({
    ...announcement,
    componentIds: [change.componentId],
    statusChanges: [change],
  }));
}

type Told = Omit<Announcement, 'id' | 'at' | 'dueAt'>;

function ofReport(before: Report | null, report: Report, known: ReadonlySet<Id>): Told[] {
  const about = {
    reportId: report.id,
    reportKind: report.kind,
    componentIds: [...concernedComponents(report)],
    statusChanges: [],
  };
  const updates = report.updates
    .filter((update) => !known.has(update.id) && update.deliverNotifications)
    .reverse()
    .map((update): Told => ({ ...about, about: 'update', updateId: update.id }));
  return publishesPostmortem(before, report)
    ? [...updates, { ...about, about: 'postmortem', updateId: null }]
    : updates;
}

function ofComponents(changed: readonly StatusChange[]): Told {
  return {
    about: 'components',
    reportId: null,
    reportKind: null,
    updateId: null,
    componentIds: changed.map(({ componentId }) => componentId),
    statusChanges: changed,
  };
}

function publishesPostmortem(before: Report | null, report: Report): boolean {
  if (report.kind !== 'incident' || !report.postmortem?.notifySubscribers) return false;
  const wasPublished = before?.kind === 'incident' ? (before.postmortem?.publishedAt ?? null) : null;
  return report.postmortem.publishedAt !== null && wasPublished === null;
}

/** The components that have another status after these changes than before. */
function statusChanges(state: Known, changes: readonly Change[], now: number): StatusChange[] {
  const claims = changes.some((change) => 'put' in change && /^impacts?$/.test(change.put));
  if (!claims) return [];
  const after = impactsAfter(state.openImpacts, changes);
  const touched = new Set([...state.openImpacts, ...after].map(({ componentId }) => componentId));
  const added = new Set(state.components.map(({ id }) => id));
  return [...touched].flatMap((componentId) => {
    // Of a component that comes with a status nothing changed.
    if (!added.has(componentId)) return [];
    const oldStatus = statusAt(state.openImpacts, componentId, now);
    const newStatus = statusAt(after, componentId, now);
    return oldStatus === newStatus ? [] : [{ componentId, oldStatus, newStatus }];
  });
}

function statusAt(impacts: readonly Impact[], componentId: Id, now: number): ComponentStatus {
  return worstStatus(
    impacts
      .filter((impact) => impact.componentId === componentId && impact.startedAt <= now)
      .filter((impact) => impact.endedAt === null || now < impact.endedAt)
      .map(({ status }) => status),
  );
}

function taken(fresh: Id[]): Id {
  const id = fresh.shift();
  if (id === undefined) throw new Error('there are no fresh ids left for announcements');
  return id;
}
