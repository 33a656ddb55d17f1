import { expect, test } from 'vitest';
import { startApplication } from '../support/application.ts';
import { freshPostgres } from '../support/postgres.ts';
import { startReceiver } from '../support/receiver.ts';
import { open, plainSql } from '../support/stores.ts';
import { subscribe } from '../support/subscribers.ts';

const hold = 10_000;
/** So many webhooks are asked at the same time. */
const lanes = 20;
const patience = { timeout: 10_000 };

test('who was away for longer than its lease sends nothing more of what another has now', async () => {
  const { url: databaseUrl } = await freshPostgres();
  const receiver = await startReceiver();
  const answers: (() => void)[] = [];
  receiver.answer = () =>
    new Promise((resolve) => {
      answers.push(() => resolve({ status: 200 }));
    });
  const app = await startApplication({ databaseUrl, allowPrivateTargets: true });
  const paths = Array.from({ length: lanes + 2 }, (_, n) => `/hook/${n}`);
  const channel = 'webhook' as const;
  await subscribe(app, ...paths.map((path) => ({ channel, address: `${receiver.url}${path}` })));
  await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text: { source: 'We look.', html: '<p>We look.</p>' },
    statuses: {},
  });
  app.clock.advance(hold);
  await receiver.until(lanes);

  const other = await open({ databaseUrl });
  const replica = await other.join({ onWoken: () => undefined, onJobs: () => undefined });
  await plainSql(
    { databaseUrl },
    `UPDATE leases SET expires_at = 0 WHERE name NOT IN ('jobs', '${replica.sender()}')`,
  );
  const take = () =>
    other.subscriptions.lease({
      ...{ channel, by: `${replica.sender()} taken`, now: app.clock.now() },
      ...{ forMs: 120_000, limit: 100, except: [] },
    });
  await expect.poll(take, patience).toHaveLength(paths.length);
  for (const answer of answers) answer();
  const count = async (state: string) =>
    (await plainSql({ databaseUrl }, `SELECT 1 FROM deliveries WHERE state = '${state}'`)).length;
  // What was on its way has arrived, and is not sent again; the rest is the other's.
  await expect.poll(() => count('sent'), patience).toBe(lanes);
  receiver.answer = () => ({ status: 200 });
  expect(await count('pending')).toBe(2);
  await other.close();
  await expect.poll(() => count('sent'), patience).toBe(paths.length);
  expect(receiver.taken.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
});
