import { expect, test, vi } from 'vitest';
import { temporaryDirectory, testNow } from '../../support/application.ts';
import {
  type ManagedApplication,
  type ShownComponent,
  type ShownIncident,
  startManaged,
} from '../../support/manage.ts';

const minute = 60_000;
const hour = 60 * minute;
const iso = (at: number): string => new Date(at).toISOString();
const beginsAt = testNow + 3 * hour;
const reminder = 'Maintenance will begin as scheduled in 60 minutes.';

function planned(fields: object = {}): object {
  return {
    name: 'Upgrade',
    scheduled_for: iso(beginsAt),
    scheduled_until: iso(beginsAt + hour),
    scheduled_remind_prior: true,
    ...fields,
  };
}

async function show(app: ManagedApplication, id: string): Promise<ShownIncident> {
  return (await app.manage<ShownIncident>('GET', `/incidents/${id}`)).body;
}

/** Lets the clock do what is due, until the maintenance has this status and as many updates. */
async function until(app: ManagedApplication, id: string, status: string, updates: number) {
  return vi.waitFor(async () => {
    const incident = await show(app, id);
    expect([incident.status, incident.incident_updates.length]).toEqual([status, updates]);
    return incident;
  });
}

function reminders(incident: ShownIncident): ShownIncident['incident_updates'] {
  return incident.incident_updates.filter(({ body }) => body === reminder);
}

test('an hour before it begins an update reminds of it, once', async () => {
  const app = await startManaged();
  const { id, scheduled_remind_prior: wanted } = await app.incident(planned());
  expect(wanted).toBe(true);
  app.clock.advanceTo(beginsAt - hour - 1);
  expect(reminders(await show(app, id))).toHaveLength(0);
  app.clock.advanceTo(beginsAt - hour);
  const reminded = await until(app, id, 'scheduled', 2);
  expect(reminded.scheduled_reminded_at).toBe(iso(beginsAt - hour));
  expect(reminders(reminded)).toMatchObject([
    {
      status: 'scheduled',
      display_at: iso(beginsAt - hour),
      affected_components: null,
      deliver_notifications: true,
    },
  ]);
  await vi.waitFor(async () => expect((await app.text('/')).includes(reminder)).toBe(true));
  app.clock.advanceTo(beginsAt + 1);
  expect(reminders(await until(app, id, 'in_progress', 3))).toHaveLength(1);
});

test('a reminder that came due while nothing ran is posted once at the next start, of its own time', async () => {
  const dataDir = temporaryDirectory();
  const first = await startManaged({ dataDir });
  const { id } = await first.incident(planned());
  await first.close();
  const second = await startManaged({ dataDir, now: beginsAt - 20 * minute });
  const reminded = await until(second, id, 'scheduled', 2);
  expect(reminders(reminded)).toMatchObject([
    { display_at: iso(beginsAt - hour), deliver_notifications: true },
  ]);
  expect(reminded.scheduled_reminded_at).toBe(iso(beginsAt - 20 * minute));
  await second.close();
  const third = await startManaged({ dataDir, now: beginsAt + minute });
  expect(reminders(await until(third, id, 'in_progress', 3))).toHaveLength(1);
});

test('of a beginning that is over already nobody is reminded by message', async () => {
  const dataDir = temporaryDirectory();
  const first = await startManaged({ dataDir });
  const { id } = await first.incident(planned());
  await first.close();
  const second = await startManaged({ dataDir, now: beginsAt + minute });
  const begun = await until(second, id, 'in_progress', 3);
  expect(reminders(begun)).toMatchObject([
    { display_at: iso(beginsAt - hour), deliver_notifications: false },
  ]);
});

test('a maintenance that is moved is reminded of anew, one that is announced late not at all', async () => {
  const app = await startManaged();
  const { id } = await app.incident(planned());
  app.clock.advanceTo(beginsAt - hour);
  await until(app, id, 'scheduled', 2);
  const moved = { scheduled_for: iso(beginsAt + 5 * hour), scheduled_until: iso(beginsAt + 6 * hour) };
  const again = await app.manage('PATCH', `/incidents/${id}`, { incident: moved });
  expect(again.body).toMatchObject({ scheduled_reminded_at: null, scheduled_remind_prior: true });
  app.clock.advanceTo(beginsAt + 4 * hour);
  expect(reminders(await until(app, id, 'scheduled', 3))).toHaveLength(2);
  // The same plan said again does not remind again.
  await app.manage('PUT', `/incidents/${id}`, { incident: { ...moved, scheduled_remind_prior: true } });

  const late = await app.incident({
    ...planned(),
    scheduled_for: iso(app.clock.now() + 30 * minute),
    scheduled_until: iso(app.clock.now() + 40 * minute),
  });
  app.clock.advance(35 * minute);
  expect(reminders(await until(app, late.id, 'in_progress', 2))).toHaveLength(0);
  expect(reminders(await show(app, id))).toHaveLength(2);
});

test('what happens by itself tells subscribers and sets components as it was said', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const { id } = await app.incident(
    planned({
      scheduled_remind_prior: false,
      component_ids: [api],
      auto_transition_deliver_notifications_at_start: false,
      auto_transition_deliver_notifications_at_end: true,
      auto_transition_to_operational_state: false,
    }),
  );
  expect(await show(app, id)).toMatchObject({
    auto_transition_deliver_notifications_at_start: false,
    auto_transition_deliver_notifications_at_end: true,
    auto_transition_to_maintenance_state: true,
    auto_transition_to_operational_state: false,
  });
  app.clock.advanceTo(beginsAt);
  await until(app, id, 'in_progress', 2);
  app.clock.advanceTo(beginsAt + hour);
  const { incident_updates: updates } = await until(app, id, 'completed', 3);
  expect(updates.map((update) => update.deliver_notifications)).toEqual([true, false, true]);

  const status = async () => (await app.manage<ShownComponent>('GET', `/components/${api}`)).body.status;
  expect(await status()).toBe('under_maintenance');
  await app.manage('PATCH', `/components/${api}`, { component: { status: 'operational' } });
  expect(await status()).toBe('operational');
  expect(await app.store.check()).toEqual([]);
});

test('steps that are made up for at once stay in their order behind an update by hand', async () => {
  const app = await startManaged();
  const { id } = await app.incident(
    planned({ scheduled_remind_prior: false, scheduled_auto_in_progress: false }),
  );
  app.clock.advanceTo(beginsAt + 2 * hour);
  const change = (incident: object) => app.manage('PATCH', `/incidents/${id}`, { incident });
  await change({ body: 'A little later.' });
  app.clock.advance(hour);
  await change({ scheduled_auto_in_progress: true });
  const { incident_updates: updates } = await until(app, id, 'completed', 4);
  expect(updates.map(({ status }) => status)).toEqual(['completed', 'in_progress', 'scheduled', 'scheduled']);
});

test('by default a completed maintenance leaves its components operational', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const { id } = await app.incident(planned({ scheduled_remind_prior: false, component_ids: [api] }));
  app.clock.advanceTo(beginsAt + hour);
  await until(app, id, 'completed', 3);
  expect((await app.manage('GET', `/components/${api}`)).body).toMatchObject({ status: 'operational' });
});

test('a maintenance that begins now, or began already, is entered as one in progress', async () => {
  const app = await startManaged();
  const [api, web] = [await app.component('API'), await app.component('Web')];
  const begun = { status: 'in_progress', components: { [api]: 'partial_outage' }, component_ids: [web] };
  // The next request is a second later.
  const now = await app.incident(planned({ ...begun, scheduled_for: iso(app.clock.now() + 1_000) }));
  const earlier = await app.incident(planned({ ...begun, scheduled_for: iso(app.clock.now() - hour) }));
  for (const entered of [now, earlier]) {
    expect(entered).toMatchObject({
      status: 'in_progress',
      components: [{ status: 'partial_outage' }, { status: 'under_maintenance' }],
      incident_updates: [
        {
          status: 'in_progress',
          body: 'Scheduled maintenance is currently in progress. We will provide updates as necessary.',
        },
      ],
    });
    expect(await app.text('/api/v2/scheduled-maintenances/active.json')).toContain(entered.id);
  }
  app.clock.advanceTo(beginsAt + hour);
  for (const { id } of [now, earlier]) {
    const { incident_updates: updates } = await until(app, id, 'completed', 2);
    expect(updates[0]?.display_at).toBe(iso(beginsAt + hour));
  }
  expect((await app.manage('GET', `/components/${api}`)).body).toMatchObject({ status: 'operational' });
  expect(await app.store.check()).toEqual([]);
});

test('one that is scheduled for the past begins at once by the clock', async () => {
  const app = await startManaged();
  const { id } = await app.incident(planned({ scheduled_for: iso(testNow - hour) }));
  await until(app, id, 'in_progress', 2);
});

test('a maintenance that is neither planned nor in progress is refused, and nothing of it is kept', async () => {
  const app = await startManaged();
  const past = { scheduled_for: iso(testNow - hour) };
  for (const [fields, path] of [
    [{ ...past, status: 'verifying' }, 'status'],
    [{ ...past, status: 'completed' }, 'status'],
    [{ ...past, status: 'investigating' }, 'status'],
    [{ status: 'in_progress' }, 'scheduled_for'],
    [{ ...past, status: 'in_progress', scheduled_until: iso(testNow - 1) }, 'scheduled_until'],
    [
      { ...past, status: 'in_progress', components: { zzzzzzzzzzzz: 'operational' } },
      'components.zzzzzzzzzzzz',
    ],
  ] as const) {
    const { status, paths } = await app.manage('POST', '/incidents', { incident: planned(fields) });
    expect([fields, status, paths]).toEqual([fields, 422, [path]]);
  }
  expect((await app.manage('GET', '/incidents')).body).toEqual([]);
});

test('the draft of a maintenance in progress shows what it will say', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const { body } = await app.manage<{ id: string }>('POST', '/drafts', {
    draft: {
      incident: planned({
        status: 'in_progress',
        scheduled_for: iso(testNow),
        components: { [api]: 'degraded_performance' },
      }),
    },
  });
  expect(body).toMatchObject({
    incident: { status: 'in_progress', components: { [api]: 'degraded_performance' } },
  });
  const published = await app.manage('POST', `/drafts/${body.id}/publish`);
  expect(published.body).toMatchObject({
    status: 'in_progress',
    components: [{ id: api, status: 'degraded_performance' }],
  });
});
