import { expect, test } from 'vitest';
import { type ManagedApplication, type ShownPostmortem, startManaged } from '../../support/manage.ts';

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
  expect((await app.manage('GET', `/incidents/${id}`)).body).toMatchObject({ postmortem_body: null });

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
