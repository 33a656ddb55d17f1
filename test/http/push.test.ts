import { expect, test } from 'vitest';
import { startApplication } from '../support/application.ts';
import { pushBrowser } from '../support/pushBrowser.ts';

async function start() {
  const app = await startApplication();
  let client = 0;
  const post = (body: unknown, from?: string): Promise<Response> => {
    client += 1;
    return Promise.resolve(
      app.app.request('/subscribe/browser', {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-forwarded-for': from ?? `10.0.${client >> 8}.${client & 255}`,
        },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
  };
  const ask = async (body: unknown): Promise<string | null> => (await (await post(body)).json()).manage;
  const { keys } = pushBrowser();
  const reachedAt = (endpoint: string) => ({ endpoint, expirationTime: null, keys });
  const everybody = async () =>
    (await app.store.subscriptions.after('', 10)).map(({ channel, state }) => [channel, state]);
  return { app, post, ask, reachedAt, everybody };
}

test('a browser is subscribed without a mail server, keeps what it chose, and is forgotten when it is turned off', async () => {
  const { app, ask, reachedAt, everybody } = await start();
  const subscription = reachedAt('https://push.example.com/one');
  expect(await ask({ wants: 'look', subscription })).toBeNull();
  const manage = (await ask({ wants: 'on', subscription })) ?? '';
  expect(await app.text(manage)).toContain('Updates go to a browser, as notifications.');
  expect(await ask({ wants: 'look', subscription })).toBe(manage);
  await app.app.request(manage, { method: 'POST', body: 'do=save&incidents=1&language=de' });
  expect(await ask({ wants: 'on', subscription })).toBe(manage);
  const [kept] = await app.store.subscriptions.after('', 10);
  expect(kept).toMatchObject({ state: 'active', maintenances: false, language: 'de' });
  expect(await ask({ wants: 'off', subscription })).toBeNull();
  expect(await everybody()).toEqual([]);
  expect((await app.get(manage)).status).toBe(404);
});

test('who left by the link stays away until they turn it on again', async () => {
  const { app, ask, reachedAt, everybody } = await start();
  const subscription = reachedAt('https://push.example.com/one');
  const manage = await ask({ wants: 'on', subscription });
  await app.app.request(`${manage}/unsubscribe`, { method: 'POST' });
  expect(await ask({ wants: 'look', subscription })).toBeNull();
  const moved = reachedAt('https://push.example.com/two');
  expect(await ask({ wants: 'on', subscription: moved, replaces: subscription })).toBeNull();
  expect(await everybody()).toEqual([['web_push', 'unsubscribed']]);
  expect(await ask({ wants: 'on', subscription: moved })).toBe(manage);
  expect(await everybody()).toEqual([['web_push', 'active']]);
});

test('a browser with another address keeps its choices, and an erased one is not there again', async () => {
  const { app, ask, reachedAt, everybody } = await start();
  const [one, two] = [reachedAt('https://push.example.com/one'), reachedAt('https://push.example.com/two')];
  const manage = await ask({ wants: 'on', subscription: one });
  await app.app.request(manage ?? '', { method: 'POST', body: 'do=save&maintenances=1' });
  // The page was faster than the worker.
  await ask({ wants: 'on', subscription: two });
  expect(await ask({ wants: 'on', subscription: two, replaces: one })).toBe(manage);
  const all = await app.store.subscriptions.after('', 10);
  expect(all).toMatchObject([{ address: expect.stringContaining('/two'), incidents: false }]);
  expect(all).toHaveLength(1);
  await app.app.request(manage ?? '', { method: 'POST', body: 'do=erase' });
  expect(await ask({ wants: 'on', subscription: one, replaces: two })).toBeNull();
  expect(await everybody()).toEqual([]);
});

test('what is no subscription of a browser is refused by its field, and keeps nothing', async () => {
  const { post, reachedAt, everybody } = await start();
  const good = reachedAt('https://push.example.com/one');
  const keys = { p256dh: 'B', auth: 'short' };
  for (const subscription of [
    reachedAt('http://push.example.com/one'),
    reachedAt('https://127.0.0.1/one'),
    reachedAt('https://[::1]/one'),
    reachedAt('https://localhost/one'),
    reachedAt('https://metadata.google.internal/one'),
    reachedAt('https://user:word@push.example.com/one'),
    reachedAt(`https://push.example.com/${'x'.repeat(3_000)}`),
    { ...good, keys },
    { endpoint: good.endpoint },
    'https://push.example.com/one',
    null,
  ]) {
    const response = await post({ wants: 'on', subscription });
    const path = (await response.json()).details?.[0]?.path ?? '';
    expect([subscription, response.status, /^subscription/.test(path)]).toEqual([subscription, 422, true]);
  }
  expect((await post({ wants: 'more', subscription: good })).status).toBe(422);
  expect((await post('{')).status).toBe(400);
  expect((await post({ wants: 'on', subscription: good, x: 'x'.repeat(20_000) })).status).toBe(413);
  expect(await everybody()).toEqual([]);
});

test('one client is held back, and all others are not', async () => {
  const { post, reachedAt } = await start();
  const statuses = [];
  for (let i = 0; i < 21; i++) {
    const response = await post(
      { wants: 'on', subscription: reachedAt(`https://push.example.com/${i}`) },
      '192.0.2.1',
    );
    statuses.push(response.status);
  }
  expect(statuses.slice(-2)).toEqual([200, 429]);
  expect((await post({ wants: 'look', subscription: reachedAt('https://push.example.com/0') })).status).toBe(
    200,
  );
});

test('only the page where people subscribe may ask, and lets a worker be kept', async () => {
  const { app } = await start();
  const policy = async (path: string) => (await app.get(path)).headers.get('content-security-policy') ?? '';
  expect(await policy('/subscribe')).toMatch(/connect-src 'self'; worker-src 'self'/);
  expect(await policy('/')).not.toMatch(/connect-src|worker-src/);
  const worker = await app.get('/push.js');
  expect(Object.fromEntries(worker.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy': "default-src 'none'; connect-src 'self'",
    'x-content-type-options': 'nosniff',
  });
  expect((await worker.text()).length).toBeLessThan(1_500);
});
