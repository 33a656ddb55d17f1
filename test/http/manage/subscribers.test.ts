import { expect, test } from 'vitest';
import type { ShownSubscriber } from '../../../server/http/manage/subscriberShape.ts';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { startMailServer } from '../../support/mailServer.ts';
import { subscribe } from '../../support/subscribers.ts';

/** Lets everything that waits for a socket have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

async function start(options: Parameters<typeof startApplication>[0] = {}) {
  const app = await startApplication(options);
  const manage = await openCallers(app);
  const add = (subscriber: object, place = '/subscribers') =>
    manage.json<ShownSubscriber>('POST', place, { body: { subscriber } });
  const list = (query = '') => manage.json<ShownSubscriber[]>('GET', `/subscribers${query}`, { as: 'admin' });
  const refusal = async (method: string, at: string, body?: object) => {
    const answer = await manage.send(method, at, body ? { body } : {});
    const { code, details } = await answer.json();
    return [answer.status, code, ...details.map((detail: { path: string }) => detail.path)];
  };
  return { app, manage, add, list, refusal };
}

test('an address of e-mail is asked to confirm, unless it did so elsewhere; a webhook is not asked', async () => {
  const { add } = await start();
  expect(await add({ email: ' Ada@Example.com ' })).toMatchObject({
    mode: 'email',
    email: 'ada@example.com',
    endpoint: null,
    state: 'unconfirmed',
    confirmed_at: null,
    components: [],
    incidents: true,
    language: 'en',
  });
  expect(await add({ email: 'b@example.com', skip_confirmation_notification: true })).toMatchObject({
    state: 'active',
    skip_confirmation_notification: true,
  });
  expect(await add({ endpoint: 'https://hooks.example.com/a', email: 'ops@example.com' })).toMatchObject({
    mode: 'webhook',
    email: 'ops@example.com',
    endpoint: 'https://hooks.example.com/a',
    state: 'active',
  });
  expect(await add({ channel: 'slack', endpoint: 'https://hooks.slack.com/services/x' })).toMatchObject({
    mode: 'slack',
    state: 'active',
  });
});

test('nobody is there twice, and who left comes back by their own word only', async () => {
  const { manage, add, refusal } = await start();
  const confirmed = { email: 'a@example.com', skip_confirmation_notification: true };
  const { id } = await add({ email: 'a@example.com' });
  expect(await add(confirmed)).toMatchObject({ id, state: 'active' });
  expect(await refusal('POST', '/subscribers', { subscriber: confirmed })).toEqual([
    409,
    'subscriber.exists',
  ]);
  expect(await manage.json('DELETE', `/subscribers/${id}`)).toMatchObject({ id, state: 'unsubscribed' });
  expect(await refusal('POST', '/subscribers', { subscriber: confirmed })).toEqual([
    409,
    'subscriber.unsubscribed',
  ]);
  expect(await add({ email: 'a@example.com', incidents: false })).toMatchObject({
    id,
    state: 'unconfirmed',
    incidents: false,
    unsubscribed_at: null,
  });
});

test('who is added is asked by mail, again when staff say so, once a day at most', async () => {
  const mail = await startMailServer();
  const { app, manage, add, refusal } = await start({ smtpUrl: mail.url });
  const { id } = await add({ email: 'a@example.com' });
  const [asked] = await mail.until(1);
  expect([asked?.parsed.subject, asked?.parsed.text]).toEqual([
    expect.stringContaining('Confirm'),
    expect.stringMatching(new RegExp(`/subscriptions/${id}\\.[\\w-]{43}/confirm`)),
  ]);
  const resend = `/subscribers/${id}/resend_confirmation`;
  const wasAnswered = async () => {
    while ((await app.store.subscriptions.nextRequestAt()) !== null) await turn();
  };
  await wasAnswered();
  expect((await manage.send('POST', resend)).status).toBe(201);
  await wasAnswered();
  expect(mail.taken).toHaveLength(1);
  app.clock.advance(86_400_000);
  await manage.json('POST', '/subscribers/resend_confirmation', { body: { subscribers: 'all' } });
  await mail.until(2);
  await add({ email: 'a@example.com', skip_confirmation_notification: true });
  expect(await refusal('POST', resend)).toEqual([409, 'subscriber.not_unconfirmed']);
});

test('what cannot be told is refused, field by field', async () => {
  const { app, refusal } = await start();
  const refused: [object, string][] = [
    [{}, 'subscriber.email'],
    [{ email: 'nobody' }, 'email'],
    [{ email: 'a@b.example\r\nBcc: c@d.example' }, 'email'],
    [{ phone_number: '2025550105', phone_country: 'US' }, 'subscriber.phone_number'],
    [{ endpoint: 'ftp://example.com/' }, 'endpoint'],
    [{ endpoint: 'https://user:secret@example.com/' }, 'endpoint'],
    [{ channel: 'slack', endpoint: 'https://example.com/' }, 'endpoint'],
    [{ channel: 'web_push', endpoint: '{}' }, 'subscriber.channel'],
    [{ email: 'a@example.com', component_ids: [] }, 'component_ids'],
    [{ email: 'a@example.com', component_ids: ['zzzzzzzzzzzz'] }, 'component_ids'],
    [{ email: 'a@example.com', group_ids: ['zzzzzzzzzzzz'] }, 'group_ids'],
    [{ email: 'a@example.com', time_zone: 'Mars/Base' }, 'time_zone'],
  ];
  for (const [subscriber, field] of refused) {
    const [status, code, first] = await refusal('POST', '/subscribers', { subscriber });
    expect([subscriber, status, code, first]).toEqual([subscriber, 422, 'invalid_fields', field]);
  }
  expect(await app.store.subscriptions.after('', 10)).toEqual([]);
});

test('what they hear of can be changed; saying nothing means everything, as on a Statuspage', async () => {
  const { manage, add } = await start();
  const { id: api } = await manage.json<{ id: string }>('POST', '/components', {
    body: { component: { name: 'API' } },
  });
  const { id: group } = await manage.json<{ id: string }>('POST', '/component-groups', {
    body: { component_group: { name: 'Core', components: [api] } },
  });
  const { id } = await add({ email: 'a@example.com', component_ids: [api] });
  const edit = (body: object) => manage.json('PATCH', `/subscribers/${id}`, { body });
  expect(await edit({ maintenances: false, language: 'de', time_zone: 'Europe/Zurich' })).toMatchObject({
    components: [api],
    maintenances: false,
    language: 'de',
    time_zone: 'Europe/Zurich',
  });
  expect(await edit({ group_ids: [group] })).toMatchObject({ components: [], group_ids: [group] });
  const isEverything = { components: [], group_ids: [], maintenances: false };
  expect(await edit({ component_ids: null, time_zone: null })).toMatchObject({
    ...isEverything,
    language: 'de',
    time_zone: null,
  });
  expect(await edit({ component_ids: null, group_ids: [group] })).toMatchObject({ group_ids: [group] });
  expect(await edit({})).toMatchObject(isEverything);
  expect(await manage.json('GET', `/subscribers/${id}`)).toMatchObject({ group_ids: [], language: 'de' });
});

test('the list is searched, narrowed, sorted and read page by page, without staff', async () => {
  const { app, list, refusal } = await start();
  await subscribe(
    app,
    { address: 'ada@one.example', createdAt: 30 },
    { address: 'bob@two.example', createdAt: 10 },
    { address: 'cyd@one.example', state: 'unconfirmed', createdAt: 20 },
    { address: 'dan@one.example', state: 'quarantined', quarantinedAt: 5 },
    { address: 'eve@one.example', state: 'unsubscribed' },
    { address: 'fay@one.example', audience: 'staff' },
    { address: 'gus@one.example', incidentId: 'aaaaaaaaaaaa' },
    { channel: 'webhook', address: 'https://hooks.example.com/', contactEmail: 'ops@one.example' },
  );
  const addresses = async (query: string) =>
    (await list(query)).map(({ email, endpoint }) => (endpoint ?? email)?.slice(0, 3)).join(' ');
  expect(await addresses('')).toBe('ada bob htt');
  expect(await addresses('?q=ONE.ex')).toBe('ada htt');
  expect(await addresses('?q=%25')).toBe('');
  expect(await addresses('?q=one.ex&state=all&type=email')).toBe('ada cyd dan');
  expect(await addresses('?type=sms')).toBe('');
  expect(await addresses('?type=email&sort_field=created_at&sort_direction=desc')).toBe('ada bob');
  expect(await addresses('?state=all&type=email&sort_field=quarantined_at&sort_direction=desc&limit=1')).toBe(
    'dan',
  );
  expect(await addresses('?state=all&limit=2&page=1')).toBe('cyd dan');
  expect(await addresses('/unsubscribed')).toBe('eve');
  expect(await refusal('GET', '/subscribers?sort_field=relevance')).toEqual([
    422,
    'invalid_fields',
    'sort_field',
  ]);
});

test('editors see how many there are, and no address', async () => {
  const { app, manage } = await start();
  await subscribe(
    app,
    {},
    {},
    { state: 'unconfirmed' },
    { channel: 'webhook', address: 'https://x.example/' },
  );
  const read = (at: string) => manage.json('GET', `/subscribers/${at}`, { as: 'editor' });
  expect(await read('count')).toMatchObject({ email: 2, sms: 0, webhook: 1, slack: 0 });
  expect(await read('count?type=webhook&state=all')).toMatchObject({ email: 0, webhook: 1 });
  expect(await read('histogram_by_state')).toMatchObject({
    email: { active: 2, unconfirmed: 1, quarantined: 0, total: 3 },
  });
  for (const at of ['', '/unsubscribed', '.csv', '/s00000000001']) {
    expect((await manage.send('GET', `/subscribers${at}`, { as: 'editor' })).status).toBe(403);
  }
});

test('quarantined ones are told again, and many are unsubscribed, by id or all of them', async () => {
  const { app, manage, list, refusal } = await start();
  const quarantined = { state: 'quarantined', quarantinedAt: 5, quarantineReason: 'Gone.' } as const;
  const [one, two, three] = await subscribe(app, quarantined, quarantined, {});
  await subscribe(app, { ...quarantined, audience: 'staff' });
  expect(await manage.json('POST', `/subscribers/${one?.id}/reactivate`)).toMatchObject({
    state: 'active',
    quarantined_at: null,
    quarantine_reason: null,
  });
  const many = (what: string, body: object) => manage.json('POST', `/subscribers/${what}`, { body });
  await many('reactivate', { subscribers: 'all', type: 'webhook' });
  expect(await list('?state=quarantined')).toHaveLength(1);
  await many('reactivate?dry_run=true', { subscribers: 'all' });
  expect(await list('?state=quarantined')).toHaveLength(1);
  await many('reactivate', { subscribers: 'all' });
  expect(await list()).toHaveLength(3);
  await many('unsubscribe', { subscribers: [two?.id, 'zzzzzzzzzzzz'] });
  expect((await list()).map(({ id }) => id)).toEqual([one?.id, three?.id]);
  await many('unsubscribe', { subscribers: 'all', state: 'all' });
  expect(await list('?state=all')).toEqual([]);
  await subscribe(app, ...Array.from({ length: 100 }, () => ({})));
  expect(await refusal('POST', '/subscribers/unsubscribe', { subscribers: 'all' })).toEqual([
    422,
    'invalid_fields',
    'subscribers',
  ]);
  expect(await list()).toHaveLength(100);
});

test('who is erased is gone for good, with what was on its way to them, and no log has their address', async () => {
  const { app, manage, add, list } = await start();
  const { id } = await add({ email: 'ada@example.com', skip_confirmation_notification: true });
  await manage.json('PATCH', `/subscribers/${id}`, { body: { incidents: false } });
  await manage.json('DELETE', `/subscribers/${id}?erase=true`);
  expect(await list('?state=all')).toEqual([]);
  expect(await app.store.subscriptions.byId([id])).toEqual([]);
  const log = await (await manage.send('GET', '/audit.jsonl')).text();
  for (const command of ['addSubscriber', 'editSubscriber', 'eraseSubscriber'])
    expect(log).toContain(command);
  expect(log).toContain(id);
  expect(log).not.toContain('ada@example.com');
  expect(await app.store.check()).toEqual([]);
});

test('who is erased is in no answer that was kept for a request that is sent again, and comes not back by it', async () => {
  const { app, manage, add } = await start();
  const subscriber = { email: 'ada@example.com', skip_confirmation_notification: true };
  const adding = { body: { subscriber }, headers: { 'idempotency-key': 'adding' } };
  const { id } = await manage.json<{ id: string }>('POST', '/subscribers', adding);
  const other = await add({ email: 'bob@example.com' });
  const erasing = { headers: { 'idempotency-key': 'erasing' } };
  for (let i = 0; i < 2; i++) {
    const erased = await manage.json('DELETE', `/subscribers/${id}?erase=true`, erasing);
    expect(erased).toMatchObject({ id, email: null, endpoint: null });
  }
  const again = await manage.send('POST', '/subscribers', adding);
  expect([again.status, (await again.json()).code]).toEqual([410, 'subscriber.erased']);
  expect((await app.store.subscriptions.after('', 10)).map((kept) => kept.id)).toEqual([other.id]);
});

test('who is erased before they are asked is not asked any more', async () => {
  const { app, manage, add } = await start();
  const { id } = await add({ email: 'ada@example.com' });
  expect(await app.store.subscriptions.nextRequestAt()).not.toBe(null);
  await manage.json('DELETE', `/subscribers/${id}?erase=true`);
  expect(await app.store.subscriptions.nextRequestAt()).toBe(null);
});

test('an incident has subscribers of its own', async () => {
  const { manage, add, list, refusal } = await start();
  const { id: incident } = await manage.json<{ id: string }>('POST', '/incidents', {
    body: { incident: { name: 'Slow' } },
  });
  const place = `/incidents/${incident}/subscribers`;
  const page = await add({ email: 'a@example.com' });
  const own = await add({ email: 'a@example.com' }, place);
  expect(own).toMatchObject({ incident_id: incident, state: 'unconfirmed' });
  expect(own.id).not.toBe(page.id);
  expect((await manage.json<ShownSubscriber[]>('GET', place)).map(({ id }) => id)).toEqual([own.id]);
  expect((await list('?state=all')).map(({ id }) => id)).toEqual([page.id]);
  expect(await manage.json('GET', `${place}/${own.id}`)).toMatchObject({ id: own.id });
  expect((await refusal('GET', `${place}/${page.id}`))[0]).toBe(404);
  expect((await refusal('GET', '/incidents/zzzzzzzzzzzz/subscribers'))[0]).toBe(404);
  expect(await manage.json('DELETE', `${place}/${own.id}`)).toMatchObject({ state: 'unsubscribed' });
});

test('the secret of a webhook can be read', async () => {
  const { manage, add, refusal } = await start();
  const hook = await add({ endpoint: 'https://hooks.example.com/a' });
  const mail = await add({ email: 'a@example.com' });
  expect(await manage.json('GET', `/subscribers/${hook.id}/webhook_secret`)).toEqual({
    webhook_secret: expect.stringMatching(/^whsec_[\w+/]+=*$/),
  });
  expect((await refusal('GET', `/subscribers/${mail.id}/webhook_secret`))[0]).toBe(422);
});

test('what a request with a key did is answered again, not done again', async () => {
  const { manage, list } = await start();
  const send = () =>
    manage.send('POST', '/subscribers', {
      body: { subscriber: { email: 'a@example.com' } },
      headers: { 'idempotency-key': 'once' },
    });
  const first = await send();
  const second = await send();
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(await second.json()).toEqual(await first.json());
  expect(await list('?state=all')).toHaveLength(1);
});

/** The keys of the schemas `Subscriber` and `SubscriberCountByTypeAndState` in Statuspage's description of its v1. */
const documented = {
  subscriber: [
    'id',
    'skip_confirmation_notification',
    'mode',
    'email',
    'endpoint',
    'phone_number',
    'phone_country',
    'display_phone_number',
    'obfuscated_channel_name',
    'workspace_name',
    'quarantined_at',
    'purge_at',
    'components',
    'page_access_user_id',
    'created_at',
  ],
  types: ['email', 'sms', 'webhook', 'integration_partner', 'slack', 'teams'],
  states: ['active', 'unconfirmed', 'quarantined', 'total'],
};

test('answers have every key that a Statuspage documents', async () => {
  const { manage, add } = await start();
  expect(Object.keys(await add({ email: 'a@example.com' }))).toEqual(
    expect.arrayContaining(documented.subscriber),
  );
  const counts = await manage.json('GET', '/subscribers/count');
  const histogram = await manage.json<Record<string, object>>('GET', '/subscribers/histogram_by_state');
  for (const answer of [counts, histogram]) {
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(documented.types));
  }
  expect(Object.keys(histogram.email ?? {})).toEqual(documented.states);
});
