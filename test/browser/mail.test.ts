import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
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

const text = (source: string, html = `<p>${source}</p>`) => ({ source, html });
const longWord = 'x'.repeat(300);
/** Mail programs need some of what browsers do not. */
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: { 'no-inline-style': 'off' },
});

/** The HTML of a mail as programs show it: in light and dark, wide and narrow. */
async function look(html: string, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [800, 390]) {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
      const page = await context.newPage();
      await page.setContent(html);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth))
        .toBeLessThanOrEqual(width);
      const folder = process.env.SCREENSHOTS;
      if (folder) {
        await page.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png`, fullPage: true });
      }
      await context.close();
    }
  }
}

async function expectValid(html: string): Promise<void> {
  const { results } = await validator.validateString(html);
  const problems = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} (${selector})`),
  );
  expect([...new Set(problems)]).toEqual([]);
}

test('a mail says what, since when, what next, to whom and why, in the language and the zone of its reader', async () => {
  const mail = await startMailServer();
  const app = await startApplication({ smtpUrl: mail.url });
  const api = await app.act({ type: 'addComponent', name: 'API & “Schnittstelle” 接口' });
  await subscribe(app, { language: 'de', timeZone: 'Europe/Berlin' });
  mail.refuse = () => ({ code: 421, text: 'not now' });
  const incidentId = await app.act({
    type: 'openIncident',
    name: `Langsame Antworten <b>é</b> 😀 ${longWord}`.slice(0, 250),
    status: 'investigating',
    text: text('Wir sehen nach.'),
    statuses: { [api]: 'major_outage' },
  });
  app.clock.advance(60_000);
  await app.act({
    type: 'postUpdate',
    incidentId,
    status: 'identified',
    text: text(`Anfang. ${'Viele Worte. '.repeat(60)} Ende.`),
    statuses: { [api]: 'partial_outage' },
  });
  app.clock.advance(60_000);
  await app.act({
    type: 'postUpdate',
    incidentId,
    status: 'monitoring',
    text: text(
      'Behoben',
      `<p>Es liegt am <strong>Cache</strong>, siehe <a href="https://example.com/a" rel="nofollow">Bericht</a> ${longWord}</p><pre>curl ${longWord}</pre><table><thead><tr><th>Region</th></tr></thead><tbody><tr><td>EU</td></tr></tbody></table><blockquote><p>Zitat</p></blockquote>`,
    ),
    statuses: { [api]: 'degraded_performance' },
  });
  app.clock.advance(10_000);
  // All three wait, and nobody tries: a lease would go on for longer than any pause.
  const isPaused = async () => {
    const announced = await app.store.subscriptions.announcementsOf(incidentId);
    const counts = await app.store.subscriptions.deliveryCounts(announced.map(({ id }) => id));
    const next = (await app.store.subscriptions.nextDeliveryAt('email', app.clock.now())) ?? 0;
    return counts.filter(({ state }) => state === 'pending').length === 3 && next <= app.clock.now() + 30_000;
  };
  while (!(await isPaused())) await new Promise((resolve) => setTimeout(resolve, 1));
  mail.refuse = () => null;
  app.clock.advance(60_000);
  const [told] = await mail.until(1);
  const { parsed, raw } = told ?? expect.fail('no mail');
  expect(parsed.subject).toMatch(/^\[Status\] Wird beobachtet: Langsame Antworten <b>é<\/b> 😀 x/);
  const plain = parsed.text ?? '';
  for (const part of [
    'Seit 15:40 MEZ',
    '3 Meldungen seit 15:40 MEZ, die neueste zuerst:',
    'Wird beobachtet – 15:42 MEZ',
    'Ursache gefunden – 15:41 MEZ',
    'API & “Schnittstelle” 接口: Beeinträchtigung',
    'Bis es vorbei ist, folgt jede weitere Meldung hier.',
    `https://status.example.com/incidents/${incidentId}`,
    'weil Meldungen von Status abonniert sind',
  ]) {
    expect(plain).toContain(part);
  }
  // What a newer update followed is shortened.
  expect(plain).toContain('Anfang. Viele Worte.');
  expect(plain).not.toContain('Ende.');
  const link = /Einstellungen ändern oder abbestellen:\n(https:\S+)/.exec(plain)?.[1] ?? '';
  const unsubscribe = /^List-Unsubscribe:\s+<([^>]+)>/m.exec(raw)?.[1];
  expect(unsubscribe).toBe(`${link}/unsubscribe`);
  expect(parsed.messageId).toMatch(/^<\w+\.\w+@/);
  expect([parsed.inReplyTo, parsed.references]).toEqual(
    Array.from({ length: 2 }, () => expect.stringMatching(new RegExp(`^<${incidentId}\\.\\w+@`))),
  );
  const html = parsed.html || '';
  expect(html).toContain(`href="${link}"`);
  expect(html).toContain('<html lang="de">');
  expect(html).not.toContain('<b>é</b>');
  await expectValid(html);
  await look(html, 'mail-several');
});
