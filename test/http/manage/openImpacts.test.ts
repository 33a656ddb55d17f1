import { expect, test } from 'vitest';
import { startManaged } from '../../support/manage.ts';

test('why a component is as it is: the worst first, with who claims it and why', async () => {
  const app = await startManaged();
  const id = await app.component('API');
  const other = await app.component('Website');
  expect(await app.manageAs('viewer', 'GET', `/components/${id}/impacts`)).toMatchObject({
    status: 200,
    body: [],
  });
  const component = { status: 'degraded_performance', status_reason: 'A disk is full' };
  await app.manage('PUT', `/components/${id}/status`, { component });
  const incident = await app.incident({
    name: 'No answers',
    components: { [id]: 'major_outage', [other]: 'partial_outage' },
  });
  const { body } = await app.manage('GET', `/components/${id}/impacts`);
  expect(body).toMatchObject([
    { source: 'incident', source_id: incident.id, name: 'No answers', status: 'major_outage', reason: null },
    {
      source: 'manual',
      source_id: id,
      name: null,
      status: 'degraded_performance',
      reason: 'A disk is full',
    },
  ]);
  await app.manage('PATCH', `/incidents/${incident.id}`, { incident: { status: 'resolved' } });
  expect((await app.manage<object[]>('GET', `/components/${id}/impacts`)).body).toHaveLength(1);
  await app.manage('DELETE', `/components/${id}`);
  expect((await app.manage('GET', `/components/${id}/impacts`)).status).toBe(404);
});
