import { expect, test } from 'vitest';
import { type ManagedApplication, type ShownIncident, startManaged } from '../../support/manage.ts';

const minute = 60_000;

async function resolve(app: ManagedApplication, id: string): Promise<void> {
  await app.manage('PATCH', `/incidents/${id}`, { incident: { status: 'resolved' } });
}

/** The downtime of a component in seconds, by its ledger. */
async function uptime(app: ManagedApplication, componentId: string): Promise<unknown> {
  const { body } = await app.manage<Record<string, unknown>>('GET', `/components/${componentId}/uptime`);
  return { major: body.major_outage, partial: body.partial_outage };
}

test('the updates move in order, the numbers stay, and the old address leads to the new one', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const web = await app.component('Web');
  const old = await app.incident({ name: 'API is down', components: { [api]: 'major_outage' } });
  app.clock.advance(10 * minute);
  const kept = await app.incident({
    name: 'Everything is slow',
    components: { [api]: 'partial_outage', [web]: 'partial_outage' },
  });
  app.clock.advance(10 * minute);
  await resolve(app, old.id);
  app.clock.advance(10 * minute);
  await resolve(app, kept.id);
  app.clock.advance(minute);
  const before = [await uptime(app, api), await uptime(app, web)];

  const merged = await app.manage<ShownIncident>('POST', `/incidents/${old.id}/merge`, { into: kept.id });
  expect(merged).toMatchObject({
    status: 200,
    body: { id: kept.id, name: 'Everything is slow', impact: 'critical' },
  });
  expect(merged.body.incident_updates.map(({ status, incident_id }) => [status, incident_id])).toEqual([
    ['resolved', kept.id],
    // The other one was still open when this one ended.
    ['investigating', kept.id],
    ['investigating', kept.id],
    ['investigating', kept.id],
  ]);
  expect([await uptime(app, api), await uptime(app, web)]).toEqual(before);
  expect(before).not.toEqual([
    { major: 0, partial: 0 },
    { major: 0, partial: 0 },
  ]);

  const moved = await app.get(`/incidents/${old.id}`);
  expect([moved.status, moved.headers.get('location')]).toEqual([308, `/incidents/${kept.id}`]);
  const gone = await app.manage<{ details: unknown }>('GET', `/incidents/${old.id}`);
  expect(gone).toMatchObject({
    status: 404,
    code: 'incident.merged',
    body: { details: [{ path: 'incident_id', message: kept.id }] },
  });
  expect((await app.manage('PATCH', `/incidents/${old.id}`, { incident: { name: 'X' } })).code).toBe(
    'incident.merged',
  );
  expect((await app.manage<ShownIncident[]>('GET', '/incidents')).body.map(({ id }) => id)).toEqual([
    kept.id,
  ]);
  expect(await app.store.check()).toEqual([]);
  for (const [path, target] of [
    [`/api/v2/incidents/${old.id}.json`, `/api/v2/incidents/${kept.id}.json`],
    [`/incidents/${old.id}.json`, `/incidents/${kept.id}.json`],
  ] as const) {
    const moved = await app.get(path);
    expect([moved.status, moved.headers.get('location')]).toEqual([308, target]);
    expect((await app.get(target)).status).toBe(200);
  }
});

test('over two merges the first address leads to the last incident, and nowhere once that is deleted', async () => {
  const app = await startManaged();
  const [a, b, c] = [
    await app.incident({ name: 'A' }),
    await app.incident({ name: 'B' }),
    await app.incident({ name: 'C' }),
  ];
  await app.manage('POST', `/incidents/${a.id}/merge`, { into: b.id });
  await app.manage('POST', `/incidents/${b.id}/merge`, { into: c.id });
  expect((await app.get(`/incidents/${a.id}`)).headers.get('location')).toBe(`/incidents/${c.id}`);
  await app.manage('DELETE', `/incidents/${c.id}`);
  expect((await app.get(`/incidents/${a.id}`)).status).toBe(404);
});

test('merging is refused with itself, with a maintenance, with what is not there, and to a viewer', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Slow answers' });
  const now = app.clock.now();
  const maintenance = await app.incident({
    name: 'Upgrade',
    scheduled_for: new Date(now + 60 * minute).toISOString(),
    scheduled_until: new Date(now + 90 * minute).toISOString(),
  });
  const merge = (from: string, into: string) => app.manage('POST', `/incidents/${from}/merge`, { into });
  expect(await merge(id, id)).toMatchObject({ status: 409, code: 'incident.merge_into_itself' });
  expect(await merge(id, maintenance.id)).toMatchObject({
    status: 409,
    code: 'incident.merge_of_maintenance',
  });
  expect(await merge(maintenance.id, id)).toMatchObject({
    status: 409,
    code: 'incident.merge_of_maintenance',
  });
  expect(await merge(id, 'zzzzzzzzzzzz')).toMatchObject({ status: 404, code: 'incident.not_found' });
  expect(await merge(id, 'not an id')).toMatchObject({ status: 422, paths: ['into'] });
  expect((await app.manageAs('viewer', 'POST', `/incidents/${id}/merge`, { into: id })).status).toBe(403);
});

test('a merged incident does not come back by an import of its record', async () => {
  const app = await startManaged();
  const old = await app.incident({ name: 'Slow answers' });
  const kept = await app.incident({ name: 'Slow answers again' });
  const record = await app.store.read((reads) => reads.report(old.id));
  if (!record) throw new Error('no record');
  await app.manage('POST', `/incidents/${old.id}/merge`, { into: kept.id });
  await app.act({
    type: 'importRecords',
    page: null,
    groups: [],
    components: [],
    reports: [{ ...record, updatedAt: app.clock.now() + minute }],
  });
  expect((await app.get(`/incidents/${old.id}`)).status).toBe(308);
});

test('deleting an update takes back what it did to the numbers', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const { id } = await app.incident({ name: 'API is slow', components: { [api]: 'partial_outage' } });
  app.clock.advance(10 * minute - 1_000);
  await app.manage('PATCH', `/incidents/${id}`, { incident: { components: { [api]: 'major_outage' } } });
  app.clock.advance(10 * minute - 1_000);
  await resolve(app, id);
  expect(await uptime(app, api)).toEqual({ major: 600, partial: 600 });

  const { body } = await app.manage<ShownIncident>('GET', `/incidents/${id}`);
  expect(body.impact).toBe('critical');
  const worse = body.incident_updates[1]?.id;
  await app.manage('DELETE', `/incidents/${id}/incident_updates/${worse}`);
  expect(await uptime(app, api)).toEqual({ major: 0, partial: 1200 });
  expect((await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body).toMatchObject({
    impact: 'major',
    status: 'resolved',
  });
  // Without the resolution it goes on.
  await app.manage('DELETE', `/incidents/${id}/incident_updates/${body.incident_updates[0]?.id}`);
  app.clock.advance(10 * minute - 1_000);
  expect((await app.manage('GET', `/incidents/${id}`)).body).toMatchObject({ status: 'investigating' });
  expect((await app.manage('GET', `/components/${api}`)).body).toMatchObject({ status: 'partial_outage' });
});

test('merging keeps the worse of what people set, and the reminders', async () => {
  const app = await startManaged();
  const worse = await app.incident({ name: 'Worse', impact_override: 'critical', reminder_intervals: '[2]' });
  const kept = await app.incident({ name: 'Kept', impact_override: 'minor' });
  const merged = await app.manage<ShownIncident>('POST', `/incidents/${worse.id}/merge`, { into: kept.id });
  expect(merged.body).toMatchObject({ impact_override: 'critical', reminder_intervals: '[2]' });
});

test('what is drafted for an incident is for the one that it was merged into, over two merges', async () => {
  const app = await startManaged();
  const [a, b, c] = [
    await app.incident({ name: 'A' }),
    await app.incident({ name: 'B' }),
    await app.incident({ name: 'C' }),
  ];
  const publish_at = new Date(app.clock.now() + 600_000).toISOString();
  const draft = (incident_id: string, body: string, more: object = {}) =>
    app.manage<{ id: string }>('POST', '/drafts', { draft: { incident_id, update: { body }, ...more } });
  const timed = await draft(a.id, 'On time.', { publish_at });
  const byHand = await draft(a.id, 'By hand.');
  const other = await draft(c.id, 'Of C.');
  const incidentOf = async ({ body: { id } }: typeof timed) =>
    (await app.manage<{ incident_id: string }>('GET', `/drafts/${id}`)).body.incident_id;

  await app.manage('POST', `/incidents/${a.id}/merge`, { into: b.id });
  expect([await incidentOf(timed), await incidentOf(byHand), await incidentOf(other)]).toEqual([
    b.id,
    b.id,
    c.id,
  ]);
  await app.manage('POST', `/incidents/${b.id}/merge`, { into: c.id });
  expect((await app.manage('POST', `/drafts/${byHand.body.id}/publish`)).body).toMatchObject({ id: c.id });
  app.clock.advance(600_000);
  const bodies = async () =>
    (await app.manage<ShownIncident>('GET', `/incidents/${c.id}`)).body.incident_updates.map(
      ({ body }) => body,
    );
  await expect.poll(bodies).toContain('On time.');
  expect(await bodies()).toContain('By hand.');
});
