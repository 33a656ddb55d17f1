import { expect, test } from 'vitest';
import recorded from '../fixtures/statuspage/discord-subscriber.json' with { type: 'json' };
import { startApplication, type TestApplication, testNow } from '../support/application.ts';
import { startMailServer } from '../support/mailServer.ts';
import { subscribe } from '../support/subscribers.ts';

async function start() {
  const mail = await startMailServer();
  const app = await startApplication({ smtpUrl: mail.url });
  let client = 0;
  const ask = async (method: string, path: string, body?: string | object) => {
    client += 1;
    const isForm = typeof body === 'string';
    const response = await app.app.request(path, {
      method,
      headers: {
        'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
        'x-forwarded-for': `10.0.${client >> 8}.${client & 255}`,
        origin: 'https://elsewhere.example',
      },
      ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
    });
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? null : JSON.parse(text),
    };
  };
  return { mail, app, ask };
}

async function answered(app: TestApplication): Promise<void> {
  app.clock.advance(2_000);
  while ((await app.store.subscriptions.nextRequestAt()) !== null) {
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

const path = '/api/v2/subscribers.json';

test('who subscribes gets the recorded shape, from a form and from JSON, and a mail to confirm', async () => {
  const { mail, app, ask } = await start();
  const component = await app.act({ type: 'addComponent', name: 'API' });
  const form = new URLSearchParams({
    'subscriber[email]': 'Ann@example.com',
    'subscriber[component_id]': component,
    commit: 'Subscribe',
  });
  const asked = await ask('POST', path, form.toString());
  expect(asked.status).toBe(201);
  expect(Object.keys(asked.body.subscriber)).toEqual(Object.keys(recorded.subscriber));
  const { id, ...rest } = asked.body.subscriber;
  expect(id).toMatch(/^[a-z0-9]{12}$/);
  expect(rest).toEqual({
    created_at: new Date(testNow).toISOString(),
    skip_confirmation_notification: false,
    quarantined_at: null,
    mode: 'email',
    purge_at: null,
    email: 'ann@example.com',
  });
  const again = await ask('POST', path, { subscriber: { email: 'ann@example.com' } });
  expect(again.body.subscriber.id).toBe(id);
  await answered(app);
  expect((await mail.until(1)).map(({ parsed }) => parsed.subject)).toEqual([
    '[Status] Confirm your subscription',
  ]);
  const [known] = await app.store.subscriptions.at('email', 'ann@example.com');
  expect([known?.id, known?.state]).toEqual([id, 'unconfirmed']);
});

test('threat 10: the answer of v2 is the same for who is known', async () => {
  const { app, ask } = await start();
  await subscribe(app, { address: 'known@example.com', createdAt: 5 });
  const answers = [];
  for (const email of ['known@example.com', 'fresh@example.com']) {
    const { status, headers, body } = await ask('POST', path, { subscriber: { email } });
    const { id: _, email: __, ...rest } = body.subscriber;
    answers.push(JSON.stringify([status, [...headers].sort(), rest]));
  }
  expect(new Set(answers).size).toBe(1);
});

test('threat 17: an id alone ends nobody’s subscription: who has the address gets the link', async () => {
  const { mail, app, ask } = await start();
  const [ann] = await subscribe(app, { id: 'abcdefghijkl', address: 'ann@example.com' });
  const statuses = [];
  for (const id of [ann?.id, 'nobody000000']) {
    statuses.push((await ask('DELETE', `/api/v2/subscribers/${id}.json`)).status);
    statuses.push((await ask('POST', `/api/v2/subscriptions/${id}/resend_confirmation`)).status);
  }
  expect(statuses).toEqual([204, 201, 204, 201]);
  await answered(app);
  const taken = await mail.until(1);
  expect(taken.map(({ to, parsed }) => [to[0], parsed.subject])).toEqual([
    ['ann@example.com', '[Status] Your subscription'],
  ]);
  expect(taken[0]?.parsed.text).toMatch(/\/subscriptions\/abcdefghijkl\.[\w-]{43}\n/);
  const [known] = await app.store.subscriptions.byId(['abcdefghijkl']);
  expect(known?.state).toBe('active');
  expect((await ask('DELETE', '/api/v2/subscribers/nonsense.json')).status).toBe(404);
});

test('what cannot be meant is refused, with the field', async () => {
  const { app, ask } = await start();
  const refused = async (subscriber: object): Promise<[number, string | undefined]> => {
    const { status, body } = await ask('POST', path, { subscriber });
    return [status, body.details?.[0]?.path];
  };
  const email = 'ann@example.com';
  expect(await refused({})).toEqual([422, 'subscriber.email']);
  expect(await refused({ email: 'a@b.test\r\nBcc: c@d.test' })).toEqual([422, 'subscriber.email']);
  expect(await refused({ email, phone_number: '123' })).toEqual([422, 'subscriber.phone_number']);
  expect(await refused({ email, endpoint: 'ftp://x.test' })).toEqual([422, 'subscriber.endpoint']);
  expect(await refused({ email, incident_id: 'nothere00000' })).toEqual([422, 'subscriber.incident_id']);
  expect(await refused({ email, component_ids: ['nothere00000'] })).toEqual([
    422,
    'subscriber.component_ids',
  ]);
  expect((await ask('POST', path, '{')).status).toBe(400);
  expect((await ask('POST', path, { subscriber: { email, x: 'x'.repeat(70_000) } })).status).toBe(413);
  expect(await app.store.subscriptions.nextRequestAt()).toBe(null);
  const hook = { email, endpoint: 'https://hooks.example.com/in' };
  const { status, body } = await ask('POST', path, { subscriber: hook });
  expect([status, body.subscriber.mode, body.subscriber.endpoint]).toEqual([201, 'webhook', hook.endpoint]);
});

test('scripts of other pages may ask', async () => {
  const { app } = await start();
  const response = await app.app.request(path, {
    method: 'OPTIONS',
    headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' },
  });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-methods')).toContain('POST');
});
