import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { startServer } from '../support/candor.ts';
import { freshPostgres } from '../support/postgres.ts';
import { open, plainSql } from '../support/stores.ts';

const patience = { timeout: 20_000 };

test('who is paused with the jobs loses them, who is killed too, and nobody holds them beside another', async () => {
  const databaseUrl = (await freshPostgres()).url;
  const start = () => startServer({ DATABASE_URL: databaseUrl, DATA_DIR: temporaryDirectory() });
  const held = async () =>
    (await plainSql({ databaseUrl }, "SELECT holder, fence FROM leases WHERE name = 'jobs'"))[0];
  const first = await start();
  const before = await held();
  const store = await open({ databaseUrl });
  const replica = await store.join({ onWoken: () => undefined, onJobs: () => undefined });
  expect(replica.holdsJobs()).toBe(false);

  first.process.kill('SIGSTOP');
  await expect.poll(() => replica.holdsJobs(), patience).toBe(true);
  const taken = await held();
  expect(taken).not.toEqual(before);
  first.process.kill('SIGCONT');
  const command = { type: 'addGroup', name: 'Systems' } as const;
  await store.jobs.perform(command, { actor: 'clock' });
  // It answers again, and leaves the jobs where they are.
  const isReady = async () => (await (await fetch(`${first.origin}/readyz`)).text()).includes('"ready":true');
  await expect.poll(isReady, patience).toBe(true);
  expect([await held(), replica.holdsJobs()]).toEqual([taken, true]);

  await store.close();
  await expect.poll(async () => (await held())?.holder, patience).toBe(before?.holder);
  const second = await start();
  first.process.kill('SIGKILL');
  await first.finished;
  await expect.poll(async () => (await held())?.holder, patience).not.toBe(before?.holder);
  second.process.kill('SIGTERM');
  expect((await second.finished).code).toBe(0);
});

test('four that start at once on an empty database publish the same page, and one of them holds the jobs', async () => {
  const databaseUrl = (await freshPostgres()).url;
  const replicas = await Promise.all(
    [1, 2, 3, 4].map(() => startServer({ DATABASE_URL: databaseUrl, DATA_DIR: temporaryDirectory() })),
  );
  const seen = async (path: string, look: (response: Response) => unknown) =>
    Promise.all(replicas.map(async ({ origin }) => look(await fetch(`${origin}${path}`))));
  expect(await seen('/readyz', ({ status }) => status)).toEqual([200, 200, 200, 200]);
  const etags = await seen('/api/v2/components.json', ({ headers }) => headers.get('etag'));
  expect(new Set(etags).size).toBe(1);
  expect(etags[0]).toMatch(/./);
  const holding = async () =>
    Promise.all(
      await seen('/metrics', async (response) => /^candor_holds_jobs 1$/m.test(await response.text())),
    );
  await expect.poll(async () => (await holding()).filter(Boolean).length, patience).toBe(1);
  expect(await plainSql({ databaseUrl }, 'SELECT revision FROM page')).toHaveLength(1);
});
