import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phone, startAdmin } from '../../support/admin.ts';
import { testNow } from '../../support/application.ts';
import { launchBrowser } from '../../support/browser.ts';

const hour = 3_600_000;
const text = { source: 'Words.', html: '<p>Words.</p>' };

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

test('an empty page says what to do first, to those who can', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin', 'admin');
  await page.getByRole('link', { name: 'Set the page up' }).waitFor();
  await page.getByText('No incident is open and no maintenance is running.').waitFor();
  await page.getByText('Nothing is planned.').waitFor();
  await page.getByText('There is no backup yet.').waitFor();
  await page.getByText('The database has not been checked yet.').waitFor();
  await page.look('home-empty');
  const viewer = await app.open('/admin', 'viewer');
  await viewer.getByText('Nothing is planned.').waitFor();
  await expect.poll(() => viewer.getByRole('link', { name: 'Set the page up' }).count()).toBe(0);
  await expect.poll(() => viewer.getByRole('link', { name: 'Declare an incident' }).count()).toBe(0);
});

test('it shows what is open, what is due, and what needs attention, each with its next step', async () => {
  const now = testNow + 5 * hour;
  const app = await startAdmin(browser, { now: testNow });
  const api = await app.act({ type: 'addComponent', name: 'API' });
  const silent = await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text,
    statuses: { [api]: 'partial_outage' },
  });
  app.clock.advanceTo(now);
  const plan = (name: string, from: number, to: number, autoStart = true) =>
    app.act({
      type: 'scheduleMaintenance',
      name,
      scheduledFor: now + from,
      scheduledUntil: now + to,
      componentIds: [api],
      autoStart,
    });
  const soon = await plan('New disks', hour / 2, hour);
  await plan('In two days', 48 * hour, 49 * hour);
  await plan('In three weeks', 500 * hour, 501 * hour);
  await app.store.record([{ series: 'check.problems', at: now - 1_000, value: 2 }]);

  const page = await app.open('/admin', 'owner');
  await page.clock.setFixedTime(now);
  await page.reload();
  const attention = page.getByRole('region', { name: 'Needs attention' });
  await attention.getByText('“Slow answers” has been silent for 5 hours.').waitFor();
  await attention.getByText('“New disks” begins in 30 minutes.').waitFor();
  await attention.getByText('found 2 problems').waitFor();
  const next = await attention
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(next).toEqual([`/admin/incidents/${silent}`, `/admin/maintenances/${soon}`]);
  const open = page.getByRole('region', { name: 'Open now' });
  await open.getByRole('link', { name: 'Slow answers' }).waitFor();
  await open.getByText('Partial outage').waitFor();
  const due = page.getByRole('region', { name: 'Due in the next seven days' });
  await due.getByText('In two days').waitFor();
  await expect.poll(() => due.getByText('In three weeks').count()).toBe(0);
  await page.look('home');

  await app.act({ type: 'postUpdate', incidentId: silent, status: 'resolved', text, statuses: {} });
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await open.getByText('No incident is open').waitFor();
  await expect.poll(() => attention.getByText('silent').count()).toBe(0);
});

test('on a phone it is one column, and says when it cannot be read', async () => {
  const app = await startAdmin(browser);
  await app.act({ type: 'addComponent', name: 'API' });
  const page = await app.open('/admin', 'editor', { ...phone, expected: /status of 500/ });
  await page.getByText('All components are operational.').waitFor();
  await page.look('home');
  await page.route('**/incidents/unresolved', (route) =>
    route.fulfill({ status: 500, body: '{"error":"Something went wrong on our side.","code":"internal"}' }),
  );
  await page.reload();
  await page.getByRole('alert').filter({ hasText: 'Something went wrong on our side.' }).first().waitFor();
  await page.unroute('**/incidents/unresolved');
  await page.getByRole('button', { name: 'Try again' }).first().click();
  await page.getByText('No incident is open').waitFor();
});
