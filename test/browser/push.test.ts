import type { Browser, BrowserContext, Page, Worker } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { webPush } from '../../server/notify/channels/webPush.ts';
import { startApplication } from '../support/application.ts';
import { launchBrowser } from '../support/browser.ts';
import { messageAbout } from '../support/messages.ts';
import { pushBrowser } from '../support/pushBrowser.ts';
import { startReceiver } from '../support/receiver.ts';
import { senderBy } from '../support/senders.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const { keys, read } = pushBrowser();
const reachedAt = (name: string) => ({
  endpoint: `https://push.example.com/${name}`,
  expirationTime: null,
  keys,
});

/** Stands for the service behind a browser, which cannot be asked from here; all else is the browser's own. */
function standInForService(subscription: object) {
  const kept = {
    toJSON: () => subscription,
    unsubscribe: async () => localStorage.removeItem('service'),
  };
  Object.assign(PushManager.prototype, {
    subscribe: async (options: { applicationServerKey: string }) => {
      localStorage.setItem('service', options.applicationServerKey);
      return kept;
    },
    getSubscription: async () => (localStorage.getItem('service') === null ? null : kept),
  });
}

async function open(options: { readonly mayNotify: boolean }) {
  const app = await startApplication();
  const { port } = await app.listen('127.0.0.1', 0);
  const origin = `http://127.0.0.1:${port}`;
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  if (options.mayNotify) await context.grantPermissions(['notifications'], { origin });
  await context.addInitScript(standInForService, reachedAt('one'));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${origin}/subscribe`);
  return { app, origin, context, page, complaints };
}

const turnOn = (page: Page) => page.getByRole('button', { name: 'Notify me in this browser' });
const turnOff = (page: Page) => page.getByRole('button', { name: 'Turn off' });

/** What brings messages to the worker, in place of the service behind the browser. */
async function openService(context: BrowserContext, page: Page): Promise<(data: string) => Promise<void>> {
  const session = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      if (registrations[0]) resolve(registrations[0].registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  const registrationId = await registered;
  const { origin } = new URL(page.url());
  return async (data) => {
    await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  };
}

async function workerOf(context: BrowserContext): Promise<Worker> {
  return context.serviceWorkers()[0] ?? context.waitForEvent('serviceworker');
}

type Shown = { readonly title: string; readonly tag: string; readonly data: string; readonly body: string };

/** A browser without a screen shows no notifications, so these say what the worker wants to show. */
async function watchNotifications(worker: Worker): Promise<() => Promise<readonly Shown[]>> {
  await worker.evaluate(() => {
    const shown: object[] = [];
    ServiceWorkerRegistration.prototype.showNotification = async (title, options) => {
      shown.push({ title, ...options });
    };
    Object.assign(globalThis, { shown });
  });
  return () => worker.evaluate(() => (globalThis as typeof globalThis & { shown: Shown[] }).shown);
}

test('a reader turns notifications on by keyboard, and is shown what the server sends', async () => {
  const { app, context, page, complaints } = await open({ mayNotify: true });
  const api = await app.act({ type: 'addComponent', name: 'API' });
  await turnOn(page).focus();
  await page.keyboard.press('Enter');
  await page.getByText('You are notified in this browser.').waitFor();
  const choose = page.getByRole('link', { name: 'Choose what you hear of' });
  await expect.poll(() => choose.evaluate((link) => link === document.activeElement)).toBe(true);

  const incidentId = await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text: { source: 'We look.', html: '<p>We look.</p>' },
    statuses: { [api]: 'partial_outage' },
  });
  const [subscriber] = await app.store.subscriptions.after('', 10);
  expect(subscriber).toMatchObject({ channel: 'web_push', state: 'active' });
  if (!subscriber) return;
  const receiver = await startReceiver();
  receiver.answer = () => ({ status: 201 });
  const sender = senderBy(webPush, {
    keys: () => app.store.subscriptions.key('vapid', () => ''),
    origin: receiver.url,
  });
  expect(await sender.send(await messageAbout(app, incidentId, subscriber))).toEqual({ is: 'sent' });
  const [taken] = await receiver.until(1);
  // The browser would take it: it comes with the key for which it subscribed.
  const key = await page.evaluate(() => localStorage.getItem('service'));
  expect(taken?.headers.authorization?.endsWith(`k=${key}`)).toBe(true);

  const shown = await watchNotifications(await workerOf(context));
  const push = await openService(context, page);
  await push(JSON.stringify(read(taken?.bytes ?? Buffer.of())));
  await expect.poll(shown).toMatchObject([
    {
      title: '[Status] Investigating: Slow answers',
      body: 'We look.',
      tag: incidentId,
      data: `/incidents/${incidentId}`,
    },
  ]);
  expect(complaints).toEqual([]);
}, 30_000);

test('a later notification of an incident replaces the one before, and a click leads to no other site', async () => {
  const { context, page } = await open({ mayNotify: true });
  await turnOn(page).click();
  await turnOff(page).waitFor();
  const worker = await workerOf(context);
  const shown = await watchNotifications(worker);
  const push = await openService(context, page);
  const message = { title: 'First', body: '', url: 'https://evil.example/incidents/abc', tag: 'abc' };
  await push(JSON.stringify(message));
  await push(JSON.stringify({ ...message, title: 'Second' }));
  await expect.poll(shown).toMatchObject([
    { title: 'First', tag: 'abc' },
    { title: 'Second', tag: 'abc', renotify: true },
  ]);
  const [notification] = await shown();
  const opened = await worker.evaluate((clicked) => {
    const scope = globalThis as typeof globalThis & { clients: { openWindow: (url: string) => void } };
    const opened: string[] = [];
    // Only a person may open a window, and only trusted events wait.
    scope.clients.openWindow = (url) => opened.push(url);
    const notification = { ...clicked, close: () => opened.push('closed') };
    const event = Object.assign(new Event('notificationclick'), { notification, waitUntil: () => undefined });
    scope.dispatchEvent(event);
    return opened;
  }, notification);
  expect(opened).toEqual(['closed', '/incidents/abc']);
}, 30_000);

test('what is on is shown as on, leads to the choices, and is turned off in the same browser', async () => {
  const { app, page, complaints } = await open({ mayNotify: true });
  await turnOn(page).click();
  await turnOff(page).waitFor();
  await page.reload();
  await turnOff(page).waitFor();
  await expect.poll(() => turnOn(page).isVisible()).toBe(false);
  await page.getByRole('link', { name: 'Choose what you hear of' }).click();
  await page.getByLabel('Maintenance').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await app.store.subscriptions.after('', 10)).toMatchObject([{ maintenances: false }]);
  await page.goto(new URL('/subscribe', page.url()).href);
  await turnOff(page).click();
  await turnOn(page).waitFor();
  expect(await app.store.subscriptions.after('', 10)).toEqual([]);
  await expect.poll(() => page.evaluate(() => localStorage.getItem('service'))).toBeNull();
  expect(complaints).toEqual([]);
}, 30_000);

test('a browser that gets another address tells so by itself', async () => {
  const { app, context, page } = await open({ mayNotify: true });
  await turnOn(page).click();
  await turnOff(page).waitFor();
  const [before] = await app.store.subscriptions.after('', 10);
  const worker = await workerOf(context);
  const change = (next: object | null) =>
    worker.evaluate(async (subscription) => {
      PushManager.prototype.subscribe = async () => {
        if (!subscription) throw new Error('not allowed any more');
        return { toJSON: () => subscription } as PushSubscription;
      };
      let work: Promise<void> | undefined;
      const waitUntil = (given: Promise<void>) => {
        work = given;
      };
      globalThis.dispatchEvent(Object.assign(new Event('pushsubscriptionchange'), { waitUntil }));
      await work;
    }, next);
  await change(reachedAt('two'));
  const [after] = await app.store.subscriptions.after('', 10);
  expect(after).toMatchObject({ id: before?.id, address: expect.stringContaining('/two'), state: 'active' });
  await change(null);
  expect(await app.store.subscriptions.after('', 10)).toEqual([]);
}, 30_000);

test('who does not allow notifications reads what to do', async () => {
  const { app, page } = await open({ mayNotify: false });
  await turnOn(page).click();
  await page.getByRole('alert').getByText('Allow notifications for this page in its settings').waitFor();
  await expect.poll(() => turnOn(page).isVisible()).toBe(true);
  expect(await app.store.subscriptions.after('', 10)).toEqual([]);
}, 30_000);

test('a browser that cannot notify, or runs no script, is offered nothing', async () => {
  const { origin } = await open({ mayNotify: true });
  for (const [options, script] of [
    [{ javaScriptEnabled: false }, ''],
    [{}, 'delete window.PushManager'],
  ] as const) {
    const context = await browser.newContext(options);
    onTestFinished(() => context.close());
    const page = await context.newPage();
    if (script !== '') await page.addInitScript(script);
    await page.goto(`${origin}/subscribe`);
    await expect.poll(() => page.getByRole('heading', { name: 'In this browser' }).isVisible()).toBe(false);
  }
}, 30_000);
