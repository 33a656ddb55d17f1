import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Language } from '../../server/domain/language.ts';
import { personalToken } from '../../server/personalLink.ts';
import { startApplication } from '../support/application.ts';
import { launchBrowser } from '../support/browser.ts';
import { startMailServer } from '../support/mailServer.ts';
import { subscribe } from '../support/subscribers.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

async function open(language: Language) {
  const mail = await startMailServer();
  const app = await startApplication({ smtpUrl: mail.url });
  await app.act({ type: 'configurePage', language });
  const payments = await app.act({ type: 'addGroup', name: 'Payments' });
  await app.act({ type: 'addComponent', name: 'Cards', groupId: payments });
  await app.act({ type: 'addComponent', name: 'API' });
  const incident = await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text: { source: 'We look.', html: '<p>We look.</p>' },
    statuses: {},
  });
  const [reader, asked, left, hook, push] = await subscribe(
    app,
    { language, address: `${'long.'.repeat(10)}name@mail.customers.example.com`, timeZone: 'Europe/Zurich' },
    { language, state: 'unconfirmed' },
    { language, state: 'unsubscribed', unsubscribedAt: app.clock.now() },
    { language, channel: 'webhook', address: `https://hooks.example.com/${'path/'.repeat(20)}` },
    { language, channel: 'web_push', address: '{}' },
  );
  const key = await app.store.subscriptions.key('links', () => '');
  const link = (one: { id: string } | undefined, purpose: 'manage' | 'confirm' = 'manage') =>
    `/subscriptions/${personalToken(key, purpose, one?.id ?? '')}`;
  const { port } = await app.listen('127.0.0.1', 0);
  const paths = {
    subscribe: '/subscribe',
    incident: `/incidents/${incident}`,
    confirm: `${link(asked, 'confirm')}/confirm`,
    manage: link(reader),
    unsubscribe: `${link(reader)}/unsubscribe`,
    left: link(left),
    webhook: link(hook),
    push: link(push),
  };
  return { app, mail, origin: `http://127.0.0.1:${port}`, paths };
}

async function visit(options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  try {
    await use(await context.newPage());
  } finally {
    await context.close();
  }
}

test.each([
  ['en', 'light'],
  ['de', 'dark'],
] as const)(
  'in %s and %s colours no page has a fault that axe knows, or is wider than a phone',
  async (language, colorScheme) => {
    const { origin, paths } = await open(language);
    await visit({ colorScheme, viewport: { width: 390, height: 800 } }, async (page) => {
      for (const [name, path] of Object.entries(paths)) {
        await page.goto(origin + path);
        expect([name, await page.getAttribute('html', 'lang')]).toEqual([name, language]);
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect([name, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([name, []]);
        const wider = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect([name, wider]).toEqual([name, 0]);
      }
    });
  },
  60_000,
);

test('by keyboard and without a script somebody subscribes, chooses, leaves, comes back and is erased', async () => {
  const { app, mail, origin } = await open('en');
  await visit({ javaScriptEnabled: false }, async (page) => {
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).first().focus();
      await page.keyboard.press('Enter');
    };
    const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
    await page.goto(`${origin}/subscribe`);
    await page.getByLabel('E-mail').first().focus();
    await page.keyboard.type('ann@example.com');
    await page.keyboard.press('Enter');
    await heading('Look into your mail');
    app.clock.advance(2_000);
    const [asked] = await mail.until(1);
    const confirm = /\/subscriptions\/\S+/.exec(asked?.parsed.text ?? '')?.[0] ?? '';

    await page.goto(origin + confirm);
    await heading('Confirm your subscription');
    await press('Confirm');
    await page.getByRole('status').getByText('You are subscribed').waitFor();
    await page.getByLabel('Maintenance').focus();
    await page.keyboard.press('Space');
    await press('Save');
    await page.getByRole('status').getByText('Saved.').waitFor();
    await expect.poll(() => page.getByLabel('Maintenance').isChecked()).toBe(false);
    await page.getByLabel('Incidents').uncheck();
    await press('Save');
    await page.getByRole('alert').getByText('Tick incidents, maintenance or both.').waitFor();

    await press('Unsubscribe');
    await heading('You are not subscribed any more');
    await press('Subscribe again');
    await heading('Your subscription');
    await press('Erase my address');
    await heading('Your address is erased');
    expect(await app.store.subscriptions.at('email', 'ann@example.com')).toEqual([]);
  });
}, 60_000);
