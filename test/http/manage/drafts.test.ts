import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { draftShape } from '../../../server/http/manage/draftShape.ts';
import { type ManagedApplication, type ShownIncident, startManaged } from '../../support/manage.ts';

type ShownDraft = z.output<typeof draftShape>;

const minute = 60_000;

async function drafts(app: ManagedApplication): Promise<readonly ShownDraft[]> {
  return (await app.manage<ShownDraft[]>('GET', '/drafts')).body;
}

async function incidents(app: ManagedApplication): Promise<readonly ShownIncident[]> {
  return (await app.manage<ShownIncident[]>('GET', '/incidents')).body;
}

/** The statuses that a component's ledger counts time of. */
async function statusesSoFar(app: ManagedApplication, componentId: string): Promise<string[]> {
  return Object.keys(JSON.parse(await app.text(`/uptime/${componentId}.json`)).durations_ms).sort();
}

function inMinutes(app: ManagedApplication, minutes: number): string {
  return new Date(app.clock.now() + minutes * minute).toISOString();
}

test('an incident is drafted, read, changed, and published by hand', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const drafted = await app.manage<ShownDraft>('POST', '/incidents', {
    incident: {
      name: 'Slow answers',
      status: 'identified',
      body: 'It is **slow**.',
      components: { [api]: 'degraded_performance' },
      deliver_notifications: false,
      draft: true,
    },
  });
  expect(drafted).toMatchObject({
    status: 201,
    body: {
      incident_id: null,
      incident: {
        name: 'Slow answers',
        status: 'identified',
        body: 'It is **slow**.',
        components: { [api]: 'degraded_performance' },
        deliver_notifications: false,
      },
      update: null,
      publish_at: null,
      problem: null,
      author: expect.stringMatching(/^token /),
    },
  });
  const at = `/drafts/${drafted.body.id}`;
  expect((await app.manage('GET', at)).body).toEqual(drafted.body);
  expect(await drafts(app)).toEqual([drafted.body]);
  expect(await incidents(app)).toEqual([]);
  expect((await app.text('/')).includes('Slow answers')).toBe(false);
  expect((await app.manage('GET', `/components/${api}`)).body).toMatchObject({ status: 'operational' });
  app.clock.advance(2 * minute);
  expect(await statusesSoFar(app, api)).toEqual(['operational']);

  const changed = await app.manage<ShownDraft>('PATCH', at, {
    draft: { incident: { name: 'Very slow answers', components: { [api]: 'partial_outage' } } },
  });
  expect(changed.body.incident).toMatchObject({ name: 'Very slow answers', status: 'investigating' });

  const published = await app.manage<ShownIncident>('POST', `${at}/publish`);
  expect(published).toMatchObject({
    status: 200,
    body: { name: 'Very slow answers', components: [{ id: api, status: 'partial_outage' }] },
  });
  expect((await app.text('/')).includes('Very slow answers')).toBe(true);
  app.clock.advance(2 * minute);
  expect(await statusesSoFar(app, api)).toEqual(['operational', 'partial_outage']);
  expect((await app.manage('GET', at)).code).toBe('draft.not_found');
  expect((await app.manage('POST', `${at}/publish`)).status).toBe(404);
  expect(await incidents(app)).toHaveLength(1);
});

test('a maintenance and an update are drafted too', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Slow answers' });
  const maintenance = await app.manage<ShownDraft>('POST', '/drafts', {
    draft: {
      incident: {
        name: 'Upgrade',
        scheduled_for: inMinutes(app, 60),
        scheduled_until: inMinutes(app, 90),
        auto_transition_to_maintenance_state: false,
      },
    },
  });
  expect(maintenance.body.incident).toMatchObject({
    status: 'scheduled',
    auto_transition_to_maintenance_state: false,
  });
  const update = await app.manage<ShownDraft>('POST', '/drafts', {
    draft: { incident_id: id, update: { status: 'monitoring', body: 'Fixed, we hope.' } },
  });
  expect(update.body).toMatchObject({
    incident_id: id,
    incident: null,
    update: { status: 'monitoring', body: 'Fixed, we hope.' },
  });
  const fromPatch = await app.manage<ShownDraft>('PATCH', `/incidents/${id}`, {
    incident: { body: 'Still looking.', draft: true },
  });
  expect(fromPatch.body.update).toMatchObject({ status: null, body: 'Still looking.' });
  expect((await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body.incident_updates).toHaveLength(1);

  const shown = await app.manage<ShownIncident>('POST', `/drafts/${update.body.id}/publish`);
  expect(shown.body).toMatchObject({ id, status: 'monitoring' });
  expect(
    (await app.manage<ShownIncident>('POST', `/drafts/${maintenance.body.id}/publish`)).body,
  ).toMatchObject({
    name: 'Upgrade',
    status: 'scheduled',
  });
  await app.manage('DELETE', `/drafts/${fromPatch.body.id}`);
  expect(await drafts(app)).toEqual([]);
});

test('what could not be published is refused when it is drafted, with its field', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Slow answers' });
  const refused = async (draft: object) => {
    const { status, paths } = await app.manage('POST', '/drafts', { draft });
    return { status, paths };
  };
  const incident = { name: 'Slow answers' };
  expect(await refused({})).toEqual({ status: 422, paths: ['draft'] });
  expect(await refused({ incident, publish_at: inMinutes(app, -1) })).toEqual({
    status: 422,
    paths: ['publish_at'],
  });
  expect(await refused({ incident: { name: 'X', components: { zzzzzzzzzzzz: 'major_outage' } } })).toEqual({
    status: 422,
    paths: ['components.zzzzzzzzzzzz'],
  });
  expect(await refused({ incident_id: id, incident })).toEqual({ status: 422, paths: ['incident'] });
  expect(await refused({ update: { status: 'resolved' } })).toEqual({ status: 422, paths: ['draft'] });
  expect(await refused({ incident_id: id, update: { status: 'completed' } })).toEqual({
    status: 422,
    paths: ['status'],
  });
  // Over before it would be announced.
  const maintenance = { name: 'X', scheduled_for: inMinutes(app, 10), scheduled_until: inMinutes(app, 20) };
  expect(await refused({ incident: maintenance, publish_at: inMinutes(app, 30) })).toEqual({
    status: 422,
    paths: ['scheduled_until'],
  });
  expect(
    (await app.manage('PATCH', `/incidents/${id}`, { incident: { name: 'New', draft: true } })).paths,
  ).toEqual(['name']);
  expect((await app.manageAs('viewer', 'POST', '/drafts', { draft: { incident } })).status).toBe(403);
  const dry = await app.manage('POST', '/drafts?dry_run=true', { draft: { incident } });
  expect(dry).toMatchObject({ status: 200, body: { would_answer: { incident: { name: 'Slow answers' } } } });
  expect(await drafts(app)).toEqual([]);
});

test('a draft is published at its time, once', async () => {
  const app = await startManaged();
  const publishAt = inMinutes(app, 10);
  await app.manage('POST', '/incidents', { incident: { name: 'Slow answers', publish_at: publishAt } });
  app.clock.advance(9 * minute);
  expect(await incidents(app)).toEqual([]);

  app.clock.advance(minute);
  await expect.poll(() => drafts(app)).toEqual([]);
  app.clock.advance(60 * minute);
  expect(await incidents(app)).toMatchObject([{ name: 'Slow answers', created_at: publishAt }]);
  await expect.poll(async () => (await app.text('/')).includes('Slow answers')).toBe(true);
});

test('a draft whose time came while the process was down is published at the start, for its time, once', async () => {
  const first = await startManaged();
  const publishAt = inMinutes(first, 10);
  await first.manage('POST', '/incidents', { incident: { name: 'Slow answers', publish_at: publishAt } });
  const now = first.clock.now() + 180 * minute;
  await first.close();

  const second = await startManaged({ dataDir: first.dataDir, now });
  await expect.poll(() => drafts(second)).toEqual([]);
  expect(await incidents(second)).toMatchObject([{ name: 'Slow answers', created_at: publishAt }]);
  await second.close();

  const third = await startManaged({ dataDir: first.dataDir, now: now + minute });
  expect(await incidents(third)).toHaveLength(1);
});

test('an update that is due after its incident was resolved stays, with the problem, until it is edited', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Slow answers' });
  const drafted = await app.manage<ShownDraft>('POST', '/drafts', {
    draft: {
      incident_id: id,
      update: { status: 'monitoring', body: 'We watch.' },
      publish_at: inMinutes(app, 10),
    },
  });
  await app.manage('PATCH', `/incidents/${id}`, { incident: { status: 'resolved' } });
  app.clock.advance(11 * minute);
  const at = `/drafts/${drafted.body.id}`;
  await expect
    .poll(async () => (await app.manage<ShownDraft>('GET', at)).body.problem)
    .toMatch(/was resolved before this update was due/);
  app.clock.advance(60 * minute);
  expect((await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body).toMatchObject({
    status: 'resolved',
    incident_updates: [{ status: 'resolved' }, { status: 'investigating' }],
  });

  const edited = await app.manage<ShownDraft>('PATCH', at, { draft: { publish_at: null } });
  expect(edited.body).toMatchObject({ problem: null, publish_at: null });
  expect((await app.manage('POST', `${at}/publish`)).body).toMatchObject({ id, status: 'monitoring' });
});

test('an update to an incident that is deleted meanwhile stays, with the problem', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Slow answers' });
  const drafted = await app.manage<ShownDraft>('PATCH', `/incidents/${id}`, {
    incident: { status: 'resolved', publish_at: inMinutes(app, 10) },
  });
  await app.manage('DELETE', `/incidents/${id}`);
  app.clock.advance(11 * minute);
  await expect
    .poll(async () => (await app.manage<ShownDraft>('GET', `/drafts/${drafted.body.id}`)).body.problem)
    .toMatch(/There is no incident/);
});

test('the update of a draft takes the forms that an incident takes, but no list of components', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const { id } = await app.incident({ name: 'Down' });
  const kept = await app.manage<ShownDraft>('POST', '/drafts', {
    draft: { incident_id: id, update: { body: 'Slow.', components: { [api]: '' }, status: null } },
  });
  expect(kept).toMatchObject({ status: 201, body: { update: { body: 'Slow.', components: {} } } });
  const listed = { body: 'Slow.', components: [api] };
  const refusals = [
    await app.manage('POST', '/drafts', { draft: { incident_id: id, update: listed } }),
    await app.manage('PATCH', `/incidents/${id}`, { incident: { ...listed, draft: true } }),
  ];
  for (const { status, paths } of refusals) expect([status, paths]).toEqual([422, ['components']]);
  expect(await drafts(app)).toEqual([kept.body]);
});
