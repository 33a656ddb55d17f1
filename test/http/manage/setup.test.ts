import { expect, test } from 'vitest';
import { startManaged } from '../../support/manage.ts';

test('how far the page is set up follows from what is there', async () => {
  const app = await startManaged();
  const setup = async () => (await app.manageAs('viewer', 'GET', '/setup')).body;
  expect(await setup()).toEqual({ named: false, components: 0, incidents: 0 });
  const id = await app.component('API');
  await app.component('Web');
  await app.act({ type: 'retireComponent', componentId: id });
  await app.incident({ name: 'Down', status: 'identified' });
  expect(await setup()).toEqual({ named: false, components: 1, incidents: 1 });
  // Also when somebody keeps the name that it has: they have chosen it.
  await app.manage('PATCH', '', { page: { name: 'Status' } });
  expect(await setup()).toEqual({ named: true, components: 1, incidents: 1 });
});
