import { expect, test } from 'vitest';
import { testNow } from '../../support/application.ts';
import { type ManagedApplication, type ShownIncident, startManaged } from '../../support/manage.ts';

const hour = 3_600_000;
const iso = (at: number): string => new Date(at).toISOString();

async function change(app: ManagedApplication, id: string, incident: object) {
  return app.manage<ShownIncident>('PATCH', `/incidents/${id}`, { incident });
}

function listed(incident: ShownIncident): string[] {
  return incident.components.map(({ name }) => name);
}

test('an incident has every key of the recorded ones, with their kinds of nothing', async () => {
  const app = await startManaged();
  const incident = await app.incident({ name: 'Database query delays', status: 'identified' });
  expect(incident).toMatchObject({
    monitoring_at: null,
    resolved_at: null,
    impact_override: null,
    postmortem_ignored: false,
    postmortem_body: null,
    postmortem_body_last_updated_at: null,
    postmortem_published_at: null,
    postmortem_notified_subscribers: false,
    postmortem_notified_twitter: false,
    backfilled: false,
    scheduled_for: null,
    scheduled_until: null,
    scheduled_remind_prior: false,
    scheduled_reminded_at: null,
    scheduled_auto_in_progress: false,
    scheduled_auto_completed: false,
    metadata: {},
    reminder_intervals: null,
  });
});

test('metadata is an object of objects, replaced as a whole', async () => {
  const app = await startManaged();
  const metadata = { jira: { key: 'OPS-1', labels: ['a', { b: 1 }] }, empty: {} };
  const { id } = await app.incident({ name: 'Tagged', metadata });
  expect((await change(app, id, { name: 'Renamed' })).body.metadata).toEqual(metadata);
  expect((await change(app, id, { metadata: { chat: { id: 7 } } })).body.metadata).toEqual({
    chat: { id: 7 },
  });
  const form = await app.manage<ShownIncident>('PATCH', `/incidents/${id}`, 'incident[metadata][a][b]=c');
  expect(form.body.metadata).toEqual({ a: { b: 'c' } });
  expect((await change(app, id, { metadata: null })).body.metadata).toEqual({});

  let deep: unknown = 'x';
  for (let i = 0; i < 2_000; i += 1) deep = { a: deep };
  for (const wrong of [
    { a: 'text' },
    { a: ['list'] },
    [],
    'text',
    { a: { b: 'x'.repeat(16_384) } },
    { a: deep },
  ]) {
    expect((await change(app, id, { metadata: wrong })).status).toBe(422);
  }
  expect((await change(app, id, { metadata: { a: { b: 'x'.repeat(16_000) } } })).status).toBe(200);
});

test('staff are to be reminded of a silent incident as its intervals say, or as by default', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Silent' });
  const saidAt = app.clock.now();
  const next = async (): Promise<string | null> =>
    (await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body.next_reminder_at;
  const wanted = async (reminder_intervals: string | null) => {
    const { status } = await change(app, id, { reminder_intervals });
    return status === 200 ? next() : status;
  };
  expect(await next()).toBe(iso(saidAt + 3 * hour));
  expect(await wanted('[1, 5, 7]')).toBe(iso(saidAt + hour));
  expect(await wanted('4')).toBe(iso(saidAt + 4 * hour));
  expect(await wanted('[]')).toBe(null);
  for (const wrong of ['[5, 1]', '0', '25', '[1, 30]', 'soon', '[1', '1 2'])
    expect(await wanted(wrong)).toBe(422);
  await wanted('[1, 5]');
  app.clock.advanceTo(saidAt + 2 * hour);
  expect(await next()).toBe(iso(saidAt + 5 * hour));
  const { overdue_since } = (await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body;
  expect(overdue_since).toBe(iso(saidAt + hour));
  app.clock.advanceTo(saidAt + 6 * hour);
  expect(await next()).toBe(null);
  await change(app, id, { body: 'Still at it.' });
  expect(await next()).toBe(iso(app.clock.now() + hour));
  const spoken = (await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body;
  expect(spoken.overdue_since).toBe(null);
  app.clock.advance(3 * hour);
  const resolved = (await change(app, id, { status: 'resolved' })).body;
  expect([resolved.next_reminder_at, resolved.overdue_since]).toEqual([null, null]);
});

test('an override of the impact can be taken back', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const { id, impact } = await app.incident({ name: 'Slow', components: { [api]: 'degraded_performance' } });
  expect(impact).toBe('minor');
  expect((await change(app, id, { impact_override: 'critical' })).body.impact).toBe('critical');
  expect(await change(app, id, { impact_override: null })).toMatchObject({
    body: { impact: 'minor', impact_override: null },
  });
  await change(app, id, { impact_override: 'none' });
  const form = await app.manage('PUT', `/incidents/${id}`, 'incident[impact_override]=');
  expect(form.body).toMatchObject({ impact: 'minor', impact_override: null });
});

test('a status alone posts its default text, and what is posted is on the page with the answer', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Cards declined' });
  const texts: string[] = [];
  for (const status of ['investigating', 'identified', 'monitoring']) {
    const { body } = await change(app, id, { status });
    texts.push(body.incident_updates[0]?.body ?? '');
    expect((await app.text('/')).includes(texts.at(-1) ?? 'nothing')).toBe(true);
  }
  expect(texts).toEqual([
    'We are continuing to investigate this issue.',
    'The issue has been identified and a fix is being implemented.',
    'A fix has been implemented and we are monitoring the results.',
  ]);
  expect((await change(app, id, { name: 'Only renamed' })).body.incident_updates).toHaveLength(4);
  expect((await app.text('/')).includes('Only renamed')).toBe(true);
});

test('a final update restores what the incident affected, whatever it says of components', async () => {
  const app = await startManaged();
  const [api, web] = [await app.component('API'), await app.component('Web')];
  const { id } = await app.incident({
    name: 'Down',
    components: { [api]: 'major_outage', [web]: 'partial_outage' },
  });
  const wrong = await change(app, id, { status: 'resolved', components: { [api]: 'major_outage' } });
  expect([wrong.status, wrong.paths]).toEqual([422, [`components.${api}`]]);
  const { body } = await change(app, id, { status: 'resolved', components: { [api]: 'operational' } });
  expect(body.components.map(({ status }) => status)).toEqual(['operational', 'operational']);
  expect((await app.text('/')).includes('All systems operational')).toBe(true);
});

test('component_ids lists the components concerned, and replaces the list', async () => {
  const app = await startManaged();
  const [api, web, mail] = [
    await app.component('API'),
    await app.component('Web'),
    await app.component('Mail'),
  ];
  const opened = await app.incident({
    name: 'Down',
    components: { [api]: 'major_outage' },
    component_ids: [api, web],
  });
  expect(listed(opened)).toEqual(['API', 'Web']);
  expect(opened.components.map(({ status }) => status)).toEqual(['major_outage', 'operational']);
  const { id } = opened;

  const swapped = (await change(app, id, { component_ids: [api, mail] })).body;
  expect([listed(swapped), swapped.incident_updates.length]).toEqual([['API', 'Mail'], 1]);
  const repeated = (await change(app, id, { status: 'identified', component_ids: [api] })).body;
  expect(repeated.components.map(({ name, status }) => [name, status])).toEqual([['API', 'major_outage']]);

  const left = await change(app, id, { component_ids: [web] });
  expect([left.status, left.paths]).toEqual([422, ['component_ids']]);
  const moved = (await change(app, id, { component_ids: [], components: { [web]: 'partial_outage' } })).body;
  expect(listed(moved)).toEqual(['Web']);
  const statusOf = async (component: string) => (await app.manage('GET', `/components/${component}`)).body;
  expect(await statusOf(api)).toMatchObject({ status: 'operational' });
  expect(listed((await change(app, id, { components: { [api]: 'degraded_performance' } })).body)).toEqual([
    'API',
    'Web',
  ]);
  const page = await app.text(`/incidents/${id}`);
  expect([page.includes('Mail'), page.includes('Web')]).toEqual([false, true]);
  expect((await change(app, id, { component_ids: ['zzzzzzzzzzzz'] })).status).toBe(422);
  expect(await app.store.check()).toEqual([]);
});

test('a backfilled incident lies in the past, without components and without telling anybody', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const past = await app.incident({ name: 'Back then', backfilled: true, backfill_date: '2026-11-20' });
  expect(past).toMatchObject({
    backfilled: true,
    status: 'resolved',
    created_at: '2026-11-20T00:00:00.000Z',
  });
  expect(past.incident_updates[0]).toMatchObject({
    deliver_notifications: false,
    display_at: '2026-11-20T00:00:00.000Z',
  });
  expect((await app.text('/')).includes('Back then')).toBe(true);
  const wrong = { name: 'Wrong', backfilled: true, components: { [api]: 'major_outage' } };
  expect((await app.manage('POST', '/incidents', { incident: wrong })).paths).toEqual(['components']);
});

test('components, groups and incidents go as in v1', async () => {
  const app = await startManaged();
  const api = await app.component('Rates service');
  const group = await app.manage<{ id: string }>('POST', '/component-groups', {
    component_group: { name: 'Core', components: [api] },
  });
  const { id } = await app.incident({ name: 'Mistaken', components: { [api]: 'major_outage' } });
  expect(await app.manage('DELETE', `/incidents/${id}`)).toMatchObject({ status: 200, body: { id } });
  expect((await app.get(`/incidents/${id}`)).status).toBe(404);
  expect((await app.text('/')).includes('All systems operational')).toBe(true);
  expect(await app.manage('DELETE', `/component-groups/${group.body.id}`)).toMatchObject({
    status: 200,
    body: { name: 'Core' },
  });
  expect((await app.text('/')).includes('Core')).toBe(false);
  expect(await app.manage('DELETE', `/components/${api}`)).toMatchObject({ status: 204, body: null });
  expect((await app.text('/')).includes('Rates service')).toBe(false);
  for (const path of [`/incidents/${id}`, `/component-groups/${group.body.id}`, `/components/${api}`]) {
    expect([path, (await app.manage('DELETE', path)).status]).toEqual([path, 404]);
  }
});

test('what a whole object says of the past and of the other kind changes nothing', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const incident = await app.incident({ name: 'Down', components: { [api]: 'major_outage' } });
  const sent = { ...incident, name: 'Renamed', impact: 'none', created_at: iso(testNow - 9 * hour), id: 'x' };
  const { status, body } = await app.manage<ShownIncident>('PUT', `/incidents/${incident.id}`, {
    incident: sent,
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: incident.id,
    name: 'Renamed',
    impact: 'critical',
    created_at: incident.created_at,
  });
  expect(body.components.map((component) => component.status)).toEqual(['major_outage']);
});
