import { everythingIn, newSubscriber } from '../../domain/newSubscriber.ts';
import type { Subscriber } from '../../domain/subscriber.ts';

/** `.invalid` is nobody's (RFC 2606). */
export function inventSubscribers(now: number, count: number): Subscriber[] {
  return Array.from({ length: count }, (_, n) => {
    const id = `drill${String(n).padStart(7, '0')}`;
    const place = { channel: 'email', address: `reader${n}@drill.invalid` } as const;
    const wanted = { id, ...place, ...everythingIn('en'), incidentId: null, contactEmail: null };
    return newSubscriber(wanted, 'active', now);
  });
}
