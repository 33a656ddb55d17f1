import { expect, test } from 'vitest';
import {
  type ManagedApplication,
  type ShownIncident,
  type ShownPostmortem,
  startManaged,
} from '../../support/manage.ts';

async function resolvedIncident(app: ManagedApplication): Promise<string> {
  const { id } = await app.incident({ name: 'Cards declined', status: 'resolved' });
  return id;
}

function written(words: string) {
  return { postmortem: { body_draft: words } };
}

test('a draft is for staff only, and the published text stands on the page of its incident', async () => {
  const app = await startManaged();
  const id = await resolvedIncident(app);
  const at = `/incidents/${id}/postmortem`;
  expect((await app.manage('GET', at)).code).toBe('postmortem.not_found');

  const drafted = await app.manage<ShownPostmortem>(
    'PUT',
    at,
    written('A **valve** stuck.<script>x</script>'),
  );
  expect(drafted).toMatchObject({ status: 200, body: { body: null, published_at: null } });
  expect(drafted.body.body_draft).toContain('valve');
  expect((await app.text(`/incidents/${id}`)).includes('valve')).toBe(false);
  expect((await app.manage('GET', `/incidents/${id}`)).body).toMatchObject({
    postmortem_body: null,
    postmortem_draft_updated_at: drafted.body.body_draft_updated_at,
  });

  const published = await app.manage<ShownPostmortem>('PUT', `${at}/publish`, {
    postmortem: { notify_subscribers: true },
  });
  expect(published).toMatchObject({ status: 200, body: { body_draft: null, notify_subscribers: true } });
  const page = await app.text(`/incidents/${id}`);
  expect(page.includes('<strong>valve</strong>')).toBe(true);
  expect(page.includes('<script>x')).toBe(false);
  expect((await app.manage('GET', `/incidents/${id}`)).body).toMatchObject({
    postmortem_body: drafted.body.body_draft,
    postmortem_published_at: published.body.published_at,
    postmortem_draft_updated_at: null,
    postmortem_notified_subscribers: false,
  });
});

test('what is rewritten after it was published is public when it is published again', async () => {
  const app = await startManaged();
  const id = await resolvedIncident(app);
  const at = `/incidents/${id}/postmortem`;
  await app.manage('PUT', at, written('First words'));
  const first = await app.manage<ShownPostmortem>('PUT', `${at}/publish`);
  expect(first.status).toBe(200);
  await app.manage('PUT', at, written('Second words'));
  expect((await app.text(`/incidents/${id}`)).includes('Second words')).toBe(false);
  const second = await app.manage<ShownPostmortem>('PUT', `${at}/publish`, {});
  const page = await app.text(`/incidents/${id}`);
  expect([page.includes('First words'), page.includes('Second words')]).toEqual([false, true]);
  expect(second.body.published_at).toBe(first.body.published_at);
  expect(second.body.body_updated_at).not.toBe(first.body.body_updated_at);
  expect((await app.manage('PUT', `${at}/publish`, {})).body).toEqual(second.body);
});

test('reverted it is a draft again, deleted it is gone', async () => {
  const app = await startManaged();
  const id = await resolvedIncident(app);
  const at = `/incidents/${id}/postmortem`;
  await app.manage('PUT', at, written('Lessons'));
  await app.manage('PUT', `${at}/publish`);
  expect(await app.manage('PUT', `${at}/revert`)).toMatchObject({
    status: 200,
    body: { body: null, body_draft: 'Lessons', published_at: null },
  });
  expect((await app.text(`/incidents/${id}`)).includes('Lessons')).toBe(false);

  expect((await app.manage('DELETE', at)).status).toBe(204);
  for (const [method, path] of [
    ['GET', at],
    ['PUT', `${at}/publish`],
    ['PUT', `${at}/revert`],
    ['DELETE', at],
  ] as const) {
    expect([method, (await app.manage(method, path)).status]).toEqual([method, 404]);
  }
});

test('only what is resolved has one', async () => {
  const app = await startManaged();
  const open = await app.incident({ name: 'Still broken' });
  const at = `/incidents/${open.id}/postmortem`;
  expect(await app.manage('PUT', at, written('Too early'))).toMatchObject({
    status: 409,
    code: 'postmortem.incident_open',
  });
  await app.manage('PATCH', `/incidents/${open.id}`, { incident: { status: 'resolved' } });
  expect((await app.manage('PUT', at, written('In time'))).status).toBe(200);
  await app.manage('PATCH', `/incidents/${open.id}`, { incident: { status: 'investigating' } });
  expect((await app.manage('PUT', `${at}/publish`)).status).toBe(409);

  expect((await app.manage('PUT', at, written('  '))).status).toBe(409);
  await app.manage('PATCH', `/incidents/${open.id}`, { incident: { status: 'resolved' } });
  expect((await app.manage('PUT', at, written('  '))).paths).toEqual(['body_draft']);
  expect((await app.manage('PUT', '/incidents/zzzzzzzzzzzz/postmortem', written('x'))).status).toBe(404);
  expect((await app.manageAs('viewer', 'PUT', at, written('x'))).status).toBe(403);
});

/** What programs read of an incident. Pages say when they were made, these only when something changed. */
const forPrograms = (id: string): string[] => [
  ...['/history.atom', '/history.rss', '/history.json', '/history.atom?per=incident', '/sitemap.xml'],
  ...['/api/v2/summary.json', '/api/v2/incidents.json', '/api/v2/incidents/unresolved.json'],
  ...[`/api/v2/incidents/${id}.json`, `/incidents/${id}.json`],
];

function textsAt(app: ManagedApplication, addresses: readonly string[]) {
  return Promise.all(addresses.map(async (address) => [address, await app.text(address)] as const));
}

test('published it is the newest update of its incident, whose status it gives', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const { id } = await app.incident({ name: 'Cards declined', components: { [api]: 'major_outage' } });
  app.clock.advance(60_000);
  await app.manage('PATCH', `/incidents/${id}`, { incident: { status: 'resolved' } });
  const at = `/incidents/${id}/postmortem`;
  const outage = (await app.manage<{ major_outage: number }>('GET', `/components/${api}/uptime`)).body
    .major_outage;
  expect(outage).toBeGreaterThan(0);
  const untouched = await textsAt(app, forPrograms(id));

  app.clock.advance(1_000);
  await app.manage('PUT', at, written('A valve stuck.'));
  expect(await textsAt(app, forPrograms(id))).toEqual(untouched);

  const { body: postmortem } = await app.manage<ShownPostmortem>('PUT', `${at}/publish`);
  const { body: shown } = await app.manage<ShownIncident>('GET', `/incidents/${id}`);
  const [newest, resolved] = shown.incident_updates;
  expect(shown).toMatchObject({ status: 'postmortem', resolved_at: resolved?.display_at });
  expect(newest).toMatchObject({
    status: 'postmortem',
    body: 'A valve stuck.',
    affected_components: null,
    deliver_notifications: false,
    display_at: postmortem.published_at,
    edited_at: null,
  });
  expect(resolved?.status).toBe('resolved');
  expect((await app.manage<ShownIncident[]>('GET', '/incidents?q=valve')).body).toEqual([shown]);
  expect((await app.manage('GET', '/incidents/unresolved')).body).toEqual([]);
  expect((await app.manage('GET', `/components/${api}/uptime`)).body).toMatchObject({
    major_outage: outage,
  });

  app.clock.advance(60_000);
  await app.manage('PUT', at, written('A valve broke.'));
  await app.manage('PUT', `${at}/publish`);
  const again = (await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body.incident_updates[0];
  expect(again).toEqual({
    ...newest,
    body: 'A valve broke.',
    updated_at: again?.updated_at,
    edited_at: again?.updated_at,
  });
  expect(again?.updated_at).not.toBe(newest?.updated_at);

  await app.manage('PUT', `${at}/revert`);
  const reverted = (await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body;
  expect([reverted.status, reverted.incident_updates.length]).toEqual(['resolved', 2]);
  const pages = ['/', '/history', `/incidents/${id}`];
  for (const [address, text] of await textsAt(app, [...pages, ...forPrograms(id)])) {
    expect([address, /valve|postmortem/i.exec(text)]).toEqual([address, null]);
  }
});

test('its status can be sent back but not set, and as an update it is not to be changed', async () => {
  const app = await startManaged();
  const id = await resolvedIncident(app);
  const path = `/incidents/${id}`;
  const tooEarly = await app.manage('PATCH', path, { incident: { status: 'postmortem' } });
  expect([tooEarly.status, tooEarly.paths]).toEqual([422, ['status']]);
  await app.manage('PUT', `${path}/postmortem`, written('A valve stuck.'));
  await app.manage('PUT', `${path}/postmortem/publish`);
  const { body: incident } = await app.manage<ShownIncident>('GET', path);
  const sentBack = await app.manage<ShownIncident>('PUT', path, { incident });
  expect(sentBack).toMatchObject({
    status: 200,
    body: { status: 'postmortem', incident_updates: incident.incident_updates },
  });

  const update = `${path}/incident_updates/${incident.incident_updates[0]?.id}`;
  const change = { incident_update: { body: 'Never mind.' } };
  for (const [method, body] of [['PATCH', change], ['DELETE']] as const) {
    expect(await app.manage(method, update, body)).toMatchObject({
      status: 409,
      code: 'incident_update.is_postmortem',
    });
  }
  const reopened = await app.manage<ShownIncident>('PATCH', path, { incident: { status: 'investigating' } });
  expect(reopened.body).toMatchObject({ status: 'investigating', resolved_at: null });
  expect(reopened.body.incident_updates.map(({ status }) => status)).toEqual([
    'investigating',
    'postmortem',
    'resolved',
  ]);
});
