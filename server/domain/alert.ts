import type { Announcement } from './announcement.ts';
import type { Moment } from './command.ts';
import type { Id } from './id.ts';

/** What can be wrong with an installation, or with how it is looked after. */
export type AlertKind = 'silentIncident' | 'failedDeliveries' | 'failedBackup' | 'unpublished' | 'fullDisk';

/** Something that is wrong now. */
export type Trouble = {
  readonly kind: AlertKind;
  /** The incident that is silent; null: it is about the installation. */
  readonly incidentId: Id | null;
  /** Since when it is so, ms UTC. */
  readonly since: number;
};

/** What staff are told of a trouble: that it began and that it is over, once each. */
export type Alert = Trouble & {
  readonly id: Id;
  readonly noticedAt: number;
  readonly overAt: number | null;
};

/** The alerts that change: those that begin with troubles that are new, and those whose trouble is gone. */
export function changedAlerts(
  open: readonly Alert[],
  troubles: readonly Trouble[],
  { now, ids }: Moment,
): readonly Alert[] {
  const fresh = [...ids];
  const isSame = (a: Trouble) => (b: Trouble) => a.kind === b.kind && a.incidentId === b.incidentId;
  const begun = troubles.filter((trouble) => !open.some(isSame(trouble)));
  const over = open.filter((alert) => !troubles.some(isSame(alert)));
  return [
    ...begun.map((trouble) => ({ ...trouble, id: taken(fresh), noticedAt: now, overAt: null })),
    ...over.map((alert) => ({ ...alert, overAt: now })),
  ];
}

/** What is announced of an alert in its present state. Staff are told at once. */
export function alertAnnouncement(alert: Alert): Announcement {
  const at = alert.overAt ?? alert.noticedAt;
  const id = alertUpdateId(alert, alert.overAt === null ? 'began' : 'over');
  return {
    id,
    at,
    dueAt: at,
    about: 'alert',
    reportId: alert.id,
    reportKind: 'incident',
    updateId: id,
    componentIds: [],
    statusChanges: [],
  };
}

/** The same each time, so that nobody is told twice. */
export function alertUpdateId({ id }: Pick<Alert, 'id'>, which: 'began' | 'over'): Id {
  return which === 'began' ? id : `${id}.over`;
}

function taken(fresh: Id[]): Id {
  const id = fresh.shift();
  if (id === undefined) throw new Error('there are no fresh ids left for alerts');
  return id;
}
