import { expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { type Callers, openCallers } from '../../support/callers.ts';

/** What a change is answered with comes from the change: it must be what is read afterwards, also when nothing is. */

type Json = { readonly id: string };

async function furnish({ json }: Callers) {
  const api = await json<Json>('POST', '/components', { body: { component: { name: 'API' } } });
  const web = await json<Json>('POST', '/components', { body: { component: { name: 'Web' } } });
  const group = await json<Json>('POST', '/component-groups', {
    body: { component_group: { name: 'Core', components: [web.id] } },
  });
  const incident = await json<Json & { incident_updates: Json[] }>('POST', '/incidents', {
    body: { incident: { name: 'Slow', components: { [api.id]: 'partial_outage' } } },
  });
  const series = await json<Json>('POST', '/maintenance_series', {
    body: {
      maintenance_series: {
        name: 'Weekly',
        component_ids: [web.id],
        starts_at: '2026-11-30T22:00',
        duration_minutes: 60,
        rrule: 'FREQ=WEEKLY',
      },
    },
  });
  const over = await json<Json>('POST', '/incidents', {
    body: { incident: { name: 'Over', status: 'resolved' } },
  });
  await json('PUT', `/incidents/${over.id}/postmortem`, {
    body: { postmortem: { body_draft: 'What happened.' } },
  });
  return { api, web, group, incident, series, over };
}

test('a change is answered with what is read afterwards', async () => {
  const app = await startApplication();
  const callers = await openCallers(app);
  const { api, web, group, incident, series, over } = await furnish(callers);
  const maintenance = {
    name: 'Upgrade',
    scheduled_for: '2026-11-24T10:00:00Z',
    scheduled_until: '2026-11-24T11:00:00Z',
    component_ids: [web.id],
  };
  const template = { name: 'Known', title: 'Slow', body: 'It is slow.', component_ids: [api.id] };
  const draft = { incident: { name: 'To come' } };
  const cases: readonly [method: string, path: string, body: object, readFrom?: string][] = [
    ['PATCH', '', { page: { headline: 'Welcome', time_zone: 'Europe/Zurich' } }],
    ['PATCH', '', { page: { headline: 'Welcome' } }],
    ['PATCH', '/status_embed_config', { status_embed_config: { position: 'top-right' } }],
    ['PUT', '/order', { order: [{ id: group.id, components: [web.id] }, { id: api.id }] }],
    ['POST', '/components', { component: { name: 'Mail', status: 'degraded_performance' } }],
    ['PATCH', `/components/${api.id}`, { component: { status: 'major_outage', group_id: group.id } }],
    ['POST', '/component-groups', { component_group: { name: 'Edge', components: [api.id] } }],
    ['PATCH', `/component-groups/${group.id}`, { component_group: { components: [api.id, web.id] } }],
    ['POST', '/incidents', { incident: { name: 'Down', components: { [web.id]: 'major_outage' } } }],
    ['POST', '/incidents', { incident: maintenance }],
    ['PATCH', `/incidents/${incident.id}`, { incident: { body: 'More.', metadata: { chat: { room: 1 } } } }],
    ['PATCH', `/incidents/${incident.id}`, { incident: { status: 'resolved' } }],
    ['PUT', `/incidents/${over.id}/postmortem`, { postmortem: { body_draft: 'What else happened.' } }],
    ['PUT', `/incidents/${over.id}/postmortem/publish`, {}, `/incidents/${over.id}/postmortem`],
    ['POST', '/incident_templates', { template }],
    ['POST', '/drafts', { draft }],
    ['PATCH', `/maintenance_series/${series.id}`, { maintenance_series: { name: 'Every week' } }],
    ['POST', `/incidents/${incident.id}/merge`, { into: over.id }, `/incidents/${over.id}`],
  ];
  for (const [method, at, body, readFrom] of cases) {
    app.clock.advance(60_000);
    const answer = await callers.send(method, at, { body });
    const changed = (await answer.json()) as Json;
    const read = await callers.send('GET', readFrom ?? (method === 'POST' ? `${at}/${changed.id}` : at));
    expect([method, at, await read.json()]).toEqual([method, at, changed]);
    expect([method, at, read.headers.get('etag')]).toEqual([method, at, answer.headers.get('etag')]);
  }
});
