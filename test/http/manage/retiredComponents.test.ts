import { expect, test } from 'vitest';
import { type ManagedApplication, type ShownComponent, startManaged } from '../../support/manage.ts';

const hour = 3_600_000;

type Retired = ShownComponent & { readonly retired_at: string };
type LedgerJson = {
  readonly known: { readonly start: string; readonly end: string };
  readonly entries: readonly { readonly start: string; readonly end: string; readonly status: string }[];
  readonly durations_ms: Readonly<Record<string, number>>;
  readonly covered_ms: number;
  readonly weighted_downtime_per_mille_ms: number;
};

async function ledger(app: ManagedApplication, id: string): Promise<LedgerJson> {
  return JSON.parse(await app.text(`/uptime/${id}.json`));
}

test('a retired component is listed, and comes back at the end with its history as it was', async () => {
  const app = await startManaged();
  const id = await app.component('API');
  const other = await app.component('Web');
  app.clock.advance(hour);
  await app.manage('PATCH', `/components/${id}`, { component: { status: 'major_outage' } });
  app.clock.advance(hour);
  await app.manage('DELETE', `/components/${id}`);
  const retiredAt = new Date(app.clock.now()).toISOString();
  const before = await ledger(app, id);

  const retired = await app.manageAs('viewer', 'GET', '/components/retired');
  expect((retired.body as Retired[]).map((each) => [each.id, each.retired_at])).toEqual([[id, retiredAt]]);
  expect((await app.manage('GET', '/components/retired.json')).body).toEqual(retired.body);
  expect((await app.manageAs('editor', 'POST', `/components/${id}/restore`)).status).toBe(403);

  app.clock.advance(10 * hour);
  const back = await app.manage<ShownComponent>('POST', `/components/${id}/restore`);
  expect([back.status, back.body]).toMatchObject([200, { id, name: 'API', status: 'operational' }]);
  const restoredAt = new Date(app.clock.now()).toISOString();
  const listed = await app.manage<ShownComponent[]>('GET', '/components');
  expect(listed.body.map((component) => component.id)).toEqual([other, id]);
  expect((await app.manage('GET', '/components/retired')).body).toEqual([]);

  app.clock.advance(hour);
  const { known, entries, durations_ms, covered_ms, weighted_downtime_per_mille_ms } = await ledger(app, id);
  expect(entries).toMatchObject([
    { status: 'major_outage', end: retiredAt },
    { status: 'unknown', start: retiredAt, end: restoredAt },
  ]);
  expect(durations_ms.unknown).toBe(Date.parse(restoredAt) - Date.parse(retiredAt));
  // What is counted is what was counted before, and the time since.
  expect(covered_ms - before.covered_ms).toBe(Date.parse(known.end) - Date.parse(restoredAt));
  expect(weighted_downtime_per_mille_ms).toBe(before.weighted_downtime_per_mille_ms);
  expect(await app.store.check()).toEqual([]);
});

test('what an incident says of a component while it is away is not counted, and holds again when it is back', async () => {
  const app = await startManaged();
  const id = await app.component('API');
  app.clock.advance(hour);
  await app.incident({ name: 'Down', status: 'identified', components: { [id]: 'partial_outage' } });
  app.clock.advance(hour);
  await app.manage('DELETE', `/components/${id}`);
  app.clock.advance(5 * hour);
  const back = await app.manage<ShownComponent>('POST', `/components/${id}/restore`);
  expect(back.body.status).toBe('partial_outage');
  app.clock.advance(hour);
  const { durations_ms, entries } = await ledger(app, id);
  expect(entries.map(({ status }) => status)).toEqual(['partial_outage', 'unknown', 'partial_outage']);
  expect(durations_ms.unknown).toBe(5 * hour + 1_000);
});

test('a component can leave and come back several times', async () => {
  const app = await startManaged();
  const id = await app.component('API');
  for (let n = 0; n < 3; n += 1) {
    app.clock.advance(hour);
    await app.manage('DELETE', `/components/${id}`);
    app.clock.advance(hour);
    await app.manage('POST', `/components/${id}/restore`);
  }
  const { durations_ms, entries } = await ledger(app, id);
  expect(durations_ms).toEqual({ operational: 3 * hour + 3_000, unknown: 3 * hour + 3_000 });
  expect(entries).toHaveLength(3);
});

test('it comes back into its group, or onto the page when the group is gone', async () => {
  const app = await startManaged();
  const [a, b] = [await app.component('A'), await app.component('B')];
  const group = await app.manage<{ id: string }>('POST', '/component-groups', {
    component_group: { name: 'Group', components: [a, b] },
  });
  await app.manage('DELETE', `/components/${a}`);
  const inGroup = await app.manage<ShownComponent>('POST', `/components/${a}/restore`);
  expect(inGroup.body.group_id).toBe(group.body.id);
  const shown = await app.manage('GET', `/component-groups/${group.body.id}`);
  expect(shown.body).toMatchObject({ components: [b, a] });
  await app.manage('DELETE', `/components/${a}`);
  await app.manage('DELETE', `/component-groups/${group.body.id}`);
  const onPage = await app.manage<ShownComponent>('POST', `/components/${a}/restore`);
  expect(onPage.body.group_id).toBeNull();
});

test('what is on the page, or was never there, cannot be restored', async () => {
  const app = await startManaged();
  const id = await app.component('API');
  const answer = await app.manage('POST', `/components/${id}/restore`);
  expect([answer.status, answer.code]).toEqual([409, 'component.not_retired']);
  expect((await app.manage('POST', '/components/zzzzzzzzzzzz/restore')).status).toBe(404);
});
