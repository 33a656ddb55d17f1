import { randomBytes } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { openConfigured } from '../../server/application.ts';
import { newIds } from '../../server/newIds.ts';
import { type Publication, Publisher } from '../../server/publish/publisher.ts';
import { startApplication, testNow } from '../support/application.ts';
import { writeHistory } from '../support/history.ts';
import { ManualClock } from '../support/manualClock.ts';
import { turnsDuring } from '../support/turns.ts';

/** A publisher of a counter, whose builds a test finishes by hand. */
function counting(clock = new ManualClock(testNow)) {
  const state = { revision: 1, failing: false };
  const builds: (() => void)[] = [];
  const errors: unknown[] = [];
  let held = false;
  const publisher = new Publisher<Publication>({
    clock,
    publicRevision: async () => state.revision,
    build: async () => {
      const { revision } = state;
      if (held) await new Promise<void>((finish) => builds.push(finish));
      else builds.push(() => {});
      if (state.failing) throw new Error('the database is away');
      return { revision, publicRevision: revision, builtAt: clock.now(), staleAt: clock.now() + 60_000 };
    },
    onError: (error) => errors.push(error),
  });
  return {
    publisher,
    state,
    clock,
    builds,
    errors,
    hold(value: boolean) {
      held = value;
    },
  };
}

describe('the publisher', () => {
  test('builds once more, however many commits come while it builds', async () => {
    const { publisher, state, builds, hold } = counting();
    await publisher.start();
    hold(true);
    publisher.wake();
    await vi.waitFor(() => expect(builds).toHaveLength(2));
    for (let n = 0; n < 50; n += 1) {
      state.revision += 1;
      publisher.wake();
    }
    hold(false);
    builds[1]?.();
    await publisher.published(state.revision);
    expect(builds).toHaveLength(3);
    await publisher.stop();
  });

  test('publishes again when the clock makes it untrue, and when another process committed', async () => {
    const { publisher, state, builds, clock } = counting();
    await publisher.start();
    clock.advance(60_000);
    await vi.waitFor(() => expect(builds).toHaveLength(2));
    state.revision = 7;
    clock.advance(1_000);
    await publisher.published(7);
    expect(builds).toHaveLength(3);
    await publisher.stop();
  });

  test('keeps the last publication while it fails, and goes on by itself', async () => {
    const { publisher, state, clock, errors } = counting();
    await publisher.start();
    state.failing = true;
    state.revision = 2;
    publisher.wake();
    await vi.waitFor(() => expect(errors).toHaveLength(1));
    expect(publisher.current?.revision).toBe(1);
    state.failing = false;
    clock.advance(1_000);
    await publisher.published(2);
    expect(publisher.current?.revision).toBe(2);
    await publisher.stop();
  });
});

describe('the published page', () => {
  test('follows what another process commits to the same file', async () => {
    const app = await startApplication();
    const other = await openConfigured({ dataDir: app.dataDir, databaseUrl: null }, app.clock, (count) =>
      newIds(count, randomBytes),
    );
    const answer = await other.perform({ type: 'addComponent', name: 'From elsewhere' }, { actor: 'other' });
    await other.close();
    if ('refusal' in answer) throw new Error(answer.refusal.message);
    app.clock.advance(1_000);
    await app.published(answer.revision);
    expect((await app.text('/')).includes('From elsewhere')).toBe(true);
  });

  test('begins and ends a maintenance by the clock', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'addComponent', name: 'Database' });
    await app.act({
      type: 'scheduleMaintenance',
      name: 'Upgrade',
      text: { source: 'Words.', html: '<p>Words.</p>' },
      componentIds: [id],
      scheduledFor: testNow + 3_600_000,
      scheduledUntil: testNow + 7_200_000,
    });
    const shows = (words: RegExp) =>
      vi.waitFor(async () => expect(words.test(await app.text('/'))).toBe(true));
    await shows(/Upgrade/);
    expect(/In progress/.test(await app.text('/'))).toBe(false);
    app.clock.advanceTo(testNow + 3_600_000);
    await shows(/In progress/);
    app.clock.advanceTo(testNow + 7_200_000);
    await shows(/Completed/);
  });

  test('does what was due while the process was down, once', async () => {
    const app = await startApplication();
    await app.act({
      type: 'scheduleMaintenance',
      name: 'Upgrade',
      text: { source: 'Words.', html: '<p>Words.</p>' },
      componentIds: [],
      scheduledFor: testNow + 3_600_000,
      scheduledUntil: testNow + 7_200_000,
    });
    await app.close();
    const later = await startApplication({ dataDir: app.dataDir, now: testNow + 24 * 3_600_000 });
    await vi.waitFor(async () => {
      const [report] = await later.store.read((reads) => reads.latestReports('maintenance', 1));
      expect(report?.updates.map((update) => [update.status, update.displayAt])).toEqual([
        ['completed', testNow + 7_200_000],
        ['in_progress', testNow + 3_600_000],
        ['scheduled', testNow],
      ]);
    });
  });

  test('grows a running outage with each minute', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'addComponent', name: 'API' });
    await app.act({ type: 'setComponentStatus', componentId: id, status: 'major_outage' });
    const before = (await app.get('/')).headers.get('etag');
    app.clock.advance(60_000);
    await vi.waitFor(async () => expect((await app.get('/')).headers.get('etag')).not.toBe(before));
  });
});

test('what only staff see is not published: the page stays as it is, and nobody waits for it', async () => {
  const app = await startApplication();
  await app.act({ type: 'addComponent', name: 'API' });
  const before = await app.get('/');
  app.clock.advance(7_000);
  const id = await app.act({ type: 'addTemplate', name: 'Slow', title: 'Slow', body: 'It is slow.' });
  await app.act({ type: 'removeTemplate', templateId: id });
  const after = await app.get('/');
  expect(after.headers.get('etag')).toBe(before.headers.get('etag'));
  expect(await after.text()).toBe(await before.text());
  const again = await startApplication({ dataDir: app.dataDir, now: app.clock.now() });
  expect(await again.text('/')).toBe(await app.text('/'));
});

test('others have a turn while a large page is published', async () => {
  const application = await startApplication();
  await writeHistory(application.store, { components: 500, days: 90 }, testNow);
  const turns = await turnsDuring(async () => {
    await application.act({ type: 'configurePage', name: 'Northwind' });
  });
  // Ten slices of the snapshot and ten of the page.
  expect(turns).toBeGreaterThanOrEqual(20);
  expect(await application.text('/')).toContain('Service 500');
});
