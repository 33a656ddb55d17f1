import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminApplication, type AdminPage, startAdmin } from '../../support/admin.ts';
import { launchBrowser } from '../../support/browser.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

/** Website and API in a group, and two components outside of it. */
async function startWithComponents(): Promise<AdminApplication & { ids: Record<string, string> }> {
  const app = await startAdmin(browser);
  const ids: Record<string, string> = {};
  for (const name of ['Website', 'API', 'Payments', 'Reports']) {
    app.clock.advance(1_000);
    ids[name] = await app.act({ type: 'addComponent', name });
  }
  const componentIds = [ids.Website ?? '', ids.API ?? ''];
  ids.Europe = await app.act({ type: 'addGroup', name: 'Europe', componentIds });
  const order = [{ id: ids.Europe, componentIds }, { id: ids.Payments ?? '' }, { id: ids.Reports ?? '' }];
  await app.act({ type: 'arrangePage', order });
  return { ...app, ids };
}

/** The names as they stand on the page: those in groups behind a dash. */
function shown(page: AdminPage): Promise<string[]> {
  return page
    .locator('.places [data-place]')
    .evaluateAll((places) =>
      places.map((place) =>
        [
          place.parentElement?.closest('[data-place]') ? '- ' : '',
          place.querySelector('.what :is(a, button)')?.textContent,
        ].join(''),
      ),
    );
}

/** The same, as the API says it. */
async function saved(app: AdminApplication): Promise<string[]> {
  const { groups, components } = await app.store.read(async (reads) => ({
    groups: await reads.groups(),
    components: await reads.components(),
  }));
  const { orderOf } = await import('../../../server/domain/pageOrder.ts');
  const names = new Map([...groups, ...components].map(({ id, name }) => [id, name]));
  return orderOf(groups, components).flatMap(({ id, componentIds = [] }) => [
    names.get(id) ?? '',
    ...componentIds.map((child) => `- ${names.get(child)}`),
  ]);
}

function notice(page: AdminPage, text: string): Locator {
  return page.locator('.notice').filter({ hasText: text });
}

test('by keyboard a component is moved into a group, put down, heard, and moved back by undo', async () => {
  const app = await startWithComponents();
  const page = await app.open('/admin/components', 'admin');
  const move = page.getByRole('button', { name: 'Move “Payments”' });
  await move.focus();
  await page.look('components');
  await page.keyboard.press('Enter');
  expect(await move.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('ArrowUp');
  await page.getByRole('status').filter({ hasText: '“Payments” is 3 of 3 in “Europe”.' }).waitFor();
  await page.look('components-held');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await notice(page, '“Payments” was moved.').waitFor();
  const after = ['Europe', '- Payments', '- Website', '- API', 'Reports'];
  expect([await shown(page), await saved(app)]).toEqual([after, after]);
  expect(await move.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => shown(page)).toEqual(['Europe', '- Website', '- API', 'Payments', 'Reports']);
  expect(await saved(app)).toEqual(['Europe', '- Website', '- API', 'Payments', 'Reports']);
  // Escape puts back, and nothing is sent.
  await move.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => shown(page)).toEqual(['Europe', '- Website', '- API', 'Reports', 'Payments']);
  await page.keyboard.press('Escape');
  await expect.poll(() => shown(page)).toEqual(['Europe', '- Website', '- API', 'Payments', 'Reports']);
});

test('by mouse a component is dragged out of its group, and a group behind others', async () => {
  const app = await startWithComponents();
  const page = await app.open('/admin/components', 'admin');
  await page.getByRole('button', { name: 'Move “API”' }).hover();
  await page.mouse.down();
  const reports = await page.getByRole('button', { name: 'Move “Reports”' }).boundingBox();
  if (!reports) throw new Error('not shown');
  await page.mouse.move(reports.x + 10, reports.y + reports.height - 2, { steps: 8 });
  await page.locator('.drop-line').waitFor();
  await page.mouse.up();
  await notice(page, '“API” was moved.').waitFor();
  expect(await shown(page)).toEqual(['Europe', '- Website', 'Payments', 'Reports', 'API']);
  await page.getByRole('button', { name: 'Move “Europe”' }).hover();
  await page.mouse.down();
  await page.mouse.move(reports.x + 10, reports.y + reports.height + 400, { steps: 8 });
  await page.mouse.up();
  await notice(page, '“Europe” was moved.').waitFor();
  const after = ['Payments', 'Reports', 'API', 'Europe', '- Website'];
  expect([await shown(page), await saved(app)]).toEqual([after, after]);
});

test('a status set by hand says beforehand what the page will say, and the public reads its reason', async () => {
  const app = await startWithComponents();
  const page = await app.open('/admin/components', 'editor');
  await page.getByRole('button', { name: 'Set the status of “API”' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Partial outage').check();
  await dialog.getByLabel('Reason').fill('A disk is full');
  await dialog.getByText('The page will say “Minor Service Outage” in place of').waitFor();
  await dialog.getByText('It stays like this until somebody sets it back').waitFor();
  await page.look('component-status');
  await dialog.getByRole('button', { name: 'Set status' }).click();
  await notice(page, '“API” is set to Partial outage.').waitFor();
  expect(await app.text('/')).toContain('Partial outage of <strong>API</strong>');
  app.clock.advance(60_000);
  expect(await app.text(`/uptime/${app.ids.API}`)).toContain('A disk is full');
  await page.getByRole('link', { name: 'API' }).click();
  await page.getByRole('heading', { name: 'API', level: 1 }).waitFor();
  await page.getByText('Set by hand: “A disk is full”').waitFor();
  await page.look('component-editor');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('No incident, no maintenance and nobody says otherwise.').waitFor();
  expect(await app.text('/')).not.toContain('Partial outage of');
});

test('a component is added, described, retired and taken back', async () => {
  const app = await startAdmin(browser);
  // What is shown of a component is read once more when it has just left the page.
  const page = await app.open('/admin/components', 'admin', { expected: /status of 404/ });
  await page.getByRole('heading', { name: 'What does your page report on?' }).waitFor();
  await page.look('components-empty');
  await page.getByRole('button', { name: 'Add a component' }).click();
  await page.getByLabel('Name').fill('Shop');
  await page.look('component-add');
  await page.keyboard.press('Enter');
  await notice(page, '“Shop” is on the page.').waitFor();
  await page.getByRole('link', { name: 'Shop' }).click();
  await page.getByRole('heading', { name: 'Shop', level: 1 }).waitFor();
  await page.getByLabel('Description').fill('Where customers buy');
  await page.getByLabel('Start date').fill('2026-01-31');
  await page.getByLabel('Show its uptime on the page').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await notice(page, 'Saved.').waitFor();
  await page.look('component');
  const [component] = await app.store.read((reads) => reads.components());
  expect(component).toMatchObject({
    description: 'Where customers buy',
    startDate: '2026-01-31',
    showcase: false,
  });
  await page.getByRole('button', { name: 'Retire' }).click();
  await page.getByRole('dialog', { name: 'Retire “Shop”?' }).waitFor();
  await page.look('component-retire');
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
  await notice(page, '“Shop” is retired.').waitFor();
  expect(await app.text('/')).not.toContain('Shop');
  await page.getByRole('link', { name: 'Retired components' }).click();
  await page.getByRole('button', { name: 'Take “Shop” back' }).waitFor();
  await page.look('components-retired');
  await page.getByRole('button', { name: 'Take “Shop” back' }).click();
  await notice(page, '“Shop” is on the page again.').waitFor();
  await page.getByText('No component was retired.').waitFor();
  expect(await app.text('/')).toContain('Shop');
});
