import type { Subscriber } from '../../server/domain/subscriber.ts';
import type { TestApplication } from './application.ts';

let made = 0;

/** A subscriber who confirmed, to be told of everything by e-mail when nothing else is said. */
export function subscriber(fields: Partial<Subscriber> = {}): Subscriber {
  made += 1;
  const id = `s${String(made).padStart(11, '0')}`;
  return {
    id,
    channel: 'email',
    address: `${id}@example.com`,
    audience: 'public',
    state: 'active',
    scope: null,
    incidents: true,
    maintenances: true,
    incidentId: null,
    language: 'en',
    timeZone: null,
    contactEmail: null,
    createdAt: 1,
    confirmedAt: 1,
    confirmationSentAt: null,
    quarantinedAt: null,
    quarantineReason: null,
    unsubscribedAt: null,
    ...fields,
  };
}

/** Adds subscribers who have confirmed. */
export async function subscribe(
  app: Pick<TestApplication, 'store'>,
  ...some: Partial<Subscriber>[]
): Promise<readonly Subscriber[]> {
  const added = some.map(subscriber);
  await app.store.subscriptions.put(added);
  return added;
}
