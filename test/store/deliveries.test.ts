import { describe, expect, test } from 'vitest';
import type { Subscriber } from '../../server/domain/subscriber.ts';
import type { Store } from '../../server/store/store.ts';
import { freshPostgres } from '../support/postgres.ts';
import { dialects, freshLocation, open, plainSql, sources, start } from '../support/stores.ts';
import { subscriber } from '../support/subscribers.ts';

const leaseMs = 120_000;
const patience = { timeout: 10_000 };

/** Adds subscribers who are to be told of one announcement. */
async function tell({ subscriptions }: Store, some: readonly Subscriber[], dueAt = start): Promise<void> {
  await subscriptions.put(some);
  const deliveries = some.map(({ id }) => ({
    id: `to-${id}`,
    announcementId: 'announcement',
    subscriberId: id,
    channel: 'email' as const,
    reportId: null,
    at: start,
    attempts: 0,
  }));
  await subscriptions.fanOut('announcement', deliveries, dueAt, some.at(-1)?.id ?? '', true);
}

async function lease({ subscriptions }: Store, by: string, limit = 10, now = start): Promise<string[]> {
  const leased = await subscriptions.lease({ channel: 'email', by, now, forMs: leaseMs, limit, except: [] });
  return leased.map(({ subscriberId }) => subscriberId);
}

describe.each(dialects)('%s', (dialect) => {
  test('what somebody took to send and does not bring keeps nothing else back', async () => {
    const store = await open(await freshLocation(dialect));
    const [one, other] = [subscriber(), subscriber()];
    const nextInMs = async (now: number) =>
      ((await store.subscriptions.nextDeliveryAt('email', now)) ?? 0) - now;
    await tell(store, [one]);
    expect(await lease(store, 'killed')).toEqual([one.id]);
    // The database's clock goes on meanwhile.
    expect(Math.abs((await nextInMs(start)) - leaseMs)).toBeLessThan(10_000);

    await tell(store, [other], start + 5);
    expect(await nextInMs(start + 5)).toBe(0);
    expect(await lease(store, 'another', 10, start + 5)).toEqual([other.id]);
    expect(Math.abs((await nextInMs(start + 5)) - leaseMs)).toBeLessThan(10_000);
  });

  test('a failed attempt of one who took a delivery before leaves it with who has it now; a mail that went out counts', async () => {
    const location = await freshLocation(dialect);
    const store = await open(location);
    const { settle } = store.subscriptions;
    const one = subscriber();
    await tell(store, [one]);
    await lease(store, 'before');
    await plainSql(location, 'UPDATE deliveries SET leased_until = 0');
    expect(await lease(store, 'now')).toEqual([one.id]);
    const kept = async () => (await plainSql(location, 'SELECT state, leased_by FROM deliveries'))[0];
    const settled = { id: `to-${one.id}`, by: 'before' };
    const outcome = { state: 'pending', dueAt: start + 1, attempts: 1, problem: 'no answer' } as const;
    await settle([{ ...settled, outcome }], start);
    expect(await kept()).toEqual({ state: 'pending', leased_by: 'now' });
    await settle([{ ...settled, outcome: { state: 'sent', problem: null } }], start);
    expect(await kept()).toEqual({ state: 'sent', leased_by: '' });
  });
});

test('replicas that take deliveries at once take different ones, and none more than asked for', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  const stores = await Promise.all(['a', 'b', 'c'].map((prefix) => open(location, sources(prefix))));
  const [first] = stores;
  if (!first) throw new Error('there is no store');
  const some = Array.from({ length: 100 }, () => subscriber());
  await tell(first, some);
  const taken: string[] = [];
  while (taken.length < some.length) {
    const loads = await Promise.all(stores.map((store, n) => lease(store, `${n} ${taken.length}`, 7)));
    expect(Math.max(...loads.map((load) => load.length))).toBeLessThanOrEqual(7);
    taken.push(...loads.flat());
  }
  expect(taken.toSorted()).toEqual(some.map(({ id }) => id).toSorted());
});

test('what a lost replica had taken is free within seconds, and it knows that it is not its any more', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  let woken = 0;
  const join = async (prefix: string) => {
    const store = await open(location, sources(prefix));
    const replica = await store.join({ onWoken: () => (woken += 1), onJobs: () => undefined });
    return { store, replica };
  };
  const [holder, other] = [await join('a'), await join('b')];
  const some = [subscriber(), subscriber()];
  await tell(other.store, some);
  const lost = other.replica.sender();
  expect(lost).not.toBeNull();
  expect(await lease(other.store, `${lost} 1`)).toHaveLength(2);
  expect(await lease(holder.store, `${holder.replica.sender()} 1`)).toEqual([]);

  const before = woken;
  // As if it had said nothing for longer than its lease.
  await plainSql(location, `UPDATE leases SET expires_at = 0 WHERE name = '${lost}'`);
  const ofHolder = async () => lease(holder.store, `${holder.replica.sender()} 2`);
  await expect.poll(async () => (await ofHolder()).toSorted(), patience).toEqual(some.map(({ id }) => id));
  await expect.poll(() => other.replica.sender(), patience).not.toBe(lost);
  expect(woken).toBeGreaterThan(before);

  await holder.store.close();
  expect(holder.replica.sender()).toBeNull();
  await expect.poll(() => lease(other.store, `${other.replica.sender()} 2`), patience).toHaveLength(2);
});
