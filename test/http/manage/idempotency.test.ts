import { expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { plainSql } from '../../support/stores.ts';

const day = 24 * 60 * 60_000;
const opening = { incident: { name: 'Slow answers', status: 'investigating', body: 'We look into it.' } };
const key = (value: string) => ({ 'idempotency-key': value });

test('a request that is sent again is not done again, and gets the same bytes', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const sent = { body: opening, headers: key('one') };
  const first = await manage.send('POST', '/incidents', sent);
  const text = await first.text();
  expect([first.status, first.headers.has('idempotent-replayed')]).toEqual([201, false]);
  await manage.send('PATCH', `/incidents/${JSON.parse(text).id}`, {
    body: { incident: { name: 'Renamed' } },
  });
  app.clock.advance(day);

  const again = await manage.send('POST', '/incidents', sent);

  expect(again.status).toBe(201);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  expect((await again.text()) === text).toBe(true);
  expect(await manage.json('GET', '/incidents')).toHaveLength(1);
});

test('changing and deleting are not done again either', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const { id } = await manage.json('POST', '/components', { body: { component: { name: 'API' } } });
  const twice = async (method: string, path: string, body: unknown, between: () => Promise<unknown>) => {
    const sent = { body, headers: key(`${method} ${path}`.replaceAll(' ', '-')) };
    const first = await manage.send(method, path, sent);
    await between();
    const again = await manage.send(method, path, sent);
    expect([method, again.status]).toEqual([method, first.status]);
    expect([first, again].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect((await again.text()) === (await first.text())).toBe(true);
    return first.status;
  };
  const rename = (name: string) =>
    manage.json('PATCH', `/components/${id}`, { body: { component: { name } } });
  const named = async () => (await manage.json('GET', `/components/${id}`)).name;

  const patch = { component: { name: 'Patched' } };
  expect(await twice('PATCH', `/components/${id}`, patch, () => rename('Later'))).toBe(200);
  expect(await named()).toBe('Later');
  const put = { component: { status: 'major_outage' } };
  const recover = () =>
    manage.json('PUT', `/components/${id}/status`, { body: { component: { status: 'operational' } } });
  expect(await twice('PUT', `/components/${id}/status`, put, recover)).toBe(200);
  expect(await manage.json('GET', `/components/${id}`)).toMatchObject({ status: 'operational' });
  const restore = () => manage.json('POST', `/components/${id}/restore`);
  expect(await twice('DELETE', `/components/${id}`, undefined, restore)).toBe(204);
  expect(await named()).toBe('Later');
});

test('a key is forgotten after 24 hours, and its row goes with the next one', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const sent = { body: opening, headers: key('one') };
  await manage.json('POST', '/incidents', sent);
  app.clock.advance(day + 1);
  const later = await manage.send('POST', '/incidents', sent);
  expect([later.status, later.headers.has('idempotent-replayed')]).toEqual([201, false]);
  expect(await manage.json('GET', '/incidents')).toHaveLength(2);
  const rows = await plainSql(app.location, 'SELECT at FROM requests');
  expect(rows).toHaveLength(1);
});

test('a key stands for one request: another body, path or query is refused', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  await manage.json('POST', '/incidents', { body: opening, headers: key('one') });
  for (const [path, body] of [
    ['/incidents', { incident: { ...opening.incident, name: 'Else' } }],
    ['/components', { component: { name: 'API' } }],
  ] as const) {
    const answer = await manage.send('POST', path, { body, headers: key('one') });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({ code: 'idempotency.other_request' });
  }
  const suffix = await manage.send('POST', '/incidents.json', { body: opening, headers: key('one') });
  expect(suffix.headers.get('idempotent-replayed')).toBe('true');
});

test('keys of different callers have nothing to do with each other', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  for (const as of ['owner', 'admin'] as const) {
    const answer = await manage.send('POST', '/incidents', { as, body: opening, headers: key('one') });
    expect([answer.status, answer.headers.has('idempotent-replayed')]).toEqual([201, false]);
  }
  expect(await manage.json('GET', '/incidents')).toHaveLength(2);
});

test('while a request is done, the same one is answered 409', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const sent = { body: opening, headers: key('one') };
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => manage.send('POST', '/incidents', sent)),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
  const refused = answers.find(({ status }) => status === 409);
  expect(await refused?.json()).toMatchObject({ code: 'idempotency.in_flight' });
  expect(await manage.json('GET', '/incidents')).toHaveLength(1);
  expect((await manage.send('POST', '/incidents', sent)).headers.get('idempotent-replayed')).toBe('true');
});

test('two processes on one database do it once', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const other = await startApplication({ dataDir: app.dataDir });
  for (let round = 0; round < 10; round += 1) {
    const url = `/v1/pages/${manage.pageId}/incidents`;
    const init = {
      method: 'POST',
      headers: {
        ...key(`round-${round}`),
        authorization: `Bearer ${manage.tokens.owner}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(opening),
    };
    const answers = await Promise.all([other.app.request(url, init), app.app.request(url, init)]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    const done = answers.flatMap(({ status }, i) => (status === 201 ? [bodies[i]] : []));
    expect(new Set(done).size).toBe(1);
    expect(answers.every(({ status }) => status === 201 || status === 409)).toBe(true);
    const replayed = await Promise.all([other.app.request(url, init), app.app.request(url, init)]);
    for (const answer of replayed) {
      expect(answer.headers.get('idempotent-replayed')).toBe('true');
      expect((await answer.text()) === done[0]).toBe(true);
    }
  }
  expect(await manage.json('GET', '/incidents')).toHaveLength(10);
  expect(await app.store.check()).toEqual([]);
  await other.close();
});

test('when the process ended between the commit and the answer, the answer is made later and nothing is done twice', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const sent = { body: opening, headers: key('one') };
  const { id } = await manage.json('POST', '/incidents', sent);
  await manage.json('POST', `/incidents`, { body: opening });
  // What a crash at that moment leaves behind: the commit with its row, and no answer in it.
  await plainSql(app.location, 'UPDATE requests SET status = NULL, headers = NULL, body = NULL');

  const again = await manage.send('POST', '/incidents', sent);

  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
  const text = await again.text();
  expect(JSON.parse(text)).toMatchObject({ id, name: 'Slow answers' });
  expect(await manage.json('GET', '/incidents')).toHaveLength(2);
  const third = await manage.send('POST', '/incidents', sent);
  expect((await third.text()) === text).toBe(true);
});

test('when what the lost answer would show is deleted, the answer says that it was done', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const { id } = await manage.json('POST', '/incidents', { body: opening });
  const deletion = { headers: key('one') };
  expect((await manage.send('DELETE', `/incidents/${id}`, deletion)).status).toBe(200);
  await plainSql(app.location, 'UPDATE requests SET status = NULL, headers = NULL, body = NULL');

  const again = await manage.send('DELETE', `/incidents/${id}`, deletion);

  expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([409, 'true']);
  expect(await again.json()).toMatchObject({ code: 'idempotency.answer_lost' });
});

test('what the rules refuse is kept too, so that it is not done later behind the caller’s back', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const late = { body: { component: { name: 'Late', group_id: 'g00000000001' } }, headers: key('one') };
  const first = await manage.send('POST', '/components', late);
  const again = await manage.send('POST', '/components', late);
  expect([first.status, again.status]).toEqual([422, 422]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect((await again.text()) === (await first.text())).toBe(true);
});

test('what says nothing of the request is not kept', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const sent = { body: { component: { name: 'API' } }, headers: key('one') };
  expect((await manage.send('POST', '/components', { ...sent, as: null })).status).toBe(401);
  expect((await manage.send('POST', '/components', { ...sent, as: 'viewer' })).status).toBe(403);
  const overtaken = { ...sent, headers: { ...sent.headers, 'if-match': '"r0"' } };
  expect((await manage.send('POST', '/components', overtaken)).status).toBe(412);
  const considered = await manage.send('POST', '/components?dry_run=true', sent);
  expect(considered.status).toBe(200);
  const done = await manage.send('POST', '/components', sent);
  expect([done.status, done.headers.has('idempotent-replayed')]).toEqual([201, false]);
});

test('a key that is none is refused', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  for (const bad of ['', 'with space', 'x'.repeat(256)]) {
    const answer = await manage.send('POST', '/incidents', { body: opening, headers: key(bad) });
    expect([bad.length, answer.status]).toEqual([bad.length, 400]);
  }
});
