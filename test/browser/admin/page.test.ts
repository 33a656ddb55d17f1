import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminApplication, type AdminPage, phone, startAdmin } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';
import { textOf } from '../../support/html.ts';
import { png } from '../../support/images.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const refusedAnswer = /status of 4(03|12|22)/;
const day = 86_400_000;
const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 32"><g fill="#2b63c4"><circle cx="16" cy="16" r="14"/><rect x="40" y="8" width="116" height="16"/></g></svg>';

const publicText = async (app: AdminApplication): Promise<string> => textOf(await app.text('/'));

/** The kind of picture in the head of the public page. */
const publicLogo = async (app: AdminApplication): Promise<string | undefined> =>
  /<img class="logo" src="\/logo-[0-9a-f]{16}\.(\w+)"/.exec(await app.text('/'))?.[1];

/** Lets the tab see what others did. */
const lookAgain = (page: AdminPage) => page.evaluate(() => dispatchEvent(new Event('focus')));

test('what the page says of itself is saved, survives a closed tab, and can be taken back', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/page', 'admin', { expected: refusedAnswer });
  const form = page.getByRole('region', { name: 'Name and texts' });
  const save = form.getByRole('button', { name: 'Save' });
  await form.getByLabel('Name of the page').fill('Northwind');
  await form.getByLabel('Headline').fill('How we are doing.');
  await form.getByLabel('What the page is about').fill('Payments for small shops.');
  await form.getByLabel('Your website').fill('northwind.example');
  await form.getByLabel('Time zone').fill('Europe/Nowhere');
  await form.getByText('There is no time zone of this name.').waitFor();
  await page.reload();
  await expect.poll(() => form.getByLabel('Name of the page').inputValue()).toBe('Northwind');
  await form.getByText('Not saved yet.').waitFor();
  await save.click();
  await form.getByText('must be an IANA time zone', { exact: false }).first().waitFor();
  await expect.poll(() => form.getByLabel('Your website').getAttribute('aria-invalid')).toBe('true');
  await page.look('page-refused');
  await form.getByLabel('Time zone').fill('Europe/Berlin');
  await form.getByText('It is 15:40 there now.').waitFor();
  await form.getByLabel('Your website').fill('https://northwind.example');
  await form.getByLabel('Ask search engines').check();
  await save.click();
  await page.getByText('Saved.').waitFor();
  await expect.poll(() => save.isDisabled()).toBe(true);
  const html = await app.text('/');
  expect([html.includes('noindex'), html.includes('href="https://northwind.example"')]).toEqual([true, true]);
  expect(textOf(html)).toContain('How we are doing. Payments for small shops.');
  await page.look('page');

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => form.getByLabel('What the page is about').inputValue()).toBe('');
  expect(await publicText(app)).not.toContain('Payments for small shops.');

  const language = page.getByRole('region', { name: 'Language of the public page' });
  await expect
    .poll(() => language.getByRole('link', { name: 'Your account' }).getAttribute('href'))
    .toBe('/admin/account');
  await language.getByLabel('Language').selectOption('Deutsch');
  await language.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await app.text('/')).toContain('<html lang="de"');
});

test('what a colleague does elsewhere on the page does not matter; of the same field both are shown', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/page', 'admin', { expected: refusedAnswer });
  const form = page.getByRole('region', { name: 'Name and texts' });
  await form.getByLabel('Name of the page').fill('Ours');
  await app.act({ type: 'addComponent', name: 'API' });
  await app.act({ type: 'configurePage', description: 'Theirs, elsewhere.' });
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  await expect.poll(() => form.getByLabel('What the page is about').inputValue()).toBe('Theirs, elsewhere.');

  await form.getByLabel('Name of the page').fill('Ours again');
  await app.act({ type: 'configurePage', name: 'Theirs' });
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByRole('alert').filter({ hasText: 'Name of the page: Theirs' }).waitFor();
  await expect.poll(() => publicText(app)).toContain('Theirs');
  await page.look('page-meanwhile');
  await form.getByRole('button', { name: 'Save yours' }).click();
  await expect.poll(() => publicText(app)).toContain('Ours again');

  await form.getByLabel('Name of the page').fill('Mine');
  await app.act({ type: 'configurePage', name: 'Theirs once more' });
  await lookAgain(page);
  await form.getByRole('button', { name: 'Keep theirs' }).click();
  await expect.poll(() => form.getByLabel('Name of the page').inputValue()).toBe('Theirs once more');
});

test('nothing is lost or done twice when the API does not answer', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/page', 'admin', {
    ...phone,
    expected: /status of 503|ERR_FAILED|ERR_CONNECTION/,
  });
  const form = page.getByRole('region', { name: 'Name and texts' });
  await form.getByLabel('Name of the page').fill('Northwind');
  await page.look('page');
  let sent = 0;
  const slow = { isAsked: false, answer: () => {} };
  const before = await app.store.revision();
  await page.route(`**/v1/pages/${app.pageId}`, async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    sent += 1;
    // Done, but the answer gets lost; after that nothing is reached for a while, and then it is slow.
    if (sent === 1) await route.fetch();
    if (sent <= 3) return route.abort();
    await new Promise<void>((resolve) => {
      Object.assign(slow, { isAsked: true, answer: resolve });
    });
    return route.continue();
  });
  const save = form.getByRole('button', { name: 'Save' });
  await save.click();
  await form.getByRole('alert').filter({ hasText: 'No answer came' }).waitFor();
  await expect.poll(() => form.getByLabel('Name of the page').inputValue()).toBe('Northwind');
  await save.click();
  await expect.poll(() => slow.isAsked).toBe(true);
  await expect.poll(() => save.getAttribute('aria-busy')).toBe('true');
  await form.getByLabel('Name of the page').press('Enter');
  slow.answer();
  await page.getByText('Saved.').waitFor();
  expect(sent).toBe(4);
  expect(await app.store.revision()).toBe(before + 1);
  await expect.poll(() => publicText(app)).toContain('Northwind');
});

test('a logo is chosen or dropped, shown in light and dark, put on the page, and removed', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/page/look', 'admin', { expected: refusedAnswer });
  const field = page.getByLabel('Choose a picture, or drop it here');
  await page.look('look');
  await field.setInputFiles({
    name: 'huge.png',
    mimeType: 'image/png',
    buffer: Buffer.concat([png(8, 8), Buffer.alloc(200_000)]),
  });
  await page.getByText('This picture has 196 KB.').waitFor();
  await field.setInputFiles({ name: 'text.png', mimeType: 'image/png', buffer: Buffer.from('no picture') });
  await page.getByText('must be an image', { exact: false }).first().waitFor();
  await page.look('look-wrong-picture');
  await field.setInputFiles({ name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from(drawing) });
  await page.getByText('The page has this logo now.').waitFor();
  const shown = page.getByRole('figure').getByRole('img');
  await expect.poll(() => shown.count()).toBe(2);
  const isDrawn = (image: Element): boolean => image instanceof HTMLImageElement && image.naturalWidth > 0;
  await expect.poll(() => shown.last().evaluate(isDrawn)).toBe(true);
  await expect.poll(() => publicLogo(app)).toBe('svg');
  await page.look('look-logo');

  await page.locator('.drop').evaluate(
    (place, bytes) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], 'square.png', { type: 'image/png' }));
      place.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    [...png(16, 16)],
  );
  // Shown here as well, so that the way back is the one of this picture.
  await expect.poll(() => shown.last().getAttribute('src')).toMatch(/\.png$/);
  await expect.poll(() => publicLogo(app)).toBe('png');
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => publicLogo(app)).toBe('svg');

  await page.getByRole('button', { name: 'Remove the logo' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove the logo' });
  await page.look('look-remove');
  await dialog.getByRole('button', { name: 'Remove the logo' }).click();
  await page.getByText('The logo was removed.').waitFor();
  await expect.poll(() => publicLogo(app)).toBeUndefined();
});

test('a colour is judged while it is written, refused when nobody could read it, and worn by the links', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/page/look', 'admin', { expected: refusedAnswer });
  const light = page.getByRole('textbox', { name: 'Colour on light pages', exact: true });
  const save = page.getByRole('button', { name: 'Save' });
  await light.fill('#7a1f6');
  await page.getByText('Write a colour as #1a2b3c.').waitFor();
  await light.fill('#e0b13a');
  await page.getByText('Hard to read: a contrast of 1.92:1 on #fbfbf9. It needs 4.5:1.').waitFor();
  await save.click();
  await page.getByRole('alert').filter({ hasText: 'must have a contrast' }).waitFor();
  await expect.poll(() => light.getAttribute('aria-invalid')).toBe('true');
  await light.fill('#7A1F6B');
  await page.getByText('Readable: a contrast of 9.06:1.').waitFor();
  await page.getByLabel('Colour on dark pages: pick').fill('#f0a6e8');
  await page.look('look-colours');
  await save.click();
  await page.getByText('Saved.').waitFor();
  const html = await app.text('/');
  expect([html.includes('--link:#7a1f6b'), html.includes('--link:#f0a6e8')]).toEqual([true, true]);
});

test('another rule of availability shows first what it does, and the public page then says just that', async () => {
  const app = await startAdmin(browser);
  const [api, web] = [
    await app.act({ type: 'addComponent', name: 'API', startDate: '2026-06-01' }),
    await app.act({ type: 'addComponent', name: 'Website', startDate: '2026-06-01' }),
  ];
  await app.act({ type: 'addComponent', name: 'Quiet one', startDate: '2026-06-01' });
  await app.act({ type: 'addGroup', name: 'Europe', componentIds: [api, web] });
  const text = { source: 'Words.', html: '<p>Words.</p>' };
  const id = await app.act({
    type: 'openIncident',
    name: 'Slow',
    status: 'investigating',
    text,
    statuses: { [api]: 'degraded_performance', [web]: 'partial_outage' },
    displayAt: app.clock.now() - 2 * day,
  });
  await app.act({
    type: 'postUpdate',
    incidentId: id,
    status: 'resolved',
    text,
    statuses: {},
    displayAt: app.clock.now() - day,
  });
  const page = await app.open('/admin/page/availability', 'admin', { expected: refusedAnswer });
  const save = page.getByRole('button', { name: 'Save' });
  await page.look('availability');
  await page.getByRole('radio', { name: 'Is left out' }).check();
  await page.getByText('No number of the last 90 days changes.').waitFor();
  await page.getByRole('radio', { name: 'Counts as up' }).check();
  await expect.poll(() => save.isDisabled()).toBe(true);

  await page.getByRole('radio', { name: 'Custom' }).check();
  const share = page.getByLabel('Degraded performance, %');
  await share.fill('');
  await share.pressSequentially('12.5');
  const row = (name: string) => page.getByRole('row').filter({ hasText: name }).getByRole('cell');
  await expect.poll(() => row('API').allInnerTexts()).toEqual(['100 %', '99.86 %']);
  await expect.poll(() => row('Europe').allInnerTexts()).toEqual(['99.832 %', '99.762 %']);
  await expect.poll(() => row('Quiet one').count()).toBe(0);
  await page.look('availability-custom');
  const foretold = await row('API').last().innerText();
  expect(await publicText(app)).not.toContain(foretold);
  await save.click();
  const dialog = page.getByRole('dialog', { name: 'Count by another rule' });
  await dialog.getByText('2 numbers of the last 90 days on the page change at once.').waitFor();
  await page.look('availability-confirm');
  await dialog.getByRole('button', { name: 'Use this rule' }).click();
  await page.getByText('Saved.').waitFor();
  const said = await publicText(app);
  for (const number of [foretold, '99.762 %']) expect(said).toContain(number);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => publicText(app)).not.toContain(foretold);
});

test('code for other pages is copied as it must be, with badges as they are now and a notice as it will look', async () => {
  const app = await startAdmin(browser);
  const api = await app.act({ type: 'addComponent', name: 'API [v2] & "more"' });
  await app.act({ type: 'addGroup', name: 'Europe', componentIds: [api] });
  const page = await app.open('/admin/page/elsewhere', 'admin', {
    expected: refusedAnswer,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const shown = (name: string) => page.getByRole('figure', { name }).locator('pre').innerText();
  const site = 'https://status.example.com';
  await page.getByRole('button', { name: 'Copy: Put this line into the pages' }).click();
  await page.getByText('Copied.').waitFor();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe(`<script src="${site}/embed.js" async></script>`);
  await expect
    .poll(() => shown('Put this where the frame shall be'))
    .toContain(`<iframe src="${site}/embed/frame"`);

  const badge = page.locator('img.badge');
  await expect.poll(() => shown('Markdown')).toBe(`[![Status](${site}/badge.svg)](${site}/)`);
  await page.getByLabel('Badge of').selectOption('Europe – API [v2] & "more"');
  await page.getByRole('radio', { name: 'Uptime, 30 days' }).check();
  const picture = `/badge/${api}.svg?show=uptime&days=30`;
  await expect.poll(() => badge.getAttribute('src')).toBe(picture);
  await expect
    .poll(() => badge.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth > 0))
    .toBe(true);
  await expect
    .poll(() => shown('Markdown'))
    .toBe(`[![API \\[v2\\] & "more"](${site}${picture})](${site}/uptime/${api})`);
  await expect
    .poll(() => shown('HTML'))
    .toBe(
      `<a href="${site}/uptime/${api}"><img src="${site}${picture.replace('&', '&#38;')}" alt="API [v2] &#38; &#34;more&#34;"></a>`,
    );
  await expect.poll(() => shown('Address of the picture')).toBe(site + picture);

  await page.getByRole('radio', { name: 'Top right' }).check();
  await page.getByLabel('Background of incidents', { exact: true }).fill('#12345');
  await page.getByText('Write a colour as #1a2b3c.').waitFor();
  await page.getByLabel('Background of incidents', { exact: true }).fill('#fff3c4');
  await page.getByText('Hard to read: a contrast of 1.11:1 on #fff3c4.', { exact: false }).waitFor();
  await page.getByLabel('Text of incidents', { exact: true }).fill('#1b1b19');
  await page.getByText('Readable: a contrast of 15.49:1.').waitFor();
  const sample = page.getByText('Payments are declined');
  await expect
    .poll(() => sample.evaluate((notice) => getComputedStyle(notice).backgroundColor))
    .toBe('rgb(255, 243, 196)');
  await page.look('elsewhere');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  const script = await app.text('/embed.js');
  expect(script).toContain(':host{inset:16px 16px auto auto!important}');
  expect(script).toContain('section{background:#fff3c4;color:#1b1b19}');
});

test('the room speaks German, also on a phone', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/page', 'owner', { ...phone, locale: 'de-DE' });
  await page.getByLabel('Name der Seite').waitFor();
  await page.look('page-german');
  await page.getByRole('link', { name: 'Aussehen' }).click();
  await page.getByRole('textbox', { name: 'Farbe auf hellen Seiten', exact: true }).fill('#7a1f6b');
  await page.getByText('Lesbar: ein Kontrast von 9,06:1.').waitFor();
  await page.look('look-german');
  await page.getByRole('link', { name: 'Verfügbarkeit' }).click();
  await page.getByRole('radio', { name: 'Streng' }).check();
  await page.getByText('Keine Zahl der letzten 90 Tage ändert sich.').waitFor();
  await page.look('availability-german');
  await page.getByRole('link', { name: 'Auf euren anderen Seiten' }).click();
  await page.getByRole('radio', { name: 'Unten rechts' }).waitFor();
  await page.look('elsewhere-german');
});

test('editors are not offered the room, and what it does is refused to them', async () => {
  const app = await startAdmin(browser);
  const someone = await app.member('editor');
  const page = await app.open('/admin/page/look', 'editor', { as: someone });
  await page.getByText('This needs another role than yours').waitFor();
  await expect
    .poll(() => page.getByRole('navigation').getByRole('link', { name: 'Page', exact: true }).count())
    .toBe(0);
  const cookie = await app.signIn(someone);
  for (const [method, path, body] of [
    ['PATCH', '', { page: { name: 'Theirs' } }],
    ['PUT', '/logo', {}],
    ['DELETE', '/logo', undefined],
    ['PATCH', '/status_embed_config', { status_embed_config: { position: 'top-left' } }],
  ] as const) {
    const { status } = await app.ask(method, `/pages/{page}${path}`, { cookie, body });
    expect([method, path, status]).toEqual([method, path, 403]);
  }
});
