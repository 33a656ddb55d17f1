import { expect, test } from 'vitest';
import { type ManagedApplication, type ShownComponent, startManaged } from '../../support/manage.ts';

type Shown = { readonly order: readonly { readonly id: string; readonly components?: readonly string[] }[] };

/** A, a group of B and C, D, and an empty group. */
async function furnished() {
  const app = await startManaged();
  const a = await app.component('A');
  const b = await app.component('B');
  const c = await app.component('C');
  const group = await app.act({ type: 'addGroup', name: 'Group', componentIds: [b, c] });
  const d = await app.component('D');
  const empty = await app.act({ type: 'addGroup', name: 'Empty' });
  return { app, a, b, c, d, group, empty };
}

/** The names on the public page, from top to bottom. */
async function shownNames(app: ManagedApplication): Promise<string[]> {
  const { components } = JSON.parse(await app.text('/api/v2/components.json'));
  const groups = new Map<string, number>();
  for (const { id, position, group } of components) if (group) groups.set(id, position);
  type Listed = { name: string; group: boolean; group_id: string | null; position: number };
  return (components as Listed[])
    .filter(({ group }) => !group)
    .sort((x, y) => {
      const top = (each: Listed) => groups.get(each.group_id ?? '') ?? each.position;
      return top(x) - top(y) || x.position - y.position;
    })
    .map(({ name }) => name);
}

test('the whole page is put into another order in one commit, across groups', async () => {
  const { app, a, b, c, d, group, empty } = await furnished();
  const before = await app.manageAs('viewer', 'GET', '/order');
  expect(before.body).toEqual({
    order: [{ id: a }, { id: group, components: [b, c] }, { id: d }, { id: empty, components: [] }],
  });
  const order = [{ id: empty, components: [c] }, { id: d }, { id: group, components: [a, b] }];
  expect((await app.manageAs('editor', 'PUT', '/order', { order })).status).toBe(403);
  expect((await app.manageAs('admin', 'GET', '/order')).body).toEqual(before.body);
  const revision = await app.store.revision();
  const tried = await app.manageAs('admin', 'PUT', '/order?dry_run=true', { order });
  expect(tried.body).toMatchObject({ dry_run: true, would_answer: { order } });
  expect(await app.store.revision()).toBe(revision);

  const arranged = await app.manageAs('admin', 'PUT', '/order', { order });
  expect([arranged.status, arranged.body]).toEqual([200, { order }]);
  expect(await app.store.revision()).toBe(revision + 1);
  await app.manageAs('admin', 'PUT', '/order', { order });
  expect(await app.store.revision()).toBe(revision + 1);
  expect((await app.manage('GET', '/order')).body).toEqual({ order });
  expect(await shownNames(app)).toEqual(['C', 'D', 'A', 'B']);
  const moved = await app.manage<ShownComponent>('GET', `/components/${a}`);
  expect(moved.body).toMatchObject({ group_id: group, position: 1 });
});

test('an order that does not name everything once is refused, with what is wrong', async () => {
  const { app, a, b, c, d, group, empty } = await furnished();
  const retired = await app.component('Retired');
  await app.act({ type: 'retireComponent', componentId: retired });
  const whole = [{ id: a }, { id: d }, { id: group, components: [b, c] }, { id: empty, components: [] }];
  const revision = await app.store.revision();
  const refused = async (order: Shown['order']) => {
    const { status, body } = await app.manage<{ details: { path: string; message: string }[] }>(
      'PUT',
      '/order',
      { order },
    );
    expect(status).toBe(422);
    return body.details.map(({ path, message }) => `${path} ${message}`);
  };
  await app.manage('GET', '/order');
  expect(await refused([])).toEqual([`order must also name ${a}, ${group}, ${b}, ${c}, ${d}, ${empty}`]);
  expect(await refused(whole.slice(1))).toEqual([`order must also name ${a}`]);
  expect(await refused([...whole, { id: a }])).toEqual([`order[4].id ${a} is named twice`]);
  expect(await refused([...whole.slice(0, 3), { id: empty, components: [b] }])).toEqual([
    `order[3].components[0] ${b} is named twice`,
  ]);
  for (const unknown of ['zzzzzzzzzzzz', retired]) {
    expect(await refused([...whole, { id: unknown }])).toEqual([
      `order[4].id ${unknown} is neither a component nor a group of this page`,
    ]);
    expect(await refused([...whole.slice(0, 3), { id: empty, components: [unknown] }])).toEqual([
      `order[3].components[0] ${unknown} is not a component of this page`,
    ]);
  }
  expect(await refused([...whole.slice(0, 3), { id: empty }])).toEqual([
    `order[3].components must list the components of the group ${empty}`,
  ]);
  expect(await refused([{ id: a, components: [d] }, ...whole.slice(2)])).toEqual([
    `order[0].components ${a} is a component and cannot hold others`,
  ]);
  // The token of the owner came with the first question.
  expect(await app.store.revision()).toBe(revision + 1);
});
