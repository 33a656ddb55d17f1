import { expect, test } from 'vitest';
import { mattermost } from '../../server/notify/channels/mattermost.ts';
import { startApplication } from '../support/application.ts';
import { openCallers } from '../support/callers.ts';
import { messageAbout } from '../support/messages.ts';
import { startReceiver } from '../support/receiver.ts';
import { senderBy } from '../support/senders.ts';
import { subscriber } from '../support/subscribers.ts';

type Counted = { readonly would_tell: Readonly<Record<string, number>> };

async function start() {
  const receiver = await startReceiver();
  const app = await startApplication({ allowPrivateTargets: true });
  const { json, tokens, pageId } = await openCallers(app);
  const endpoint = `${receiver.url}/hooks/a-secret-of-26-letters`;
  const added = await json('POST', '/subscribers', {
    body: { subscriber: { channel: 'mattermost', endpoint } },
  });
  return { receiver, app, json, tokens, pageId, endpoint, added };
}

test('whoever is added as a chat of Mattermost is counted, shown what they get, told and listed like all others', async () => {
  const { receiver, app, json, tokens, pageId, endpoint, added } = await start();
  const { host } = new URL(endpoint);
  expect(added).toMatchObject({ mode: 'mattermost', endpoint, display_address: `${host} …ters` });
  const body = {
    incident: {
      name: '*Slow* answers',
      status: 'investigating',
      body: 'We look, says ann@example.com. @all',
    },
  };
  const shown = await json<Counted & { readonly would_send: object[] }>('POST', '/incidents?dry_run=true', {
    body,
  });
  expect(shown.would_tell).toMatchObject({ mattermost: 1, slack: 0, email: 0 });
  expect(shown.would_send).toMatchObject([
    { channel: 'mattermost', payload: { attachments: [{ footer: 'Status' }] } },
  ]);

  const { id } = await json<{ id: string }>('POST', '/incidents', { body });
  app.clock.advance(10_000);
  const [taken] = await receiver.until(1);
  expect(taken?.path).toBe('/hooks/a-secret-of-26-letters');
  const said = JSON.parse(taken?.body ?? '');
  expect(said).toMatchObject({
    attachments: [
      {
        fallback: '[Status] Investigating: *Slow* answers',
        title: 'Investigating: *Slow* answers',
        title_link: `https://status.example.com/incidents/${id}`,
        footer: 'Status',
      },
    ],
  });
  // Nobody is called by it, and the address can still be copied.
  expect(said.attachments[0].text).toContain('ann\\@example.com. \\@\u200ball');

  const announcements = `/incidents/${id}/announcements`;
  await expect
    .poll(() => json('GET', announcements))
    .toMatchObject([{ channels: [{ channel: 'mattermost', sent: 1, pending: 0 }] }]);
  expect(await json('GET', '/channels?language=de')).toContainEqual({
    channel: 'mattermost',
    name: 'Mattermost',
    is_written: true,
    address_hint: 'Eines eingehenden Webhooks von Mattermost.',
  });
  expect(await json('GET', '/subscribers/count')).toMatchObject({ mattermost: 1 });
  const authorization = `Bearer ${tokens.admin}`;
  const csv = await app.get(`/v1/pages/${pageId}/subscribers.csv`, { authorization });
  expect(await csv.text()).toContain(`mattermost,${endpoint},active`);
  expect(await (await app.get('/metrics', { authorization })).text()).toContain(
    'candor_deliveries{channel="mattermost",state="waiting"} 0',
  );
  expect(await app.text('/openapi.json')).toContain('"mattermost"');
});

test('a webhook that was deleted there is left alone, and whatever else fails is tried again, quoting nothing', async () => {
  const { receiver, app, json, endpoint } = await start();
  const { id } = await json<{ id: string }>('POST', '/incidents', {
    body: { incident: { name: 'Slow', status: 'investigating' } },
  });
  const message = await messageAbout(app, id, subscriber({ channel: 'mattermost', address: endpoint }));
  for (const [status, problem, is] of [
    [400, 'parse', 'later'],
    [400, 'invalid', 'gone'],
    [404, 'channel', 'gone'],
    [501, 'disabled', 'later'],
  ] as const) {
    receiver.answer = () => ({ status, body: `{"id":"web.incoming_webhook.${problem}.app_error"}` });
    expect(await senderBy(mattermost).send(message)).toMatchObject({ is, problem: `It answered ${status}.` });
  }
});
