import { expect, test } from 'vitest';
import type { z } from 'zod';
import type { dryRunShape } from '../../../server/http/manage/dryRun.ts';
import { type ManagedApplication, type ShownIncident, startManaged } from '../../support/manage.ts';

type DryRun = z.output<ReturnType<typeof dryRunShape>> & { readonly would_answer: { id: string } };

const minute = 60_000;

async function dryRun(app: ManagedApplication, method: string, path: string, body?: object): Promise<DryRun> {
  const answer = await app.manage<DryRun>(method, `${path}?dry_run=true`, body);
  expect(answer).toMatchObject({ status: 200, body: { dry_run: true } });
  return answer.body;
}

function ago(app: ManagedApplication, minutes: number): string {
  return new Date(app.clock.now() - minutes * minute).toISOString();
}

test('shows the card that a new incident would be, and what turns red', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const web = await app.component('Web');
  const incident = {
    name: 'Slow answers',
    body: 'It is **slow**.',
    components: { [api]: 'partial_outage' },
  };
  const told = await dryRun(app, 'POST', '/incidents', { incident });

  const [preview] = told.would_publish;
  expect(told.would_publish).toHaveLength(1);
  expect(preview).toMatchObject({ kind: 'incident', id: told.would_answer.id, state: 'published' });
  expect(preview?.html).toMatch(/^<article class="card report">.*Investigating.*<strong>slow<\/strong>/);
  expect(/<(html|head|style|script|body|main)\b/.test(preview?.html ?? '')).toBe(false);
  expect(told.would_change_status).toEqual([
    { component_id: api, name: 'API', before: 'operational', after: 'partial_outage' },
  ]);
  expect(told.page_status).toEqual({
    before: { indicator: 'none', description: 'All Systems Operational' },
    after: { indicator: 'minor', description: 'Minor Service Outage' },
  });
  expect(told.would_change_numbers).toEqual([]);

  const nothing = await dryRun(app, 'PATCH', `/components/${web}`, { component: { description: 'Pages' } });
  expect(nothing).toMatchObject({ would_publish: [], would_change_numbers: [], would_change_status: [] });
  expect(nothing.page_status.after).toEqual(nothing.page_status.before);
});

test('shows which numbers change when what was said of the past changes', async () => {
  const app = await startManaged();
  const component = {
    name: 'API',
    start_date: '2026-11-13',
  };
  const api = (await app.manage<{ id: string }>('POST', '/components', { component })).body.id;
  const group = { name: 'Europe', components: [api] };
  const europe = (await app.manage<{ id: string }>('POST', '/component-groups', { component_group: group }))
    .body.id;
  const incident = await app.incident({ name: 'Down', components: { [api]: 'major_outage' } });
  app.clock.advance(60 * minute);
  await app.manage('PATCH', `/incidents/${incident.id}`, { incident: { status: 'resolved' } });
  const update = `/incidents/${incident.id}/incident_updates/${incident.incident_updates[0]?.id}`;

  const longer = await dryRun(app, 'PATCH', update, {
    incident_update: { display_at: ago(app, 24 * 60) },
  });
  expect(longer.would_change_numbers).toEqual([
    {
      component_id: api,
      name: 'API',
      before: { uptime: expect.stringMatching(/^99\.\d+$/), downtime_seconds: 3_601 },
      after: { uptime: expect.stringMatching(/^90\.\d+$/), downtime_seconds: expect.any(Number) },
    },
  ]);
  expect(longer.would_change_group_numbers).toMatchObject([{ group_id: europe, name: 'Europe' }]);
  const [over] = longer.would_publish;
  expect(over?.html).toContain('→');

  const gone = await dryRun(app, 'DELETE', `/incidents/${incident.id}`);
  expect(gone.would_publish).toEqual([{ kind: 'incident', id: incident.id, state: 'removed', html: '' }]);
  expect(gone.would_change_numbers).toMatchObject([{ after: { uptime: '100', downtime_seconds: 0 } }]);
  const policy = {
    weights: { degraded_performance: 0, partial_outage: 0, major_outage: 500 },
    maintenance: 'up',
    outage_during_maintenance: 'outage_wins',
  };
  const lighter = await dryRun(app, 'PATCH', '', { page: { availability_policy: policy } });
  expect(lighter.would_change_numbers).toMatchObject([
    { before: { downtime_seconds: 3_601 }, after: { downtime_seconds: 1_800 } },
  ]);
});

test('a draft is shown as it will be at its time, and changes nothing until then', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const at = new Date(app.clock.now() + 24 * 60 * minute).toISOString();
  const drafted = { name: 'Late', body: 'Soon.', components: { [api]: 'major_outage' }, publish_at: at };
  const told = await dryRun(app, 'POST', '/incidents', { incident: drafted });
  expect(told).toMatchObject({ would_change_status: [], would_change_numbers: [] });
  const [preview] = told.would_publish;
  expect(preview).toMatchObject({ kind: 'incident', state: 'draft' });

  await app.manage('POST', '/incidents', { incident: drafted });
  app.clock.advanceTo(Date.parse(at));
  await expect.poll(() => app.text('/')).toContain('Late');
  const [incident] = (await app.manage<ShownIncident[]>('GET', '/incidents')).body;
  const html = preview?.html.replaceAll(preview.id, incident?.id ?? '') ?? '';
  expect((await app.text('/')).includes(html)).toBe(true);
});

test('what takes the time from a draft can be tried, also when the draft can be published no more', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Down' });
  const at = new Date(app.clock.now() + 24 * 60 * minute).toISOString();
  const update = { update: { body: 'More.' }, incident_id: id, publish_at: at };
  const drafted = await app.manage<{ author: string }>('POST', '/drafts', { draft: update });
  await app.manage('DELETE', `/incidents/${id}`);
  const author = drafted.body.author.split(' ')[1];
  const told = await dryRun(app, 'DELETE', `/tokens/${author}`);
  expect(told.would_publish).toEqual([]);
});

test('the draft of a postmortem is shown as it would be published', async () => {
  const app = await startManaged();
  const { id } = await app.incident({ name: 'Down', status: 'resolved' });
  const written = { postmortem: { body_draft: 'What we **learned**.' } };
  const told = await dryRun(app, 'PUT', `/incidents/${id}/postmortem`, written);
  const [preview] = told.would_publish;
  expect(preview).toMatchObject({ id, state: 'draft' });
  expect(preview?.html).toContain('What we <strong>learned</strong>.');
  await app.manage('PUT', `/incidents/${id}/postmortem`, written);
  const renamed = await dryRun(app, 'PATCH', `/incidents/${id}`, { incident: { name: 'Was down' } });
  expect(renamed.would_publish).toMatchObject([{ state: 'published' }]);
  expect(renamed.would_publish[0]?.html.includes('learned')).toBe(false);
});

test('of a long series no more than 20 maintenances are shown', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const series = {
    name: 'Daily',
    component_ids: [api],
    starts_at: '2026-11-30T22:00',
    duration_minutes: 60,
    rrule: 'FREQ=DAILY',
  };
  const made = await app.manage<{ id: string }>('POST', '/maintenance_series', {
    maintenance_series: series,
  });
  const told = await dryRun(app, 'PATCH', `/maintenance_series/${made.body.id}`, {
    maintenance_series: { starts_at: '2026-12-01T23:00' },
  });
  expect(told.would_publish).toHaveLength(20);
});
