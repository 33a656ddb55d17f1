import { expect, test } from 'vitest';
import { startApplication } from '../support/application.ts';
import { openCallers } from '../support/callers.ts';
import { startMailServer } from '../support/mailServer.ts';
import { subscribe } from '../support/subscribers.ts';

const text = {
  source: 'We look into **slow** answers.',
  html: '<p>We look into <strong>slow</strong> answers.</p>',
};
const hold = 10_000;

/** Lets everything that waits for a socket or a disk have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

async function start() {
  const mail = await startMailServer();
  const app = await startApplication({ smtpUrl: mail.url });
  const api = await app.act({ type: 'addComponent', name: 'API' });
  const web = await app.act({ type: 'addComponent', name: 'Web' });
  const open = (name: string, componentId: string) =>
    app.act({
      type: 'openIncident',
      name,
      status: 'investigating',
      text,
      statuses: { [componentId]: 'major_outage' },
    });
  return { mail, app, api, web, open };
}

test('an update is told once the time to take it back is over, to those who want to hear of it', async () => {
  const { mail, app, api, web, open } = await start();
  const scope = (componentId: string) => ({ groupIds: [], componentIds: [componentId] });
  await subscribe(
    app,
    { address: 'all@example.com' },
    { address: 'api@example.com', scope: scope(api) },
    { address: 'web@example.com', scope: scope(web) },
    { address: 'plans@example.com', incidents: false },
    { address: 'asked@example.com', state: 'unconfirmed' },
    { address: 'left@example.com', state: 'unsubscribed' },
  );
  const id = await open('Slow answers', api);
  expect(await app.store.subscriptions.nextAnnouncementAt()).toBe(app.clock.now() + hold);
  app.clock.advance(hold);
  const taken = await mail.until(2);
  expect(taken.map(({ to }) => to).sort()).toEqual([['all@example.com'], ['api@example.com']]);
  const [first] = taken;
  expect(first?.parsed.subject).toBe('[Status] Investigating: Slow answers');
  expect(first?.parsed.text).toContain('We look into slow answers.');
  expect(first?.parsed.text).toContain(`https://status.example.com/incidents/${id}`);
  expect(first?.parsed.headers.get('list')).toBeDefined();
});

test('what was taken back in time is told to nobody', async () => {
  const { mail, app, api, web, open } = await start();
  await subscribe(app, { address: 'all@example.com' });
  const deleted = await open('By mistake', api);
  await app.act({ type: 'deleteIncident', incidentId: deleted });
  app.clock.advance(hold);
  await open('Meant', web);
  app.clock.advance(hold);
  const taken = await mail.until(1);
  expect(taken.map(({ parsed }) => parsed.subject)).toEqual(['[Status] Investigating: Meant']);
});

test('who waits for a mail server that is down hears of all at once, in one mail', async () => {
  const { mail, app, api, open } = await start();
  await subscribe(app, { address: 'all@example.com' });
  mail.refuse = () => ({ code: 421, text: 'not now' });
  const incidentId = await open('Slow answers', api);
  const post = (status: 'identified' | 'resolved', said: string) => {
    const words = { source: said, html: `<p>${said}</p>` };
    app.clock.advance(60_000);
    return app.act({ type: 'postUpdate', incidentId, status, text: words, statuses: {} });
  };
  await post('identified', 'It is the cache.');
  await post('resolved', 'All is well.');
  app.clock.advance(hold);
  const counts = async () => {
    const announced = await app.store.subscriptions.announcementsOf(incidentId);
    const found = await app.store.subscriptions.deliveryCounts(announced.map(({ id }) => id));
    const states = found.map(({ state }) => state);
    return Object.fromEntries(states.map((state) => [state, states.filter((one) => one === state).length]));
  };
  // All three wait, and nobody tries: a lease would go on for longer than any pause.
  const isPaused = async () => {
    const next = (await app.store.subscriptions.nextDeliveryAt('email', app.clock.now())) ?? 0;
    return (await counts()).pending === 3 && next <= app.clock.now() + 30_000;
  };
  while (!(await isPaused())) await turn();
  mail.refuse = () => null;
  app.clock.advance(30_000);
  const [told] = await mail.until(1);
  expect(told?.parsed.subject).toBe('[Status] Resolved: Slow answers');
  for (const said of ['All is well.', 'It is the cache.', 'slow answers']) {
    expect(told?.parsed.text).toContain(said);
  }
  while ((await counts()).pending) await turn();
  expect(await counts()).toEqual({ sent: 1, collapsed: 2 });
  expect(mail.taken.length).toBe(1);
});

test('an address that does not exist is left alone from then on', async () => {
  const { mail, app, api, open } = await start();
  const [gone] = await subscribe(app, { address: 'gone@example.com' }, { address: 'here@example.com' });
  mail.refuse = (_, address) => (address.startsWith('gone') ? { code: 550, text: 'no such user' } : null);
  await open('One', api);
  app.clock.advance(hold);
  await mail.until(1);
  const state = async () => (await app.store.subscriptions.byId([gone?.id ?? '']))[0];
  while ((await state())?.state !== 'quarantined') await turn();
  expect((await state())?.quarantineReason).toContain('no such user');
});

test('merging announces nothing that was said before, also where it was never announced', async () => {
  const { app } = await start();
  const update = (id: string, n: number) => ({
    id,
    status: 'investigating',
    body: `Words ${n}.`,
    created_at: `2026-11-23T1${n}:00:00.000Z`,
    updated_at: `2026-11-23T1${n}:00:00.000Z`,
    display_at: `2026-11-23T1${n}:00:00.000Z`,
    deliver_notifications: true,
  });
  const record = (id: string, n: number) => ({
    id,
    name: `Incident ${n}`,
    status: 'investigating',
    impact: 'minor',
    created_at: `2026-11-23T1${n}:00:00.000Z`,
    updated_at: `2026-11-23T1${n}:00:00.000Z`,
    incident_updates: [update(`update00000${n}`, n)],
  });
  const manage = await openCallers(app);
  const lines = [record('incident0001', 1), record('incident0002', 2)].map((one) => JSON.stringify(one));
  const body = { files: [{ name: 'incidents.jsonl', text: lines.join('\n') }] };
  await manage.json('POST', '/imports/statuspage', { body });
  await app.act({ type: 'mergeIncidents', incidentId: 'incident0001', intoId: 'incident0002' });
  const merged = await app.store.read((reads) => reads.report('incident0002'));
  expect(merged?.updates.length).toBe(2);
  expect(await app.store.subscriptions.announcementsOf('incident0002')).toEqual([]);
});
