import { describe, expect, test } from 'vitest';
import { password, publicUrl, type Someone, startAccess } from '../../support/access.ts';

const hourMs = 3_600_000;

describe('a session', () => {
  test('says who is signed in, and ends at the sign-out', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const answer = await app.ask('POST', '/session', { body: { email: bob.email, password } });
    expect(answer.headers.get('set-cookie')).toMatch(
      /^__Host-candor=[\w-]{43}; Max-Age=1209600; Path=\/; Secure; HttpOnly; SameSite=Lax$/,
    );
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const { cookie } = answer;
    const me = await app.ask('GET', '/session', { cookie });
    expect(me.body).toMatchObject({
      role: 'editor',
      member: { id: bob.id, email: bob.email, two_factor: false },
      session: { id: answer.body.id },
      token: null,
    });
    expect(me.headers.get('cache-control')).toBe('private, no-store');
    const out = await app.ask('DELETE', '/session', { cookie });
    expect([out.status, out.headers.get('set-cookie')]).toEqual([
      204,
      '__Host-candor=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax',
    ]);
    expect((await app.ask('GET', '/session', { cookie })).status).toBe(401);
  });

  test('does what the role may, in the name of the member', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const cookie = await app.signIn(bob);
    const incident = { name: 'Down', status: 'investigating' };
    const opened = await app.ask('POST', '/pages/{page}/incidents', { cookie, body: { incident } });
    expect(opened.status).toBe(201);
    const component = { name: 'API' };
    const refused = await app.ask('POST', '/pages/{page}/components', { cookie, body: { component } });
    expect([refused.status, refused.code]).toEqual([403, 'role.too_weak']);
    const [entry] = await app.store.read((reads) => reads.audit({}, 1, 0));
    expect(entry?.actor).toBe(`member ${bob.id}`);
  });

  test('threat 11: has a new id at each sign-in, and the old one of the browser ends', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const planted = '__Host-candor=planted-by-somebody-else';
    const body = { email: bob.email, password };
    const first = await app.ask('POST', '/session', { cookie: planted, body });
    expect(first.cookie === planted).toBe(false);
    expect((await app.ask('GET', '/session', { cookie: planted })).status).toBe(401);
    const second = await app.ask('POST', '/session', { cookie: first.cookie, body });
    expect(second.cookie === first.cookie).toBe(false);
    expect((await app.ask('GET', '/session', { cookie: first.cookie })).status).toBe(401);
    expect((await app.ask('GET', '/session', { cookie: second.cookie })).status).toBe(200);
  });

  test('threat 11: ends 12 hours after its last use', async () => {
    const app = await startAccess();
    const cookie = await app.signIn(await app.member('viewer'));
    for (let hours = 0; hours < 30; hours += 10) {
      app.clock.advance(10 * hourMs);
      expect((await app.ask('GET', '/session', { cookie })).status).toBe(200);
    }
    app.clock.advance(12 * hourMs);
    const late = await app.ask('GET', '/session', { cookie });
    expect([late.status, late.code]).toEqual([401, 'session.ended']);
  });

  test('threat 11: ends 14 days after its beginning, however much it is used', async () => {
    const app = await startAccess();
    const cookie = await app.signIn(await app.member('viewer'));
    const statuses: number[] = [];
    for (let hours = 0; hours < 14 * 24; hours += 8) {
      app.clock.advance(8 * hourMs);
      statuses.push((await app.ask('GET', '/session', { cookie })).status);
    }
    expect(statuses.pop()).toBe(401);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  test('threat 11: all others end when the password changes, all when the role changes or the member goes', async () => {
    const app = await startAccess();
    const owner = await app.token('owner');
    const bob = await app.member('editor');
    const here = await app.signIn(bob);
    const there = await app.signIn(bob);
    const status = async (cookie: string) => (await app.ask('GET', '/session', { cookie })).status;
    const change = { current_password: password, password: 'another good one' };
    const wrong = { ...change, current_password: 'not the password' };
    expect((await app.ask('POST', '/session/password', { cookie: here, body: wrong })).status).toBe(403);
    expect(await status(there)).toBe(200);
    expect((await app.ask('POST', '/session/password', { cookie: here, body: change })).status).toBe(204);
    expect([await status(here), await status(there)]).toEqual([200, 401]);
    const body = { member: { role: 'admin' } };
    await app.ask('PATCH', `/pages/{page}/members/${bob.id}`, { token: owner, body });
    expect(await status(here)).toBe(401);

    const eve = await app.member('viewer');
    const cookie = await app.signIn(eve);
    await app.ask('DELETE', `/pages/{page}/members/${eve.id}`, { token: owner });
    expect(await status(cookie)).toBe(401);
    expect((await app.ask('POST', '/session', { body: { email: eve.email, password } })).status).toBe(401);
  });

  test('is listed and ended by its member alone', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const eve = await app.signIn(await app.member('owner'));
    const here = await app.signIn(bob);
    app.clock.advance(hourMs);
    const there = await app.signIn(bob);
    const list = await app.ask('GET', '/sessions', { cookie: there });
    expect(list.body).toMatchObject([
      { current: false, created_at: '2026-11-23T14:40:00.000Z', last_used_at: '2026-11-23T14:40:00.000Z' },
      { current: true, created_at: '2026-11-23T15:40:00.000Z', ends_at: '2026-12-07T15:40:00.000Z' },
    ]);
    const path = `/sessions/${list.body[0].id}`;
    expect((await app.ask('DELETE', path, { cookie: eve })).status).toBe(404);
    expect((await app.ask('DELETE', path, { cookie: there })).status).toBe(204);
    expect((await app.ask('GET', '/session', { cookie: here })).status).toBe(401);
  });
});

describe('dangerous things', () => {
  test('need the password again after 15 minutes, in a session and not with a token', async () => {
    const app = await startAccess();
    const ann = await app.member('owner');
    const cookie = await app.signIn(ann);
    const token = await app.token('owner');
    const make = (with_: { cookie: string } | { token: string }) =>
      app.ask('POST', '/pages/{page}/tokens', { ...with_, body: { token: { name: 'CI', role: 'viewer' } } });
    expect((await make({ cookie })).status).toBe(201);
    app.clock.advance(15 * 60_000);
    const late = await make({ cookie });
    expect([late.status, late.code]).toEqual([403, 'session.confirm_needed']);
    expect((await make({ token })).status).toBe(201);
    const wrong = await app.ask('POST', '/session/confirm', { cookie, body: { password: 'not it' } });
    expect([wrong.status, wrong.code]).toEqual([403, 'password.wrong']);
    expect((await make({ cookie })).status).toBe(403);
    const right = await app.ask('POST', '/session/confirm', { cookie, body: { password } });
    expect(right.status).toBe(204);
    expect((await make({ cookie })).status).toBe(201);
  });

  test('are roles, tokens, two-factor and deleting', async () => {
    const app = await startAccess();
    const cookie = await app.signIn(await app.member('owner'));
    const bob = await app.member('viewer');
    const incidentId = await app.act({
      type: 'openIncident',
      name: 'Down',
      status: 'investigating',
      statuses: {},
    });
    app.clock.advance(hourMs);
    const body = { member: { role: 'owner', email: 'x@example.com' } };
    const answers = [
      await app.ask('PATCH', `/pages/{page}/members/${bob.id}`, { cookie, body }),
      await app.ask('POST', '/pages/{page}/members', { cookie, body }),
      await app.ask('DELETE', `/pages/{page}/members/${bob.id}`, { cookie }),
      await app.ask('DELETE', '/pages/{page}/tokens/aaaaaaaaaaaa', { cookie }),
      await app.ask('POST', '/session/two_factor', { cookie }),
      await app.ask('DELETE', '/session/two_factor', { cookie }),
      await app.ask('DELETE', `/pages/{page}/incidents/${incidentId}`, { cookie }),
    ];
    expect(answers.map(({ code }) => code)).toEqual(answers.map(() => 'session.confirm_needed'));
  });
});

describe('threat 12: a foreign page', () => {
  const json = { 'content-type': 'application/json' };
  const ours = { origin: publicUrl, ...json };

  async function post(app: Awaited<ReturnType<typeof startAccess>>, cookie: string, headers: object) {
    const response = await app.app.request(`/v1/pages/${app.pageId}/incidents`, {
      method: 'POST',
      headers: { cookie, ...headers },
      body: new TextEncoder().encode(JSON.stringify({ incident: { name: 'X', status: 'investigating' } })),
    });
    return response.status;
  }

  test.each([
    ['another origin', { ...json, origin: 'https://evil.example' }],
    ['a sibling host', { ...json, origin: 'https://example.com', 'sec-fetch-site': 'same-site' }],
    ['another port', { ...json, origin: `${publicUrl}:8443` }],
    ['the origin of a sandbox', { ...json, origin: 'null' }],
    ['our origin in another site', { ...ours, 'sec-fetch-site': 'cross-site' }],
    ['no origin', json],
    ['no type', { origin: publicUrl }],
    ['text/plain', { ...ours, 'content-type': 'text/plain' }],
    ['a form', { ...ours, 'content-type': 'application/x-www-form-urlencoded' }],
    ['another method meant', { ...ours, 'x-http-method-override': 'DELETE' }],
  ])('cannot use the cookie: %s', async (_, headers) => {
    const app = await startAccess();
    const cookie = await app.signIn(await app.member('editor'));
    expect(await post(app, cookie, headers)).toBe(403);
    expect(await app.store.read((reads) => reads.newestReports(1, 0))).toEqual([]);
  });

  test.each([
    ['our origin', ours],
    ['this machine', { ...json, origin: 'http://localhost' }],
    ['no origin, but the browser says so', { ...json, 'sec-fetch-site': 'same-origin' }],
  ])('our own page can: %s', async (_, headers) => {
    const app = await startAccess();
    const cookie = await app.signIn(await app.member('editor'));
    expect(await post(app, cookie, headers)).toBe(201);
  });

  test('cannot sign somebody in', async () => {
    const app = await startAccess();
    const bob: Someone = await app.member('editor');
    const body = { email: bob.email, password };
    for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
      expect((await app.ask('POST', '/session', { body, headers })).status).toBe(403);
    }
    // A script has neither.
    expect((await app.ask('POST', '/session', { body, headers: {} })).status).toBe(201);
  });
});

test('threat 20: nothing sends somebody elsewhere, whatever a request names as the next page', async () => {
  const app = await startAccess();
  const bob = await app.member('editor');
  const elsewhere = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil',
    'javascript:alert(1)',
  ];
  const names = ['next', 'return_to', 'redirect', 'url', 'continue', 'r'];
  for (const name of names) {
    for (const target of elsewhere) {
      const query = `?${name}=${encodeURIComponent(target)}`;
      const answers = [
        await app.ask('POST', `/session${query}`, {
          body: { email: bob.email, password },
          from: name + target,
        }),
        await app.ask('GET', `/session${query}`),
        await app.ask('POST', `/session`, { body: { email: bob.email, password, [name]: target } }),
      ];
      for (const { status, headers } of answers) {
        expect(status < 300 || status >= 400).toBe(true);
        expect(headers.get('location')).toBeNull();
        expect(headers.get('refresh')).toBeNull();
      }
    }
  }
}, 60_000);
