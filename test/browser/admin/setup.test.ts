import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phone, startAdmin } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures');

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

test('the printed link leads through the set-up to a page that works', async () => {
  const app = await startAdmin(browser);
  const page = await app.open(`/setup/${await app.setupSecret()}`, null);
  await page.getByLabel('E-mail address').fill('ann@example.com');
  await page.getByLabel('Password').fill('correct horse');
  await page.keyboard.press('Enter');

  await page.getByRole('heading', { name: 'Set-up' }).waitFor();
  await expect.poll(() => page.getByLabel('Time zone').inputValue()).toBe('UTC');
  await page.look('setup-name');
  await page.getByLabel('Name of the page').fill('Northwind');
  await page.getByLabel('Time zone').selectOption('Europe/Berlin');
  await page.getByRole('button', { name: 'Go on' }).click();

  await page.getByLabel('Components', { exact: true }).fill('Website\nEurope: API\n\nEurope: Payments');
  await page.look('setup-components');
  await page.getByRole('button', { name: 'Add 3 components' }).click();
  await page.getByText('The page of Northwind works, with 3 components and 0 reports.').waitFor();
  await page.look('setup-done');

  const { components } = JSON.parse(await app.text('/api/v2/components.json'));
  type Listed = { name: string; group: boolean; id: string; group_id: string | null };
  const groupOf = ({ group_id }: Listed) =>
    components.find(({ id }: Listed) => id === group_id)?.name ?? null;
  const named = components
    .filter(({ group }: Listed) => !group)
    .map((component: Listed) => [component.name, groupOf(component)]);
  expect(named.sort()).toEqual([
    ['API', 'Europe'],
    ['Payments', 'Europe'],
    ['Website', null],
  ]);
  expect((await app.text('/')).includes('<html lang="en"')).toBe(true);
  const opened = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'View the page' }).last().click();
  await (await opened).getByRole('heading', { name: 'All systems operational' }).waitFor();
});

test('a Statuspage is brought by its files: it says first what comes, and is done piece by piece', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin', 'owner', phone);
  await page.getByRole('link', { name: 'Set the page up' }).click();
  await page.getByLabel('Name of the page').fill('Ours');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Bring them with their history from a Statuspage').click();
  await page
    .getByLabel('Files')
    .setInputFiles([
      path.join(fixtures, 'statuspage/discord-incidents.json'),
      path.join(fixtures, 'statuspage/discord-summary.json'),
    ]);
  await page.getByText(/^This brings \d+ components/).waitFor();
  await page.look('setup-import');
  await page.getByRole('button', { name: 'Import' }).click();
  await page.getByText(/The page of Ours works, with \d+ components and \d+ reports/).waitFor();
  expect((await app.text('/')).includes('Media Proxy')).toBe(true);
  expect(JSON.parse(await app.text('/api/v2/incidents.json')).incidents.length).toBe(50);
});

test('a file that is none of a Statuspage is refused with the reason, and nothing is imported', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/setup', 'owner', { expected: /status of 422/ });
  await page.getByLabel('Name of the page').fill('Ours');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByLabel('Bring them with their history from a Statuspage').click();
  await page
    .getByLabel('Files')
    .setInputFiles([
      { name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"some": "thing"}') },
    ]);
  await page.getByRole('alert').filter({ hasText: 'other.json' }).waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Import' }).isDisabled()).toBe(true);
  await page.look('setup-refused');
});

test('what could not be added stays in the box, and goes in when it is tried again', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/setup', 'owner', { expected: /ERR_FAILED|status of 503/ });
  await page.getByLabel('Name of the page').fill('Ours');
  await page.getByRole('button', { name: 'Go on' }).click();
  const box = page.getByLabel('Components', { exact: true });
  await box.fill('One\nTwo\nThree');
  let sent = 0;
  await page.route('**/components', async (route) => {
    if (route.request().method() !== 'POST') return route.continue();
    sent += 1;
    // The second one is done, and its answer is lost, however often it is sent.
    if (sent === 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Add 3 components' }).click();
  await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
  await expect.poll(() => box.inputValue()).toBe('Two\nThree');
  await page.unroute('**/components');
  await page.getByRole('button', { name: 'Add 2 components' }).click();
  await page.getByText('with 3 components').waitFor();
  const { components } = JSON.parse(await app.text('/api/v2/components.json'));
  expect(components.map((each: { name: string }) => each.name)).toEqual(['One', 'Two', 'Three']);
});

test('who is not an admin is not led through the set-up', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/setup', 'editor');
  await page.getByText('This needs another role than yours').waitFor();
  const member = await app.member('editor', 'hand@example.com');
  const cookie = await app.signIn(member);
  const body = { files: [{ name: 'a.json', text: '{}' }] };
  const asked = await app.ask('POST', '/pages/{page}/imports/statuspage', { cookie, body });
  expect(asked.status).toBe(403);
});
