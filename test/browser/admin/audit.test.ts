import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phone, startAdmin } from '../../support/admin.ts';
import { testNow } from '../../support/application.ts';
import { launchBrowser } from '../../support/browser.ts';

const day = 86_400_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

test('it tells who did what to which thing, and what changed', async () => {
  const app = await startAdmin(browser);
  const admin = await app.member('admin', 'ada@example.com');
  const cookie = await app.signIn(admin);
  const ask = (method: string, path: string, body: object) =>
    app.ask(method, `/pages/{page}${path}`, { cookie, body });
  await app.ask('PATCH', '/session/member', { cookie, body: { member: { name: 'Ada' } } });
  const { id } = (await ask('POST', '/components', { component: { name: 'API' } })).body;
  await ask('PATCH', `/components/${id}`, { component: { name: 'Public API', description: 'For programs' } });
  await ask('PATCH', `/components/${id}`, { component: { status: 'major_outage' } });

  const page = await app.open('/admin/audit', 'admin', { as: admin });
  await page.getByText('ada@example.com signed in').or(page.getByText('Ada signed in')).first().waitFor();
  await page.getByText('Ada added the component API').waitFor();
  await page.getByText('Ada changed their name').waitFor();
  const entry = page.getByRole('listitem').filter({ hasText: 'Ada changed the component Public API' }).last();
  await entry.getByText('What changed').click();
  const names = entry.getByRole('row', { name: /^name/ });
  await expect.poll(() => names.innerText()).toMatch(/^name\s+API\s+Public API$/);
  await expect
    .poll(() => entry.getByRole('row', { name: /^description/ }).innerText())
    .toMatch(/–\s+For programs$/);
  await expect.poll(() => entry.getByRole('row', { name: /^position/ }).count()).toBe(0);
  await page.getByText('candor check').waitFor();
  await page.look('audit');

  const chosen = page.getByRole('listitem').filter({ hasText: 'chose a password by a link' });
  await chosen.getByText('What changed').click();
  await chosen.getByText('One-time link · removed').waitFor();
  await expect.poll(() => chosen.innerText()).not.toMatch(/scrypt|hash/i);
});

test('it is searched by words and days, goes back further on wish, and is exported whole', async () => {
  const app = await startAdmin(browser, { now: testNow - 3 * day });
  for (let index = 1; index <= 60; index += 1) {
    await app.act({ type: 'addComponent', name: `Service ${index}` });
  }
  app.clock.advance(3 * day);
  await app.act({ type: 'addGroup', name: 'Europe' });
  const page = await app.open('/admin/audit', 'admin', { ...phone, expected: /ERR_FAILED/ });
  await page.clock.setFixedTime(testNow);
  await page.getByText('added the group Europe').waitFor();
  await expect.poll(() => page.getByText('added the component Service 5', { exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.getByText('added the component Service 1', { exact: false }).last().waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  await expect.poll(() => page.getByText(/added the component Service \d+$/).count()).toBe(60);

  await page.getByLabel('Search').fill('Service 7');
  await page.keyboard.press('Enter');
  await page.getByText('added the group Europe').waitFor({ state: 'detached' });
  await page.getByText('added the component Service 7').waitFor();
  await page.look('audit-found');
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as JSON Lines' }).click();
  const lines = (await read(await saved)).map((line) => JSON.parse(line));
  expect(lines.map(({ command }) => command)).toEqual(['addComponent']);

  await page.getByLabel('Search').fill('');
  await page.getByLabel('From').fill('2026-11-23');
  await page.keyboard.press('Enter');
  await page.getByText('added the group Europe').waitFor();
  await expect.poll(() => page.getByText(/added the component/).count()).toBe(0);
  await page.goBack();
  await page.getByText('added the component Service 7').waitFor();
  await expect.poll(() => page.getByLabel('Search').inputValue()).toBe('Service 7');
  await page.goto(`${app.origin}/admin/audit?to=2026-11-22`);
  await page.getByText('added the component Service 60').waitFor();
  await expect.poll(() => page.getByText('added the group Europe').count()).toBe(0);
  await page.goto(`${app.origin}/admin/audit?q=nothing+like+this`);
  await page.getByText('Nothing was done that matches.').waitFor();
  await page.look('audit-none');
  await page.getByRole('link', { name: 'Show everything' }).click();
  await page.getByText('added the group Europe').waitFor();

  let failures = 0;
  await page.route('**/audit.jsonl*', (route) => {
    failures += 1;
    return failures <= 3 ? route.abort() : route.continue();
  });
  await page.getByRole('button', { name: 'Export as JSON Lines' }).click();
  await page.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
  const whole = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export as JSON Lines' }).click();
  const all = await read(await whole);
  const { revision } = await app.store.read((reads) => reads.page());
  expect(all.length).toBe(revision);
});

async function read(download: { path(): Promise<string> }): Promise<string[]> {
  return readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\n');
}

test('an editor has neither the room nor the log', async () => {
  const app = await startAdmin(browser);
  const editor = await app.member('editor', 'editor@example.com');
  const page = await app.open('/admin/audit', 'editor', { as: editor });
  await page.getByText('This needs another role than yours.').waitFor();
  await expect.poll(() => page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  const cookie = await app.signIn(editor);
  for (const path of ['audit', 'audit.jsonl']) {
    expect((await app.ask('GET', `/pages/{page}/${path}`, { cookie })).status).toBe(403);
  }
});
