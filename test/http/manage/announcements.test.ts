import { expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { startMailServer } from '../../support/mailServer.ts';
import { subscribe } from '../../support/subscribers.ts';

type Incident = { id: string; incident_updates: { id: string }[] };
type Announcement = {
  id: string;
  state: string;
  channels: { channel: string; sent: number; pending: number }[];
};

/** Lets everything that waits for a socket have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

async function start() {
  const mail = await startMailServer();
  const app = await startApplication({ smtpUrl: mail.url });
  const manage = await openCallers(app);
  const open = (fields: object = {}) =>
    manage.json<Incident>('POST', '/incidents', { body: { incident: { name: 'Slow', ...fields } } });
  const announced = (id: string) =>
    manage.json<Announcement[]>('GET', `/incidents/${id}/announcements`, { as: 'viewer' });
  return { mail, app, manage, open, announced };
}

test('dry_run counts who would be told, by channel, each once and only those who want to hear of it', async () => {
  const { app, manage } = await start();
  const { id: api } = await manage.json<{ id: string }>('POST', '/components', {
    body: { component: { name: 'API' } },
  });
  const scope = { groupIds: [], componentIds: ['aaaaaaaaaaaa'] };
  await subscribe(
    app,
    {},
    {},
    { channel: 'webhook', address: 'https://hooks.example.com/' },
    { channel: 'slack', address: 'https://hooks.slack.com/x', scope },
    { state: 'unconfirmed' },
    { audience: 'staff' },
    { incidents: false },
  );
  const told = async (incident: object) =>
    (
      await manage.json<{ would_tell: object }>('POST', '/incidents?dry_run=true', {
        body: { incident: { name: 'Slow', ...incident } },
      })
    ).would_tell;
  expect(await told({ components: { [api]: 'major_outage' } })).toMatchObject({
    email: 2,
    webhook: 1,
    slack: 0,
  });
  // What concerns no component concerns everybody.
  expect(await told({})).toMatchObject({ email: 2, webhook: 1, slack: 1, sms: 0 });
  expect(await told({ deliver_notifications: false })).toMatchObject({ email: 0, webhook: 0, slack: 0 });
  const plan = { scheduled_for: '2026-12-01T10:00:00Z', scheduled_until: '2026-12-01T11:00:00Z' };
  expect(await told(plan)).toMatchObject({ email: 3 });
});

test('how far an update has been told is shown by channel', async () => {
  const { mail, app, open, announced } = await start();
  await subscribe(app, {}, {});
  const { id, incident_updates } = await open();
  const at = new Date(app.clock.now()).toISOString();
  const due = new Date(app.clock.now() + 10_000).toISOString();
  expect(await announced(id)).toEqual([
    {
      id: incident_updates[0]?.id,
      about: 'update',
      incident_update_id: incident_updates[0]?.id,
      at,
      due_at: due,
      state: 'waiting',
      paused_at: null,
      channels: [],
    },
  ]);
  app.clock.advance(10_000);
  await mail.until(2);
  const isSettled = async () => {
    const [count] = await app.store.subscriptions.deliveryCounts([incident_updates[0]?.id ?? '']);
    return count?.state === 'sent' && count.count === 2;
  };
  while (!(await isSettled())) await turn();
  expect((await announced(id))[0]?.channels).toEqual([
    { channel: 'email', pending: 0, sent: 2, failed: 0, dropped: 0, last_at: due },
  ]);
});

test('within ten seconds telling can be cancelled, after that it is too late', async () => {
  const { mail, app, manage, open, announced } = await start();
  await subscribe(app, {});
  const { id } = await open();
  const [{ id: announcement } = { id: '' }] = await announced(id);
  const cancel = `/incidents/${id}/announcements/${announcement}/cancel`;
  expect((await manage.send('POST', cancel, { as: 'viewer' })).status).toBe(403);
  await manage.json('POST', `${cancel}?dry_run=true`);
  expect((await announced(id))[0]?.state).toBe('waiting');
  expect((await manage.json<Announcement>('POST', cancel, { as: 'editor' })).state).toBe('cancelled');
  app.clock.advance(10_000);

  const other = await open({ name: 'Told' });
  app.clock.advance(10_000);
  const [taken] = await mail.until(1);
  expect(taken?.parsed.subject).toContain('Told');
  const [{ id: late } = { id: '' }] = await announced(other.id);
  const refused = await manage.send('POST', `/incidents/${other.id}/announcements/${late}/cancel`);
  expect([refused.status, (await refused.json()).code]).toEqual([409, 'announcement.told']);
  expect((await manage.send('POST', `/incidents/${id}/announcements/${late}/cancel`)).status).toBe(404);
});

test('telling is paused and goes on where it was, in order, also after a restart, and the audit log has who did it', async () => {
  const { mail, app, manage, open, announced } = await start();
  await subscribe(app, {});
  const { id } = await open();
  const [{ id: announcement } = { id: '' }] = await announced(id);
  const at = (verb: string) => `/incidents/${id}/announcements/${announcement}/${verb}`;
  expect((await manage.send('POST', at('pause'), { as: 'viewer' })).status).toBe(403);
  await manage.json('POST', `${at('pause')}?dry_run=true`);
  expect((await announced(id))[0]).toMatchObject({ paused_at: null });
  await manage.json('POST', at('pause'), { as: 'editor' });
  await manage.json('PATCH', `/incidents/${id}`, {
    body: { incident: { status: 'identified', body: 'Found.' } },
  });
  await open({ name: 'Another' });
  app.clock.advance(10_000);
  expect((await mail.until(1))[0]?.parsed.subject).toContain('Another');
  await app.close();

  const again = await startApplication({
    smtpUrl: mail.url,
    dataDir: app.dataDir,
    now: app.clock.now() + 60_000,
  });
  const callers = await openCallers(again);
  await subscribe(again, {});
  const later = await callers.json<Incident>('POST', '/incidents', { body: { incident: { name: 'Later' } } });
  again.clock.advance(10_000);
  await mail.until(3);
  expect(mail.taken.filter(({ parsed }) => parsed.subject?.includes('Slow'))).toEqual([]);
  const [shown] = await callers.json<{ id: string; paused_at: string | null }[]>(
    'GET',
    `/incidents/${later.id}/announcements`,
  );
  expect(shown?.paused_at).toBeNull();
  await callers.json('POST', at('resume'), { as: 'editor' });
  const told = await mail.until(5);
  const subjects = told.slice(3).map(({ parsed }) => parsed.subject);
  expect(subjects.every((subject) => subject?.includes('Slow'))).toBe(true);
  const log = await (await callers.send('GET', '/audit.jsonl')).text();
  expect(log.match(/(pause|resume)Announcement/g)).toEqual(['pauseAnnouncement', 'resumeAnnouncement']);
  while ((await again.store.subscriptions.nextDeliveryAt('email', again.clock.now())) !== null) await turn();
  const refused = await callers.send('POST', at('pause'));
  expect([refused.status, (await refused.json()).code]).toEqual([409, 'announcement.over']);
});

test('who was told what is forgotten after 90 days, and how many were is not', async () => {
  const { mail, app, open, announced } = await start();
  await subscribe(app, {}, {}, { channel: 'slack', address: 'no address' });
  const { id, incident_updates } = await open();
  app.clock.advance(10_000);
  await mail.until(2);
  const ids = [incident_updates[0]?.id ?? ''];
  const settled = async () =>
    (await app.store.subscriptions.deliveryCounts(ids)).filter(({ state }) => state !== 'pending');
  while ((await settled()).reduce((sum, { count }) => sum + count, 0) < 3) await turn();
  const before = await announced(id);
  expect(before[0]?.channels).toMatchObject([
    { channel: 'email', sent: 2 },
    { channel: 'slack', dropped: 1 },
  ]);
  const kept = () => app.store.subscriptions.forgettableDeliveries(Number.MAX_SAFE_INTEGER, 10);
  expect(await kept()).toHaveLength(3);
  app.clock.advance(89 * 86_400_000);
  await turn();
  expect(await kept()).toHaveLength(3);
  app.clock.advance(2 * 86_400_000);
  while ((await kept()).length > 0) await turn();
  expect(await announced(id)).toEqual(before);
});

test('what could not be told for a day is set aside, and told when somebody says so', async () => {
  const { mail, app, manage, open, announced } = await start();
  await subscribe(app, {});
  mail.refuse = () => ({ code: 451, text: 'try later' });
  const { id } = await open();
  const health = async () =>
    (await manage.json<{ deliveries_set_aside: number }>('GET', '/health')).deliveries_set_aside;
  while ((await app.store.subscriptions.setAside()) === 0) {
    app.clock.advance(3_600_000);
    await turn();
  }
  expect(await health()).toBe(1);
  mail.refuse = () => null;
  const [{ id: announcement, channels } = { id: '', channels: [] }] = await announced(id);
  expect(channels).toMatchObject([{ channel: 'email', pending: 0, sent: 0, failed: 1 }]);
  await manage.json('POST', `/incidents/${id}/announcements/${announcement}/retry`);
  await mail.until(1);
  expect(await health()).toBe(0);
});
