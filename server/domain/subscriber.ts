import type { Announcement } from './announcement.ts';
import type { Id } from './id.ts';
import type { Language } from './language.ts';

/** The id of a way in which somebody can be told: one of those in `notify/channels.ts`. Only `email` means more here. */
export type Channel = string;

/** `unconfirmed`: asked for, by whoever; nothing is sent before they say so themselves. */
export const subscriberStates = ['active', 'unconfirmed', 'quarantined', 'unsubscribed'] as const;
export type SubscriberState = (typeof subscriberStates)[number];

/** Somebody, or something, that is told of updates. Not part of the page's revision, and erased when they ask. */
export type Subscriber = {
  readonly id: Id;
  readonly channel: Channel;
  /** An address of e-mail in lower case, a URL, or what else the channel sends to. */
  readonly address: string;
  /** `staff` hear of how the installation is; `public` of what the page reports. */
  readonly audience: 'public' | 'staff';
  readonly state: SubscriberState;
  /** What they want to hear of; null: everything. A group stands for its components, also for future ones. */
  readonly scope: { readonly groupIds: readonly Id[]; readonly componentIds: readonly Id[] } | null;
  readonly incidents: boolean;
  readonly maintenances: boolean;
  /** They want to hear of this incident alone. */
  readonly incidentId: Id | null;
  readonly language: Language;
  /** Null: the page's. */
  readonly timeZone: string | null;
  /** Who is told when a webhook fails for good; null: nobody. */
  readonly contactEmail: string | null;
  readonly createdAt: number;
  readonly confirmedAt: number | null;
  /** When they were last mailed a personal link because somebody asked for it; null: never. */
  readonly confirmationSentAt: number | null;
  readonly quarantinedAt: number | null;
  readonly quarantineReason: string | null;
  readonly unsubscribedAt: number | null;
};

/** What somebody wants to hear of, and by which channel. */
export type Wishes = Pick<Subscriber, 'channel' | 'scope' | 'incidents' | 'maintenances' | 'incidentId'>;

/** What besides wishes decides who hears of something. */
export type Hearing = {
  /** In which group each component is now. */
  readonly groupOf: ReadonlyMap<Id, Id | null>;
  /** By these channels one also hears of each component whose status changed. */
  readonly hearOfComponents: ReadonlySet<Channel>;
};

/** Whether somebody is told of something. */
export function isTold(subscriber: Subscriber, announcement: Announcement, hearing: Hearing): boolean {
  if (subscriber.state !== 'active') return false;
  if (announcement.about === 'alert') return subscriber.audience === 'staff';
  if (subscriber.audience === 'staff') return false;
  return wantsToHear(subscriber, announcement, hearing);
}

/** Whether what somebody wants to hear of is this. */
export function wantsToHear(
  { channel, scope, incidents, maintenances, incidentId }: Wishes,
  announcement: Announcement,
  { groupOf, hearOfComponents }: Hearing,
): boolean {
  if (announcement.about === 'components' && !hearOfComponents.has(channel)) return false;
  if (incidentId !== null) return incidentId === announcement.reportId;
  if (announcement.reportKind === 'incident' && !incidents) return false;
  if (announcement.reportKind === 'maintenance' && !maintenances) return false;
  // What concerns no component concerns everybody.
  if (scope === null || announcement.componentIds.length === 0) return true;
  return announcement.componentIds.some((id) => {
    const groupId = groupOf.get(id);
    return scope.componentIds.includes(id) || (groupId != null && scope.groupIds.includes(groupId));
  });
}
