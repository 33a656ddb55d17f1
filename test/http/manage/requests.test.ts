import { describe, expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';

describe('how a token is sent', () => {
  test.each(['OAuth', 'Bearer', 'oauth', 'bearer'])('%s', async (scheme) => {
    const app = await startApplication();
    const { pageId, tokens } = await openCallers(app);
    const answer = await app.get(`/v1/pages/${pageId}`, { authorization: `${scheme} ${tokens.viewer}` });
    expect([answer.status, answer.headers.has('deprecation')]).toEqual([200, false]);
  });

  test('?api_key= works for reads and writes, and the answer says that it should not be used', async () => {
    const app = await startApplication();
    const { pageId, tokens } = await openCallers(app);
    const read = await app.get(`/v1/pages/${pageId}/incidents?api_key=${tokens.viewer}`);
    const written = await app.app.request(`/v1/pages/${pageId}/components.json?api_key=${tokens.admin}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: 'component[name]=API',
    });
    expect([read.status, written.status]).toEqual([200, 201]);
    for (const answer of [read, written]) expect(answer.headers.get('deprecation')).toMatch(/^@\d+$/);
  });

  test('a header that is no token is refused with a challenge', async () => {
    const app = await startApplication();
    const { pageId } = await openCallers(app);
    for (const authorization of ['', 'Bearer', 'Basic dTpw', 'Bearer a b', 'Bearer wrong']) {
      const answer = await app.get(`/v1/pages/${pageId}`, { authorization });
      expect([authorization, answer.status]).toEqual([authorization, 401]);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer');
    }
  });
});

describe('.json', () => {
  test('may end every path, also one that ends with a parameter', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const component = await manage.json<{ id: string }>('POST', '/components.json', {
      body: { component: { name: 'API' } },
    });
    const incident = await manage.json<{ id: string }>('POST', '/incidents.json', {
      body: { incident: { name: 'Slow', status: 'investigating' } },
    });
    const paths = [
      '/v1/pages.json',
      `/v1/pages/${manage.pageId}.json`,
      '/components.json',
      `/components/${component.id}.json`,
      `/components/${component.id}/uptime.json`,
      '/component-groups.json',
      '/incidents.json',
      '/incidents/unresolved.json',
      `/incidents/${incident.id}.json`,
      '/audit.json',
    ];
    for (const path of paths) {
      const plain = await manage.send('GET', path.replace('.json', ''));
      const answer = await manage.send('GET', path);
      expect([path, answer.status, (await answer.text()) === (await plain.text())]).toEqual([
        path,
        200,
        true,
      ]);
    }
    const changed = await manage.send('PATCH', `/components/${component.id}.json`, {
      body: { component: { name: 'Web' } },
    });
    expect(await changed.json()).toMatchObject({ name: 'Web' });
  });
});

describe('forms', () => {
  test('bracketed names are read as Statuspage’s clients send them', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const { id } = await manage.json<{ id: string }>('POST', '/components', {
      body: { component: { name: 'API' } },
    });
    const form = new URLSearchParams([
      ['incident[name]', 'Slow & steady'],
      ['incident[status]', 'identified'],
      ['incident[component_ids][]', id],
      [`incident[components][${id}]`, 'partial_outage'],
      ['incident[deliver_notifications]', 'f'],
    ]);
    const answer = await manage.json('POST', '/incidents', {
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer).toMatchObject({
      name: 'Slow & steady',
      status: 'identified',
      components: [{ id, status: 'partial_outage' }],
      incident_updates: [{ deliver_notifications: false }],
    });
  });

  test('threat 25: names that reach into the language are refused, and nothing is changed', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const forms = [
      '__proto__[polluted]=1&component[name]=A',
      'constructor[prototype][polluted]=1',
      'component[__proto__][polluted]=1&component[name]=A',
      'component[name][0]=A&component[name]=B',
      'component=A&component[name]=B',
      'component[name',
      'a[b][c][d][e][f][g][h]=1',
    ];
    for (const body of forms) {
      const answer = await manage.send('POST', '/components', {
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect([body, answer.status === 400 || answer.status === 422]).toEqual([body, true]);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(await manage.json('GET', '/components')).toEqual([]);
  });
});

test('threat 7: no field is taken that an operation does not name', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const fields = ['retired_at', 'role', 'revision', '__proto__', 'position2'];
  for (const field of fields) {
    const body = `{"component": {"name": "API", "${field}": "x"}}`;
    const answer = await manage.send('POST', '/components', { body });
    expect([field, answer.status]).toEqual([field, 422]);
  }
  expect(await manage.json('GET', '/components')).toEqual([]);
});

describe('limits', () => {
  test('each token may ask 600 times a minute, then 429 says how long to wait', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    for (let n = 0; n < 600; n += 1) {
      const answer = await manage.send('GET', '', { as: 'viewer' });
      if (answer.status !== 200) expect([n, answer.status]).toEqual([n, 200]);
    }
    const refused = await manage.send('GET', '', { as: 'viewer' });
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect((await manage.send('GET', '', { as: 'editor' })).status).toBe(200);
    app.clock.advance(seconds * 1000);
    expect((await manage.send('GET', '', { as: 'viewer' })).status).toBe(200);
  });

  test('threat 23: a body of more than 192 KiB is refused, said or streamed, before it is understood', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const large = JSON.stringify({ component: { name: 'x'.repeat(200_000) } });
    expect((await manage.send('POST', '/components', { body: large })).status).toBe(413);
    const chunk = new TextEncoder().encode('x'.repeat(10_000));
    let sent = 0;
    const endless = new ReadableStream({
      pull(controller) {
        sent += 1;
        controller.enqueue(chunk);
      },
    });
    const answer = await app.app.request(`/v1/pages/${manage.pageId}/components`, {
      method: 'POST',
      headers: { authorization: `Bearer ${manage.tokens.owner}`, 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(answer.status).toBe(413);
    expect(sent).toBeLessThan(40);
  });
});

test('threat 19: no answer to a request with a token may be kept by a cache between us and others', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const requests: readonly [string, string, Parameters<typeof manage.send>[2]][] = [
    ['GET', '', {}],
    ['GET', '/incidents', {}],
    ['GET', `/v1/pages/${manage.pageId}?api_key=${manage.tokens.owner}`, { as: null }],
    ['GET', '/components/zzzzzzzzzzzz', {}],
    ['GET', '', { as: 'revoked' }],
    ['POST', '/components', { body: { component: { name: 'API' } } }],
    ['POST', '/components', { body: '{' }],
    ['GET', '/nothing', {}],
    ['GET', '/audit.jsonl', {}],
  ];
  for (const [method, path, sent] of requests) {
    const answer = await manage.send(method, path, sent);
    expect([path, answer.status, /no-store/.test(answer.headers.get('cache-control') ?? '')]).toEqual([
      path,
      answer.status,
      true,
    ]);
  }
});
