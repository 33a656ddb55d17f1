import { expect, test } from 'vitest';
import { type ShownTemplate, startManaged } from '../../support/manage.ts';

test('a template is kept, changed, listed by name and removed', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const made = await app.manage<ShownTemplate>('POST', '/incident_templates', {
    template: {
      name: 'Provider down',
      title: 'Payments fail',
      body: 'Our provider is **down**.',
      group_id: 'group0000001',
      update_status: 'identified',
      should_send_notifications: true,
      component_ids: [api],
    },
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    name: 'Provider down',
    title: 'Payments fail',
    body: 'Our provider is **down**.',
    group_id: 'group0000001',
    update_status: 'identified',
    should_tweet: false,
    should_send_notifications: true,
  });
  expect(made.body.components.map(({ id, name }) => [id, name])).toEqual([[api, 'API']]);
  await app.manage('POST', '/incident_templates', { template: { name: 'Alarm', title: 'T', body: 'B' } });
  const list = await app.manage<ShownTemplate[]>('GET', '/incident_templates');
  expect(list.body.map(({ name }) => name)).toEqual(['Alarm', 'Provider down']);

  const at = `/incident_templates/${made.body.id}`;
  const renamed = { template: { title: 'Cards fail', group_id: null, update_status: null } };
  const changed = { ...made.body, title: 'Cards fail', group_id: null, update_status: null };
  expect(await app.manage('PATCH', at, renamed)).toMatchObject({ status: 200, body: changed });
  // The whole object, as Terraform sends it back.
  expect(await app.manage('PUT', at, { template: changed })).toMatchObject({ status: 200, body: changed });
  expect((await app.manage('GET', at)).body).toEqual(changed);

  expect((await app.manage('DELETE', at)).status).toBe(204);
  for (const method of ['GET', 'DELETE']) expect((await app.manage(method, at)).status).toBe(404);
  expect((await app.manage('PATCH', at, renamed)).code).toBe('incident_template.not_found');
});

test('a form makes one too, and what breaks a rule is named', async () => {
  const app = await startManaged();
  const form =
    'template[name]=N&template[title]=T&template[body]=B&template[should_tweet]=t&template[group_id]=';
  expect(await app.manage('POST', '/incident_templates', form)).toMatchObject({
    status: 201,
    body: { name: 'N', should_tweet: true, should_send_notifications: true, group_id: null },
  });
  const post = (template: object) => app.manage('POST', '/incident_templates', { template });
  const whole = { name: 'N', title: 'T', body: 'B' };
  expect((await post({ ...whole, name: ' ' })).paths).toEqual(['name']);
  expect((await post({ ...whole, component_ids: ['zzzzzzzzzzzz'] })).paths).toEqual([
    'component_ids.zzzzzzzzzzzz',
  ]);
  expect((await post({ name: 'N', title: 'T' })).paths).toEqual(['template.body']);
  expect((await post({ ...whole, update_status: 'broken' })).status).toBe(422);
  expect((await app.manageAs('viewer', 'POST', '/incident_templates', { template: whole })).status).toBe(403);
});
