import type { Id } from './id.ts';
import type { Channel, Subscriber, SubscriberState } from './subscriber.ts';

/** What subscribers choose and can change. */
export type Choices = Pick<Subscriber, 'scope' | 'incidents' | 'maintenances' | 'language' | 'timeZone'>;

/** Somebody who is to be told, at an address that their channel takes. The id follows from channel, address and incident, so nobody is there twice. */
export type WantedSubscriber = Choices &
  Pick<Subscriber, 'id' | 'channel' | 'address' | 'contactEmail' | 'incidentId'>;

/** At an address that their channel takes. The id follows from channel and address, so nobody is there twice. */
export type AlertTarget = Pick<Subscriber, 'id' | 'channel' | 'address' | 'language'>;

/** Some of those whom the page tells, never of staff. */
export type Selection = {
  /** `page`: everybody, except those who want to hear of one incident alone. */
  readonly ids: readonly Id[] | 'page';
  /** Null: of each. */
  readonly channel: Channel | null;
  readonly states: readonly SubscriberState[];
};

/** What staff do about subscribers. Subscribers themselves do it by their personal links. */
export type SubscriberCommand =
  | {
      readonly type: 'addSubscriber';
      readonly subscriber: WantedSubscriber;
      /** They said to who asks that they want it; else they are asked. */
      readonly isConfirmed: boolean;
    }
  | {
      readonly type: 'importSubscribers';
      /** Who is known stays as they are. */
      readonly subscribers: readonly (WantedSubscriber & { readonly state: SubscriberState })[];
    }
  | { readonly type: 'editSubscriber'; readonly subscriberId: Id; readonly choices: Partial<Choices> }
  /** Asks those by mail who did not confirm yet. */
  | { readonly type: 'askSubscribers'; readonly selection: Pick<Selection, 'ids'> }
  | { readonly type: 'reactivateSubscribers'; readonly selection: Selection }
  | { readonly type: 'unsubscribe'; readonly selection: Selection }
  | { readonly type: 'eraseSubscriber'; readonly subscriberId: Id }
  /** Somebody, or something, of the staff who is told when something is wrong with the installation. */
  | { readonly type: 'addAlertTarget'; readonly target: AlertTarget }
  | { readonly type: 'removeAlertTarget'; readonly subscriberId: Id };

/**
 * Fields of subscribers become these. Only what is named is written, and only in these states: subscribers change the
 * rest by their links meanwhile, without the page's revision.
 */
export type SubscriberChange = Selection & {
  readonly become: Partial<Omit<Subscriber, 'id' | 'address' | 'incidentId'>>;
};
