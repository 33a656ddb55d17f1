import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { Id } from '../../server/domain/id.ts';
import type { Store } from '../../server/store/store.ts';
import { writeHistory } from '../support/history.ts';
import { type Dialect, dialects, freshLocation, open, sources, start } from '../support/stores.ts';

const hour = 3_600_000;
const day = 24 * hour;
const by = { actor: 'somebody' };

/**
 * January: an incident over in the instant in which it began, one over midnight into February, a maintenance
 * planned for February and one under way. All times are from the start of January.
 */
async function told(dialect: Dialect) {
  const from = sources();
  const store = await open(await freshLocation(dialect), from);
  const component = await created(store, { type: 'addComponent', name: 'API' });
  const incident = async (name: string, at: number, until: number | null): Promise<Id> => {
    from.now = Math.max(from.now, start + (until ?? at));
    const statuses = { [component]: 'major_outage' as const };
    const opened = { type: 'openIncident', name, status: 'investigating', text, statuses } as const;
    const id = await created(store, { ...opened, displayAt: start + at });
    const over = { type: 'postUpdate', incidentId: id, status: 'resolved', text, statuses: {} } as const;
    if (until !== null) await created(store, { ...over, displayAt: start + until });
    return id;
  };
  const maintenance = (name: string, at: number, until: number): Promise<Id> => {
    const scheduled = { scheduledFor: start + at, scheduledUntil: start + until };
    return created(store, {
      type: 'scheduleMaintenance',
      name,
      text,
      componentIds: [component],
      ...scheduled,
    });
  };
  const early = await incident('Early', 2 * day, 2 * day + hour);
  const instant = await incident('Instant', 10 * day, 10 * day);
  const active = await maintenance('Active', 11 * day, 12 * day);
  from.now = start + 11 * day;
  await store.perform({ type: 'advanceMaintenances' }, by);
  const later = await maintenance('Later', 40 * day, 41 * day);
  const sooner = await maintenance('Sooner', 35 * day, 36 * day);
  const over = await incident('Over midnight', 30 * day, 31 * day + hour);
  const open_ = await incident('Open', 32 * day, null);
  return { store, component, early, instant, active, later, sooner, over, open: open_ };
}

const text = { source: 'Words', html: '<p>Words</p>' };

async function created(store: Store, command: Parameters<Store['perform']>[0]): Promise<Id> {
  const answer = await store.perform(command, by);
  if ('refusal' in answer) throw new Error(answer.refusal.message);
  if (answer.subjectId === null) throw new Error('nothing in particular was created');
  return answer.subjectId;
}

describe.each(dialects)('%s', (dialect) => {
  test('reports are found by month, by what is open, by how new they are and by id', async () => {
    const { store, ...ids } = await told(dialect);
    const found = await store.read(async (reads) => ({
      january: (await reads.reports(start, start + 31 * day)).map((report) => report.id),
      february: (await reads.reports(start + 31 * day, start + 59 * day)).map((report) => report.id),
      afterInstant: (await reads.reports(start + 10 * day, start + 11 * day)).map((report) => report.id),
      beforeInstant: (await reads.reports(start + 9 * day, start + 10 * day)).map((report) => report.id),
      afterEarly: (await reads.reports(start + 2 * day + hour, start + 9 * day)).map((report) => report.id),
      open: (await reads.openReports()).map((report) => report.id),
      latest: (await reads.latestReports('incident', 2)).map((report) => report.id),
      latestOf: (await reads.latestReportsOf(ids.component, 3)).map((report) => report.id),
      latestOfNone: await reads.latestReportsOf('zzzzzzzzzzzz', 3),
      one: (await reads.report(ids.over))?.updates.map((update) => update.status),
      none: await reads.report('zzzzzzzzzzzz'),
      earliestAt: await reads.earliestReportAt(),
      nextDueAt: await reads.nextDueAt(),
    }));
    expect(found).toEqual({
      january: [ids.over, ids.active, ids.instant, ids.early],
      february: [ids.later, ids.sooner, ids.open, ids.over],
      afterInstant: [ids.instant],
      beforeInstant: [],
      afterEarly: [],
      open: expect.arrayContaining([ids.open, ids.active, ids.sooner, ids.later]),
      latest: [ids.open, ids.over],
      latestOf: [ids.open, ids.over, ids.active],
      latestOfNone: [],
      one: ['resolved', 'investigating'],
      none: null,
      earliestAt: start + 2 * day,
      nextDueAt: start + 12 * day,
    });
    expect(found.open).toHaveLength(4);
  });

  test('impacts are found by time and by component', async () => {
    const { store, component, ...ids } = await told(dialect);
    const found = await store.read(async (reads) => ({
      touching: await reads.impacts(start + 2 * day + hour, start + 9 * day),
      within: (await reads.impacts(start + 2 * day, start + 3 * day)).map((impact) => impact.source.id),
      ofComponent: (await reads.impacts(start, start + 50 * day, [component])).map(
        (impact) => impact.source.id,
      ),
      ofNone: await reads.impacts(start, start + 50 * day, ['zzzzzzzzzzzz']),
      open: (await reads.openImpacts()).map((impact) => impact.source.id),
    }));
    expect(found).toEqual({
      touching: [],
      within: [ids.early],
      ofComponent: [ids.early, ids.active, ids.over, ids.open],
      ofNone: [],
      open: [ids.active, ids.open],
    });
  });

  test('all that is read belongs to one revision, also while somebody writes', async () => {
    const location = await freshLocation(dialect);
    const reader = await open(location, sources('r'));
    const writer = await open(location, sources('w'));
    const interruptions = [1, 2];
    const seen = await reader.read(async (reads) => {
      const before = await reads.groups();
      if (interruptions.pop()) await writer.perform({ type: 'addGroup', name: 'Systems' }, by);
      return {
        revision: (await reads.page()).revision,
        before: before.length,
        after: (await reads.groups()).length,
      };
    });
    expect(seen).toEqual({ revision: 2, before: 2, after: 2 });
  });

  test('impacts that are read in several slices come once each and in order', async () => {
    const store = await open(await freshLocation(dialect));
    await writeHistory(store, { components: 300, days: 600 }, start);
    await store.read(async (reads) => {
      const all = await reads.impacts(start - 600 * day, start);
      const ids = (await reads.components()).map(({ id }) => id);
      expect(all.length).toBeGreaterThan(5_000);
      expect(all).toEqual(await reads.impacts(start - 600 * day, start, ids));
      const keys = all.map(
        ({ source, componentId, startedAt }) => `${source.id} ${componentId} ${startedAt}`,
      );
      expect(new Set(keys).size).toBe(all.length);
    });
  });

  test('a reader that is slower than the writers comes to an end', async () => {
    const store = await open(await freshLocation(dialect));
    let reading = true;
    const writer = (async () => {
      for (; reading; await setImmediate()) await created(store, { type: 'addComponent', name: 'API' });
    })();
    let attempts = 0;
    const isOne = await store.read(async (reads) => {
      attempts += 1;
      const { revision } = await reads.page();
      // On PostgreSQL a commit takes several turns.
      for (let turn = 0; turn < 200; turn += 1) await setImmediate();
      for (let query = 0; query < 20; query += 1) await reads.page();
      return (await reads.page()).revision === revision;
    });
    reading = false;
    await writer;
    expect(isOne).toBe(true);
    expect(attempts).toBeLessThan(10);
  });
});
