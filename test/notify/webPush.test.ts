import { createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { webPush } from '../../server/notify/channels/webPush.ts';
import { vapidKeys } from '../../server/vapidKeys.ts';
import { startApplication } from '../support/application.ts';
import { messageAbout } from '../support/messages.ts';
import { pushBrowser } from '../support/pushBrowser.ts';
import { startReceiver } from '../support/receiver.ts';
import { senderBy } from '../support/senders.ts';
import { subscriber } from '../support/subscribers.ts';

const key = Buffer.alloc(32, 7).toString('base64url');
const browser = pushBrowser();

async function start(source = 'We look.') {
  const receiver = await startReceiver();
  receiver.answer = () => ({ status: 201 });
  const app = await startApplication();
  const incidentId = await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text: { source, html: `<p>${source}</p>` },
    statuses: {},
  });
  const to = (address: string) => subscriber({ channel: 'web_push', address });
  const address = JSON.stringify({ endpoint: 'https://push.example.com/v1/abc', keys: browser.keys });
  const sender = senderBy(webPush, { keys: async () => key, origin: receiver.url });
  const send = async (given = address) => sender.send(await messageAbout(app, incidentId, to(given)));
  return { receiver, incidentId, send };
}

test('a browser can read what it is told, and nobody on the way', async () => {
  const { receiver, incidentId, send } = await start();
  expect(await send()).toEqual({ is: 'sent' });
  const [taken] = receiver.taken;
  expect(taken?.path).toBe('/v1/abc');
  expect(taken?.headers).toMatchObject({ ttl: '86400', topic: incidentId, 'content-encoding': 'aes128gcm' });
  expect(taken?.body).not.toContain('Slow');
  expect(browser.read(taken?.bytes ?? Buffer.of())).toEqual({
    title: '[Status] Investigating: Slow answers',
    body: 'We look.',
    url: `https://status.example.com/incidents/${incidentId}`,
    tag: incidentId,
  });
});

test('the service knows by the key of the installation who sends', async () => {
  const { receiver, send } = await start();
  await send();
  const [, token = '', publicKey = ''] =
    /^vapid t=([^,]+), k=(.+)$/.exec(receiver.taken[0]?.headers.authorization ?? '') ?? [];
  expect(publicKey).toBe(vapidKeys(key).publicKey);
  const [head = '', claims = '', signature = ''] = token.split('.');
  const point = Buffer.from(publicKey, 'base64url');
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const known = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const };
  const isOurs = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    known,
    Buffer.from(signature, 'base64url'),
  );
  expect(isOurs).toBe(true);
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
    aud: 'https://push.example.com',
    sub: 'https://status.example.com',
  });
});

test('a message is at most 4 KB, however long the update is', async () => {
  const { receiver, send } = await start('漢'.repeat(5_000));
  expect(await send()).toEqual({ is: 'sent' });
  expect(receiver.taken[0]?.bytes.length).toBeLessThanOrEqual(4_096);
});

test.each([
  [410, 'gone'],
  [404, 'gone'],
  [429, 'later'],
  [500, 'later'],
])('takes an answer of %i as %s', async (status, is) => {
  const { receiver, send } = await start();
  receiver.answer = () => ({ status });
  expect(await send()).toMatchObject({ is });
});

test('an address that no browser gave is nobody', async () => {
  const { receiver, send } = await start();
  expect(await send('{"endpoint":"https://push.example.com/"}')).toMatchObject({ is: 'gone' });
  const keys = { ...browser.keys, p256dh: `B${'a'.repeat(86)}` };
  const offTheCurve = JSON.stringify({ endpoint: 'https://push.example.com/', keys });
  expect(await send(offTheCurve)).toMatchObject({ is: 'gone' });
  expect(receiver.taken).toEqual([]);
});
