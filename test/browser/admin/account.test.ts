import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { totpCode, totpStep } from '../../../server/http/access/totp.ts';
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
const refusedAnswer = /status of (401|403|422)/;

test('a name is given and taken back, and the password changed, which ends the other sessions', async () => {
  const app = await startAdmin(browser);
  const ada = await app.member('viewer', 'ada@example.com');
  const other = await app.open('/admin/account', 'viewer', { as: ada, expected: refusedAnswer });
  const page = await app.open('/admin/account', 'viewer', { as: ada, expected: refusedAnswer });
  const name = page.getByLabel('Your name');
  await name.fill('Ada Lovelace');
  await page.keyboard.press('Enter');
  await page.getByText('Saved.').waitFor();
  const named = async () => (await app.store.read((reads) => reads.members()))[0]?.name;
  await expect.poll(() => named()).toBe('Ada Lovelace');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('[autocomplete=name]')?.value === '',
  );
  await expect.poll(() => named()).toBe(null);

  const current = page.getByLabel('Current password');
  const next = page.getByLabel('New password');
  await current.fill('not this one');
  await next.fill('brave new harbour');
  await page.keyboard.press('Enter');
  await page.getByText('The password is wrong.').waitFor();
  await expect.poll(() => current.getAttribute('aria-invalid')).toBe('true');
  await current.fill(password);
  await next.fill('password1');
  await next.press('Enter');
  await page.getByText('is one of those that are tried first').first().waitFor();
  await expect.poll(() => next.getAttribute('aria-invalid')).toBe('true');
  await page.look('account-refused');
  await next.fill('brave new harbour');
  await next.press('Enter');
  await page.getByText('Your password was changed.').waitFor();
  await expect.poll(async () => [await current.inputValue(), await next.inputValue()]).toEqual(['', '']);

  await other.evaluate(() => dispatchEvent(new Event('focus')));
  const again = other.getByRole('dialog', { name: 'Sign in again' });
  await again.getByLabel('E-mail address').fill(ada.email);
  await again.getByLabel('Password').fill('brave new harbour');
  await other.keyboard.press('Enter');
  await again.waitFor({ state: 'detached' });
});

test('an authenticator app is set up, and its code is asked for at the next sign-in', async () => {
  const app = await startAdmin(browser);
  const ada = await app.member('editor', 'ada@example.com');
  const page = await app.open('/admin/account', 'editor', { as: ada, expected: refusedAnswer });
  app.clock.advance(16 * 60_000);
  await page.getByRole('button', { name: 'Set up two-factor authentication' }).click();
  const asked = page.getByRole('dialog', { name: 'Enter your password' });
  await asked.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Set up two-factor authentication' });
  await dialog.getByRole('img', { name: /QR code/ }).waitFor();
  const secret = (await dialog.getByText(/^[A-Z2-7]{32}$/).innerText()).trim();
  await dialog.getByLabel('Code', { exact: true }).fill('000 000');
  await page.keyboard.press('Enter');
  await dialog.getByText('This is not the code').waitFor();
  await page.look('account-two-factor');
  const code = () => totpCode(secret, totpStep(app.clock.now()));
  await dialog.getByLabel('Code', { exact: true }).fill(code().replace(/^(...)/, '$1 '));
  await page.keyboard.press('Enter');

  const shown = page.getByRole('dialog', { name: 'Two-factor authentication is on' });
  await shown.waitFor();
  await page.keyboard.press('Escape');
  await shown.getByRole('alert').waitFor();
  await page.look('account-recovery-codes');
  const saved = page.waitForEvent('download');
  await shown.getByRole('button', { name: 'Download' }).click();
  const codes = readFileSync(await (await saved).path(), 'utf8')
    .trim()
    .split('\n');
  expect(codes.length).toBe(10);
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await page.getByText('It is on:').waitFor();

  app.clock.advance(60_000);
  const later = await app.open('/admin/account', null, { expected: refusedAnswer });
  const signIn = async (second: string) => {
    await later.getByLabel('E-mail address').fill(ada.email);
    await later.getByLabel('Password').fill(password);
    await later.keyboard.press('Enter');
    await later.getByLabel('Code').fill(second);
    await later.keyboard.press('Enter');
    await later.getByRole('heading', { name: 'Your account' }).waitFor();
  };
  await signIn(code());
  await later.getByRole('button', { name: 'Sign out', exact: true }).click();
  await signIn(codes[0] ?? '');

  await later.getByRole('button', { name: 'Turn two-factor authentication off' }).click();
  await later.getByRole('dialog').getByRole('button', { name: 'Turn it off' }).click();
  await later.getByText('Two-factor authentication is off.').waitFor();
  await app.signIn(ada);
});

test('on a phone one sees where one is signed in, and signs out there', async () => {
  const app = await startAdmin(browser);
  const ada = await app.member('editor', 'ada@example.com');
  const page = await app.open('/admin/account', 'editor', {
    as: ada,
    ...phone,
    expected: /ERR_FAILED|status of 404/,
  });
  const elsewhere = await app.signIn(ada);
  await page.getByText('This browser', { exact: false }).last().waitFor();
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.look('account');
  let lost = 0;
  await page.route('**/v1/sessions/*', async (route) => {
    lost += 1;
    if (lost > 1) return route.continue();
    await route.fetch();
    await route.abort();
  });
  await page.getByRole('button', { name: 'Sign out there' }).click();
  await page.getByText('Signed out there.').waitFor();
  await page.getByText('Another browser').waitFor({ state: 'detached' });
  expect((await app.ask('GET', '/session', { cookie: elsewhere })).status).toBe(401);
});
