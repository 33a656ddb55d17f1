import type { Id } from './id.ts';
import { newSubscriber } from './newSubscriber.ts';
import type { Subscriber } from './subscriber.ts';
import type { Choices } from './subscriberCommand.ts';
import { DAY_MS } from './timeZone.ts';

/** Who is to be told, and of what. */
export type Wanted = Choices & Pick<Subscriber, 'channel' | 'address' | 'contactEmail' | 'incidentId'>;

/**
 * Something that anybody may ask about a subscription. It is answered by mail to who has the address, so that whoever
 * asks learns nothing.
 */
export type SubscriptionRequest = {
  /** The id of the subscriber that it is about, or that it comes to. */
  readonly id: Id;
  readonly askedAt: number;
  /** Null: only the link of a subscription that is there. */
  readonly wanted: Wanted | null;
  /** `givenUp`: nobody asked; the contact of a webhook is to hear that it gets no more updates. */
  readonly purpose: 'link' | 'givenUp';
};

/** A request is looked at only so long after its sender was answered, ms, so that the time of their answer tells nothing. */
export const answerDelayMs = 2_000;

/** The link in a mail that answers a request: to say that they want it, or to change it and to leave. */
export type PersonalLink = 'confirm' | 'manage';

/** The mailbox of who is asked to confirm; null: this channel has none. */
export function mailboxOf({
  channel,
  address,
  contactEmail,
}: Pick<Subscriber, 'channel' | 'address' | 'contactEmail'>): string | null {
  return channel === 'email' ? address : contactEmail;
}

/**
 * What a request comes to: the subscriber as they are to be kept, and the link that is mailed to them. Who is told
 * already, or was quarantined, keeps what they chose: only their own link changes that.
 * @param ofMailbox all subscribers of the same mailbox
 */
export function answerRequest(
  { id, wanted }: SubscriptionRequest,
  ofMailbox: readonly Subscriber[],
  now: number,
): { readonly subscriber: Subscriber; readonly mail: PersonalLink | null } | null {
  const known = wanted
    ? ofMailbox.find((one) => isSame(one, wanted))
    : ofMailbox.find((one) => one.id === id);
  const subscriber = known
    ? askedAgain(known, wanted)
    : wanted && newSubscriber({ ...wanted, id: id }, 'unconfirmed', now);
  if (!subscriber) return null;
  const link = subscriber.state === 'active' ? 'manage' : 'confirm';
  return { subscriber, mail: mayMail(ofMailbox, now) ? link : null };
}

/** A browser that may notify: that its reader allowed it there is their confirmation. */
export function subscribedBrowser(known: Subscriber | null, id: Id, wanted: Wanted, now: number): Subscriber {
  return confirmed(known ?? newSubscriber({ ...wanted, id: id }, 'unconfirmed', now), now);
}

function isSame(subscriber: Subscriber, { channel, address, incidentId }: Wanted): boolean {
  return (
    subscriber.audience === 'public' &&
    subscriber.channel === channel &&
    subscriber.address === address &&
    subscriber.incidentId === incidentId
  );
}

function askedAgain(known: Subscriber, wanted: Wanted | null): Subscriber {
  if (!wanted || known.state === 'active' || known.state === 'quarantined') return known;
  return { ...known, ...wanted, state: 'unconfirmed', unsubscribedAt: null };
}

/** One mail a day that was not asked for by who has the mailbox: more only after they confirmed something. */
function mayMail(ofMailbox: readonly Subscriber[], now: number): boolean {
  const latest = (times: readonly (number | null)[]): number => Math.max(...times.map((at) => at ?? -DAY_MS));
  const sentAt = latest(ofMailbox.map(({ confirmationSentAt }) => confirmationSentAt));
  const confirmedAt = latest(ofMailbox.map((one) => one.confirmedAt));
  return ofMailbox.length === 0 || now - sentAt >= DAY_MS || confirmedAt > sentAt;
}

/** By the link in the mail, which only who has the mailbox can know. Also brings back who was quarantined. */
export function confirmed(subscriber: Subscriber, now: number): Subscriber {
  if (subscriber.state === 'active') return subscriber;
  return {
    ...subscriber,
    state: 'active',
    confirmedAt: now,
    quarantinedAt: null,
    quarantineReason: null,
    unsubscribedAt: null,
  };
}

export function left(subscriber: Subscriber, now: number): Subscriber {
  if (subscriber.state === 'unsubscribed') return subscriber;
  return { ...subscriber, state: 'unsubscribed', unsubscribedAt: now };
}

/** How long who left, or never confirmed, is remembered, ms: long enough to come back, short enough to be forgotten. */
export const rememberedMs = 30 * DAY_MS;
