import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { NotHolder, type Replica } from '../../server/store/database.ts';
import type { Location, Store } from '../../server/store/store.ts';
import { StoreUnavailable } from '../../server/store/unavailable.ts';
import { freshPostgres } from '../support/postgres.ts';
import { open, plainSql, sources } from '../support/stores.ts';

const by = { actor: 'somebody' };
const patience = { timeout: 10_000 };
const addGroup = { type: 'addGroup', name: 'Systems' } as const;

type Joined = { readonly store: Store; readonly replica: Replica; woken: number; jobs: number };

async function join(location: Location, prefix: string): Promise<Joined> {
  const store = await open(location, sources(prefix));
  const seen = { woken: 0, jobs: 0 };
  const replica = await store.join({
    onWoken: () => {
      seen.woken += 1;
    },
    onJobs: () => {
      seen.jobs += 1;
    },
  });
  return Object.assign(seen, { store, replica });
}

test('four that start at once on an empty database come to the same one', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  const stores = await Promise.all(['a', 'b', 'c', 'd'].map((prefix) => open(location, sources(prefix))));
  const pages = await Promise.all(stores.map((store) => store.read((reads) => reads.page())));
  expect(new Set(pages.map(({ page }) => page.id)).size).toBe(1);
  const answers = await Promise.all(stores.map((store) => store.perform(addGroup, by)));
  expect(answers.map((answer) => ('revision' in answer ? answer.revision : null)).sort()).toEqual([
    1, 2, 3, 4,
  ]);
});

test('who commits wakes the others', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  const [one, other] = [await join(location, 'a'), await join(location, 'b')];
  const before = other.woken;
  await one.store.perform(addGroup, by);
  await expect.poll(() => other.woken, patience).toBeGreaterThan(before);
});

test('a connection that breaks is made again, and what was said meanwhile is looked for', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  const [one, other] = [await join(location, 'a'), await join(location, 'b')];
  const before = other.woken;
  await plainSql(
    location,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await expect.poll(() => other.woken, patience).toBeGreaterThan(before);
  const again = other.woken;
  await one.store.perform(addGroup, by);
  await expect.poll(() => other.woken, patience).toBeGreaterThan(again);
});

test('connections that break in the middle of commits end nobody', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  const { store } = await join(location, 'a');
  let over = false;
  let kept = 0;
  const writers = [1, 2, 3, 4].map(async () => {
    while (!over) {
      const answer = await store.perform(addGroup, by).catch((error: unknown) => error);
      if (answer instanceof Error) expect(answer).toBeInstanceOf(StoreUnavailable);
      else kept += 1;
    }
  });
  for (let round = 1; round <= 20; round += 1) {
    await expect.poll(() => kept, { ...patience, interval: 1 }).toBeGreaterThanOrEqual(round * 3);
    await plainSql(
      location,
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
  }
  over = true;
  await Promise.all(writers);
});

test('the jobs are held by one, and given up when it stops', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  const [one, other] = [await join(location, 'a'), await join(location, 'b')];
  expect([one.replica.holdsJobs(), other.replica.holdsJobs()]).toEqual([true, false]);
  await expect(other.store.jobs.perform(addGroup, by)).rejects.toThrow(NotHolder);
  expect(await one.store.jobs.perform(addGroup, by)).toMatchObject({ revision: 1 });

  await one.store.close();
  expect(one.replica.holdsJobs()).toBe(false);
  await expect.poll(() => other.replica.holdsJobs(), patience).toBe(true);
  expect(other.jobs).toBe(1);
  expect(await other.store.jobs.perform(addGroup, by)).toMatchObject({ revision: 2 });
});

test('what a holder still wants to write after another took over is refused', async () => {
  const location = { databaseUrl: (await freshPostgres()).url };
  const one = await join(location, 'a');
  await plainSql(location, "UPDATE leases SET holder = 'another', fence = fence + 1 WHERE name = 'jobs'");
  // It does not know yet, as a process that was paused does not.
  expect(one.replica.holdsJobs()).toBe(true);
  await expect(one.store.jobs.perform(addGroup, by)).rejects.toThrow(NotHolder);
  expect(await one.store.revision()).toBe(0);
});

test('of several servers the one that takes writes is found', async () => {
  const { url } = await freshPostgres();
  const { host } = new URL(url);
  // Takes connections and says nothing, as one that is paused or cut off.
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => {
    silent.close();
  });
  const address = silent.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  const several = url.replace(host, `127.0.0.1:1,127.0.0.1:${port},${host}`);
  const store = await open({ databaseUrl: `${several}?target_session_attrs=read-write` });
  expect(await store.perform(addGroup, by)).toMatchObject({ revision: 1 });
});
