import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { startAccess } from '../support/access.ts';
import { temporaryDirectory } from '../support/application.ts';
import { openCallers } from '../support/callers.ts';
import { startMailServer } from '../support/mailServer.ts';
import { startReceiver } from '../support/receiver.ts';
import { subscribe } from '../support/subscribers.ts';

const minute = 60_000;
const hour = 60 * minute;
/** Where no backup can be kept: a file is in the way. */
function noDirectory(): string {
  const file = path.join(temporaryDirectory(), 'backups');
  writeFileSync(file, 'in the way');
  return file;
}

const text = { source: 'We look.', html: '<p>We look.</p>' };

test('owners are told by mail when an incident has been silent for long, and when it is over, once each', async () => {
  const mail = await startMailServer();
  const app = await startAccess({ smtpUrl: mail.url });
  const owner = await app.member('owner', 'ann@example.com');
  await app.member('editor', 'bob@example.com');
  await subscribe(app, { address: 'reader@example.com' });
  const incidentId = await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text,
    statuses: {},
  });
  app.clock.advance(10_000);
  const [reader] = await mail.until(1);
  expect(reader?.to).toEqual(['reader@example.com']);

  app.clock.advance(3 * hour);
  const silent = (await mail.until(2))[1];
  expect(silent?.to).toEqual([owner.email]);
  expect(silent?.parsed.subject).toBe('[Status] Identified: An incident has been silent for long');
  expect(silent?.parsed.text).toContain('Post an update, or resolve it.');
  expect(silent?.parsed.text).toContain('https://status.example.com/admin');
  expect(silent?.parsed.text).not.toContain('Slow answers');
  expect(silent?.parsed.headers.has('list-unsubscribe-post')).toBe(false);
  for (let n = 0; n < 10; n += 1) app.clock.advance(minute);

  await app.act({ type: 'postUpdate', incidentId, status: 'resolved', text, statuses: {} });
  app.clock.advance(2 * minute);
  const told = await mail.until(4);
  const over = told.find(({ to, parsed }) => to[0] === owner.email && parsed.subject?.includes('Resolved'));
  expect(over?.parsed.subject).toBe('[Status] Resolved: An incident has been silent for long');
  expect(told.filter(({ to }) => to[0] === owner.email)).toHaveLength(2);
  expect(told.some(({ to }) => to[0] === 'bob@example.com')).toBe(false);
});

test('admins say who is told; nobody is told of it who reads the page, and readers cannot ask for it', async () => {
  const mail = await startMailServer();
  const hook = await startReceiver();
  const app = await startAccess({
    smtpUrl: mail.url,
    allowPrivateTargets: true,
    backupTo: noDirectory(),
  });
  await app.member('owner', 'ann@example.com');
  const { json, send } = await openCallers(app);
  await subscribe(app, { channel: 'webhook', address: `${hook.url}/public` });
  const added = await json<{ id: string }>('POST', '/alert_targets', {
    body: { alert_target: { endpoint: `${hook.url}/staff` } },
  });
  expect(await json('GET', '/alert_targets')).toMatchObject([
    { id: added.id, channel: 'webhook', endpoint: `${hook.url}/staff`, email: null, state: 'active' },
  ]);
  const again = await send('POST', '/alert_targets', {
    body: { alert_target: { endpoint: `${hook.url}/staff` } },
  });
  expect(again.status).toBe(409);
  const wrong = await send('POST', '/alert_targets', { body: { alert_target: { email: 'nobody' } } });
  expect([wrong.status, await wrong.json()]).toMatchObject([422, { details: [{ path: 'email' }] }]);
  // They are nobody's subscribers.
  expect((await send('GET', `/subscribers/${added.id}`)).status).toBe(404);
  expect((await send('DELETE', `/subscribers/${added.id}`)).status).toBe(404);
  expect(await json('GET', '/subscribers?state=all')).toHaveLength(1);

  app.clock.advance(49 * hour);
  const [told] = await hook.until(1);
  expect(told?.path).toBe('/staff');
  expect(JSON.parse(told?.body ?? '{}')).toMatchObject({
    incident: { name: 'Backups do not work', status: 'identified' },
  });
  await app.store.record([{ series: 'backup.bytes', at: app.clock.now(), value: 1 }]);
  app.clock.advance(minute);
  const over = (await hook.until(2))[1];
  expect([over?.path, JSON.parse(over?.body ?? '{}').incident.status]).toEqual(['/staff', 'resolved']);
  expect(mail.taken).toEqual([]);

  expect((await send('DELETE', `/alert_targets/${added.id}`)).status).toBe(204);
  expect(await json('GET', '/alert_targets')).toEqual([]);
  const gone = await send('DELETE', `/alert_targets/${added.id}`);
  expect(gone.status).toBe(404);
  app.clock.advance(49 * hour);
  await vi.waitFor(async () => expect(await app.store.subscriptions.openAlerts()).toHaveLength(1));
  await vi.waitFor(async () => expect(await app.store.subscriptions.nextAnnouncementAt()).toBeNull());
  // Who was taken off is not put back, and nobody takes their place.
  expect([hook.taken.length, mail.taken.length]).toEqual([2, 0]);
});

test('a restart repeats nothing', async () => {
  const mail = await startMailServer();
  const backupTo = noDirectory();
  const app = await startAccess({ smtpUrl: mail.url, backupTo });
  await app.member('owner', 'ann@example.com');
  app.clock.advance(49 * hour);
  await mail.until(1);
  await app.close();
  const later = await startAccess({
    smtpUrl: mail.url,
    backupTo,
    dataDir: app.dataDir,
    now: app.clock.now() + hour,
  });
  await later.store.record([{ series: 'backup.bytes', at: later.clock.now(), value: 1 }]);
  later.clock.advance(minute);
  const told = await mail.until(2);
  expect(told.map(({ parsed }) => parsed.subject)).toEqual([
    '[Status] Identified: Backups do not work',
    '[Status] Resolved: Backups do not work',
  ]);
});
