import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { startShop } from '../../support/shop.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const minute = 60_000;

test('an update is corrected, moved in time and deleted, with what that does to the numbers', async () => {
  const app = await startShop(browser);
  const incidentId = await app.payments();
  app.clock.advance(10 * minute);
  await app.act({
    type: 'postUpdate',
    incidentId,
    status: 'monitoring',
    statuses: { [app.ids.api]: 'degraded_performance' },
    text: { source: 'Better.', html: '<p>Better.</p>' },
  });
  const page = await app.open(`/admin/incidents/${incidentId}`, 'editor', { expected: /status of 412/ });
  await page.getByRole('button', { name: 'Edit: Monitoring, Better.' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the update' });
  await dialog.getByLabel('Text').fill('Much better.');
  await dialog.getByLabel('Time of the update').fill('2026-11-23T14:45');
  await dialog.getByLabel('Status of Payments API').selectOption('operational');
  await dialog.getByText('Numbers of the last 90 days that change').waitFor();
  await page.look('incidents-edit-update');
  await app.act({ type: 'editReport', incidentId, name: 'Payments are slow' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('edited').waitFor();
  await page.getByRole('heading', { name: 'Payments are slow', level: 1 }).waitFor();
  expect((await app.updatesOf(incidentId))[0]).toBe('monitoring: Much better.');

  await page.getByRole('button', { name: /^Edit: Investigating/ }).click();
  await dialog.getByLabel('Text').fill('Mine.');
  const [, first] = (await app.store.read((reads) => reads.report(incidentId)))?.updates ?? [];
  await app.act({
    type: 'editUpdate',
    incidentId,
    updateId: first?.id ?? '',
    text: { source: 'Theirs.', html: '<p>Theirs.</p>' },
  });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Theirs.').waitFor();
  await dialog.getByRole('button', { name: 'Keep theirs' }).click();
  await dialog.waitFor({ state: 'detached' });
  expect((await app.updatesOf(incidentId))[1]).toBe('investigating: Theirs.');

  await page.getByRole('button', { name: /^Delete: Monitoring/ }).click();
  const confirmation = page.getByRole('dialog', { name: 'Delete this update' });
  await confirmation.getByText('Statuses that change').waitFor();
  await confirmation.getByRole('button', { name: 'Delete the update' }).click();
  await confirmation.waitFor({ state: 'detached' });
  await page.getByText('The update was deleted.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('All updates');
  expect(await app.updatesOf(incidentId)).toEqual(['investigating: Theirs.']);
});

test('its details are changed, it is merged, and the other one is deleted', async () => {
  const app = await startShop(browser);
  const incidentId = await app.payments();
  const otherId = await app.act({
    type: 'openIncident',
    name: 'Cards are declined',
    status: 'identified',
    statuses: {},
  });
  const page = await app.open(`/admin/incidents/${incidentId}`, 'editor', { expected: /status of 404/ });
  await page.getByRole('button', { name: 'Edit details' }).click();
  const details = page.getByRole('dialog', { name: 'Edit details' });
  await details.getByLabel('What is happening').fill('Payments are slow');
  await details.getByLabel('Impact').selectOption('Critical');
  await details.getByLabel('Remind staff of silence').selectOption('Every 2 hours');
  await page.look('incidents-details');
  await details.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Critical (set by hand)').waitFor();
  await page.getByText('Next reminder in 2 hours.').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByRole('heading', { name: 'Payments fail', level: 1 }).waitFor();

  await page.getByRole('button', { name: 'Merge into another incident' }).click();
  const merge = page.getByRole('dialog', { name: 'Merge “Payments fail”' });
  await merge.getByLabel('Into').selectOption({ index: 1 });
  await merge.getByText('Cards are declined').nth(1).waitFor();
  await page.look('incidents-merge');
  await merge.getByRole('button', { name: 'Merge into another incident' }).click();
  await page.getByRole('heading', { name: 'Cards are declined', level: 1 }).waitFor();
  expect((await app.updatesOf(otherId)).length).toBe(2);
  await page.goto(`${app.origin}/admin/incidents/${incidentId}`);
  await page.getByRole('link', { name: 'Go to that incident' }).click();

  await page.getByRole('button', { name: 'Delete the incident' }).click();
  const confirmation = page.getByRole('dialog', { name: 'Delete “Cards are declined”' });
  await confirmation.getByText('It will be gone from the page.').waitFor();
  await page.look('incidents-delete');
  await confirmation.getByRole('button', { name: 'Delete the incident' }).click();
  await page.getByText('Nothing is open.').waitFor();
  expect(await app.store.read((reads) => reads.report(otherId))).toBeNull();
});

test('a postmortem is drafted, published, taken back and deleted', async () => {
  const app = await startShop(browser);
  const incidentId = await app.payments();
  app.clock.advance(minute);
  await app.act({ type: 'postUpdate', incidentId, status: 'resolved', statuses: {} });
  // What was just deleted is looked for once more.
  const page = await app.open(`/admin/incidents/${incidentId}`, 'editor', { expected: /status of 404/ });
  await page.getByRole('button', { name: 'Write a postmortem' }).click();
  const text = page.getByLabel('Text of the postmortem');
  await text.fill('A disk was **full**.');
  await page.getByRole('region', { name: 'This will be published' }).getByText('A disk was full.').waitFor();
  await page.look('incidents-postmortem');
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Not published yet.').waitFor();
  expect((await app.text(`/incidents/${incidentId}`)).includes('A disk was')).toBe(false);

  const colleague = await app.open(`/admin/incidents/${incidentId}`, 'editor');
  const theirs = colleague.getByLabel('Text of the postmortem');
  await expect.poll(() => theirs.inputValue()).toBe('A disk was **full**.');
  await theirs.fill('A disk was full, and nobody looked.');
  await colleague.getByRole('button', { name: 'Publish postmortem' }).click();
  await colleague.getByRole('button', { name: 'Publish changes' }).waitFor();
  expect((await app.text(`/incidents/${incidentId}`)).includes('nobody looked')).toBe(true);

  await text.fill('Mine.');
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.getByText('A colleague changed the postmortem').waitFor();
  await page.getByRole('button', { name: 'Keep theirs' }).click();
  await expect.poll(() => text.inputValue()).toBe('A disk was full, and nobody looked.');

  await page.getByRole('button', { name: 'Take back to a draft' }).click();
  await page.getByRole('button', { name: 'Take it back' }).click();
  await page.getByText('Not published yet.').waitFor();
  await page.getByRole('region', { name: 'Postmortem' }).getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete the postmortem' }).click();
  await page.getByRole('button', { name: 'Write a postmortem' }).waitFor();
});

test('who only looks is offered nothing to change, and the API refuses it', async () => {
  const app = await startShop(browser);
  const incidentId = await app.payments();
  const viewer = await app.member('viewer');
  const page = await app.open(`/admin/incidents/${incidentId}`, 'viewer', { as: viewer });
  await page.getByRole('heading', { name: 'Payments fail', level: 1 }).waitFor();
  await page.getByText('We are currently investigating this issue.').waitFor();
  await expect.poll(() => page.getByRole('main').getByRole('button').count()).toBe(0);
  await page.look('incidents-viewer');
  await page.goto(`${app.origin}/admin/incidents`);
  await page.getByRole('link', { name: 'Payments fail' }).waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'Declare an incident' }).count()).toBe(0);
  await page.goto(`${app.origin}/admin/incidents/new`);
  await page.getByText('This needs another role').waitFor();
  const cookie = await app.signIn(viewer);
  const body = { incident: { name: 'Mine', body: 'Mine.' } };
  expect((await app.ask('POST', '/pages/{page}/incidents', { cookie, body })).status).toBe(403);
  const at = `/pages/{page}/incidents/${incidentId}`;
  expect((await app.ask('PATCH', at, { cookie, body })).status).toBe(403);
  expect((await app.ask('DELETE', at, { cookie })).status).toBe(403);
});
