import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Assets } from '../../web/page/document.tsx';
import { renderFrame } from '../../web/page/frame.tsx';
import { renderHistory } from '../../web/page/history.tsx';
import { renderHome } from '../../web/page/home.tsx';
import { renderLedger } from '../../web/page/ledger.tsx';
import { renderNotFound } from '../../web/page/notFound.tsx';
import { renderReport } from '../../web/page/reportPage.tsx';
import { renderUptimeOverview } from '../../web/page/uptime.tsx';
import { launchBrowser } from '../support/browser.ts';
import { bundlePageAssets } from '../support/pageAssets.ts';
import {
  brokenSnapshot,
  calmSnapshot,
  historyPage,
  largeSnapshot,
  ledger,
  page as publicPage,
  reportPage,
  snapshot,
  uptimeOverview,
} from '../support/snapshots.ts';

const sites: Readonly<Record<string, (assets: Assets) => string>> = {
  '/calm': (assets) => renderHome(calmSnapshot(), assets),
  '/broken': (assets) => renderHome(brokenSnapshot(), assets),
  '/large': (assets) => renderHome(largeSnapshot(24, 3), assets),
  '/empty': (assets) => renderHome(snapshot(), assets),
  '/history': (assets) => renderHistory(historyPage(), assets),
  '/report': (assets) => renderReport(reportPage(), assets, true),
  '/uptime': (assets) => renderUptimeOverview(uptimeOverview(), assets),
  '/ledger': (assets) => renderLedger(ledger(), assets),
  '/frame': (assets) => renderFrame(brokenSnapshot(), assets),
  '/missing': (assets) => renderNotFound(publicPage, assets),
};
const paths = Object.keys(sites);

let browser: Browser;
let server: Server;
let origin: string;

beforeAll(async () => {
  const { css, script } = await bundlePageAssets();
  const assets: Assets = { css, scriptUrl: '/assets/page/enhance.js' };
  const styleHash = createHash('sha256').update(css).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${styleHash}'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'`;
  server = createServer((request, response) => {
    const render = sites[request.url ?? ''];
    const isScript = request.url === assets.scriptUrl;
    response.writeHead(render || isScript ? 200 : 404, {
      'content-type': isScript ? 'text/javascript' : 'text/html; charset=utf-8',
      'content-security-policy': policy,
    });
    response.end(isScript ? script : render?.(assets));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server.close(resolve));
});

/** Opens a page, lets `use` look at it, and fails on any complaint of the browser. */
async function visit(path: string, options: BrowserContextOptions, use: (page: Page) => Promise<void>) {
  const context = await browser.newContext({ timezoneId: 'UTC', ...options });
  const complaints: string[] = [];
  try {
    const page = await context.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('requestfailed', (request) => complaints.push(request.url()));
    await page.goto(origin + path);
    await use(page);
    expect(complaints).toEqual([]);
  } finally {
    await context.close();
  }
}

const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(paths)('%s has no fault that axe knows', async (path) => {
    await visit(path, { colorScheme, reducedMotion: 'reduce' }, async (page) => {
      const { violations, passes } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html, nodes[0]?.failureSummary])).toEqual([]);
      expect(passes.map(({ id }) => id)).toContain('color-contrast');
    });
  });
});

test.each([320, 390, 1000])(
  'no page is wider than a screen of %i px, with and without script',
  async (width) => {
    for (const path of paths) {
      for (const javaScriptEnabled of [true, false]) {
        await visit(path, { viewport: { width, height: 700 }, javaScriptEnabled }, async (page) => {
          expect([path, await overflow(page)]).toEqual([path, 0]);
        });
      }
    }
  },
);

/** The words that a row of bars shows at the moment. */
const shownWords = (page: Page) => page.locator('.days li:is(:hover, :focus-within) .tip');

async function shownText(page: Page): Promise<string> {
  return (await shownWords(page).innerText()).replace(/\n+/g, '\n');
}

async function expectInside(page: Page) {
  const box = await shownWords(page).boundingBox();
  const width = page.viewportSize()?.width ?? 0;
  expect(box).not.toBeNull();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
}

describe('without a script', () => {
  const options = {
    javaScriptEnabled: false,
    reducedMotion: 'reduce',
    viewport: { width: 320, height: 700 },
  } as const;

  test('the keyboard reaches each special day, its words and its links', async () => {
    await visit('/broken', options, async (page) => {
      await page.locator('.scale a').first().focus();
      await page.keyboard.press('Tab');
      await expect.poll(() => shownText(page)).toContain('Mon 5 Oct 2026\nDegraded performance, 2 h 5 min');
      await expectInside(page);
      await page.keyboard.press('Tab');
      const link = page.locator('a:focus');
      await expect.poll(() => link.getAttribute('href')).toMatch(/^\/incidents\/[a-z0-9]{12}$/);
      await expect.poll(() => shownWords(page).evaluate((tip) => getComputedStyle(tip).opacity)).toBe('1');
    });
  });

  test('the pointer finds each special day over its bar, and its words stay inside the screen', async () => {
    await visit('/calm', options, async (page) => {
      const items = page.locator('.days').nth(4).locator('li');
      for (const item of await items.all()) {
        await item.hover();
        await expectInside(page);
      }
      const day = page.locator('.days').first().locator('li').first();
      const row = await page.locator('.bars > svg').first().boundingBox();
      const box = await day.boundingBox();
      const expected = (row?.x ?? 0) + ((row?.width ?? 0) * 40) / 90;
      expect(Math.abs((box?.x ?? 0) - expected)).toBeLessThan(1);
    });
  });

  test('times are in the zone of the page, and groups unfold', async () => {
    await visit('/large', options, async (page) => {
      const inside = page.locator('details').first().getByRole('heading', { level: 3 }).first();
      await expect.poll(() => inside.isVisible()).toBe(false);
      await page.locator('summary').first().click();
      await expect.poll(() => inside.isVisible()).toBe(true);
    });
    await visit('/broken', options, async (page) => {
      await expect.poll(() => page.locator('.facts').first().innerText()).toContain('started 14:02 UTC');
    });
  });
});

describe('with the script', () => {
  const options = { reducedMotion: 'reduce' } as const;

  test('the pointer is told ordinary days too', async () => {
    await visit('/broken', options, async (page) => {
      const row = page.locator('.bars').nth(3);
      const box = await row.boundingBox();
      if (!box) throw new Error('The row of bars is not on the page.');
      await row.scrollIntoViewIfNeeded();
      await row.locator('.days').hover({ position: { x: (box.width * 10.5) / 90, y: 20 } });
      await expect.poll(() => shownText(page)).toBe('Sat 5 Sept 2026\nOperational');
      await row.locator('.days').hover({ position: { x: (box.width * 89.5) / 90, y: 20 } });
      await expect.poll(() => shownText(page)).toBe('Mon 23 Nov 2026, today\nOperational');
      await expectInside(page);
      await page.mouse.move(0, 0);
      await expect.poll(() => row.locator('li').count()).toBe(0);
    });
  });

  test('one tab stop for each row, and arrow keys tell each day', async () => {
    await visit('/broken', options, async (page) => {
      const row = page.locator('.bars').first();
      await row.focus();
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => shownText(page)).toContain('Mon 23 Nov 2026, today\nPartial outage');
      await page.keyboard.press('ArrowLeft');
      await expect.poll(() => shownText(page)).toBe('Sun 22 Nov 2026\nOperational');
      await page.keyboard.press('Home');
      await expect.poll(() => shownText(page)).toBe('Wed 26 Aug 2026\nOperational');
      for (let i = 0; i < 41; i++) await page.keyboard.press('ArrowRight');
      await expect.poll(() => shownText(page)).toContain('Tue 6 Oct 2026\nMajor outage, 32 minutes');
      await page.keyboard.press('Tab');
      await expect.poll(() => page.locator('a:focus').innerText()).toBe('Primary database failed over');
      await page.keyboard.press('Escape');
      await expect.poll(() => row.evaluate((element) => element === document.activeElement)).toBe(true);
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(
        await page
          .locator('.bars')
          .nth(1)
          .evaluate((element) => element === document.activeElement),
      ).toBe(true);
    });
  });

  test('days without data in a row are one step', async () => {
    await visit('/calm', options, async (page) => {
      const row = page.locator('.bars', { hasText: 'No data, 8 days' });
      await row.focus();
      await page.keyboard.press('Home');
      await expect.poll(() => shownText(page)).toContain('No data, 8 days');
      await page.keyboard.press('ArrowRight');
      await expect.poll(() => shownText(page)).toBe('Thu 3 Sept 2026\nOperational');
    });
  });

  test('a reader in another zone may choose their own times, and the choice is kept', async () => {
    await visit('/broken', { ...options, timezoneId: 'Europe/Berlin' }, async (page) => {
      const first = page.locator('.entry time').first();
      await expect.poll(() => first.innerText()).toBe('14:34 UTC');
      await page.getByRole('button', { name: 'show in CET' }).click();
      await expect.poll(() => first.innerText()).toBe('15:34 CET');
      await expect.poll(() => page.locator('footer').innerText()).toContain('Times in CET');
      await expect
        .poll(() => page.locator('.planned .facts').innerText())
        .toContain('Thu 26 Nov, 03:00 – 04:30 CET');
      await page.reload();
      await expect.poll(() => first.innerText()).toBe('15:34 CET');
      await page.getByRole('button', { name: 'show in UTC' }).click();
      await expect.poll(() => first.innerText()).toBe('14:34 UTC');
    });
    await visit('/broken', { ...options, timezoneId: 'UTC' }, async (page) => {
      await expect.poll(() => page.getByRole('button').count()).toBe(0);
    });
  });

  test('says how long ago something began, and keeps saying it right', async () => {
    await visit('/calm', options, async (page) => {
      await page.clock.install({ time: new Date('2026-11-23T14:40:12Z') });
      await page.goto(`${origin}/broken`);
      const facts = page.locator('.facts').first();
      await expect.poll(() => facts.innerText()).toContain('started 38 minutes ago · updated 6 minutes ago');
      await page.clock.runFor(5 * 60_000);
      await expect.poll(() => facts.innerText()).toContain('started 43 minutes ago · updated 11 minutes ago');
      await expect.poll(() => facts.locator('time').first().getAttribute('title')).toBe('14:02 UTC');
    });
  });
});

test('bars of different statuses differ in shape', async () => {
  await visit('/calm', {}, async (page) => {
    const shapes = await page.evaluate(() =>
      Array.from(document.querySelectorAll('g[id^="b-"] .bar'), (path) => path.getAttribute('d')),
    );
    expect(shapes).toHaveLength(6);
    expect(new Set(shapes).size).toBe(6);
  });
});
