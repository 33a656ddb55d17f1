import { expect, test } from 'vitest';
import { textOf } from '../../support/html.ts';
import { type ShownIncident, type ShownUpdate, startManaged } from '../../support/manage.ts';

test('an update that is corrected says when, to staff and on the page', async () => {
  const app = await startManaged();
  const incident = await app.incident({ name: 'Cards declined', body: 'Two of ten fail.' });
  const [update] = incident.incident_updates;
  const at = `/incidents/${incident.id}/incident_updates/${update?.id}`;
  expect(update?.edited_at).toBe(null);
  expect(textOf(await app.text('/')).includes('edited')).toBe(false);

  const same = { body: 'Two of ten fail.', deliver_notifications: false };
  const unchanged = await app.manage<ShownUpdate>('PATCH', at, { incident_update: same });
  expect(unchanged.body).toMatchObject({ edited_at: null, deliver_notifications: false });

  app.clock.advance(25 * 60_000);
  const edited = await app.manage<ShownUpdate>('PATCH', at, {
    incident_update: { body: 'One of ten fails.' },
  });
  const now = new Date(app.clock.now()).toISOString();
  expect(edited.body).toMatchObject({ body: 'One of ten fails.', edited_at: now, updated_at: now });
  for (const path of ['/', `/incidents/${incident.id}`]) {
    const shown = textOf(await app.text(path));
    expect([shown.includes('One of ten fails.'), shown.includes('Two of ten')]).toEqual([true, false]);
    expect(/edited (23 Nov 2026, )?15:05 UTC/.test(shown)).toBe(true);
  }
});

test('a new time and other statuses are a correction too, and the whole object may be sent back', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const incident = await app.incident({ name: 'Down', components: { [api]: 'partial_outage' } });
  const [update] = incident.incident_updates;
  const at = `/incidents/${incident.id}/incident_updates/${update?.id}`;
  const back = await app.manage<ShownUpdate>('PUT', at, { incident_update: update });
  expect([back.status, back.body.edited_at]).toEqual([200, null]);
  const worse = { incident_update: { components: { [api]: 'major_outage' } } };
  expect((await app.manage<ShownUpdate>('PATCH', at, worse)).body.edited_at).not.toBe(null);
  expect((await app.manage<ShownIncident>('GET', `/incidents/${incident.id}`)).body.impact).toBe('critical');
});

test('an update lists the components that the public API lists: all that were affected so far', async () => {
  const app = await startManaged();
  const [cards, web] = [await app.component('Cards'), await app.component('Web')];
  await app.manage('POST', '/component-groups', {
    component_group: { name: 'Payments', components: [cards] },
  });
  const { id } = await app.incident({ name: 'Down', components: { [cards]: 'partial_outage' } });
  const change = (incident: object) => app.manage<ShownIncident>('PATCH', `/incidents/${id}`, { incident });
  await change({ status: 'identified', components: { [web]: 'degraded_performance' } });
  await change({ status: 'monitoring' });
  const { body } = await change({ status: 'resolved' });
  const planned = await app.incident({
    name: 'Upgrade',
    scheduled_for: '2026-11-24T10:00:00Z',
    scheduled_until: '2026-11-24T11:00:00Z',
    component_ids: [cards],
  });
  expect(body.incident_updates.map((update) => update.affected_components)).toEqual([
    [
      listed(cards, 'Payments - Cards', 'partial_outage', 'operational'),
      listed(web, 'Web', 'degraded_performance', 'operational'),
    ],
    [
      listed(cards, 'Payments - Cards', 'partial_outage', 'partial_outage'),
      listed(web, 'Web', 'degraded_performance', 'degraded_performance'),
    ],
    [
      listed(cards, 'Payments - Cards', 'partial_outage', 'partial_outage'),
      listed(web, 'Web', 'operational', 'degraded_performance'),
    ],
    [listed(cards, 'Payments - Cards', 'operational', 'partial_outage')],
  ]);
  for (const shown of [body, planned]) {
    const { incident } = JSON.parse(await app.text(`/api/v2/incidents/${shown.id}.json`));
    for (const [index, update] of shown.incident_updates.entries()) {
      expect(update.affected_components).toEqual(incident.incident_updates[index].affected_components);
    }
    const [latest] = shown.incident_updates;
    const at = `/incidents/${shown.id}/incident_updates/${latest?.id}`;
    const alone = await app.manage<ShownUpdate>('PATCH', at, { incident_update: {} });
    expect(alone.body.affected_components).toEqual(latest?.affected_components);
  }
});

function listed(code: string, name: string, old_status: string, new_status: string): object {
  return { code, name, old_status, new_status };
}
