import type { Subscriber } from '../../domain/subscriber.ts';

/** `.invalid` is nobody's (RFC 2606). */
export function inventSubscribers(now: number, count: number): Subscriber[] {
  return Array.from({ length: count }, (_, n) => ({
    id: `drill${String(n).padStart(7, '0')}`,
    channel: 'email',
    address: `reader${n}@drill.invalid`,
    audience: 'public',
    state: 'active',
    scope: null,
    incidents: true,
    maintenances: true,
    incidentId: null,
    language: 'en',
    timeZone: null,
    contactEmail: null,
    createdAt: now,
    confirmedAt: now,
    confirmationSentAt: null,
    quarantinedAt: null,
    quarantineReason: null,
    unsubscribedAt: null,
  }));
}
