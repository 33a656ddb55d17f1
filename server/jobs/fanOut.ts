import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { type Announcement, partsOf } from '../domain/announcement.ts';
import { type Delivery, deliveryId } from '../domain/delivery.ts';
import type { Id } from '../domain/id.ts';
import { type Hearing, isTold, type Subscriber } from '../domain/subscriber.ts';
import { DueClock } from './dueClock.ts';

export type FanOutOptions = {
  readonly clock: Clock;
  readonly holdsJobs: () => boolean;
  /** The first announcement whose time has come, and the last subscriber that was looked at for it. */
  readonly waiting: (
    now: number,
  ) => Promise<{ readonly announcement: Announcement; readonly reached: Id } | null>;
  readonly nextAnnouncementAt: () => Promise<number | null>;
  /** Whether what it tells is still there, as something to be told. */
  readonly isStillTold: (announcement: Announcement) => Promise<boolean>;
  readonly cancel: (id: Id) => Promise<unknown>;
  readonly subscribersAfter: (id: Id, limit: number) => Promise<readonly Subscriber[]>;
  readonly hearing: () => Promise<Hearing>;
  readonly fanOut: (
    id: Id,
    deliveries: readonly Delivery[],
    dueAt: number,
    reached: Id,
    isTold: boolean,
  ) => Promise<void>;
  /** Some more have a delivery. */
  readonly onDeliveries: () => void;
  readonly onError: (error: unknown) => void;
};

/**
 * So many subscribers are looked at in one commit: a hundred thousand of them never are in memory, and nobody waits for
 * more than a few milliseconds until it is done.
 */
const batchSize = 50;
/** And so long nobody is looked at in between. It is faster than mails go out all the same. */
const restMs = 10;

/** Gives everybody who wants to hear of an announcement a delivery of it, once the time to take it back is over. */
export function fanOutClock(options: FanOutOptions): DueClock {
  const { clock, holdsJobs, nextAnnouncementAt, onError } = options;
  return new DueClock({
    clock,
    holdsJobs,
    nextDueAt: nextAnnouncementAt,
    doDue: () => fanOutSome(options),
    onError,
  });
}

async function fanOutSome(options: FanOutOptions): Promise<boolean> {
  const now = options.clock.now();
  const found = await options.waiting(now);
  if (!found) return false;
  const { announcement, reached } = found;
  if (!(await options.isStillTold(announcement))) {
    await options.cancel(announcement.id);
    return true;
  }
  const subscribers = await options.subscribersAfter(reached, batchSize);
  const hearing = await options.hearing();
  const deliveries = partsOf(announcement).flatMap((part) =>
    subscribers
      .filter((subscriber) => isTold(subscriber, part, hearing))
      .map(({ id, channel }) => ({
        id: deliveryId(part, id),
        announcementId: announcement.id,
        subscriberId: id,
        channel,
        reportId: announcement.reportId,
        at: announcement.at,
        attempts: 0,
      })),
  );
  const isEverybody = subscribers.length < batchSize;
  await options.fanOut(announcement.id, deliveries, now, subscribers.at(-1)?.id ?? reached, isEverybody);
  if (deliveries.length > 0) options.onDeliveries();
  if (!isEverybody) await setTimeout(restMs);
  return true;
}
