import { expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { startMailServer } from '../../support/mailServer.ts';
import { startReceiver } from '../../support/receiver.ts';
import { subscribe } from '../../support/subscribers.ts';

type Sent = {
  readonly channel: string;
  readonly title: string | null;
  readonly text: string | null;
  readonly html: string | null;
  readonly payload: Readonly<Record<string, unknown>> | null;
};

test('dry_run shows exactly what subscribers are sent, by each channel that tells somebody', async () => {
  const mail = await startMailServer();
  const hook = await startReceiver();
  const app = await startApplication({ smtpUrl: mail.url, allowPrivateTargets: true });
  const manage = await openCallers(app);
  const api = await app.act({ type: 'addComponent', name: 'API' });
  const wouldSend = async (body: object, path = '/incidents', method: 'POST' | 'PATCH' = 'POST') =>
    (await manage.json<{ would_send: Sent[] }>(method, `${path}?dry_run=true`, { body })).would_send;

  const first = {
    incident: {
      name: 'Slow <b> answers',
      body: 'We look into **it**.',
      components: { [api]: 'major_outage' },
    },
  };
  // Mail can be sent, although nobody has subscribed to it yet.
  expect((await wouldSend(first)).map(({ channel }) => channel)).toEqual(['email']);
  expect(await wouldSend({ incident: { ...first.incident, deliver_notifications: false } })).toEqual([]);

  const { id } = await manage.json<{ id: string }>('POST', '/incidents', {
    body: { incident: { ...first.incident, deliver_notifications: false } },
  });
  app.clock.advance(60_000);
  await subscribe(
    app,
    { address: 'all@example.com' },
    { channel: 'webhook', address: `${hook.url}/hook` },
    { channel: 'slack', address: 'https://hooks.slack.com/services/T0/B0/secret' },
    { channel: 'web_push', address: '{}' },
  );
  const update = {
    incident: { status: 'identified', body: 'It is the cache.', components: { [api]: 'partial_outage' } },
  };
  const shown = await wouldSend(update, `/incidents/${id}`, 'PATCH');
  const by = (channel: string) => shown.filter((one) => one.channel === channel);
  expect([...new Set(shown.map(({ channel }) => channel))]).toEqual([
    'email',
    'webhook',
    'slack',
    'web_push',
  ]);
  expect(by('slack')[0]?.text).toContain('It is the cache.');
  expect(by('slack')[0]?.payload).toMatchObject({ unfurl_links: false });
  expect(by('web_push')).toMatchObject([
    { title: '[Status] Identified: Slow <b> answers', text: 'It is the cache.', payload: null },
  ]);
  // An incident, and the component whose status changes.
  expect(by('webhook').map(({ payload }) => Object.keys(payload ?? {}).at(-1))).toEqual([
    'incident',
    'component_update',
  ]);

  await manage.json('PATCH', `/incidents/${id}`, { body: update });
  app.clock.advance(10_000);
  const [told] = await mail.until(1);
  const link = /subscriptions\/([\w.-]+)/.exec(told?.parsed.text ?? '')?.[1] ?? '';
  const personal = (text: string | null) => text?.replaceAll('/LINK', `/${link}`);
  expect(by('email')[0]?.title).toBe(told?.parsed.subject);
  expect(personal(by('email')[0]?.html ?? null)?.trim()).toBe((told?.parsed.html || '').trim());
  expect(personal(by('email')[0]?.text ?? null)?.trim()).toBe(told?.parsed.text?.trim());
});
