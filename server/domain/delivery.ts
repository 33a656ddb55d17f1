import type { Announcement } from './announcement.ts';
import type { Id } from './id.ts';
import type { Channel } from './subscriber.ts';

/** `cancelled`: taken back before anybody was told. */
export type AnnouncementState = 'waiting' | 'told' | 'cancelled';

/**
 * `sent`: whoever takes it on the other side has said so. `collapsed`: a later message to the same subscriber told it
 * as well. `failed`: given up after a day. `dropped`: its subscriber or what it tells is gone.
 */
export type DeliveryState = 'pending' | 'sent' | 'collapsed' | 'failed' | 'dropped';

/** What became of a delivery: it is settled, or tried again later. */
export type DeliveryOutcome =
  | { readonly state: Exclude<DeliveryState, 'pending'>; readonly problem: string | null }
  | {
      readonly state: 'pending';
      readonly dueAt: number;
      readonly attempts: number;
      readonly problem: string;
    };

/** One announcement, or a part of it that is told by itself, for one subscriber, on its way. */
export type Delivery = {
  /** Follows from the announcement and the subscriber; whoever takes it knows by it what came before. */
  readonly id: string;
  readonly announcementId: Id;
  readonly subscriberId: Id;
  readonly channel: Channel;
  readonly reportId: Id | null;
  /** When what it tells was posted. */
  readonly at: number;
  readonly attempts: number;
};

/** How long it is kept who was told of what, ms. How many that were is kept for ever. */
export const deliveryKeptMs = 90 * 24 * 3_600_000;

/** `part`: of `partsOf`. */
export function deliveryId(part: Announcement, subscriberId: Id): string {
  const [change] = part.statusChanges;
  return change ? `${part.id}.${change.componentId}.${subscriberId}` : `${part.id}.${subscriberId}`;
}

const firstPauseMs = 5_000;
const longestPauseMs = 3_600_000;
/** After so long a delivery is set aside, ms. */
const patienceMs = 24 * 3_600_000;

/**
 * When to try a delivery again that failed now for the n-th time; null: not any more, it is set aside. Pauses grow, and
 * `chance` (0 to 1) spreads them over their whole length, so that who failed together does not come back together.
 * `waitMs`: how long the other side asked to be left alone, which is respected for as long as we try.
 */
export function retryAt(delivery: Delivery, now: number, chance: number, waitMs = 0): number | null {
  const lastAt = delivery.at + patienceMs;
  if (now >= lastAt) return null;
  const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(delivery.attempts, 20));
  const wantedAt = now + Math.min(waitMs, lastAt - now);
  return Math.max(wantedAt, now + Math.ceil(pauseMs * (0.1 + 0.9 * chance)));
}
