import { describe, expect, test } from 'vitest';
import { type ManagedApplication, type ShownComponent, startManaged } from '../../support/manage.ts';

type LedgerJson = {
  readonly entries: readonly {
    readonly status: string;
    readonly causes: readonly { readonly id: string | null; readonly kind: string; readonly name: string }[];
  }[];
};

async function ledger(app: ManagedApplication, id: string): Promise<LedgerJson> {
  return JSON.parse(await app.text(`/uptime/${id}.json`));
}

describe('a status set by hand', () => {
  test('is kept with its reason, which the ledger gives as the cause', async () => {
    const app = await startManaged();
    const id = await app.component('API');
    app.clock.advance(60_000);
    const component = { status: 'partial_outage', status_reason: ' =A disk <b>is full</b>, we think ' };
    const set = await app.manage<ShownComponent>('PATCH', `/components/${id}`, { component });
    expect([set.status, set.body.status]).toEqual([200, 'partial_outage']);
    app.clock.advance(60_000);
    await app.manage('PATCH', `/components/${id}`, { component: { status: 'operational' } });

    const reason = '=A disk <b>is full</b>, we think';
    expect((await ledger(app, id)).entries).toMatchObject([
      { status: 'partial_outage', causes: [{ id: null, kind: 'manual', name: reason, url: null }] },
    ]);
    // Quoted, and disarmed, since a spreadsheet would run it.
    expect(await app.text(`/uptime/${id}.csv`)).toContain(`"'${reason}",`);
    expect(await app.text(`/uptime/${id}`)).toContain(
      'set by hand: =A disk &lt;b>is full&lt;/b>, we think</small>',
    );
    const audit = await app.manage<{ changes: { kind: string; after: { reason?: string } }[] }[]>(
      'GET',
      '/audit?command=editComponent',
    );
    const reasons = audit.body.at(-1)?.changes.flatMap(({ after }) => after.reason ?? []);
    expect(reasons).toEqual([reason]);
    expect(await app.store.check()).toEqual([]);
  });

  test('said again with another reason keeps its beginning; without one it keeps its reason', async () => {
    const app = await startManaged();
    const id = await app.component('API');
    const say = (component: object) => app.manage('PUT', `/components/${id}/status`, { component });
    await say({ status: 'major_outage', status_reason: 'Why?' });
    const [first] = await app.store.read((reads) => reads.openImpacts());
    await say({ status: 'major_outage', status_reason: 'A disk is full' });
    await say({ status: 'major_outage' });
    await say({ status: 'major_outage', status_reason: '' });
    const impacts = await app.store.read((reads) => reads.impacts(0, app.clock.now() + 1, [id]));
    expect(impacts).toEqual([{ ...first, reason: 'A disk is full' }]);
    await say({ status: 'degraded_performance' });
    const open = await app.store.read((reads) => reads.openImpacts());
    expect(open).toMatchObject([{ status: 'degraded_performance', reason: null }]);
  });

  test('stands beside the incident that is behind the same time', async () => {
    const app = await startManaged();
    const id = await app.component('API');
    const component = { status: 'degraded_performance', status_reason: 'It looks slow' };
    await app.manage('PUT', `/components/${id}/status`, { component });
    const { id: incident } = await app.incident({
      name: 'Down',
      status: 'identified',
      components: { [id]: 'major_outage' },
    });
    app.clock.advance(60_000);
    await app.manage('PUT', `/components/${id}/status`, { component: { status: 'operational' } });
    expect((await ledger(app, id)).entries.map(({ causes }) => causes.map(({ name }) => name))).toEqual([
      ['It looks slow'],
      ['Down', 'It looks slow'],
    ]);
    expect((await ledger(app, id)).entries[1]?.causes[0]).toMatchObject({ id: incident, kind: 'incident' });
  });

  test('can be set by editors, who can change nothing else of a component', async () => {
    const app = await startManaged();
    const id = await app.component('API');
    const component = { status: 'major_outage', status_reason: 'A disk is full' };
    const path = `/components/${id}/status`;
    expect((await app.manageAs('viewer', 'PUT', path, { component })).status).toBe(403);
    const set = await app.manageAs('editor', 'PUT', path, { component });
    expect([set.status, set.body]).toMatchObject([200, { id, status: 'major_outage' }]);
    const more = await app.manageAs('editor', 'PUT', path, { component: { ...component, name: 'Web' } });
    expect(more.status).toBe(422);
    const whole = await app.manageAs('editor', 'PATCH', `/components/${id}`, { component });
    expect(whole.status).toBe(403);
    expect((await app.manage('PUT', '/components/zzzzzzzzzzzz/status', { component })).status).toBe(404);
  });

  test.each([
    ['without a status', { status_reason: 'Why' }],
    ['of what is operational', { status: 'operational', status_reason: 'Why' }],
    ['of two lines', { status: 'major_outage', status_reason: 'a\nb' }],
    ['of blanks', { status: 'major_outage', status_reason: '   ' }],
    ['of 301 characters', { status: 'major_outage', status_reason: 'x'.repeat(301) }],
  ])('a reason %s is refused, and nothing is changed', async (_, component) => {
    const app = await startManaged();
    const id = await app.component('API');
    const before = await app.store.revision();
    const answer = await app.manage('PATCH', `/components/${id}`, {
      component: { name: 'Web', ...component },
    });
    expect([answer.status, answer.paths.map((path) => path.replace('component.', ''))]).toEqual([
      422,
      ['status_reason'],
    ]);
    const added = await app.manage('POST', '/components', { component: { name: 'New', ...component } });
    expect(added.status).toBe(422);
    expect(await app.store.revision()).toBe(before + 1);
  });

  test('can be said, with its reason, of a component that is added', async () => {
    const app = await startManaged();
    const component = { name: 'API', status: 'degraded_performance', status_reason: 'Still warming up' };
    const added = await app.manage<ShownComponent>('POST', '/components', { component });
    expect(added.status).toBe(201);
    app.clock.advance(60_000);
    expect((await ledger(app, added.body.id)).entries[0]?.causes[0]?.name).toBe('Still warming up');
  });
});
