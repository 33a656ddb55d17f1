import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AdminApplication, type AdminPage, phone, startAdmin } from '../../support/admin.ts';
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

/** Five hundred components in ten groups. */
function fiveHundred() {
  const id = (kind: string, number: number): string => `${kind}${String(number).padStart(11, '0')}`;
  const since = { description: null, createdAt: 0, updatedAt: 1 };
  const groups = Array.from({ length: 10 }, (_, at) => ({
    ...since,
    id: id('g', at),
    name: `Region ${at}`,
    position: at + 1,
  }));
  const components = groups.flatMap((group, region) =>
    Array.from({ length: 50 }, (_, at) => ({
      ...since,
      id: id('c', region * 50 + at),
      name: `Service ${region}-${at}`,
      groupId: group.id,
      position: at + 1,
      showcase: true,
      onlyShowIfDegraded: false,
      startDate: null,
      retiredAt: null,
      absences: [],
      status: 'operational' as const,
    })),
  );
  return { groups, components };
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
  await expect.poll(() => move.getAttribute('aria-pressed')).toBe('true');
  await page.keyboard.press('ArrowUp');
  await page.getByRole('status').filter({ hasText: '“Payments” is 3 of 3 in “Europe”.' }).waitFor();
  await page.look('components-held');
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await notice(page, '“Payments” was moved.').waitFor();
  const after = ['Europe', '- Payments', '- Website', '- API', 'Reports'];
  await expect.poll(async () => [await shown(page), await saved(app)]).toEqual([after, after]);
  await expect.poll(() => move.evaluate((element) => element === document.activeElement)).toBe(true);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => shown(page)).toEqual(['Europe', '- Website', '- API', 'Payments', 'Reports']);
  await expect.poll(() => saved(app)).toEqual(['Europe', '- Website', '- API', 'Payments', 'Reports']);
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
  await expect.poll(() => shown(page)).toEqual(['Europe', '- Website', 'Payments', 'Reports', 'API']);
  await page.getByRole('button', { name: 'Move “Europe”' }).hover();
  await page.mouse.down();
  await page.mouse.move(reports.x + 10, reports.y + reports.height + 400, { steps: 8 });
  await page.mouse.up();
  await notice(page, '“Europe” was moved.').waitFor();
  const after = ['Payments', 'Reports', 'API', 'Europe', '- Website'];
  await expect.poll(async () => [await shown(page), await saved(app)]).toEqual([after, after]);
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

test('many are added at once in groups; what fails stays in the box, and is added once', async () => {
  const app = await startAdmin(browser);
  const page = await app.open('/admin/components/many', 'admin', { expected: /ERR_FAILED/ });
  const box = page.getByLabel('Components', { exact: true });
  await box.fill('Website\nEurope\n  API\n  Payments\nAsia: Reports\n');
  let refused = false;
  await page.route('**/v1/pages/*/components', (route) => {
    if (refused || !route.request().postData()?.includes('Payments')) return route.continue();
    return route.abort();
  });
  await page.getByRole('button', { name: 'Add 4 components' }).click();
  await page.getByText('2 of 4 were added.').waitFor();
  await page.look('components-many-failed');
  refused = true;
  await page.reload();
  await expect.poll(() => box.inputValue()).toBe('Europe: Payments\nAsia: Reports');
  await page.getByRole('button', { name: 'Add 2 components' }).click();
  await notice(page, '2 components added.').waitFor();
  const after = ['Website', 'Europe', '- API', '- Payments', 'Asia', '- Reports'];
  await expect.poll(() => shown(page)).toEqual(after);
  await expect.poll(() => saved(app)).toEqual(after);
});

test('a move that cannot be saved goes back and says so; moves during a slow one are saved in turn', async () => {
  const app = await startWithComponents();
  const page = await app.open('/admin/components', 'admin', { expected: /ERR_FAILED/ });
  const before = ['Europe', '- Website', '- API', 'Payments', 'Reports'];
  const move = async (name: string, key: string): Promise<void> => {
    await page.getByRole('button', { name: `Move “${name}”` }).focus();
    for (const each of ['Enter', key, 'Enter']) await page.keyboard.press(each);
  };
  let how: 'fails' | 'is slow' = 'fails';
  let sent = 0;
  await page.route('**/order', async (route) => {
    if (route.request().method() !== 'PUT') return route.continue();
    if (how === 'fails') return route.abort();
    sent += 1;
    await new Promise((resolve) => setTimeout(resolve, 600));
    return route.continue();
  });
  await move('Reports', 'ArrowUp');
  await page.getByText('The order is as it was before.').waitFor();
  await page.look('components-not-moved');
  await expect.poll(async () => [await shown(page), await saved(app)]).toEqual([before, before]);
  how = 'is slow';
  await move('Reports', 'ArrowUp');
  await move('API', 'Home');
  const after = ['Europe', '- API', '- Website', 'Reports', 'Payments'];
  await expect.poll(() => shown(page)).toEqual(after);
  await notice(page, '“API” was moved.').waitFor();
  await expect.poll(async () => [await shown(page), await saved(app), sent]).toEqual([after, after, 2]);
});

test('what a colleague changed meanwhile is shown, and the person chooses', async () => {
  const app = await startWithComponents();
  const page = await app.open('/admin/components', 'admin', { expected: /status of 412/ });
  await page.getByRole('button', { name: 'Move “Reports”' }).focus();
  const { Europe = '', Website = '', API = '', Payments = '', Reports = '' } = app.ids;
  const order = [{ id: Payments }, { id: Europe, componentIds: [Website, API] }, { id: Reports }];
  await app.act({ type: 'arrangePage', order });
  for (const key of ['Enter', 'ArrowUp', 'ArrowUp', 'Enter']) await page.keyboard.press(key);
  await page.getByText('Somebody else changed the order while you moved “Reports”').waitFor();
  await expect.poll(() => shown(page)).toEqual(['Payments', 'Europe', '- Website', '- API', 'Reports']);
  await page.look('components-meanwhile');
  await page.getByRole('button', { name: 'Move “Reports” in this order too' }).click();
  await notice(page, '“Reports” was moved.').waitFor();
  const after = ['Payments', 'Europe', '- Website', '- API', '- Reports'];
  await expect.poll(() => saved(app)).toContain('- Reports');
  expect((await saved(app)).slice(0, 2)).toEqual(after.slice(0, 2));

  await page.getByRole('link', { name: 'Payments' }).click();
  await page.getByLabel('Description').fill('Mine');
  await app.act({ type: 'editComponent', componentId: Payments, description: 'Theirs' });
  await app.act({ type: 'editComponent', componentId: Website, description: 'Elsewhere' });
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Somebody else changed this meanwhile').waitFor();
  await page.getByText('Description: Theirs').waitFor();
  await expect.poll(() => page.getByLabel('Description').inputValue()).toBe('Mine');
  await page.look('component-meanwhile');
  await page.getByRole('button', { name: 'Save' }).click();
  await notice(page, 'Saved.').waitFor();
  const written = (await app.store.read((reads) => reads.components())).find(({ id }) => id === Payments);
  expect(written?.description).toBe('Mine');
});

test('on a phone a component is dragged by touch, and its page fits', async () => {
  const app = await startWithComponents();
  const page = await app.open('/admin/components', 'admin', phone);
  const touch = await page.context().newCDPSession(page);
  const centre = async (name: string): Promise<{ x: number; y: number }> => {
    const box = await page.getByRole('button', { name: `Move “${name}”` }).boundingBox();
    if (!box) throw new Error(`${name} is not shown`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  await page.look('components-phone');
  // Who taps gets buttons.
  await page.getByRole('button', { name: 'Move “Payments”' }).tap();
  await page.getByRole('button', { name: 'Up', exact: true }).tap();
  await page.look('components-phone-held');
  await page.getByRole('button', { name: 'Put down' }).tap();
  await notice(page, '“Payments” was moved.').waitFor();
  await expect.poll(() => saved(app)).toEqual(['Europe', '- Website', '- API', '- Payments', 'Reports']);
  const from = await centre('Reports');
  const to = await centre('Website');
  await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
  for (let step = 1; step <= 8; step += 1) {
    const y = from.y + ((to.y - 12 - from.y) * step) / 8;
    await touch.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x: from.x, y }] });
  }
  await page.locator('.drop-line').waitFor();
  await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await notice(page, '“Reports” was moved.').waitFor();
  const after = ['Europe', '- Reports', '- Website', '- API', '- Payments'];
  await expect.poll(async () => [await shown(page), await saved(app)]).toEqual([after, after]);
  await page.getByRole('link', { name: 'Website' }).click();
  await page.getByRole('heading', { name: 'Website', level: 1 }).waitFor();
  await page.look('component-phone');
});

test('five hundred components are folded, found by a word, and moved', async () => {
  const app = await startAdmin(browser);
  await app.act({ type: 'importRecords', page: null, ...fiveHundred(), reports: [] });
  const page = await app.open('/admin/components', 'admin');
  await page.getByRole('button', { name: 'Region 9', exact: true }).waitFor();
  expect((await shown(page)).length).toBe(10);
  await page.getByLabel('Find a component').fill('service 7-49');
  await expect.poll(() => shown(page)).toEqual(['Region 7', '- Service 7-49']);
  await expect.poll(() => page.getByRole('button', { name: 'Move “Service 7-49”' }).count()).toBe(0);
  await page.getByLabel('Find a component').fill('');
  await page.getByRole('button', { name: 'Region 7', exact: true }).click();
  await page.getByRole('button', { name: 'Move “Service 7-49”' }).focus();
  for (const key of ['Enter', 'Home', 'Enter']) await page.keyboard.press(key);
  await notice(page, '“Service 7-49” was moved.').waitFor();
  expect((await shown(page)).slice(7, 10)).toEqual(['Region 7', '- Service 7-49', '- Service 7-0']);
  await expect.poll(() => saved(app)).toContain('- Service 7-49');
  await page.look('components-500');
});

test('editors only say how components are, viewers only look, whatever they send', async () => {
  const app = await startWithComponents();
  for (const role of ['editor', 'viewer'] as const) {
    const someone = await app.member(role, `${role}@example.com`);
    const page = await app.open('/admin/components', role, { as: someone });
    await page.getByRole('link', { name: 'API' }).waitFor();
    for (const name of [/^Add/, /^Move/, /^Edit/]) {
      expect([role, name, await page.getByRole('button', { name }).count()]).toEqual([role, name, 0]);
    }
    const mayWrite = role === 'editor';
    await expect
      .poll(() => page.getByRole('button', { name: /^Set the status/ }).count())
      .toBe(mayWrite ? 4 : 0);
    await page.getByRole('link', { name: 'API' }).click();
    await page.getByRole('heading', { name: 'API', level: 1 }).waitFor();
    await expect.poll(() => page.getByRole('button', { name: /Retire|Save/ }).count()).toBe(0);
    await page.goto(`${app.origin}/admin/components/many`);
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor();

    const cookie = await app.signIn(someone);
    const component = `/pages/{page}/components/${app.ids.API}`;
    const group = `/pages/{page}/component-groups/${app.ids.Europe}`;
    const asked: [string, string, object?][] = [
      ['POST', '/pages/{page}/components', { component: { name: 'New' } }],
      ['PATCH', component, { component: { name: 'Other' } }],
      ['DELETE', component],
      ['POST', `${component}/restore`, {}],
      ['PUT', '/pages/{page}/order', { order: [] }],
      ['POST', '/pages/{page}/component-groups', { component_group: { name: 'New', components: [] } }],
      ['PATCH', group, { component_group: { name: 'Other' } }],
      ['DELETE', group],
    ];
    for (const [method, path, body] of asked) {
      const { status } = await app.ask(method, path, { cookie, body });
      expect([role, method, path, status]).toEqual([role, method, path, 403]);
    }
    const status = { component: { status: 'major_outage' } };
    const set = await app.ask('PUT', `${component}/status`, { cookie, body: status });
    expect([role, set.status]).toEqual([role, mayWrite ? 200 : 403]);
  }
});
