import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type AdminApplication, type AdminPage, phone, startAdmin } from '../../support/admin.ts';
import { testNow } from '../../support/application.ts';
import { launchBrowser } from '../../support/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const minute = 60_000;
const hour = 60 * minute;

type Shop = AdminApplication & { readonly ids: Record<'api' | 'web', string> };

/** A page in Berlin with two components; it is Monday, 23 November 2026, 15:40 there. */
async function shop(): Promise<Shop> {
  const app = await startAdmin(browser);
  const api = await app.act({ type: 'addComponent', name: 'Payments API' });
  const web = await app.act({ type: 'addComponent', name: 'Web shop' });
  await app.act({ type: 'configurePage', timeZone: 'Europe/Berlin' });
  return { ...app, ids: { api, web } };
}

/** A maintenance of the API. */
async function planned(app: Shop, startsAt: number, name = 'Upgrade'): Promise<string> {
  return app.act({
    type: 'scheduleMaintenance',
    name,
    componentIds: [app.ids.api],
    scheduledFor: startsAt,
    scheduledUntil: startsAt + hour,
  });
}

async function reportOf(app: Shop, id: string) {
  const report = await app.store.read((reads) => reads.report(id));
  if (report?.kind !== 'maintenance') throw new Error(`${id} is no maintenance`);
  return report;
}

/** Moves both clocks. */
async function moveClocks(app: Shop, page: AdminPage, ms: number): Promise<void> {
  app.clock.advance(ms);
  await page.clock.setFixedTime(app.clock.now());
}

function preview(page: AdminPage) {
  return page.getByRole('region', { name: 'This will be published' });
}

test('a maintenance is planned in the zone of the page, with hints, beside what will be published', async () => {
  const app = await shop();
  await planned(app, Date.UTC(2026, 10, 28, 2), 'Network work');
  await app.act({
    type: 'openIncident',
    name: 'Payments fail',
    status: 'investigating',
    statuses: { [app.ids.api]: 'partial_outage' },
  });
  const page = await app.open('/admin/maintenances', 'editor');
  await page.getByRole('link', { name: 'Network work' }).first().waitFor();
  await page.look('maintenances-list');
  await page.getByRole('link', { name: 'Plan maintenance', exact: true }).first().click();
  await page.look('maintenances-plan-empty');
  const publish = page.getByRole('button', { name: 'Publish', exact: true });
  expect(await publish.isDisabled()).toBe(true);
  await page.getByLabel('What is going to be done').fill('Database upgrade');
  await page.getByRole('checkbox', { name: 'Payments API' }).check();
  await page.getByLabel('Start', { exact: true }).fill('2026-11-28T02:30');
  expect(await page.getByLabel('End', { exact: true }).inputValue()).toBe('2026-11-28T03:30');
  await page.getByText('It takes 1 hour.').waitFor();
  await page.getByText('By your clock (UTC): 28 Nov 2026, 01:30–02:30 UTC.').waitFor();
  await page.getByText('“Network work” is planned for the same components at the same time').waitFor();
  await page.getByText('“Payments fail” is open on the same components.').waitFor();
  await page.getByLabel('End', { exact: true }).fill('2026-11-28T02:00');
  await page.getByText('The end must be after the start.').waitFor();
  expect(await publish.isDisabled()).toBe(true);
  await page.getByLabel('End', { exact: true }).fill('2026-11-28T04:00');
  await page.getByLabel('Announcement').fill('We upgrade the *database*.');
  await preview(page).getByText('We upgrade the database.').waitFor();
  await preview(page).getByText('Nobody has subscribed yet').waitFor();
  await page.look('maintenances-plan');
  await publish.click();
  await page.getByRole('heading', { name: 'Database upgrade' }).waitFor();
  await page.getByText('Published.').waitFor();
  await page.look('maintenances-one');
  const id = page.url().split('/').at(-1) ?? '';
  expect(await reportOf(app, id)).toMatchObject({
    scheduledFor: Date.UTC(2026, 10, 28, 1, 30),
    scheduledUntil: Date.UTC(2026, 10, 28, 3),
    componentIds: [app.ids.api],
    remindPrior: true,
    statusDuring: 'under_maintenance',
  });
  expect((await app.text('/')).includes('Database upgrade')).toBe(true);
});

test('on a phone a maintenance is planned, and the calendar is a list', async () => {
  const app = await shop();
  const page = await app.open('/admin/maintenances', 'editor', phone);
  await page.getByText('Nothing is planned.').waitFor();
  await page.look('maintenances-empty');
  await page.getByRole('link', { name: 'Plan maintenance', exact: true }).first().tap();
  await page.getByLabel('What is going to be done').fill('Database upgrade');
  await page.getByRole('checkbox', { name: 'Web shop' }).check();
  await page.getByLabel('Start', { exact: true }).fill('2026-11-28T02:30');
  await preview(page).getByText('Database upgrade').waitFor();
  await page.look('maintenances-plan');
  await page.getByRole('button', { name: 'Publish', exact: true }).tap();
  await page.getByText('Published.').waitFor();
  await page.look('maintenances-one');
  await page.goto(`${app.origin}/admin/maintenances`);
  await page
    .getByRole('heading', { name: 'Saturday, 28 November' })
    .or(page.getByRole('heading', { name: 'Saturday 28 November' }))
    .waitFor();
  await page.look('maintenances-list');
});

test('one that runs is extended and finished, and one to come begins ahead of its time', async () => {
  const app = await shop();
  const id = await planned(app, testNow + hour);
  const later = await planned(app, testNow + 26 * hour, 'Later work');
  const page = await app.open('/admin/maintenances', 'editor');
  await page.getByRole('heading', { name: 'Planned' }).waitFor();
  await moveClocks(app, page, hour + 50 * minute);
  await vi.waitFor(async () => expect((await reportOf(app, id)).status).toBe('in_progress'));
  await page.reload();
  await page.getByText('10 minutes left').waitFor();
  await page.look('maintenances-running');
  await page.getByRole('button', { name: 'Extend: Upgrade' }).click();
  const dialog = page.getByRole('dialog', { name: 'Extend “Upgrade”' });
  await dialog.getByText('It ends 23 Nov 2026, 18:10 CET.').waitFor();
  await dialog.getByRole('radio', { name: '15 minutes' }).check();
  await dialog.getByText('It ends 23 Nov 2026, 17:55 CET.').waitFor();
  await page.look('maintenances-extend');
  await dialog.getByRole('button', { name: 'Extend' }).click();
  await page.getByText('25 minutes left').waitFor();
  expect((await reportOf(app, id)).scheduledUntil).toBe(testNow + 2 * hour + 15 * minute);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('10 minutes left').waitFor();
  expect((await reportOf(app, id)).scheduledUntil).toBe(testNow + 2 * hour);

  await page.getByRole('button', { name: 'Finish now: Upgrade' }).click();
  const finish = page.getByRole('dialog', { name: 'Finish “Upgrade” now' });
  await preview(page).getByText('The scheduled maintenance has been completed.').waitFor();
  await page.look('maintenances-finish');
  await finish.getByRole('button', { name: 'Finish now' }).click();
  await page.getByText('It is completed.').waitFor();
  expect(await reportOf(app, id)).toMatchObject({
    status: 'completed',
    resolvedAt: testNow + hour + 50 * minute,
  });
  await page.getByRole('heading', { name: 'Past maintenance' }).waitFor();

  await page.getByRole('link', { name: 'Later work' }).first().click();
  await page.getByRole('button', { name: 'Begin now: Later work' }).click();
  await preview(page).getByText('Scheduled maintenance is currently in progress').waitFor();
  await page.look('maintenances-begin');
  await page.getByRole('dialog').getByRole('button', { name: 'Begin now' }).click();
  await page.getByText('It has begun.').waitFor();
  await page.getByText('1 hour left').waitFor();
  expect(await reportOf(app, later)).toMatchObject({
    status: 'in_progress',
    scheduledFor: app.clock.now(),
    scheduledUntil: app.clock.now() + hour,
  });
});
