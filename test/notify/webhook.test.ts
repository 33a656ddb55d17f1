import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterEach, expect, test, vi } from 'vitest';
import { signatureHeaders, webhookSecret } from '../../server/webhookSignature.ts';
import { startApplication, type TestApplication, testNow } from '../support/application.ts';
import { startMailServer } from '../support/mailServer.ts';
import { startReceiver, type TakenRequest } from '../support/receiver.ts';
import { plainSql } from '../support/stores.ts';
import { subscribe } from '../support/subscribers.ts';

const hold = 10_000;
const day = 86_400_000;
const words = (source: string) => ({ source, html: `<p>${source}</p>` });

/** Lets everything that waits for a socket or a disk have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

/** Moves the clock to when something is tried again, once that is known: not while it is on its way. */
async function toNextDelivery({ store, clock, location }: TestApplication): Promise<void> {
  const onTheirWay = await plainSql(location, "SELECT id FROM deliveries WHERE leased_by > ''");
  const at = await store.subscriptions.nextDeliveryAt('webhook', clock.now());
  if (onTheirWay.length === 0 && at !== null && at > clock.now()) clock.advanceTo(at);
  else await turn();
}

async function start(smtpUrl?: string) {
  const receiver = await startReceiver();
  const app = await startApplication({ allowPrivateTargets: true, ...(smtpUrl ? { smtpUrl } : {}) });
  const api = await app.act({ type: 'addComponent', name: 'API' });
  const web = await app.act({ type: 'addComponent', name: 'Web' });
  const open = (name: string, statuses: Record<string, 'major_outage' | 'partial_outage'>) =>
    app.act({ type: 'openIncident', name, status: 'investigating', text: words('We look.'), statuses });
  const webhook = async (fields: Parameters<typeof subscribe>[1] = {}) => {
    const [added] = await subscribe(app, { channel: 'webhook', address: `${receiver.url}/hook`, ...fields });
    if (!added) throw new Error('nobody was added');
    return added;
  };
  const secretOf = async (id: string) =>
    webhookSecret(await app.store.subscriptions.key('webhooks', () => ''), id);
  const subscriberNow = async (id: string) => (await app.store.subscriptions.byId([id]))[0];
  return { receiver, app, api, web, open, webhook, secretOf, subscriberNow };
}

function payloads(taken: readonly TakenRequest[]) {
  return taken.map(({ body }) => JSON.parse(body));
}

function recorded(name: string) {
  const file = path.resolve(import.meta.dirname, `../fixtures/statuspage/webhooks/${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

/** What a program that takes webhooks does, as in the README. Its clock is the test's. */
function verify(secret: string, { headers, body }: Pick<TakenRequest, 'headers' | 'body'>, now: number) {
  vi.useFakeTimers({ toFake: ['Date'], now });
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

afterEach(() => {
  vi.useRealTimers();
});

test('tells of an incident and of each component in the shape that a Statuspage has', async () => {
  const { receiver, app, api, web, open, webhook } = await start();
  await webhook();
  const id = await open('Slow answers', { [api]: 'major_outage', [web]: 'partial_outage' });
  app.clock.advance(hold);
  const told = payloads(await receiver.until(3));
  const incident = told.find((payload) => 'incident' in payload);
  const components = told.filter((payload) => 'component_update' in payload);

  expect(incident.page).toEqual({
    id: incident.incident.page_id,
    status_indicator: 'major',
    status_description: 'Partial System Outage',
  });
  expect(incident.incident).toMatchObject({
    id,
    name: 'Slow answers',
    status: 'investigating',
    impact: 'critical',
    shortlink: `https://status.example.com/incidents/${id}`,
    incident_updates: [{ body: 'We look.', affected_components: [{ code: api }, { code: web }] }],
    components: [{ name: 'API', status: 'major_outage' }, { name: 'Web' }],
  });
  const changes = components.map(({ component, component_update }) => [component.id, component_update]);
  expect(Object.fromEntries(changes)).toEqual({
    [api]: expect.objectContaining({ old_status: 'operational', new_status: 'major_outage' }),
    [web]: expect.objectContaining({ old_status: 'operational', new_status: 'partial_outage' }),
  });
  expect(new Set(components.map(({ component_update }) => component_update.id)).size).toBe(2);
  expect(incident.meta.unsubscribe).toMatch(
    /^https:\/\/status\.example\.com\/subscriptions\/[\w.-]+\/unsubscribe$/,
  );

  const added = ['start_date', 'group', 'only_show_if_degraded'];
  const was = { incident: recorded('incident_update'), component: recorded('component_status_update') };
  const keys = (value: object, without: readonly string[] = []) =>
    Object.keys(value)
      .filter((key) => !without.includes(key))
      .sort();
  expect(keys(incident)).toEqual(keys(was.incident));
  expect(keys(incident.meta)).toEqual(keys(was.incident.meta));
  expect(keys(incident.page)).toEqual(keys(was.incident.page));
  expect(keys(incident.incident, ['started_at', 'reminder_intervals'])).toEqual(keys(was.incident.incident));
  expect(keys(incident.incident.incident_updates[0], ['tweet_id'])).toEqual(
    keys(was.incident.incident.incident_updates[0]),
  );
  expect(keys(incident.incident.components[0], added)).toEqual(keys(was.incident.incident.components[0]));
  expect(keys(components[0])).toEqual(keys(was.component));
  expect(keys(components[0].component, added)).toEqual(keys(was.component.component));
  expect(keys(components[0].component_update)).toEqual(keys(was.component.component_update));
});

test('tells of a maintenance with its window, and of a postmortem once it is published, and nothing of drafts', async () => {
  const { receiver, app, api, webhook } = await start();
  await webhook();
  const { scheduledFor, scheduledUntil } = { scheduledFor: testNow + day, scheduledUntil: testNow + day + 1 };
  await app.act({
    type: 'scheduleMaintenance',
    name: 'New disks',
    text: words('Soon.'),
    scheduledFor,
    scheduledUntil,
    componentIds: [api],
  });
  app.clock.advance(hold);
  const [maintenance] = payloads(await receiver.until(1));
  expect(maintenance.incident).toMatchObject({
    status: 'scheduled',
    scheduled_for: '2026-11-24T14:40:00.000Z',
    scheduled_until: '2026-11-24T14:40:00.001Z',
  });
  const incidentId = await app.act({
    type: 'openIncident',
    name: 'Over',
    status: 'resolved',
    text: words('Done.'),
    statuses: {},
  });
  await app.act({ type: 'draftPostmortem', incidentId, text: words('It was the cache.') });
  app.clock.advance(hold);
  const draft = (await receiver.until(2))[1];
  expect(draft?.body).not.toContain('cache');
  await app.act({ type: 'publishPostmortem', incidentId, notifySubscribers: true });
  app.clock.advance(hold);
  const published = payloads(await receiver.until(3))[2];
  expect(published.incident).toMatchObject({
    status: 'postmortem',
    postmortem_body: 'It was the cache.',
    postmortem_notified_subscribers: true,
  });
});

test('who asked for one component hears of no other', async () => {
  const { receiver, app, api, web, open, webhook } = await start();
  await webhook({ scope: { groupIds: [], componentIds: [web] } });
  await open('Slow answers', { [api]: 'major_outage', [web]: 'partial_outage' });
  app.clock.advance(hold);
  const told = payloads(await receiver.until(2));
  expect(told.map(({ component }) => component?.id ?? null).sort()).toEqual([web, null].sort());
});

test('threat 28: a receiver knows by the signature what is ours, and refuses everything else', async () => {
  const { receiver, app, api, open, webhook, secretOf } = await start();
  const { id } = await webhook();
  const other = await webhook({ address: `${receiver.url}/other` });
  await open('Slow answers', { [api]: 'major_outage' });
  app.clock.advance(hold);
  const taken = (await receiver.until(4)).filter(({ path }) => path === '/hook');
  const secret = await secretOf(id);
  for (const request of taken) {
    const now = app.clock.now();
    expect(verify(secret, request, now)).toEqual(JSON.parse(request.body));
    const altered = { ...request, body: request.body.replace('operational', 'major_outage') };
    expect(altered.body).not.toBe(request.body);
    expect(() => verify(secret, altered, now)).toThrow('No matching signature');
    expect(() => verify(secret, request, now + 6 * 60_000)).toThrow('too old');
    expect(() => verify(secret, request, now - 6 * 60_000)).toThrow('too new');
    const dated = { ...request, headers: { ...request.headers, 'webhook-timestamp': '1795500000' } };
    expect(() => verify(secret, dated, 1_795_500_000_000)).toThrow('No matching signature');
    const renamed = { ...request, headers: { ...request.headers, 'webhook-id': 'another' } };
    expect(() => verify(secret, renamed, now)).toThrow('No matching signature');
    const { 'webhook-signature': _, ...unsigned } = request.headers;
    expect(() => verify(secret, { ...request, headers: unsigned }, now)).toThrow('Missing required headers');
  }
  const foreign = await secretOf(other.id);
  expect(foreign).not.toBe(secret);
  expect(() => verify(foreign, { ...taken[0], body: '', headers: {}, ...taken[0] }, app.clock.now())).toThrow(
    'No matching signature',
  );
});

test('threat 28: the signature is the one of the specification', () => {
  // Computed with its reference library.
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const at = 1_614_265_330_000;
  const body = '{"test": 2432232314}';
  const signed = signatureHeaders(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, body);
  expect(signed['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

test('what a receiver took is not sent again when another part of the same fails, and the order stays', async () => {
  const { receiver, app, api, web, open, webhook } = await start();
  await webhook({ incidents: false });
  // Of what happened at once, this one is told first.
  const [first = '', second = ''] = [api, web].sort();
  let broken = true;
  const sent: string[] = [];
  receiver.answer = ({ body }) => {
    const { component_id, new_status } = JSON.parse(body).component_update;
    if (broken && component_id === second) return { status: 500 };
    sent.push(`${component_id} ${new_status}`);
    return { status: 204 };
  };
  const incidentId = await open('Slow answers', { [first]: 'major_outage', [second]: 'major_outage' });
  app.clock.advance(hold);
  await receiver.until(2);
  const statuses = { [second]: 'operational' as const };
  await app.act({ type: 'postUpdate', incidentId, status: 'monitoring', text: words('Better.'), statuses });
  app.clock.advance(hold);
  await receiver.until(3);
  broken = false;
  while (sent.length < 3) await toNextDelivery(app);
  expect(sent).toEqual([`${first} major_outage`, `${second} major_outage`, `${second} operational`]);
  const ids = receiver.taken.map(({ headers }) => headers['webhook-id']);
  expect(new Set(ids).size).toBe(3);
});

test('who does not answer keeps nobody waiting who is told of the same', async () => {
  const { receiver, app, open, webhook } = await start();
  let answerAtLast: (answer: { status: number }) => void = () => undefined;
  receiver.answer = ({ path }) =>
    path === '/hook' ? { status: 200 } : new Promise((resolve) => (answerAtLast = resolve));
  await webhook({ address: `${receiver.url}/silent`, id: 's00000000000' });
  await webhook();
  await open('Slow answers', {});
  app.clock.advance(hold);
  expect((await receiver.until(2)).map(({ path }) => path).sort()).toEqual(['/hook', '/silent']);
  answerAtLast({ status: 200 });
});

test('who does not answer keeps nobody waiting who is told of something later, and hears of all in order', async () => {
  const { receiver, app, open, webhook } = await start();
  let answerAtLast: (answer: { status: number }) => void = () => undefined;
  receiver.answer = ({ path }) =>
    path === '/hook' ? { status: 200 } : new Promise((resolve) => (answerAtLast = resolve));
  await webhook({ address: `${receiver.url}/silent` });
  await webhook();
  for (const [name, count] of [
    ['First', 2],
    ['Second', 3],
    ['Third', 4],
  ] as const) {
    await open(name, {});
    app.clock.advance(hold);
    await receiver.until(count);
  }
  const toldAt = (path: string) =>
    payloads(receiver.taken.filter((taken) => taken.path === path)).map(({ incident }) => incident.name);
  expect([toldAt('/hook'), toldAt('/silent')]).toEqual([['First', 'Second', 'Third'], ['First']]);
  for (const count of [5, 6]) {
    answerAtLast({ status: 200 });
    await receiver.until(count);
  }
  expect(toldAt('/silent')).toEqual(['First', 'Second', 'Third']);
  answerAtLast({ status: 200 });
});

test.each([
  ['seconds', () => '7200'],
  ['a date', () => new Date(testNow + hold + 7_200_000).toUTCString()],
])('who asks to be left alone for a while, in %s, is tried again after that', async (_, retryAfter) => {
  const { receiver, app, open, webhook } = await start();
  receiver.answer = () => ({ status: 429, headers: { 'retry-after': retryAfter() } });
  await webhook();
  await open('Slow answers', {});
  app.clock.advance(hold);
  await receiver.until(1);
  const askedAt = testNow + hold;
  const nextAt = () => app.store.subscriptions.nextDeliveryAt('webhook', app.clock.now());
  while ((await nextAt()) !== askedAt + 7_200_000) await turn();
  receiver.answer = () => ({ status: 503, headers: { 'retry-after': '999999' } });
  app.clock.advance(7_200_000);
  await receiver.until(2);
  // A day after it was posted it is given up, however long it was to be left alone.
  while ((await nextAt()) !== testNow + day) await turn();
});

test('who does not answer does not keep the process from stopping', async () => {
  const { receiver, app, open, webhook } = await start();
  receiver.answer = () => null;
  await webhook();
  await open('Slow answers', {});
  app.clock.advance(hold);
  await receiver.until(1);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const closed = app.close();
  let isClosed = false;
  void closed.then(() => {
    isClosed = true;
  });
  await vi.advanceTimersByTimeAsync(9_000);
  expect(isClosed).toBe(false);
  while (!isClosed) await vi.advanceTimersByTimeAsync(100);
});

test('a redirect is a failure, and 410 ends a subscription', async () => {
  const { receiver, app, api, open, webhook, subscriberNow } = await start();
  const { id } = await webhook();
  receiver.answer = () => ({ status: 302, headers: { location: '/elsewhere' } });
  await open('Slow answers', { [api]: 'major_outage' });
  app.clock.advance(hold);
  await receiver.until(1);
  receiver.answer = () => ({ status: 410 });
  while ((await subscriberNow(id))?.state === 'active') await toNextDelivery(app);
  expect(await subscriberNow(id)).toMatchObject({
    state: 'quarantined',
    quarantineReason: 'It answered 410.',
  });
  expect(receiver.taken.every(({ path }) => path === '/hook')).toBe(true);
});

test('a webhook that takes nothing for a day is given up, and its contact hears of it once', async () => {
  const mail = await startMailServer();
  const { receiver, app, api, open, webhook, subscriberNow } = await start(mail.url);
  const { id } = await webhook({ contactEmail: 'dev@example.com', address: `${receiver.url}/secret-path` });
  receiver.answer = () => ({ status: 500 });
  await open('Slow answers', { [api]: 'major_outage' });
  app.clock.advance(hold);
  await receiver.until(1);
  expect((await subscriberNow(id))?.state).toBe('active');
  while ((await subscriberNow(id))?.state === 'active') await toNextDelivery(app);
  expect(await subscriberNow(id)).toMatchObject({
    state: 'quarantined',
    quarantineReason: 'It answered 500.',
  });
  const [told] = await mail.until(1);
  expect(told?.to).toEqual(['dev@example.com']);
  expect(told?.parsed.subject).toBe('[Status] Your webhook gets no more updates');
  expect(told?.parsed.text).toContain('It answered 500.');
  expect(told?.parsed.text).toContain('https://status.example.com/subscriptions/');
  expect(told?.raw).not.toContain('secret-path');
  const asked = receiver.taken.length;
  await open('Another', { [api]: 'partial_outage' });
  app.clock.advance(hold);
  while ((await app.store.subscriptions.nextDeliveryAt('webhook', app.clock.now())) !== null) await turn();
  expect([receiver.taken.length, mail.taken.length]).toEqual([asked, 1]);
});

test('the mail that a webhook was given up is sent when the mail server is back, also after a restart', async () => {
  const mail = await startMailServer();
  const { receiver, app, api, open, webhook, subscriberNow } = await start(mail.url);
  const { id } = await webhook({ contactEmail: 'dev@example.com' });
  receiver.answer = () => ({ status: 410 });
  let asked = 0;
  mail.refuse = () => {
    asked += 1;
    return { code: 421, text: 'not now' };
  };
  await open('Slow answers', { [api]: 'major_outage' });
  app.clock.advance(hold);
  while (asked === 0) await turn();
  expect((await subscriberNow(id))?.state).toBe('quarantined');
  await app.close();
  mail.refuse = () => null;
  const now = app.clock.now() + 3_600_000;
  const again = await startApplication({ smtpUrl: mail.url, dataDir: app.dataDir, now });
  expect((await mail.until(1))[0]?.to).toEqual(['dev@example.com']);
  while ((await again.store.subscriptions.nextRequestAt()) !== null) await turn();
  expect(mail.taken).toHaveLength(1);
});

test('without leave nothing goes to private addresses', async () => {
  const receiver = await startReceiver();
  const app = await startApplication();
  const api = await app.act({ type: 'addComponent', name: 'API' });
  await subscribe(app, { channel: 'webhook', address: receiver.url });
  await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text: words('We look.'),
    statuses: { [api]: 'major_outage' },
  });
  app.clock.advance(hold);
  const isTried = async () => {
    const [announced] = await app.store.subscriptions.announcementsOf(
      (await app.store.read((reads) => reads.openReports()))[0]?.id ?? '',
    );
    const next = (await app.store.subscriptions.nextDeliveryAt('webhook', app.clock.now())) ?? 0;
    return announced?.state === 'told' && next > app.clock.now() && next < app.clock.now() + 100_000;
  };
  while (!(await isTried())) await turn();
  expect(receiver.taken).toEqual([]);
});
