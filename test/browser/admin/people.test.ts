import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password } from '../../support/access.ts';
import { type AdminPage, phone, startAdmin } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

/** What the browser itself says of an answer that refuses. */
const refusedAnswer = /status of 40[1349]/;
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

/** The address in the tests' server of a link that was shown. */
async function shownLink(page: AdminPage): Promise<string> {
  const link = await page
    .getByRole('dialog')
    .getByText(/\/password\//)
    .innerText();
  return link.trim().replace('https://status.example.com', '');
}

test('who is invited chooses a password by the link and signs in', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/people', 'admin', clipboard);
  await page.getByText('You are alone so far').waitFor();
  await page.look('people-alone');
  await page.getByRole('link', { name: 'Invite somebody' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.waitFor();
  await expect.poll(() => dialog.getByRole('radio').count()).toBe(3);
  await page.keyboard.type('ada@example.com');
  await page.reload();
  await expect.poll(() => dialog.getByLabel('E-mail address').inputValue()).toBe('ada@example.com');
  await dialog.getByRole('radio', { name: 'Editor' }).check();
  await page.look('people-invite');
  await page.keyboard.press('Enter');

  const shown = page.getByRole('dialog', { name: 'The link is ready' });
  await shown.getByText('30 Nov 2026').waitFor();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await shown.getByRole('alert').filter({ hasText: 'This is not shown again' }).waitFor();
  await shown.evaluate((dialog) => dialog instanceof HTMLDialogElement && dialog.close());
  await page.waitForFunction(() => document.querySelector('dialog')?.matches(':modal'));
  await page.look('people-link');
  await shown.getByRole('button', { name: 'Copy: Link' }).click();
  await shown.getByText('Copied.').waitFor();
  const link = await shownLink(page);
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain(link);
  await shown.getByRole('button', { name: 'I have kept it' }).click();
  await shown.waitFor({ state: 'detached' });
  await page.getByText('invited, has not chosen a password yet').waitFor();

  const invited = await app.open(link, null, { expected: refusedAnswer });
  await invited.getByLabel('Password').fill('seven quiet herons');
  await invited.getByRole('button').click();
  await invited.goto(`${app.origin}/admin/account`);
  await invited.getByLabel('E-mail address').fill('ada@example.com');
  await invited.getByLabel('Password').fill('seven quiet herons');
  await invited.keyboard.press('Enter');
  await invited.getByRole('heading', { name: 'Your account' }).waitFor();
  await expect.poll(() => invited.getByRole('link', { name: 'People' }).count()).toBe(0);

  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.getByText('no two-factor authentication').nth(1).waitFor();
});

test('another role ends the sessions of who gets it, and a removed member is out', async () => {
  const app = await startAdmin(browser);
  const grace = await app.member('editor', 'grace@example.com');
  const theirs = await app.open('/admin/account', 'editor', { as: grace, expected: refusedAnswer });
  await theirs.getByRole('heading', { name: 'Your account' }).waitFor();
  const page = await app.open('/admin/people', 'owner', { expected: refusedAnswer });
  await page.getByRole('link', { name: 'grace@example.com' }).click();
  await page.getByRole('heading', { name: 'grace@example.com' }).waitFor();
  await page.look('member');
  await page.getByRole('radio', { name: 'Admin' }).check();
  await page.getByRole('button', { name: 'Change the role' }).click();
  const confirmation = page.getByRole('dialog', { name: 'Change the role' });
  await confirmation.getByText('They are signed out everywhere').waitFor();
  await confirmation.getByRole('button', { name: 'Change to Admin' }).click();
  await page.getByText('grace@example.com: Admin from now on.').waitFor();
  await theirs.evaluate(() => dispatchEvent(new Event('focus')));
  const again = theirs.getByRole('dialog', { name: 'Sign in again' });
  await again.getByLabel('E-mail address').fill(grace.email);
  await again.getByLabel('Password').fill(password);
  await theirs.keyboard.press('Enter');
  await theirs.getByRole('link', { name: 'People' }).waitFor();

  await page.getByRole('button', { name: 'Link for another password' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Make the link' }).click();
  await page.getByRole('dialog', { name: 'The link is ready' }).waitFor();
  const link = await shownLink(page);
  expect((await app.get(link)).status).toBe(200);
  await page.getByRole('button', { name: 'I have kept it' }).click();

  app.clock.advance(16 * 60_000);
  await page.getByRole('button', { name: 'Remove from the page' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove grace@example.com' }).click();
  const asked = page.getByRole('dialog', { name: 'Enter your password' });
  await asked.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('grace@example.com was removed.').waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('People');
  await expect.poll(() => page.getByRole('link', { name: 'grace@example.com' }).count()).toBe(0);
  await theirs.evaluate(() => dispatchEvent(new Event('focus')));
  await again.waitFor();
});

test('a token works against the API from when it is issued until it is revoked', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/people', 'admin', { ...phone, ...clipboard });
  await page.getByText('with a token each').waitFor();
  await page.getByRole('link', { name: 'Issue a token' }).click();
  const dialog = page.getByRole('dialog', { name: 'Issue a token' });
  await dialog.getByLabel('Name').fill('Deploy script');
  await dialog.getByRole('radio', { name: 'Viewer' }).check();
  await dialog.getByLabel('Expires').selectOption('after 30 days');
  await page.look('token-form');
  await dialog.getByRole('button', { name: 'Issue' }).click();
  const shown = page.getByRole('dialog', { name: 'Token “Deploy script”' });
  const secret = (await shown.getByText(/^candor_/).innerText()).trim();
  await page.look('token-secret');
  const example = await shown.getByText(/^curl/).innerText();
  expect(example).toContain(secret);
  await page.getByRole('button', { name: 'I have kept it' }).click();
  const ask = () => app.ask('GET', '/pages/{page}/components', { token: secret });
  expect((await ask()).status).toBe(200);
  expect((await app.ask('POST', '/pages/{page}/incidents', { token: secret, body: {} })).status).toBe(403);

  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.getByText('expires 23 Dec 2026', { exact: false }).waitFor();
  await page.getByText(/used now/).waitFor();
  await page.getByRole('button', { name: 'Revoke Deploy script' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke Deploy script' }).click();
  await page.getByText('The token “Deploy script” was revoked.').waitFor();
  expect((await ask()).status).toBe(401);
  await page.getByText('1 token revoked or expired').click();
  await page.getByText('revoked 23 Nov 2026', { exact: false }).waitFor();
  await page.look('tokens-ended');
});

test('an invitation that fails is tried again without being written again, and a lost answer is explained', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/people?new=member', 'owner', {
    expected: /status of (409|422|503)|ERR_FAILED/,
  });
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  const email = dialog.getByLabel('E-mail address');
  await email.fill('mary@localhost;');
  await dialog.getByRole('radio', { name: 'Owner' }).check();
  await page.evaluate(() => document.querySelector('form')?.setAttribute('novalidate', ''));
  await page.keyboard.press('Enter');
  await dialog.getByText('must be an e-mail address').first().waitFor();
  await expect.poll(() => email.getAttribute('aria-invalid')).toBe('true');
  await email.fill('mary@example.com');
  await page.route('**/members', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 503, body: '{"error":"Not now.","code":"store.unavailable"}' })
      : route.continue(),
  );
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').filter({ hasText: 'Not now.' }).waitFor();
  await page.unroute('**/members');
  let lost = 0;
  await page.route('**/members', async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue();
    lost += 1;
    await route.fetch();
    await route.abort();
  });
  await email.focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('alert').filter({ hasText: 'its answer got lost' }).waitFor();
  expect((await app.store.read((reads) => reads.members())).length).toBe(2);
  await email.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog', { name: 'The link is ready' }).waitFor();
  expect((await app.store.read((reads) => reads.members())).length).toBe(2);
});

test('only admins see people, and nobody changes who is above them', async () => {
  const app = await startAdmin(browser);
  const owner = await app.member('owner', 'owner@example.com');
  const editor = await app.member('editor', 'editor@example.com');
  const theirs = await app.open('/admin/people', 'editor', { as: editor });
  await theirs.getByText('This needs another role than yours.').waitFor();
  await expect.poll(() => theirs.getByRole('link', { name: 'People' }).count()).toBe(0);
  await theirs.keyboard.press('Control+k');
  await theirs.getByRole('combobox').waitFor();
  await theirs.keyboard.type('invite');
  await theirs.getByText('No command with these words.').waitFor();
  const cookie = await app.signIn(editor);
  const tried = [
    await app.ask('GET', '/pages/{page}/members', { cookie }),
    await app.ask('GET', '/pages/{page}/tokens', { cookie }),
    await app.ask('POST', '/pages/{page}/members', {
      cookie,
      body: { member: { email: 'x@example.com', role: 'viewer' } },
    }),
    await app.ask('PATCH', `/pages/{page}/members/${editor.id}`, {
      cookie,
      body: { member: { role: 'admin' } },
    }),
    await app.ask('DELETE', `/pages/{page}/members/${owner.id}`, { cookie }),
    await app.ask('POST', `/pages/{page}/members/${owner.id}/password_reset`, { cookie, body: {} }),
    await app.ask('POST', '/pages/{page}/tokens', { cookie, body: { token: { name: 'x', role: 'viewer' } } }),
  ];
  expect(tried.map(({ status }) => status)).toEqual(tried.map(() => 403));

  const admin = await app.open(`/admin/people/${owner.id}`, 'admin');
  await admin.getByText('Only an owner can change this membership.').waitFor();
  await expect.poll(() => admin.getByRole('button', { name: 'Remove' }).count()).toBe(0);
  await admin.look('member-above');
});

test('on a slow connection, in German, an admin lets in again who lost the app, once', async () => {
  const app = await startAdmin(browser);
  const { id } = await app.member('editor', 'grace@example.com');
  await app.act({ type: 'beginTwoFactor', memberId: id, totpSecret: 'A'.repeat(32) });
  const startedAt = app.clock.now();
  await app.act({ type: 'confirmTwoFactor', memberId: id, startedAt, step: 1, recoveryHashes: [] });
  const page = await app.open(`/admin/people/${id}`, 'admin', { ...phone, locale: 'de-DE' });
  await page.getByText('Zwei-Faktor-Anmeldung an').waitFor();
  await page.look('member-german');
  let asked = 0;
  await page.route('**/two_factor', async (route) => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await page.getByRole('button', { name: 'Zwei-Faktor-Anmeldung ausschalten' }).click();
  const sure = page.getByRole('dialog').getByRole('button', { name: 'Ausschalten', exact: true });
  await sure.dblclick();
  await expect.poll(() => sure.getAttribute('aria-busy')).toBe('true');
  await page.getByText('grace@example.com: Die Zwei-Faktor-Anmeldung ist aus.').waitFor();
  await page.getByText('keine Zwei-Faktor-Anmeldung').waitFor();
  expect(asked).toBe(1);
});
