import { expect, test } from 'vitest';
import { type ShownComponent, type ShownIncident, startManaged } from '../../support/manage.ts';

test('groups stand in the list of components, in the order of the public API and as bad as their worst', async () => {
  const app = await startManaged();
  const [api, web, mail] = [
    await app.component('API'),
    await app.component('Web'),
    await app.component('Mail'),
  ];
  const group = await app.manage<{ id: string }>('POST', '/component-groups', {
    component_group: { name: 'Core', description: 'What all need', components: [web, api] },
  });
  await app.manage('PATCH', `/components/${web}`, { component: { status: 'partial_outage' } });
  await app.manage('PATCH', `/components/${mail}`, { component: { status: 'major_outage' } });

  const { body: list } = await app.manage<ShownComponent[]>('GET', '/components');
  const { components } = JSON.parse(await app.text('/api/v2/components.json'));
  expect(list.map(({ id, group: isGroup, status }) => [id, isGroup, status])).toEqual(
    components.map((entry: ShownComponent) => [entry.id, entry.group, entry.status]),
  );
  expect(list).toHaveLength(4);
  const entry = list.find(({ id }) => id === group.body.id);
  expect(entry).toMatchObject({
    group: true,
    name: 'Core',
    description: 'What all need',
    status: 'partial_outage',
    group_id: null,
    page_id: app.pageId,
  });
  expect((await app.manage('GET', `/components/${group.body.id}`)).body).toEqual(entry);
  const pages = [
    ...(await app.manage<ShownComponent[]>('GET', '/components?per_page=3')).body,
    ...(await app.manage<ShownComponent[]>('GET', '/components?per_page=3&page=2')).body,
  ];
  expect(pages).toEqual(list);
});

test('a group is changed as a group, and is none of the components of an incident', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const group = await app.manage<{ id: string }>('POST', '/component-groups', {
    component_group: { name: 'Core', components: [api] },
  });
  const path = `/components/${group.body.id}`;
  expect((await app.manage('PATCH', path, { component: { status: 'major_outage' } })).status).toBe(404);
  expect((await app.manage('DELETE', path)).status).toBe(404);
  const incident = await app.incident({ name: 'Down', components: { [api]: 'major_outage' } });
  expect(incident.components.map(({ id, group: isGroup }) => [id, isGroup])).toEqual([[api, false]]);
  const shown = await app.manage<ShownIncident>('GET', `/incidents/${incident.id}`);
  expect(shown.body.components).toEqual(incident.components);
});
