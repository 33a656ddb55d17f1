import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Id } from './domain/id.ts';
import type { Subscriber } from './domain/subscriber.ts';
import type { PersonalLink } from './domain/subscribing.ts';

/**
 * A token that names a subscriber and that nobody can make for another: id and HMAC-SHA-256 over purpose and id, so
 * that one for one purpose is good for no other.
 */
export function personalToken(key: string, purpose: PersonalLink, subscriberId: Id): string {
  return `${subscriberId}.${signature(key, purpose, subscriberId).toString('base64url')}`;
}

/** The subscriber that a token names; null when it was not made here, or for another purpose. */
export function readPersonalToken(key: string, purpose: PersonalLink, token: string): Id | null {
  const [, subscriberId = '', signed = ''] = /^([a-z0-9]{12})\.([\w-]{43})$/.exec(token) ?? [];
  const given = Buffer.from(signed, 'base64url');
  const expected = signature(key, purpose, subscriberId);
  return given.length === expected.length && timingSafeEqual(given, expected) ? subscriberId : null;
}

/**
 * The id of a subscriber with this address: always the same, so that who asks for a subscription gets the id in answer
 * without a look at who is subscribed. Nobody can tell from it to which address it belongs.
 */
export function subscriberIdFor(
  key: string,
  {
    channel,
    address,
    incidentId,
    audience = 'public',
  }: Pick<Subscriber, 'channel' | 'address' | 'incidentId'> & Partial<Pick<Subscriber, 'audience'>>,
): Id {
  const place = [channel, address, incidentId, ...(audience === 'staff' ? [audience] : [])];
  const digest = signature(key, 'subscriber', JSON.stringify(place));
  return (digest.readBigUInt64BE() % 36n ** 12n).toString(36).padStart(12, '0');
}

function signature(key: string, purpose: PersonalLink | 'subscriber', subject: string): Buffer {
  return createHmac('sha256', key).update(`${purpose} ${subject}`).digest();
}
