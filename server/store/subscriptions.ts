import type { Alert } from '../domain/alert.ts';
import type { Announcement } from '../domain/announcement.ts';
import type { Delivery } from '../domain/delivery.ts';
import type { Id } from '../domain/id.ts';
import type { Channel, Subscriber } from '../domain/subscriber.ts';
import type { SubscriberFilter, SubscriberOrder } from '../domain/subscriberFilter.ts';
import type { SubscriptionRequest } from '../domain/subscribing.ts';
import { putAlerts, readAlert, readOpenAlerts } from './alerts.ts';
import {
  cancelAnnouncement,
  noteReached,
  type Reached,
  readAnnouncements,
  readAnnouncementsOf,
  readNextAnnouncementAt,
  readWaiting,
} from './announcements.ts';
import type { Database } from './database.ts';
import {
  addDeliveries,
  countDeliveries,
  countSetAside,
  countUndelivered,
  type Lease,
  leaseDeliveries,
  letGoOfDeliveries,
  readNextDeliveryAt,
  releaseLeases,
  retryDeliveries,
  type SettledDelivery,
  settleDeliveries,
  waitAtLeast,
} from './deliveries.ts';
import { forgetDeliveries, readDeliverySums, readForgettableDeliveries } from './deliverySums.ts';
import { keyNamed } from './keys.ts';
import {
  countSubscribers,
  countWishes,
  eraseSubscribers,
  findSubscribers,
  noteMailed,
  putSubscribers,
  readForgettable,
  readStaff,
  readSubscribersAfter,
  readSubscribersAt,
  readSubscribersById,
  readSubscribersOfMailbox,
} from './subscribers.ts';
import {
  askSubscription,
  claimRequest,
  readDueRequests,
  readNextRequestAt,
  settleRequest,
  type WaitingRequest,
} from './subscriptionRequests.ts';
import { explaining } from './unavailable.ts';

/**
 * Who is told of what, and how far that is. Outside of the page's revision: nothing of it is public, and people's
 * addresses must not stay in an audit log that nothing can be taken out of. Every method can throw `StoreUnavailable`.
 */
export type Subscriptions = ReturnType<typeof subscriptionsOf>;

export function subscriptionsOf(database: Database) {
  const commit = async (statements: Parameters<Database['commit']>[0]['statements']): Promise<void> => {
    if (statements.length > 0) await database.commit({ statements });
  };
  return {
    after: (id: Id, limit: number) => explaining(() => readSubscribersAfter(database, id, limit)),
    byId: (ids: readonly Id[]) => explaining(() => readSubscribersById(database, ids)),
    at: (channel: Channel, address: string) =>
      explaining(() => readSubscribersAt(database, channel, address)),
    find: (
      ...asked: [SubscriberFilter, SubscriberOrder, { readonly limit: number; readonly skip: number }]
    ) => explaining(() => findSubscribers(database, ...asked)),
    ofMailbox: (mailbox: string) => explaining(() => readSubscribersOfMailbox(database, mailbox)),
    count: () => explaining(() => countSubscribers(database)),
    wishes: () => explaining(() => countWishes(database)),
    put: (subscribers: readonly Subscriber[]) =>
      explaining(() => commit(putSubscribers(database, subscribers))),
    erase: (ids: readonly Id[]) => explaining(() => commit(eraseSubscribers(database, ids))),

    forgettable: (before: number, limit: number) =>
      explaining(() => readForgettable(database, before, limit)),

    ask: (request: SubscriptionRequest, dueAt: number) =>
      explaining(() => commit([askSubscription(database, request, dueAt)])),
    nextRequestAt: () => explaining(() => readNextRequestAt(database)),
    dueRequests: (now: number, limit: number) => explaining(() => readDueRequests(database, now, limit)),
    /** Whether it is ours: false when another process was first. */
    claimRequest: (request: WaitingRequest, dueAt: number) =>
      explaining(() => database.commit({ claim: claimRequest(database, request, dueAt), statements: [] })),
    /** It is answered: by a mail to a subscriber, or by none. */
    settleRequest: (
      request: SubscriptionRequest,
      mailed: { readonly subscriberId: Id; readonly at: number } | null,
    ) =>
      explaining(() =>
        commit([
          ...(mailed ? [noteMailed(database, mailed.subscriberId, mailed.at)] : []),
          settleRequest(database, request),
        ]),
      ),

    waiting: (now: number): Promise<Reached | null> => explaining(() => readWaiting(database, now)),
    nextAnnouncementAt: () => explaining(() => readNextAnnouncementAt(database)),
    announcements: (ids: readonly Id[]): Promise<Announcement[]> =>
      explaining(() => readAnnouncements(database, ids)),
    announcementsOf: (reportId: Id) => explaining(() => readAnnouncementsOf(database, reportId)),
    /** Gives some more subscribers their deliveries. Done again after a crash, it gives nobody a second one. */
    fanOut: (id: Id, deliveries: readonly Delivery[], dueAt: number, reached: Id, isTold: boolean) =>
      explaining(async () => {
        await database.commit({
          statements: [
            ...addDeliveries(database, deliveries, dueAt),
            noteReached(database, id, reached, isTold),
          ],
          wakes: true,
        });
      }),
    /** Whether it was in time: false when somebody may have been told already. */
    cancel: (id: Id) =>
      explaining(() => database.commit({ claim: cancelAnnouncement(database, id), statements: [] })),

    lease: (lease: Lease) => explaining(() => leaseDeliveries(database, lease)),
    releaseLeases: () => explaining(() => commit([releaseLeases(database)])),
    letGo: (by: readonly Id[], except: readonly Id[]) =>
      explaining(() => commit([letGoOfDeliveries(database, by, except)])),
    nextDeliveryAt: (channel: Channel, now: number, except: readonly Id[] = []) =>
      explaining(() => readNextDeliveryAt(database, channel, now, except)),
    waitAtLeast: (channel: Channel, now: number, count: number) =>
      explaining(() => waitAtLeast(database, channel, now, count)),
    settle: (
      settled: readonly SettledDelivery[],
      at: number,
      changed: readonly Subscriber[] = [],
      asked: readonly SubscriptionRequest[] = [],
    ) =>
      explaining(() =>
        commit([
          ...settleDeliveries(database, settled, at),
          ...putSubscribers(database, changed),
          ...asked.map((request) => askSubscription(database, request, request.askedAt)),
        ]),
      ),
    /** Also of those that are forgotten. */
    deliveryCounts: (announcementIds: readonly Id[]) =>
      explaining(async () => [
        ...(await countDeliveries(database, announcementIds)),
        ...(await readDeliverySums(database, announcementIds)),
      ]),
    forgettableDeliveries: (before: number, limit: number) =>
      explaining(() => readForgettableDeliveries(database, before, limit)),
    forgetDeliveries: (settled: Parameters<typeof forgetDeliveries>[1]) =>
      explaining(() => forgetDeliveries(database, settled)),
    setAside: () => explaining(() => countSetAside(database)),
    undelivered: () => explaining(() => countUndelivered(database)),
    retry: (announcementId: Id, now: number) =>
      explaining(() => commit([retryDeliveries(database, announcementId, now)])),

    openAlerts: () => explaining(() => readOpenAlerts(database)),
    alert: (id: Id) => explaining(() => readAlert(database, id)),
    keepAlerts: (changed: readonly Alert[]) => explaining(() => commit(putAlerts(database, changed))),
    /** Who of staff is told of alerts, also who was and is not any more. */
    staff: () => explaining(() => readStaff(database)),

    key: (name: string, make: () => string) => explaining(() => keyNamed(database, name, make)),
  };
}
