import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { renderHome } from '../../web/page/home.tsx';
import { renderLedger } from '../../web/page/ledger.tsx';
import { launchBrowser } from '../support/browser.ts';
import { bundlePageAssets } from '../support/pageAssets.ts';
import { brokenSnapshot, largeSnapshot, ledger } from '../support/snapshots.ts';

let browser: Browser;
let css: string;

beforeAll(async () => {
  ({ css } = await bundlePageAssets());
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

/** A page on A4 paper, printed by a reader who likes dark colours. */
async function print(html: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 718, height: 1000 },
    colorScheme: 'dark',
    javaScriptEnabled: false,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.setContent(html);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  return page;
}

const assets = () => ({ css, scriptUrl: 'data:text/javascript,' });

describe('on paper', () => {
  test('is dark text on white, without what only a screen can do', async () => {
    const page = await print(renderHome(brokenSnapshot(), assets()));
    const text = await page.evaluate(() => document.body.innerText);
    expect(text).toContain('Some systems are affected');
    expect(text).toContain('Database upgrade in eu-west');
    for (const idle of ['History', 'Get updates', 'Add to calendar', 'Atom']) {
      expect([idle, text.includes(idle)]).toEqual([idle, false]);
    }
    const colour = await page.locator('h1').evaluate((heading) => getComputedStyle(heading).color);
    expect(colour).toBe('rgb(27, 27, 25)');
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    ).toBe(0);
  });

  test('a ledger is a table, and all of it is there', async () => {
    const page = await print(renderLedger(ledger(), assets()));
    await expect
      .poll(() => page.locator('table').evaluate((table) => getComputedStyle(table).display))
      .toBe('table');
    await expect.poll(() => page.locator('thead').isVisible()).toBe(true);
  });

  test('what was folded is unfolded', async () => {
    const page = await print(renderHome(largeSnapshot(24, 3), assets()));
    const folded = page.locator('details:not([open]) article').first();
    await expect.poll(() => folded.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await expect.poll(() => folded.isVisible()).toBe(false);
  });
});
