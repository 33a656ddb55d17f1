import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { startApplication, testNow } from '../support/application.ts';
import { launchBrowser } from '../support/browser.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };
const hostile = `</b><img src=x onerror="document.title='hacked'">"'&`;
const fiveMinutes = 300_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

/** Serves one page of somebody else on a port of its own. */
async function serveHost(body: string, policy: string): Promise<string> {
  const server: Server = createServer((_, response) => {
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(
      `<!doctype html><html lang="en"><title>A shop</title><main><h1>Shop</h1>${body}</main></html>`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Our page with one component, and a shop that has our script on its own page and lets it do no more than it must. */
async function openShop(connect = true) {
  const app = await startApplication();
  const componentId = await app.act({ type: 'addComponent', name: 'Payments' });
  const { port } = await app.listen('127.0.0.1', 0);
  const ours = `http://127.0.0.1:${port}`;
  const shop = await serveHost(
    `<script src="${ours}/embed.js" async></script>`,
    `default-src 'none'; script-src ${ours}; connect-src ${connect ? ours : "'none'"}; require-trusted-types-for 'script'`,
  );
  const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  // The browser keeps answers by the real clock, which stands still here; with a route it keeps none.
  await page.route('**/*', (route) => route.continue());
  await page.clock.install();
  /** Waits until the script has used what it was answered: what is asked after it is answered after it. */
  const settle = async () => {
    await page.evaluate(async (address) => (await fetch(address)).text(), `${ours}/badge.json`);
    await page.clock.runFor(1_000);
  };
  const visit = async () => {
    const asked = connect ? page.waitForResponse(`${ours}/api/v2/summary.json`) : null;
    await page.goto(shop);
    await (await asked)?.finished();
    if (connect) await settle();
  };
  /** Lets the script look again, as it does by itself. */
  const lookAgain = async () => {
    const asked = page.waitForResponse(`${ours}/api/v2/summary.json`);
    await page.clock.runFor(fiveMinutes);
    await (await asked).finished();
    await settle();
  };
  const open = (name: string) =>
    app.act({
      type: 'openIncident',
      name,
      status: 'investigating',
      text,
      statuses: { [componentId]: 'partial_outage' },
    });
  return { app, ours, page, context, errors, componentId, visit, lookAgain, open };
}

const notice = (page: Page) => page.getByRole('status').locator('section');

describe('the notice on the page of somebody else', () => {
  test('is not there while all is well, and a planned maintenance is not trouble', async () => {
    const { app, page, visit, errors, context, componentId } = await openShop();
    await app.act({
      type: 'scheduleMaintenance',
      name: 'Later',
      text,
      componentIds: [componentId],
      scheduledFor: testNow + 3_600_000,
      scheduledUntil: testNow + 7_200_000,
    });
    await visit();
    await expect.poll(() => page.evaluate(() => document.body.children.length)).toBe(1);
    expect(errors).toEqual([]);
    expect(await context.cookies()).toEqual([]);
    await expect.poll(() => page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
  });

  test('appears, tells what is wrong as text, and leads to it', async () => {
    const { ours, page, visit, errors, open } = await openShop();
    const id = await open(hostile);
    await visit();
    await notice(page).waitFor();
    const link = notice(page).getByRole('link');
    await expect.poll(() => link.textContent()).toBe(hostile);
    await expect.poll(() => link.getAttribute('href')).toBe(`${ours}/incidents/${id}`);
    await expect.poll(() => notice(page).locator('img').count()).toBe(0);
    await expect.poll(() => page.title()).toBe('A shop');
    expect(errors).toEqual([]);
    const box = await notice(page).boundingBox();
    expect(box && box.x > 0 && box.x < 100 && box.y > 400 && box.x + box.width <= 800).toBe(true);
    // Its style applies although the shop allows none.
    await expect
      .poll(() => notice(page).evaluate((element) => getComputedStyle(element).display))
      .toBe('flex');
  });

  test('stands in the corner and has the colours that the page chose, from when it chose them', async () => {
    const { app, page, visit, open } = await openShop();
    const embed = { incidentBackground: '#123456', incidentText: '#fedcba' } as const;
    await open('Cards declined');
    for (const [position, isLeft, isTop] of [
      ['top-left', true, true],
      ['top-right', false, true],
      ['bottom-left', true, false],
      ['bottom-right', false, false],
    ] as const) {
      await app.act({ type: 'configurePage', embed: { ...embed, position } });
      await visit();
      await notice(page).waitFor();
      const { x, y, width, height } = (await notice(page).boundingBox()) ?? {
        x: 0,
        y: 0,
        width: 0,
        height: 0,
      };
      expect([position, x === 16, y === 16, x + width === 784, y + height === 584]).toEqual([
        position,
        isLeft,
        isTop,
        !isLeft,
        !isTop,
      ]);
    }
    const colors = await notice(page).evaluate((element) => {
      const { backgroundColor, color } = getComputedStyle(element);
      return [backgroundColor, color];
    });
    expect(colors).toEqual(['rgb(18, 52, 86)', 'rgb(254, 220, 186)']);
  });

  test.each(['light', 'dark'] as const)('has no fault that axe knows, in %s colours', async (colorScheme) => {
    const { page, visit, open } = await openShop();
    await page.emulateMedia({ colorScheme });
    await open('Cards declined');
    await visit();
    await notice(page).waitFor();
    const { violations, passes } = await new AxeBuilder({ page }).disableRules('region').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(passes.map(({ id }) => id)).toContain('color-contrast');
  });

  test.each(['Enter', 'Space', 'Escape'])(
    'is dismissed with %s, until something else is wrong',
    async (key) => {
      const { app, page, visit, lookAgain, open } = await openShop();
      await open('Cards declined');
      await visit();
      await notice(page).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await expect
        .poll(() => page.getByRole('button', { name: 'Dismiss' }).evaluate((e) => e.matches(':focus')))
        .toBe(true);
      await page.keyboard.press(key);
      await expect.poll(() => notice(page).count()).toBe(0);
      await lookAgain();
      await expect.poll(() => notice(page).count()).toBe(0);
      app.clock.advance(60_000);
      await open('Search is down too');
      await lookAgain();
      await notice(page).waitFor();
      await expect.poll(() => notice(page).getByRole('link').textContent()).toBe('Search is down too');
    },
  );

  test('goes when all is well again', async () => {
    const { app, page, visit, lookAgain, open } = await openShop();
    const incidentId = await open('Cards declined');
    await visit();
    await notice(page).waitFor();
    app.clock.advance(60_000);
    await app.act({ type: 'postUpdate', incidentId, status: 'resolved', text, statuses: {} });
    await lookAgain();
    await notice(page).waitFor({ state: 'detached' });
  });

  test('tells of a maintenance under way, and of a component that is down without an incident', async () => {
    const { app, page, visit, lookAgain, componentId } = await openShop();
    const incidentId = await app.act({
      type: 'scheduleMaintenance',
      name: 'Disk swap',
      text,
      componentIds: [componentId],
      scheduledFor: testNow + 3_600_000,
      scheduledUntil: testNow + 7_200_000,
    });
    app.clock.advance(60_000);
    await app.act({ type: 'postUpdate', incidentId, status: 'in_progress', text, statuses: {} });
    await visit();
    await notice(page).waitFor();
    await expect.poll(() => notice(page).locator('div').innerText()).toMatch(/: maintenance\s+Disk swap/);
    app.clock.advance(60_000);
    await app.act({ type: 'postUpdate', incidentId, status: 'completed', text, statuses: {} });
    await app.act({ type: 'setComponentStatus', componentId, status: 'major_outage' });
    await lookAgain();
    await expect.poll(() => notice(page).locator('div').innerText()).toContain('Major System Outage');
  });

  test('leaves the page alone when it may not ask, or is answered with something else', async () => {
    const forbidden = await openShop(false);
    await forbidden.open('Cards declined');
    await forbidden.visit();
    expect(forbidden.errors).toEqual([]);
    await expect.poll(() => notice(forbidden.page).count()).toBe(0);

    for (const body of ['null', '[]', '{"incidents":[null]}', '{"incidents":5}', '<html>']) {
      const { page, ours, visit, errors } = await openShop();
      await page.route(`${ours}/api/v2/summary.json`, (route) =>
        route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } }),
      );
      await visit();
      expect([body, errors, await notice(page).count()]).toEqual([body, [], 0]);
    }
  });
});

describe('the page for a frame', () => {
  async function openFrame(
    path: string,
    prepare: (app: Awaited<ReturnType<typeof startApplication>>) => Promise<unknown>,
  ) {
    const app = await startApplication();
    await prepare(app);
    const { port } = await app.listen('127.0.0.1', 0);
    const ours = `http://127.0.0.1:${port}`;
    const shop = await serveHost(
      `<iframe src="${ours}${path}" title="Status"></iframe>`,
      `default-src 'none'; frame-src ${ours}`,
    );
    const context = await browser.newContext();
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(shop);
    return page;
  }

  test('is calm while all is well', async () => {
    const page = await openFrame('/embed/frame', (app) => app.act({ type: 'addComponent', name: 'API' }));
    const frame = page.frameLocator('iframe');
    await expect.poll(() => frame.getByRole('heading').innerText()).toContain('All systems operational');
    await expect.poll(() => frame.locator('p').count()).toBe(0);
  });

  test('tells what is wrong, and its link leaves the frame', async () => {
    const page = await openFrame('/embed/frame', async (app) => {
      const componentId = await app.act({ type: 'addComponent', name: hostile });
      await app.act({ type: 'addComponent', name: 'Other' });
      await app.act({ type: 'setComponentStatus', componentId, status: 'partial_outage' });
    });
    const frame = page.frameLocator('iframe');
    await expect.poll(() => frame.locator('p').innerText()).toContain(`Partial outage of ${hostile}`);
    await expect.poll(() => frame.getByRole('link').getAttribute('target')).toBe('_blank');
  });

  test('is the only page that others may show', async () => {
    const page = await openFrame('/', (app) => app.act({ type: 'addComponent', name: 'API' }));
    await expect.poll(() => page.frames()[1]?.url() ?? '').toMatch(/^chrome-error:/);
  });
});

test('the script is under 3 KB as it is written, and may be loaded by anybody', async () => {
  const { get } = await startApplication();
  const response = await get('/embed.js');
  expect(Number(response.headers.get('content-length'))).toBeLessThan(3 * 1024);
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(response.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
});
