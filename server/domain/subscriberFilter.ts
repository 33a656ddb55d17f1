import type { Id } from './id.ts';
import type { Channel, SubscriberState } from './subscriber.ts';

/** Which subscribers are wanted, of those whom the page tells. */
export type SubscriberFilter = {
  readonly states: readonly SubscriberState[];
  readonly channels: readonly Channel[];
  /** Who wants to hear of this incident alone; null: all others. */
  readonly incidentId: Id | null;
  /** A part of an address; null: of any. */
  readonly q: string | null;
};

export type SubscriberOrder = {
  /** `address`: by channel, then by address. */
  readonly by: 'address' | 'createdAt' | 'quarantinedAt';
  readonly isDescending: boolean;
};
