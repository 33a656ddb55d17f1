import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { publishLogo } from '../../server/publish/logo.ts';
import { startApplication, testNow } from '../support/application.ts';
import { launchBrowser } from '../support/browser.ts';
import { openCallers } from '../support/callers.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const text = {
  source: 'Wir schauen nach.',
  html: '<p>Wir schauen nach. <a href="https://example.com">Mehr</a></p>',
};
const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 32"><style>@media (prefers-color-scheme:dark){*{fill:#fff}}</style><circle cx="16" cy="16" r="14"/><rect x="40" y="8" width="116" height="16"/></svg>`;

/** A page in German with a logo and colours of its own, on which something is down, planned and over. */
async function openGerman() {
  const app = await startApplication();
  const callers = await openCallers(app);
  const page = {
    language: 'de',
    time_zone: 'Europe/Berlin',
    name: 'Nordwind',
    accent_color: '#7a1f6b',
    accent_color_dark: '#f0a6e8',
  };
  await callers.json('PATCH', '', { body: { page } });
  await callers.json('PUT', '/logo', { body: drawing, headers: { 'content-type': 'image/svg+xml' } });
  const api = await app.act({ type: 'addComponent', name: 'Schnittstelle' });
  await app.act({ type: 'addComponent', name: 'Webshop' });
  const open = (name: string, status: 'investigating' | 'resolved', ago: number) =>
    app.act({
      type: 'openIncident',
      name,
      status,
      text,
      statuses: { [api]: 'partial_outage' },
      displayAt: testNow - ago,
    });
  const id = await open('Langsame Antworten', 'investigating', 1_800_000);
  await app.act({
    type: 'scheduleMaintenance',
    name: 'Umzug der Datenbank',
    text,
    componentIds: [api],
    scheduledFor: testNow + 86_400_000,
    scheduledUntil: testNow + 90_000_000,
  });
  const { port } = await app.listen('127.0.0.1', 0);
  const paths = [
    '/',
    '/history',
    `/incidents/${id}`,
    '/uptime',
    `/uptime/${api}`,
    '/embed/frame',
    '/nirgends',
  ];
  return { app, callers, origin: `http://127.0.0.1:${port}`, paths };
}

/** Opens a page and fails on any complaint of the browser. */
async function visit(address: string, options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
  const context = await browser.newContext({
    timezoneId: 'America/New_York',
    reducedMotion: 'reduce',
    ...options,
  });
  const complaints: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => {
      // That is what is asked for.
      if (!message.text().includes('404')) complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(address);
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

describe('a page in German', () => {
  test.each(['light', 'dark'] as const)('has no fault that axe knows, in %s colours', async (colorScheme) => {
    const { origin, paths } = await openGerman();
    for (const path of paths) {
      await visit(origin + path, { colorScheme }, async (page) => {
        const { violations, passes } = await new AxeBuilder({ page }).analyze();
        expect([path, violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([path, []]);
        expect(passes.map(({ id }) => id)).toContain('color-contrast');
      });
    }
  });

  test.each([390, 320])('is not wider than a screen of %i px', async (width) => {
    const { origin, paths } = await openGerman();
    for (const path of paths) {
      await visit(origin + path, { viewport: { width, height: 700 } }, async (page) => {
        const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
        expect([path, scrollWidth]).toEqual([path, clientWidth]);
      });
    }
  });

  test('speaks it with a script too: times in another zone, how long ago, and each day', async () => {
    const { origin } = await openGerman();
    await visit(origin, {}, async (page) => {
      const button = page.getByRole('button', { name: 'anzeigen in EST' });
      await button.click();
      await expect
        .poll(() => page.locator('footer p').first().innerText())
        .toMatch(/^Zeiten in EST · Stand .* anzeigen in MEZ$/);
      await expect
        .poll(() => page.locator('.report time[data-ago]').first().innerText())
        .toMatch(/^(vor|in) \d+ \p{L}+$/u);
      const row = page.locator('.bars').first();
      await expect.poll(() => row.getAttribute('aria-label')).toMatch(/^Tag für Tag/);
      await row.focus();
      await page.keyboard.press('End');
      const told = page.locator('.days li:focus .tip');
      await expect
        .poll(() => told.innerText())
        .toMatch(/^Mi\., 26\. Aug\. 2026 – Mo\., 23\. Nov\. 2026\s+Keine Daten$/);
    });
  });

  test('has its logo and its colours on it', async () => {
    const { origin } = await openGerman();
    for (const [colorScheme, color] of [
      ['light', 'rgb(122, 31, 107)'],
      ['dark', 'rgb(240, 166, 232)'],
    ] as const) {
      await visit(origin, { colorScheme }, async (page) => {
        const logo = page.getByRole('img', { name: 'Nordwind' });
        expect(
          await logo.evaluate((image: HTMLImageElement) => [
            image.complete,
            image.naturalWidth > 0,
            image.height,
          ]),
        ).toEqual([true, true, 32]);
        const link = page.getByRole('link', { name: 'Alle Störungen →' });
        await expect.poll(() => link.evaluate((element) => getComputedStyle(element).color)).toBe(color);
        await link.focus();
        await expect
          .poll(() => link.evaluate((element) => getComputedStyle(element).outlineColor))
          .toBe(color);
      });
    }
  });
});

test.each([
  ['image/png', 'png'],
  ['image/jpeg', 'jpg'],
  ['image/webp', 'webp'],
])('what a browser writes as %s is taken with its size', async (type, ending) => {
  const app = await startApplication();
  const callers = await openCallers(app);
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const written = await page.evaluate((wanted) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 230, height: 46 });
    canvas.getContext('2d')?.fillRect(3, 3, 100, 30);
    return canvas.toDataURL(wanted);
  }, type);
  expect(written.startsWith(`data:${type};`)).toBe(true);
  const body = Buffer.from(written.slice(written.indexOf(',') + 1), 'base64');
  const { logo_url } = await callers.json<{ logo_url: string }>('PUT', '/logo', { body });
  expect(logo_url.endsWith(`.${ending}`)).toBe(true);
  expect(await app.text('/')).toContain('width="230" height="46"');
});

test('an SVG that got past everything else still does nothing where it is opened', async () => {
  const asked: string[] = [];
  const hostile = `<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10" onload="document.title='hacked';fetch('/stolen')"><script>document.title='hacked';fetch('/stolen')</script><style>@import "/stolen.css";</style><image href="/stolen.png" width="9" height="9"/><foreignObject width="9" height="9"><iframe xmlns="http://www.w3.org/1999/xhtml" src="/stolen.html"></iframe></foreignObject></svg>`;
  const logo = { id: '0123456789abcdef', type: 'svg', width: 10, height: 10 } as const;
  const { artifact, path } = publishLogo(logo, new TextEncoder().encode(hostile));
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const isLogo = request.url === path;
    response.writeHead(isLogo ? 200 : 404, isLogo ? artifact.identity.headers : {});
    response.end(isLogo ? artifact.identity.bytes : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const refused: string[] = [];
  page.on('console', (message) => refused.push(message.text()));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, {
    waitUntil: 'networkidle',
  });
  expect(await page.title()).not.toBe('hacked');
  expect(asked.filter((address) => address.includes('stolen'))).toEqual([]);
  // The browser says that it held all of it back, so it has tried.
  expect(refused.join('\n')).toMatch(/Content Security Policy|sandboxed/);
});
