import type { Clock } from '../clock.ts';
import { alertTarget } from '../domain/decideSubscriber.ts';
import { backupFailureSeries, backupSeries } from '../domain/health.ts';
import type { Id } from '../domain/id.ts';
import { type Circumstances, troublesOf } from '../domain/troubles.ts';
import { alertingClock } from '../jobs/alerting.ts';
import type { DueClock } from '../jobs/dueClock.ts';
import { subscriberIdFor } from '../personalLink.ts';
import type { Store } from '../store/store.ts';

export type StaffAlertsOptions = {
  readonly store: Store;
  readonly clock: Clock;
  readonly newIds: (count: number) => Id[];
  readonly holdsJobs: () => boolean;
  /** Whether owners can be told by mail. */
  readonly sendsMail: boolean;
  /** Whether backups are ours to make. */
  readonly backsUp: boolean;
  readonly confirmedAt: () => number;
  readonly freeBytes: () => Promise<number | null>;
  /** Signs personal links, and makes ids of addresses. */
  readonly linkKey: () => Promise<string>;
  /** Something was announced to staff. */
  readonly onAlert: () => void;
  readonly onError: (error: unknown) => void;
};

/** Finds out what is wrong with the installation, and announces it to staff. */
export function staffAlerts(options: StaffAlertsOptions): DueClock {
  const { store, clock, newIds, holdsJobs, onAlert, onError } = options;
  const { subscriptions } = store.jobs;
  return alertingClock({
    clock,
    holdsJobs,
    open: subscriptions.openAlerts,
    troubles: async (open, now) => troublesOf(await circumstances(options), open, now),
    newIds,
    keep: async (changed) => {
      await addOwners(options);
      await subscriptions.keepAlerts(changed);
      onAlert();
    },
    onError,
  });
}

async function circumstances({
  store,
  backsUp,
  confirmedAt,
  freeBytes,
}: StaffAlertsOptions): Promise<Circumstances> {
  const { backup, failure, page, openReports } = await store.read(async (reads) => ({
    backup: await reads.lastMeasurement(backupSeries),
    failure: await reads.lastMeasurement(backupFailureSeries),
    page: (await reads.page()).page,
    openReports: await reads.openReports(),
  }));
  return {
    openReports,
    setAside: await store.subscriptions.setAside(),
    backedUpAt: backsUp ? (backup?.at ?? page.createdAt) : null,
    backupFailedAt: failure?.at ?? null,
    confirmedAt: confirmedAt(),
    freeBytes: await freeBytes(),
  };
}

/** As long as nobody was added, those who own the page hear of it when something is wrong. */
async function addOwners({ store, clock, sendsMail, linkKey }: StaffAlertsOptions): Promise<void> {
  const { subscriptions } = store.jobs;
  if (!sendsMail || (await subscriptions.staff()).length > 0) return;
  const { members, page } = await store.read(async (reads) => ({
    members: await reads.members(),
    page: (await reads.page()).page,
  }));
  const key = await linkKey();
  const owners = members.filter(({ role, removedAt }) => role === 'owner' && removedAt === null);
  const targets = owners.map(({ email }) => {
    const place = { channel: 'email', address: email } as const;
    const id = subscriberIdFor(key, { ...place, incidentId: null, audience: 'staff' });
    return alertTarget({ ...place, id, language: page.language }, clock.now());
  });
  await subscriptions.put(targets);
}
