import { expect, test } from 'vitest';
import { type ShownComponent, type ShownIncident, startManaged } from '../../support/manage.ts';

/** What clients of a Statuspage send, beside what its document says. */

test('a Terraform provider describes a group inside of it, and sends it back as it was answered', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const made = await app.manage<{ id: string; description: string }>('POST', '/component-groups', {
    component_group: { name: 'Core', description: 'What all need', components: [api] },
  });
  expect(made).toMatchObject({ status: 201, body: { description: 'What all need' } });
  const read = await app.manage<object>('GET', `/component-groups/${made.body.id}`);
  const again = await app.manage('PUT', `/component-groups/${made.body.id}`, { component_group: read.body });
  expect(again).toMatchObject({ status: 200, body: { description: 'What all need', components: [api] } });
});

test('components can be listed instead of mapped, and what is not set can be null or empty', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const listed = await app.incident({ name: 'Listed', components: [api] });
  expect(listed.components.map(({ id }) => id)).toEqual([api]);
  const form = `incident[name]=Form&incident[components][]=${api}&incident[deliver_notifications]=0`;
  expect((await app.manage<ShownIncident>('POST', '/incidents', form)).body.components).toHaveLength(1);
  const empty = await app.manage('POST', '/incidents', {
    incident: {
      name: 'Empty',
      status: '',
      body: null,
      components: { [api]: '' },
      component_ids: null,
      backfilled: null,
    },
  });
  expect(empty.status).toBe(201);
});

test('instants come as Rails prints them, and pages of results are moved into range', async () => {
  const app = await startManaged();
  const planned = await app.incident({
    name: 'Upgrade',
    scheduled_for: '2026-11-25 18:00:00 UTC',
    scheduled_until: '2026-11-25 20:00:00 +0100',
  });
  expect(planned).toMatchObject({
    scheduled_for: '2026-11-25T18:00:00.000Z',
    scheduled_until: '2026-11-25T19:00:00.000Z',
  });
  for (const query of ['limit=101', 'page=0', 'limit=']) {
    expect([query, (await app.manage('GET', `/incidents?${query}`)).status]).toEqual([query, 200]);
  }
  expect((await app.manage('GET', '/incidents?page=x')).status).toBe(422);
});

test('an object that is sent back as it was answered posts nothing, a status alone does', async () => {
  const app = await startManaged();
  const incident = await app.incident({ name: 'Slow' });
  const path = `/incidents/${incident.id}`;
  const sentBack = await app.manage<ShownIncident>('PUT', path, { incident });
  expect(sentBack.body.incident_updates).toHaveLength(1);
  const said = await app.manage<ShownIncident>('PATCH', path, { incident: { status: 'investigating' } });
  expect(said.body.incident_updates).toHaveLength(2);
  const over = await app.manage<ShownIncident>('PATCH', path, { incident: { status: 'resolved' } });
  const renamed = await app.manage<ShownIncident>('PUT', path, {
    incident: { ...over.body, name: 'Was slow' },
  });
  expect(renamed).toMatchObject({ status: 200, body: { name: 'Was slow', status: 'resolved' } });
  const added = await app.manage<ShownIncident>('PATCH', path, { incident: { body: 'A late note.' } });
  expect(added).toMatchObject({
    status: 200,
    body: { status: 'resolved', resolved_at: over.body.resolved_at },
  });
});

test('saying that a component is operational ends what a monitor had set by hand', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  await app.manage('PATCH', `/components/${api}`, { component: { status: 'major_outage' } });
  const { id } = await app.incident({ name: 'Down', components: { [api]: 'major_outage' } });
  await app.manage('PATCH', `/incidents/${id}`, {
    incident: { status: 'resolved', components: { [api]: 'operational' } },
  });
  expect((await app.manage<ShownComponent>('GET', `/components/${api}`)).body.status).toBe('operational');
});

test('a drafted note without a status leaves the incident as it is by then', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Down' });
  const draft = await app.manage<{ id: string }>('PATCH', `/incidents/${id}`, {
    incident: { body: 'Still on it.', draft: true },
  });
  await app.manage('PATCH', `/incidents/${id}`, { incident: { status: 'resolved' } });
  expect((await app.manage('POST', `/drafts/${draft.body.id}/publish`)).status).toBe(200);
  expect((await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body.status).toBe('resolved');
});

test('a long incident is not written out again with each of its updates', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Long' });
  for (let n = 0; n < 20; n += 1) {
    await app.manage('PATCH', `/incidents/${id}`, { incident: { body: `${n} ${'word '.repeat(1_000)}` } });
  }
  const entries = await app.manage<{ changes: unknown }[]>('GET', `/audit?subject=${id}&per_page=100`);
  const sizes = entries.body.map((entry) => JSON.stringify(entry).length);
  expect(Math.max(...sizes.slice(0, 19))).toBeLessThan(2 * Math.min(...sizes.slice(0, 19)));
  expect(await app.store.check()).toEqual([]);
});

test('names and paths that nothing can have are answered, not failed on', async () => {
  const app = await startManaged();
  expect((await app.manage('GET', '/incidents/%00')).status).toBe(404);
  expect((await app.manage('GET', '/audit?actor=%00')).status).toBe(422);
  const past = { name: 'x', backfilled: true, backfill_date: '0000-01-01' };
  expect((await app.manage('POST', '/incidents', { incident: past })).status).toBe(422);
  for (const path of ['/metrics.json', '/page_access_users.json']) {
    expect([path, (await app.manage('GET', path)).status]).toEqual([path, 501]);
  }
});
