import { everythingIn, newSubscriber } from '../../server/domain/newSubscriber.ts';
import type { Subscriber } from '../../server/domain/subscriber.ts';
import type { TestApplication } from './application.ts';

let made = 0;

/** A subscriber who confirmed, to be told of everything by e-mail when nothing else is said. */
export function subscriber(fields: Partial<Subscriber> = {}): Subscriber {
  made += 1;
  const id = `s${String(made).padStart(11, '0')}`;
  const place = { channel: 'email', address: `${id}@example.com` } as const;
  const wanted = { id, ...place, ...everythingIn('en'), incidentId: null, contactEmail: null };
  return { ...newSubscriber(wanted, 'active', 1), ...fields };
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
