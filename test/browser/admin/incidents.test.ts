import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminApplication, phone, startAdmin } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

/** A page with three components, two of them in a group. */
async function shop(): Promise<
  AdminApplication & { readonly ids: Record<'api' | 'web' | 'search', string> }
> {
  const app = await startAdmin(browser);
  const api = await app.act({ type: 'addComponent', name: 'Payments API' });
  const web = await app.act({ type: 'addComponent', name: 'Web shop' });
  const search = await app.act({ type: 'addComponent', name: 'Search' });
  await app.act({ type: 'addGroup', name: 'Storefront', componentIds: [web, search] });
  return { ...app, ids: { api, web, search } };
}

async function openIncident(app: AdminApplication, api: string): Promise<string> {
  return app.act({
    type: 'openIncident',
    name: 'Payments fail',
    status: 'investigating',
    statuses: { [api]: 'partial_outage' },
  });
}

async function updatesOf(app: AdminApplication, incidentId: string): Promise<readonly string[]> {
  const report = await app.store.read((reads) => reads.report(incidentId));
  return (report?.updates ?? []).map(({ status, text }) => `${status}: ${text.source}`);
}

test('from /admin to a published first update it takes few interactions, and the page says it', async () => {
  const app = await shop();
  const page = await app.open('/admin', 'editor');
  let interactions = 0;
  const press = async (key: string): Promise<void> => {
    interactions += 1;
    await page.keyboard.press(key);
  };
  await page.getByRole('main').waitFor();
  await press('Control+k');
  await page.getByRole('combobox').waitFor();
  await press('Enter');
  await page.getByRole('heading', { name: 'Declare an incident' }).waitFor();
  await page.getByLabel('What is happening').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Slow');
  interactions += 1;
  await page.getByRole('checkbox', { name: 'Payments API' }).click();
  interactions += 1;
  await page.getByLabel('First update').click();
  await page.keyboard.type('?');
  await press('Control+Enter');
  await page.getByRole('heading', { name: 'Slow' }).waitFor();
  expect(interactions).toBeLessThanOrEqual(8);
  const publicPage = await app.text('/');
  expect([publicPage.includes('Slow'), publicPage.includes('Partial outage')]).toEqual([true, true]);
});

test('an incident is declared, followed, and resolved, with what will be published beside it', async () => {
  const app = await shop();
  const page = await app.open('/admin/incidents', 'editor');
  await page.getByText('Nothing is open.').waitFor();
  await page.look('incidents-empty');
  await page.getByRole('link', { name: 'Declare an incident' }).first().click();
  const name = page.getByLabel('What is happening');
  await name.fill('Payments <script>alert(1)</script> fail');
  await page.getByRole('checkbox', { name: 'Payments API' }).check();
  await page.getByLabel('Status of Payments API').selectOption('major_outage');
  await page.getByRole('checkbox', { name: 'Search' }).check();
  await page.getByLabel('First update').fill('We *look* at it. <img src=x onerror=alert(1)>');
  const preview = page.getByRole('region', { name: 'This will be published' });
  await preview.getByText('We look at it.').waitFor();
  await preview.getByText('Nobody has subscribed yet').waitFor();
  await page.look('incidents-declare');
  await name.press('Enter');
  expect(await page.getByRole('heading', { name: 'Declare an incident' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();

  await page.getByRole('heading', { name: 'Payments <script>alert(1)</script> fail' }).waitFor();
  await page.getByText('Published.').waitFor();
  await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
  expect(await page.getByRole('radio', { name: 'Identified' }).isChecked()).toBe(true);
  await page.getByLabel('Text', { exact: true }).fill('We found it.');
  await page.getByLabel('Status of Storefront - Search').selectOption('operational');
  await preview.getByText('We found it.').waitFor();
  await page.look('incidents-update');
  app.clock.advance(60_000);
  await page.getByRole('button', { name: 'Publish update' }).click();
  await page.getByText('We found it.').first().waitFor();
  expect(await page.getByLabel('Text', { exact: true }).inputValue()).toBe('');
  expect(await page.getByRole('radio', { name: 'Monitoring' }).isChecked()).toBe(true);

  app.clock.advance(60_000);
  await page.getByRole('radio', { name: 'Resolved' }).check();
  await page.getByText('become operational again').waitFor();
  await page.getByRole('button', { name: 'Resolve', exact: true }).click();
  await page.getByText('Resolved.', { exact: true }).waitFor();
  await page.getByRole('heading', { name: 'Postmortem' }).waitFor();
  await page.look('incidents-resolved');
  await page.goto(`${app.origin}/admin/incidents`);
  await page.getByText('Nothing is open.').waitFor();
  await page.getByRole('link', { name: /^Payments/ }).waitFor();
  await page.look('incidents-list-past');
  expect((await app.text('/')).includes('All systems operational')).toBe(true);
});

test('on a phone an update is posted', async () => {
  const app = await shop();
  const incidentId = await openIncident(app, app.ids.api);
  const page = await app.open('/admin/incidents', 'editor', phone);
  await page.getByRole('link', { name: 'Payments fail' }).waitFor();
  await page.look('incidents-list');
  await page.getByRole('link', { name: 'Payments fail' }).tap();
  await page.getByLabel('Text', { exact: true }).fill('A fix is on its way.');
  await page
    .getByRole('region', { name: 'This will be published' })
    .getByText('A fix is on its way.')
    .waitFor();
  await page.look('incidents-update');
  app.clock.advance(60_000);
  await page.getByRole('button', { name: 'Publish update' }).tap();
  await page.getByText('Published.').waitFor();
  expect(await updatesOf(app, incidentId)).toEqual([
    'identified: A fix is on its way.',
    'investigating: We are currently investigating this issue.',
  ]);
});
