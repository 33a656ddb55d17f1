import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { renderMarkdown } from '../../server/text/markdown.ts';
import { renderStatuspageBody } from '../../server/text/statuspageBody.ts';
import { launchBrowser } from '../support/browser.ts';
import { attacks } from './attacks.ts';

let browser: Browser;
let page: Page;
/** What happened on the page beyond showing it. */
let events: string[];

beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('dialog', (dialog) => {
    events.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('console', (message) => events.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => events.push(`error: ${error.message}`));
  await page.exposeFunction('reached', () => events.push('canary'));
  await page.addInitScript('window.canary = () => { window.touched = true; reached(); }');
  await page.route('**', async (route) => {
    if (route.request().isNavigationRequest()) return route.fulfill({ contentType: 'text/html', body: '' });
    events.push(`request: ${route.request().url()}`);
    return route.abort();
  });
}, 60_000);

afterAll(() => browser?.close());

/** Shows the HTML as a browser would and tries what a reader could do with it. */
async function show(html: string): Promise<string[]> {
  events = [];
  await page.goto('http://page.example/');
  await page.setContent(`<!doctype html><main>${html}</main>`);
  const seen = await page.evaluate(async () => {
    const links = [...document.links].map((link) => link.protocol);
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      for (const name of ['mouseover', 'mouseenter', 'focus', 'pointerdown', 'animationstart']) {
        element.dispatchEvent(new Event(name, { bubbles: true }));
      }
    }
    // Two frames: handlers of loads and errors that were due have run.
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return { links, touched: 'touched' in window };
  });
  const strange = seen.links.filter((protocol) => !['http:', 'https:', 'mailto:'].includes(protocol));
  return [...events, ...strange, ...(seen.touched ? ['touched'] : [])];
}

test('the browser notices attacks that get through', async () => {
  expect(await show('<svg onload=canary()>')).toContain('touched');
  expect(await show('<b onmouseover=canary()>x</b>')).toContain('canary');
  expect(await show('<img src=//evil.example/x>')).toContain('request: http://evil.example/x');
  expect(await show('<a href="java\tscript:canary()">x</a>')).toContain('javascript:');
  expect(await show('<script>console.log(1)</script>')).toContain('console: 1');
});

test.each([
  ['Markdown', renderMarkdown],
  ['a Statuspage body', renderStatuspageBody],
])(
  'no attack in %s does anything in a browser',
  async (_name, render) => {
    const rendered = attacks.map((attack) => `<section>${render(attack).html}</section>`);
    for (let at = 0; at < rendered.length; at += 20) {
      const html = rendered.slice(at, at + 20).join('\n');
      expect(await show(html), html).toEqual([]);
    }
  },
  120_000,
);
