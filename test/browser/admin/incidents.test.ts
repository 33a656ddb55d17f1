import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phone } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';
import { startShop } from '../../support/shop.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

test('from /admin to a published first update it takes few interactions, and the page says it', async () => {
  const app = await startShop(browser);
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
  await page.getByRole('heading', { name: 'Slow', level: 1 }).waitFor();
  expect(interactions).toBeLessThanOrEqual(8);
  const publicPage = await app.text('/');
  expect([publicPage.includes('Slow'), publicPage.includes('Partial outage')]).toEqual([true, true]);
});

test('an incident is declared, followed, and resolved, with what will be published beside it', async () => {
  const app = await startShop(browser);
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
  await expect.poll(() => page.getByRole('heading', { name: 'Declare an incident' }).count()).toBe(1);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();

  await page.getByRole('heading', { name: 'Payments <script>alert(1)</script> fail', level: 1 }).waitFor();
  await page.getByText('Published.').waitFor();
  await page.getByText('<img src=x onerror=alert(1)>').first().waitFor();
  await expect.poll(() => page.getByRole('radio', { name: 'Identified' }).isChecked()).toBe(true);
  await page.getByLabel('Text', { exact: true }).fill('We found it.');
  await page.getByLabel('Status of Storefront - Search').selectOption('operational');
  await preview.getByText('We found it.').waitFor();
  await page.look('incidents-update');
  app.clock.advance(60_000);
  await page.getByRole('button', { name: 'Publish update' }).click();
  await page.getByText('We found it.').first().waitFor();
  await expect.poll(() => page.getByLabel('Text', { exact: true }).inputValue()).toBe('');
  await expect.poll(() => page.getByRole('radio', { name: 'Monitoring' }).isChecked()).toBe(true);

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
  const app = await startShop(browser);
  const incidentId = await app.payments();
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
  expect(await app.updatesOf(incidentId)).toEqual([
    'identified: A fix is on its way.',
    'investigating: We are currently investigating this issue.',
  ]);
  await page.getByRole('button', { name: 'Edit: Identified, A fix' }).tap();
  await page.getByRole('dialog').getByLabel('Text').fill('A fix is here.');
  await page.getByRole('dialog').getByText('A fix is here.').waitFor();
  await page.look('incidents-edit-update');
});

test('nothing is lost and nothing is said twice while the server fails, is slow, or its answers get lost', async () => {
  const app = await startShop(browser);
  const incidentId = await app.payments();
  const page = await app.open(`/admin/incidents/${incidentId}`, 'editor', {
    expected: /status of 503|ERR_FAILED/,
  });
  const text = page.getByLabel('Text', { exact: true });
  const publish = page.getByRole('button', { name: 'Publish update' });
  const first = 'investigating: We are currently investigating this issue.';
  await text.fill('A fix is on its way.');
  app.clock.advance(60_000);

  await page.route(/incidents\/\w+$/, (route) =>
    route.request().method() === 'PATCH'
      ? route.fulfill({ status: 503, json: { error: 'The database is locked.', code: 'store.unavailable' } })
      : route.fallback(),
  );
  await publish.click();
  await expect.poll(() => publish.getAttribute('aria-busy')).toBe('true');
  await page.getByRole('alert').filter({ hasText: 'locked' }).waitFor();
  expect(await app.updatesOf(incidentId)).toEqual([first]);
  await page.unrouteAll();
  await page.reload();
  await page.getByRole('region', { name: 'This will be published' }).getByText('A fix is on').waitFor();
  await expect.poll(() => text.inputValue()).toBe('A fix is on its way.');

  let sent = 0;
  await page.route(/incidents\/\w+$/, async (route) => {
    if (route.request().method() !== 'PATCH') return route.fallback();
    sent += 1;
    await route.fetch();
    await route.abort();
  });
  await publish.click();
  await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
  expect([sent, await app.updatesOf(incidentId)]).toEqual([3, ['identified: A fix is on its way.', first]]);
  await expect.poll(() => text.inputValue()).toBe('A fix is on its way.');
  await page.unrouteAll();

  let release: (() => void) | undefined;
  await page.route(/incidents\/\w+$/, async (route) => {
    if (route.request().method() !== 'PATCH') return route.fallback();
    await new Promise<void>((resolve) => {
      release = resolve;
    });
    await route.continue();
  });
  const again = page.getByRole('button', { name: /^(Publish update|Resolve)$/ });
  await again.click();
  await again.dispatchEvent('click');
  await expect.poll(() => release !== undefined).toBe(true);
  release?.();
  await page.getByText('Published.').waitFor();
  expect(await app.updatesOf(incidentId)).toEqual(['identified: A fix is on its way.', first]);
  await expect.poll(() => text.inputValue()).toBe('');
});

test('who was overtaken by a colleague sees both versions before anything is published', async () => {
  const app = await startShop(browser);
  const incidentId = await app.payments();
  const page = await app.open(`/admin/incidents/${incidentId}`, 'editor', { expected: /status of 412/ });
  const text = page.getByLabel('Text', { exact: true });
  await text.fill('Mine.');
  app.clock.advance(60_000);
  await app.act({ type: 'addComponent', name: 'Elsewhere' });
  await app.act({
    type: 'postUpdate',
    incidentId,
    status: 'identified',
    statuses: {},
    text: { source: 'From a colleague.', html: '<p>From a colleague.</p>' },
  });
  app.clock.advance(60_000);
  await page.getByRole('button', { name: 'Publish update' }).click();
  const dialog = page.getByRole('dialog', { name: 'A colleague was faster' });
  await dialog.getByText('From a colleague.').waitFor();
  await dialog.getByText('Mine.').waitFor();
  await page.look('incidents-overtaken');
  await dialog.getByRole('button', { name: 'Go back to writing' }).click();
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.getByText('While you were writing, this was posted:').waitFor();
  await page.look('incidents-posted-meanwhile');
  expect((await app.updatesOf(incidentId)).length).toBe(2);
  await page.getByRole('button', { name: 'I have read it' }).click();
  await expect.poll(() => text.inputValue()).toBe('Mine.');
  await app.act({ type: 'addComponent', name: 'Elsewhere again' });
  await page.getByRole('button', { name: 'Publish update' }).click();
  await page.getByText('Published.').waitFor();
  expect((await app.updatesOf(incidentId))[0]).toBe('monitoring: Mine.');
});

test('two who declare at once see of each other', async () => {
  const app = await startShop(browser);
  const page = await app.open('/admin/incidents/new', 'editor', { expected: /status of 412/ });
  await page.getByLabel('What is happening').fill('Cards are declined');
  await page.getByText('The page goes on to say').waitFor();
  await app.payments();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'A colleague was faster' });
  await dialog.getByRole('link', { name: 'Payments fail' }).waitFor();
  await dialog.getByRole('button', { name: 'Publish mine as well' }).click();
  await page.getByRole('heading', { name: 'Cards are declined', level: 1 }).waitFor();
  expect((await app.store.read((reads) => reads.openReports())).length).toBe(2);
});
