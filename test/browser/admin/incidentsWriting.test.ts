import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { phone } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';
import { startShop } from '../../support/shop.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

const minute = 60_000;

test('a draft is begun by one, gone on with by another, and published', async () => {
  const app = await startShop(browser);
  const author = await app.open('/admin/incidents/new', 'editor');
  await author.getByLabel('What is happening').fill('Cards are declined');
  await author.getByRole('checkbox', { name: 'Payments API' }).check();
  await author.getByRole('button', { name: 'Save draft' }).click();
  await author.getByRole('heading', { name: 'Drafts' }).waitFor();
  await author.getByText('by you').waitFor();
  await author.look('incidents-drafts');
  expect((await app.text('/')).includes('Cards are declined')).toBe(false);

  const colleague = await app.open('/admin/incidents', 'editor');
  await colleague.getByText('by a colleague').waitFor();
  await colleague.getByRole('link', { name: 'Cards are declined' }).click();
  await colleague.getByLabel('First update').fill('We look at it.');
  await colleague.getByText('More options').click();
  await colleague.getByRole('radio', { name: 'At a time' }).check();
  await colleague.getByLabel('Publish at').fill('2026-11-23T16:00');
  await colleague.look('incidents-publish-at');
  await colleague.getByRole('button', { name: 'Publish at this time' }).click();
  await colleague
    .getByText(/will be published .*16:00/)
    .first()
    .waitFor();
  const [draft] = await app.store.read((reads) => reads.drafts());
  expect(draft?.publishAt).toBe(Date.UTC(2026, 10, 23, 16));

  await colleague.getByRole('button', { name: 'Discard the draft: Cards are declined' }).click();
  await colleague.getByRole('button', { name: 'Undo' }).click();
  await colleague.getByRole('button', { name: 'Publish now: Cards are declined' }).click();
  await colleague.getByRole('heading', { name: 'Cards are declined', level: 1 }).waitFor();
  await colleague.getByText('We look at it.').first().waitFor();

  await colleague.getByLabel('Text', { exact: true }).fill('Half a thought');
  await colleague.getByRole('button', { name: 'Save draft' }).click();
  await colleague.getByRole('link', { name: 'Half a thought' }).click();
  await colleague
    .getByRole('heading', { name: 'Update from a draft' })
    .and(colleague.locator(':focus'))
    .waitFor();
  await colleague.getByLabel('Text', { exact: true }).fill('A whole thought.');
  app.clock.advance(minute);
  await colleague.getByRole('button', { name: 'Publish update' }).click();
  await colleague.getByText('A whole thought.').first().waitFor();
  await colleague.getByRole('heading', { name: 'Post an update' }).waitFor();
  expect(await app.store.read((reads) => reads.drafts())).toEqual([]);
});

test('templates are kept, and fill in what is written', async () => {
  const app = await startShop(browser);
  const page = await app.open('/admin/incidents/templates', 'editor');
  await page.getByText('No template yet.').waitFor();
  await page.getByRole('button', { name: 'Add a template' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the template').fill('Payment provider down');
  await dialog.getByLabel('Name of the incident').fill('Payments fail');
  await dialog.getByLabel('Text').fill('Our provider has a problem.');
  await dialog.getByLabel('Status').selectOption('Identified');
  await dialog.getByRole('checkbox', { name: 'Payments API' }).check();
  await page.look('incidents-template');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'Edit “Payment provider down”' }).click();
  await dialog.getByLabel('Name of the template').fill('Provider down');
  const [kept] = await app.store.read((reads) => reads.templates());
  await app.act({ type: 'editTemplate', templateId: kept?.id ?? '', body: 'Theirs.' });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('A colleague changed this template').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Provider down', { exact: true }).waitFor();

  await page.goto(`${app.origin}/admin/incidents/new`);
  await page.getByLabel('Template').selectOption('Provider down');
  await expect.poll(() => page.getByLabel('What is happening').inputValue()).toBe('Payments fail');
  await expect.poll(() => page.getByRole('checkbox', { name: 'Payments API' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => page.getByLabel('What is happening').inputValue()).toBe('');
  await page.getByLabel('Template').selectOption('Provider down');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('heading', { name: 'Payments fail', level: 1 }).waitFor();
  await page.getByText('Our provider has a problem.').first().waitFor();

  await page.goto(`${app.origin}/admin/incidents/templates`);
  await page.getByRole('button', { name: 'Delete “Provider down”' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('No template yet.').waitFor();
});

test('an incident that is over already is entered, in German and on a phone', async () => {
  const app = await startShop(browser);
  const page = await app.open('/admin/incidents/new', 'editor', { ...phone, locale: 'de-DE' });
  await page.getByLabel('Was ist los').fill('A short outage');
  await page.getByText('Mehr Möglichkeiten').tap();
  await page.getByRole('radio', { name: 'Es ist schon vorbei' }).tap();
  await page.getByLabel('Es geschah um').fill('2026-11-20T08:30');
  await page.getByRole('heading', { name: 'A short outage' }).waitFor();
  await page.look('incidents-past-german');
  await page.getByRole('button', { name: 'Frühere Störung eintragen' }).tap();
  await page.getByRole('heading', { name: 'A short outage', level: 1 }).waitFor();
  const [report] = await app.store.read((reads) => reads.newestReports(1, 0));
  expect([report?.status, report?.createdAt]).toEqual(['resolved', Date.UTC(2026, 10, 20, 8, 30)]);
});

test('of many components one is found by its name, and groups are folded', async () => {
  const app = await startShop(browser);
  for (let n = 1; n <= 12; n += 1) await app.act({ type: 'addComponent', name: `Region ${n}` });
  const page = await app.open('/admin/incidents/new', 'editor');
  await page.getByLabel('What is happening').fill('Search is slow');
  const search = page.getByRole('checkbox', { name: 'Search' });
  await expect.poll(() => search.isVisible()).toBe(false);
  await page.getByLabel('Find a component').fill('sea');
  await search.check();
  await expect.poll(() => page.getByRole('checkbox').count()).toBe(2);
  await page.getByLabel('Find a component').fill('');
  await expect.poll(() => search.isVisible()).toBe(true);
  await page.getByText('1 of 2').waitFor();
  await page.look('incidents-many-components');
});
