import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password } from '../../support/access.ts';
import { phone, startAdmin } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

/** What the browser itself says of an answer that refuses. */
const refusedAnswer = /status of 40[13]/;

test('who is not signed in signs in where they wanted to go, with the keyboard alone', async () => {
  const app = await startAdmin(browser);
  const { email } = await app.member('editor');
  const page = await app.open('/admin/account', null, { expected: refusedAnswer });
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  await page.look('sign-in');
  await page.getByLabel('E-mail address').focus();
  await page.keyboard.type(email);
  await page.keyboard.press('Tab');
  await page.keyboard.type('not this one');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').filter({ hasText: 'is wrong' }).waitFor();
  await page.look('sign-in-refused');
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await expect.poll(() => page.title()).toBe('Your account · Candor');
});

test('on a phone the menu opens, and leads to a room', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/nowhere', 'editor', phone);
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  const menu = page.getByRole('button', { name: 'Menu' });
  await menu.click();
  await expect.poll(() => menu.getAttribute('aria-expanded')).toBe('true');
  await page.look('menu');
  await page.getByRole('link', { name: 'Your account' }).click();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await expect.poll(() => menu.getAttribute('aria-expanded')).toBe('false');
});

test('the palette opens by a key, finds by words, and goes there', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/nowhere', 'editor');
  await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await page.look('palette');
  await page.keyboard.type('acc you');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
});

test('a session that ended is signed in again where it was, and who signs out is out', async () => {
  const app = await startAdmin(browser);
  const member = await app.member('editor');
  const page = await app.open('/admin/account', null, { expected: refusedAnswer });
  await page.getByLabel('E-mail address').fill(member.email);
  await page.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  for (const { id } of await app.store.read((reads) => reads.sessions())) {
    await app.act({ type: 'endSession', memberId: member.id, sessionId: id });
  }
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.waitFor();
  await page.look('session-ended');
  await dialog.getByLabel('E-mail address').fill(member.email);
  await dialog.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect((await app.store.read((reads) => reads.sessions())).length).toBe(0);
});

test('the interface speaks German to who reads German, and the choice is kept', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/account', 'viewer', { locale: 'de-DE' });
  await page.getByRole('heading', { name: 'Dein Konto' }).waitFor();
  await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('de');
  await page.look('account-german');
  await page.getByLabel('Sprache dieser Anwendung').selectOption('en');
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
});

test('without a connection it says so, and is there again with it', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/account', 'viewer', { expected: /ERR_INTERNET_DISCONNECTED/ });
  await page.getByRole('heading', { name: 'Your account' }).waitFor();
  await page.context().setOffline(true);
  await page.getByText('There is no connection to Candor').waitFor();
  await page.look('offline');
  await page.context().setOffline(false);
  await page.getByText('There is no connection to Candor').waitFor({ state: 'detached' });
});
