import { readFileSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { password } from '../../support/access.ts';
import { phone, startAdmin } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';
import { subscribe } from '../../support/subscribers.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

/** What the browser itself says of an answer that refuses, or that did not come. */
const refusedAnswer = /status of 4\d\d|status of 503|ERR_FAILED/;

const cast = [
  { address: 'ada@example.com' },
  { address: 'grace@example.com', state: 'unconfirmed' },
  {
    address: 'gone@example.com',
    state: 'quarantined',
    quarantinedAt: 1,
    quarantineReason: 'The mailbox does not exist.',
  },
  { address: 'left@example.com', state: 'unsubscribed', unsubscribedAt: 1 },
  { channel: 'webhook', address: 'https://hooks.example.com/in', contactEmail: 'ops@example.com' },
] as const;

test('subscribers are found by channel, state and a part of their address', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/subscribers', 'admin');
  await page.getByText('Nobody has subscribed yet').waitFor();
  await page.look('subscribers-none');
  await subscribe(app, ...cast);
  await page.reload();
  await page.getByRole('row', { name: 'E-mail 1 1 1' }).waitFor();
  await page.getByRole('row', { name: 'Webhook 1 0 0' }).waitFor();
  const links = page.getByRole('region', { name: 'Who they are' }).getByRole('listitem').getByRole('link');
  await links.first().waitFor();
  await expect
    .poll(() => links.allInnerTexts())
    .toEqual(['ada@example.com', 'gone@example.com', 'grace@example.com', 'https://hooks.example.com/in']);
  await page.look('subscribers');
  const found = async (text: string, count: number): Promise<void> => {
    await page.getByRole('button', { name: 'Find' }).click();
    await links.filter({ hasText: text }).waitFor();
    await expect.poll(() => links.count()).toBe(count);
  };
  await page.getByLabel('Channel').selectOption('Webhook');
  await page.getByRole('button', { name: 'Find' }).click();
  await links.filter({ hasText: 'ada@' }).waitFor({ state: 'detached' });
  await found('hooks.example.com', 1);
  await page.getByLabel('Channel').selectOption('Each');
  await page.getByLabel('State').selectOption('Left');
  await found('left@example.com', 1);
  await page.getByLabel('Part of an address').fill('nobody');
  await page.getByRole('button', { name: 'Find' }).click();
  await page.getByText('There is nobody here').waitFor();
  await page.getByRole('link', { name: 'Show everybody' }).click();
  await links.filter({ hasText: 'ada@' }).waitFor();
});

test('somebody is added once by an admin whose first answer was lost, is asked, and is erased', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/subscribers?new=subscriber', 'admin', {
    ...phone,
    expected: refusedAnswer,
  });
  const dialog = page.getByRole('dialog', { name: 'Add a subscriber' });
  await dialog.getByLabel('Address', { exact: true }).fill('nonsense');
  await dialog.getByRole('button', { name: 'Add' }).click();
  await dialog.getByText('must be an e-mail address').first().waitFor();
  await dialog.getByLabel('Address', { exact: true }).fill('ada@example.com');
  await page.look('subscriber-add');
  await page.reload();
  await expect.poll(() => dialog.getByLabel('Address', { exact: true }).inputValue()).toBe('ada@example.com');
  let isLost = false;
  await page.route('**/subscribers', async (route) => {
    if (isLost || route.request().method() !== 'POST') return route.continue();
    isLost = true;
    await route.fetch();
    return route.abort();
  });
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.getByText('They are asked by mail.').waitFor();
  expect(isLost).toBe(true);
  await page.getByRole('link', { name: 'ada@example.com' }).click();
  await page.getByRole('heading', { name: 'ada@example.com' }).waitFor();
  await page.getByText('Incidents and Maintenance: everything').waitFor();
  await page.getByRole('button', { name: 'Ask again by mail' }).click();
  await page.getByText('They are asked again.').waitFor();
  await page.look('subscriber-unconfirmed');
  app.clock.advance(16 * 60_000);
  await page.getByRole('button', { name: 'Erase' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Erase ada@example.com' }).click();
  const asked = page.getByRole('dialog', { name: 'Enter your password' });
  await asked.getByLabel('Password').fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('The subscriber was erased.').waitFor();
  await page.getByText('Nobody has subscribed yet').waitFor();
  expect(await app.store.subscriptions.after('', 10)).toEqual([]);
});

test('one who could not be reached is told again, a webhook has its secret, and who is unsubscribed has left', async () => {
  const app = await startAdmin(browser);
  await subscribe(app, ...cast);
  const page = await app.open('/admin/subscribers', 'admin');
  await page.getByRole('link', { name: 'gone@example.com' }).click();
  await page.getByText('The mailbox does not exist.').waitFor();
  await page.look('subscriber-quarantined');
  await page.getByRole('button', { name: 'Tell them again' }).click();
  await page.getByText('gone@example.com is told again from now on.').waitFor();
  await page.getByText('Active', { exact: true }).waitFor();

  await page.getByRole('link', { name: 'All subscribers' }).click();
  await page.getByRole('link', { name: 'hooks.example.com' }).click();
  await page.getByText('ops@example.com').waitFor();
  await page.getByRole('button', { name: 'Show the secret' }).click();
  await page.getByText(/^whsec_/).waitFor();
  await page.look('subscriber-webhook');
  await page.getByRole('button', { name: 'Unsubscribe' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Unsubscribe https' }).click();
  await page.getByText('Left', { exact: true }).first().waitFor();
  await expect.poll(() => page.getByRole('button', { name: 'Unsubscribe' }).count()).toBe(0);
});

test('what somebody hears of, and how, is changed, and what they change meanwhile stays', async () => {
  const app = await startAdmin(browser);
  const web = await app.act({ type: 'addComponent', name: 'Website' });
  const api = await app.act({ type: 'addComponent', name: 'API' });
  const group = await app.act({ type: 'addGroup', name: 'Core', componentIds: [api] });
  await subscribe(app, { address: 'ada@example.com' });
  const kept = async () => (await app.store.subscriptions.after('', 10))[0];
  const page = await app.open('/admin/subscribers', 'admin', phone);
  await page.getByRole('link', { name: 'ada@example.com' }).click();
  const dialog = page.getByRole('dialog', { name: 'What ada@example.com hears of' });
  const open = () => page.getByRole('button', { name: 'Change what they hear of' }).click();
  const save = async () => {
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
  };
  await open();
  await dialog.getByLabel('Incidents').uncheck();
  await dialog.getByLabel('Maintenance').uncheck();
  await dialog.getByText('Tick incidents, maintenance or both.').waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
  await dialog.getByLabel('Incidents').check();
  await dialog.getByLabel('Website').check();
  await dialog.getByLabel('All of Core').check();
  await expect.poll(() => dialog.getByLabel('API').isDisabled()).toBe(true);
  await dialog.getByLabel('Language').selectOption('Deutsch');
  await dialog.getByLabel('Time zone').selectOption('Europe/Zurich');
  await page.look('subscriber-choices');
  await save();
  await page.getByText('Incidents: Core and Website').waitFor();
  await expect
    .poll(() => kept())
    .toMatchObject({
      scope: { groupIds: [group], componentIds: [web] },
      incidents: true,
      maintenances: false,
      language: 'de',
      timeZone: 'Europe/Zurich',
    });
  await open();
  const ada = await kept();
  if (ada) await app.store.subscriptions.put([{ ...ada, maintenances: true }]);
  await dialog.getByLabel('Website').uncheck();
  await dialog.getByLabel('All of Core').uncheck();
  await dialog.getByLabel('Time zone').selectOption('');
  await save();
  await page.getByText('Incidents and Maintenance: everything').waitFor();
  await expect
    .poll(() => kept())
    .toMatchObject({ scope: null, maintenances: true, language: 'de', timeZone: null });
});

test('a file is looked through before it is imported, and everybody can be exported', async () => {
  const app = await startAdmin(browser);
  await app.ask('POST', '/pages/{page}/subscribers', {
    token: await app.token('admin'),
    body: { subscriber: { email: 'ada@example.com', skip_confirmation_notification: true } },
  });
  const page = await app.open('/admin/subscribers?new=file', 'admin', { expected: refusedAnswer });
  const dialog = page.getByRole('dialog', { name: 'Import a file' });
  const choose = (csv: string): Promise<void> =>
    dialog
      .getByLabel('CSV file')
      .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) });
  await choose('address\nnonsense\n');
  await dialog.getByText('line 2: address must be an e-mail address').waitFor();
  await expect.poll(() => dialog.getByRole('button', { name: 'Import' }).isDisabled()).toBe(true);
  await choose('address\nada@example.com\ngrace@example.com\nalan@example.com\n');
  await dialog.getByText('2 subscribers will be added. There already: 1').waitFor();
  await page.look('subscribers-import');
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Import' }).click();
  await page.getByText('2 subscribers were added.').waitFor();
  await page.getByRole('row', { name: 'E-mail 3 0 0' }).waitFor();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export everybody' }).click();
  const file = readFileSync(await (await saved).path(), 'utf8');
  expect(file.match(/\w+@example\.com,active/g)?.sort()).toEqual([
    'ada@example.com,active',
    'alan@example.com,active',
    'grace@example.com,active',
  ]);
});

test('a chat of the staff is told when something is wrong until it is removed', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/subscribers', 'admin', phone);
  await page.getByText('Nobody was added, so owners are told').waitFor();
  await page.getByRole('link', { name: 'Add somebody to alerts' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add somebody to alerts' });
  await dialog.getByLabel('Channel').selectOption('Slack');
  const address = 'https://hooks.slack.com/services/T0/B0/secret9876';
  await dialog.getByLabel('Address', { exact: true }).fill(address);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.getByText('hooks.slack.com …9876').waitFor();
  await page.getByText('Nobody has subscribed yet').waitFor();
  await page.look('alert-targets');
  await page.getByRole('button', { name: 'Remove hooks.slack.com' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove hooks.slack.com' }).click();
  await page.getByText('hooks.slack.com …9876 gets no more alerts.').waitFor();
  await page.getByText('hooks.slack.com …9876', { exact: true }).waitFor({ state: 'detached' });
});

test('an editor sees how many there are and never who', async () => {
  const app = await startAdmin(browser);
  await subscribe(app, ...cast);
  const grace = await app.member('editor', 'grace@example.com');
  const page = await app.open('/admin/subscribers', 'editor', { as: grace });
  await page.getByRole('row', { name: 'Webhook 1 0 0' }).waitFor();
  await expect.poll(() => page.getByText('@example.com').count()).toBe(0);
  await expect.poll(() => page.getByText('Add a subscriber').count()).toBe(0);
  await page.look('subscribers-editor');
  const cookie = await app.signIn(grace);
  for (const path of ['', '/unsubscribed', '.csv']) {
    expect((await app.ask('GET', `/pages/{page}/subscribers${path}`, { cookie })).status).toBe(403);
  }
});
