import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phone, startAdmin } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';
import { startMailServer } from '../../support/mailServer.ts';
import { subscribe } from '../../support/subscribers.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

test('staff see who will be told, cancel in time, and see how many have been told and by when', async () => {
  const mail = await startMailServer();
  const app = await startAdmin(browser, { smtpUrl: mail.url });
  await subscribe(app, {}, {});
  const id = await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text,
    statuses: {},
  });
  const page = await app.open(`/admin/incidents/${id}`, 'editor', {
    ...phone,
    // Nothing runs in the document of a mail, not even what the browser of a test puts there.
    expected: /^error: Blocked script execution in '[^']*\/admin\/mail'/,
  });
  await page.getByText('Will be told: 2 × E-mail.').waitFor();
  await page.getByText('The messages themselves').click();
  const letter = page.getByTitle('E-mail');
  const written = (frame: Element) => (frame as HTMLIFrameElement).contentDocument?.body.innerText;
  await expect.poll(() => letter.evaluate(written)).toContain('Slow answers');
  await page.getByText('The messages themselves').click();
  await page.getByText('Subscribers will be told within ten seconds.').waitFor();
  await page.look('told-waiting');
  await page.getByRole('button', { name: 'Tell nobody' }).click();
  await page.getByText('Nobody is told of this update.').first().waitFor();
  app.clock.advance(10_000);

  await app.act({ type: 'postUpdate', incidentId: id, status: 'identified', text, statuses: {} });
  await page.evaluate(() => dispatchEvent(new Event('focus')));
  await page.getByText('Subscribers will be told within ten seconds.').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Telling is paused.').waitFor();
  app.clock.advance(10_000);
  await page.look('told-paused');
  await page.getByRole('button', { name: 'Go on' }).click();
  await mail.until(2);
  await page.getByText('E-mail: 2 of 2 delivered by 14:40').waitFor();
  await page.look('told');
  expect(mail.taken.every(({ parsed }) => parsed.subject?.includes('Identified'))).toBe(true);
});

test('what was set aside for a day needs attention, and is tried again from where it was posted', async () => {
  const mail = await startMailServer();
  mail.refuse = () => ({ code: 451, text: 'try later' });
  const app = await startAdmin(browser, { smtpUrl: mail.url });
  await subscribe(app, {});
  const id = await app.act({
    type: 'openIncident',
    name: 'Slow answers',
    status: 'investigating',
    text,
    statuses: {},
  });
  while ((await app.store.subscriptions.setAside()) === 0) {
    app.clock.advance(3_600_000);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  mail.refuse = () => null;
  const page = await app.open('/admin', 'owner');
  await page.getByText('1 message to subscribers could not be delivered for a day.').waitFor();
  await page.goto(`${app.origin}/admin/incidents/${id}`);
  await page.getByRole('button', { name: 'Try the 1 again that could not be told' }).click();
  await page.getByText('E-mail: 1 of 1 delivered').waitFor();
  expect(mail.taken.length).toBe(1);
});
