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
  const publish = page.getByRole('button', { name: 'Publish', exact: true });
  await expect.poll(() => publish.isDisabled()).toBe(true);
  await page.getByLabel('What is going to be done').fill('Database upgrade');
  await page.getByRole('checkbox', { name: 'Payments API' }).check();
  await page.getByLabel('Start', { exact: true }).fill('2026-11-28T02:30');
  await expect.poll(() => page.getByLabel('End', { exact: true }).inputValue()).toBe('2026-11-28T03:30');
  await page.getByText('It takes 1 hour.').waitFor();
  await page.getByText('By your clock (UTC): 28 Nov 2026, 01:30–02:30 UTC.').waitFor();
  await page.getByText('“Network work” is planned for the same components at the same time').waitFor();
  await page.getByText('“Payments fail” is open on the same components.').waitFor();
  await page.getByLabel('End', { exact: true }).fill('2026-11-28T02:00');
  await page.getByText('The end must be after the start.').waitFor();
  await expect.poll(() => publish.isDisabled()).toBe(true);
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
  await expect
    .poll(() => reportOf(app, id))
    .toMatchObject({
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
  await finish.getByRole('button', { name: 'Finish now' }).click();
  await page.getByText('It is completed.').waitFor();
  await expect
    .poll(() => reportOf(app, id))
    .toMatchObject({
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
  await expect
    .poll(() => reportOf(app, later))
    .toMatchObject({
      status: 'in_progress',
      scheduledFor: app.clock.now(),
      scheduledUntil: app.clock.now() + hour,
    });
});

test('a series is planned, one of it skipped, all later ones changed, and it ends', async () => {
  const app = await shop();
  // What is ended is looked at once more
  const page = await app.open('/admin/maintenances/new?date=2027-03-13', 'editor', {
    expected: /status of 404/,
  });
  await page.getByLabel('What is going to be done').fill('Weekly upgrade');
  await page.getByRole('checkbox', { name: 'Payments API' }).check();
  await expect.poll(() => page.getByLabel('Start', { exact: true }).inputValue()).toBe('2027-03-13T02:00');
  await page.getByLabel('Start', { exact: true }).fill('2027-03-14T02:30');
  await page.getByLabel('Repeats').selectOption('WEEKLY');
  await page.getByLabel('Every how many weeks').fill('2');
  const next = page.getByRole('status').filter({ hasText: 'The next ones' });
  await next.getByText('Every 2 weeks on Sunday.').waitFor();
  await expect
    .poll(() => next.getByRole('listitem').allTextContents())
    .toEqual([
      '14 Mar 2027, 02:30 CET',
      '28 Mar 2027, 03:30 CEST',
      '11 Apr 2027, 02:30 CEST',
      '25 Apr 2027, 02:30 CEST',
      '9 May 2027, 02:30 CEST',
    ]);
  await page.getByText('Clocks go forward and skip 02:30. It is taken as 28 Mar 2027, 03:30 CEST.').waitFor();
  await page.getByText('by UTC it is 1 hour earlier from 28 Mar 2027').waitFor();
  await page.look('maintenances-plan-series');
  await page.getByLabel('Repeats').selectOption('MONTHLY');
  await page.getByRole('radio', { name: 'on the second Sunday' }).check();
  await page.getByRole('radio', { name: 'A number of times' }).check();
  await page.getByLabel('How many times').fill('3');
  await next.getByText('Every month on the second Sunday, 3 times.').waitFor();
  await expect.poll(() => next.getByRole('listitem').count()).toBe(3);

  await page.getByLabel('Start', { exact: true }).fill('2026-11-28T02:00');
  await page.getByLabel('Repeats').selectOption('WEEKLY');
  await preview(page).getByText('Weekly upgrade').waitFor();
  await page.getByText('And 7 more like it.').waitFor();
  await page.getByRole('button', { name: 'Publish the series' }).click();
  await page.getByRole('heading', { name: 'Weekly upgrade' }).waitFor();
  await page.getByText('Every week on Saturday, at 02:00, for 1 hour').waitFor();
  await page.look('maintenances-series');
  const id = page.url().split('/').at(-1) ?? '';
  const stateOf = async (date: string) =>
    app.store.read(async (reads) => {
      const known = await reads.occurrences([id], '2026-11-01');
      return known.find((one) => one.date === date);
    });

  await page.getByRole('button', { name: 'Skip Sat, 5 Dec 2026' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Skip' }).click();
  await page.getByText('Skipped. The series goes on.').waitFor();
  await expect.poll(() => stateOf('2026-12-05')).toMatchObject({ reportId: null });

  await page.getByRole('link', { name: 'Change all later ones' }).click();
  await page.getByLabel('Start', { exact: true }).fill('2026-11-28T04:00');
  await preview(page).getByText('04:00').first().waitFor();
  await page.look('maintenances-series-edit');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Every week on Saturday, at 04:00, for 1 hour').waitFor();
  expect(await reportOf(app, (await stateOf('2026-12-12'))?.reportId ?? '')).toMatchObject({
    scheduledFor: Date.UTC(2026, 11, 12, 3),
  });
  await page.goto(`${app.origin}/admin/maintenances`);
  await page.getByText('Every week on Saturday, at 04:00, for 1 hour').waitFor();
  await page.getByRole('button', { name: 'Show all 7' }).waitFor();
  await page.look('maintenances-list-series');

  await page.getByRole('link', { name: 'Weekly upgrade' }).last().click();
  await page.goto(`${app.origin}/admin/maintenances/series/${id}`);
  await page.getByRole('button', { name: 'End the series' }).click();
  await page.getByText('7 planned ones disappear from the page').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'End the series' }).click();
  await page.getByText('Nothing is planned.').waitFor();
  expect((await app.store.read((reads) => reads.series())).length).toBe(0);
});

test('where clocks change it says what is meant, by the keyboard the calendar leads to a day', async () => {
  const app = await shop();
  await planned(app, Date.UTC(2026, 10, 28, 2), 'Network work');
  const page = await app.open('/admin/maintenances', 'editor');
  await page.getByRole('button', { name: 'Monday 23 November, nothing planned' }).focus();
  for (const key of [
    'ArrowRight',
    'ArrowDown',
    'ArrowUp',
    'ArrowRight',
    'ArrowRight',
    'ArrowRight',
    'ArrowRight',
  ])
    await page.keyboard.press(key);
  await page
    .getByRole('button', { name: 'Saturday 28 November, 1 maintenance' })
    .and(page.locator(':focus'))
    .waitFor();
  await page.getByText('28 Nov 2026, 03:00–04:00 CET').last().waitFor();
  await page.keyboard.press('PageDown');
  await page.getByRole('heading', { name: 'December 2026' }).waitFor();
  await page.getByRole('link', { name: 'Plan maintenance on Monday 28 December' }).click();
  await expect.poll(() => page.getByLabel('Start', { exact: true }).inputValue()).toBe('2026-12-28T02:00');
  const hint = page.locator('.hints');
  await page.getByLabel('Start', { exact: true }).fill('2027-03-28T02:30');
  await hint.getByText('Clocks go forward and skip 02:30. It is taken as 28 Mar 2027, 03:30 CEST.').waitFor();
  await page.getByLabel('Start', { exact: true }).fill('2027-10-31T02:30');
  await hint
    .getByText('The first one is meant: 31 Oct 2027, 02:30 CEST, not 31 Oct 2027, 02:30 CET.')
    .waitFor();
  await page.getByLabel('Start', { exact: true }).fill('2027-10-31T00:30');
  await page.getByLabel('End', { exact: true }).fill('2027-10-31T04:30');
  await hint.getByText('Clocks change in between, so it takes 1 hour longer than they show.').waitFor();
  await page.getByText('It takes 5 hours.').waitFor();
  await page.getByLabel('Start', { exact: true }).fill('2026-11-23T15:00');
  await hint.getByText('The start is not in the future').waitFor();
});

test('what is written outlives a server that fails or is slow, and is done once', async () => {
  const app = await shop();
  const page = await app.open('/admin/maintenances/new', 'editor', { expected: /status of 503|ERR_FAILED/ });
  await page.getByLabel('What is going to be done').fill('Database upgrade');
  await page.getByLabel('Start', { exact: true }).fill('2026-11-28T02:30');
  const publish = page.getByRole('button', { name: 'Publish', exact: true });
  const writes = (url: URL): boolean => url.pathname.endsWith('/incidents') && url.search === '';
  await page.route(writes, (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 503,
          json: { error: 'The database is locked.', code: 'store.unavailable', details: [] },
        })
      : route.continue(),
  );
  await publish.click();
  await page.getByRole('alert').filter({ hasText: 'database' }).waitFor();
  await page.look('maintenances-failed');
  await page.reload();
  await page.getByText('This is what you wrote before.').waitFor();
  await expect.poll(() => page.getByLabel('What is going to be done').inputValue()).toBe('Database upgrade');
  await page.unrouteAll();
  let lost = 0;
  await page.route(writes, async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    return route.abort();
  });
  await publish.click();
  await page.getByRole('heading', { name: 'Database upgrade' }).waitFor();
  expect(lost).toBe(1);
  expect((await app.store.read((reads) => reads.openReports())).map(({ name }) => name)).toEqual([
    'Database upgrade',
  ]);
});

test('a plan that a colleague changed meanwhile is shown, and a draft is published by its time', async () => {
  const app = await shop();
  const id = await planned(app, testNow + 26 * hour);
  const page = await app.open(`/admin/maintenances/${id}/edit`, 'editor', { expected: /status of 412/ });
  await page.getByLabel('End', { exact: true }).fill('2026-11-24T20:00');
  await app.act({ type: 'addComponent', name: 'Something else' });
  await page.getByLabel('Tell about this change').fill('It takes longer.');
  await preview(page).getByText('It takes longer.').waitFor();
  await page.look('maintenances-edit');
  await app.act({ type: 'editReport', incidentId: id, name: 'Upgrade of everything' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A colleague changed this meanwhile.').waitFor();
  await page.getByText('Upgrade of everything · Scheduled').waitFor();
  await page.look('maintenances-meanwhile');
  expect((await reportOf(app, id)).scheduledUntil).toBe(testNow + 27 * hour);
  await page.getByLabel('What is going to be done').fill('Upgrade of everything');
  await page.getByRole('button', { name: 'Save yours' }).click();
  await page.getByRole('heading', { name: 'Upgrade of everything' }).waitFor();
  await expect
    .poll(() => reportOf(app, id))
    .toMatchObject({
      name: 'Upgrade of everything',
      scheduledUntil: Date.UTC(2026, 10, 24, 19),
      updates: [{ text: { source: 'It takes longer.' } }, {}],
    });

  await page.getByRole('button', { name: 'Cancel the maintenance: Upgrade of everything' }).click();
  await page.getByRole('dialog').getByRole('region').getByText('This maintenance is cancelled.').waitFor();
  await page.look('maintenances-cancel');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel the maintenance' }).click();
  await page.getByText('It is cancelled.').waitFor();
  expect((await reportOf(app, id)).status).toBe('completed');

  await page.goto(`${app.origin}/admin/maintenances/new`);
  await page.getByLabel('What is going to be done').fill('Surprise');
  await page.getByLabel('Start', { exact: true }).fill('2026-11-28T02:30');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByRole('heading', { name: 'Drafts' }).waitFor();
  expect((await app.text('/')).includes('Surprise')).toBe(false);
  await page.getByRole('link', { name: 'Surprise' }).click();
  await page.getByText('More options').click();
  await page.getByRole('radio', { name: 'At a time' }).check();
  await page.getByRole('button', { name: 'Publish at this time' }).click();
  await page.getByText('by you now · will be published 23 Nov 2026, 16:40 CET').waitFor();
  await page.goto(`${app.origin}/admin`);
  await page.getByRole('link', { name: 'Surprise' }).click();
  await page.getByRole('heading', { name: 'Plan maintenance' }).waitFor();
  await expect.poll(() => page.getByLabel('What is going to be done').inputValue()).toBe('Surprise');
  await page.goto(`${app.origin}/admin/incidents/${id}`);
  await page.getByRole('heading', { name: 'Upgrade of everything' }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/admin/maintenances/${id}`);
  app.clock.advance(2 * hour);
  await vi.waitFor(async () => expect((await app.text('/')).includes('Surprise')).toBe(true));
});

test('who may only read is offered nothing, and a request made by hand is refused', async () => {
  const app = await shop();
  const id = await planned(app, testNow + hour);
  const viewer = await app.member('viewer');
  const page = await app.open(`/admin/maintenances/${id}`, 'viewer', { as: viewer });
  await page.getByRole('heading', { name: 'All updates' }).waitFor();
  for (const name of [/Begin now/, /Cancel/, /Delete/, /Publish/, 'Edit'])
    expect([String(name), await page.getByRole('button', { name }).count()]).toEqual([String(name), 0]);
  for (const address of ['new', `${id}/edit`]) {
    await page.goto(`${app.origin}/admin/maintenances/${address}`);
    await page.getByText('This needs another role than yours.').waitFor();
  }
  await page.goto(`${app.origin}/admin/maintenances`);
  await page.getByRole('link', { name: 'Upgrade' }).first().waitFor();
  await expect.poll(() => page.getByRole('link', { name: /Plan maintenance/ }).count()).toBe(0);
  const cookie = await app.signIn(viewer);
  const refused = await Promise.all([
    app.ask('POST', '/pages/{page}/incidents', {
      cookie,
      body: {
        incident: {
          name: 'Mine',
          scheduled_for: new Date(testNow + hour).toISOString(),
          scheduled_until: new Date(testNow + 2 * hour).toISOString(),
        },
      },
    }),
    app.ask('PATCH', `/pages/{page}/incidents/${id}`, { cookie, body: { incident: { name: 'Mine' } } }),
    app.ask('DELETE', `/pages/{page}/incidents/${id}`, { cookie }),
    app.ask('POST', '/pages/{page}/maintenance_series', { cookie, body: { maintenance_series: {} } }),
  ]);
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  expect((await reportOf(app, id)).name).toBe('Upgrade');
});
