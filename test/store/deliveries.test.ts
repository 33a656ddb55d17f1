import { describe, expect, test } from 'vitest';
import { dialects, freshLocation, open, sources, start } from '../support/stores.ts';
import { subscriber } from '../support/subscribers.ts';

describe.each(dialects)('%s', (dialect) => {
  test('what somebody took to send and does not bring keeps nothing else back', async () => {
    const from = sources();
    const store = await open(await freshLocation(dialect), from);
    const { subscriptions } = store;
    const [one, other] = [subscriber(), subscriber()];
    await subscriptions.put([one, other]);
    const deliveryTo = (subscriberId: string) => ({
      id: `to-${subscriberId}`,
      announcementId: 'announcement',
      subscriberId,
      channel: 'email' as const,
      reportId: null,
      at: start,
      attempts: 0,
    });
    const lease = (by: string, now: number, until: number) =>
      subscriptions.lease({ channel: 'email', by, now, until, limit: 10, except: [] });
    const { fanOut } = subscriptions;
    await fanOut('announcement', [deliveryTo(one.id)], start, one.id, false);
    expect(await lease('killed', start, start + 120_000)).toHaveLength(1);
    expect(await subscriptions.nextDeliveryAt('email')).toBe(start + 120_000);

    await fanOut('announcement', [deliveryTo(other.id)], start + 5, other.id, true);
    expect(await subscriptions.nextDeliveryAt('email')).toBe(start + 5);
    expect(await lease('another', start + 5, start + 200_000)).toMatchObject([{ subscriberId: other.id }]);
    expect(await subscriptions.nextDeliveryAt('email')).toBe(start + 120_000);
  });
});
