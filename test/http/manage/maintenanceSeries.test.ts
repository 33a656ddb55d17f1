import { expect, test } from 'vitest';
import { type ManagedApplication, type ShownIncident, startManaged } from '../../support/manage.ts';

const day = 86_400_000;

type ShownSeries = {
  readonly id: string;
  readonly name: string;
  readonly time_zone: string;
  readonly rrule: string;
  readonly occurrences: readonly {
    readonly date: string;
    readonly state: string;
    readonly incident_id: string | null;
  }[];
};

/** Saturdays at 02:00 in Zurich; it is Monday, 23 November 2026. */
function weekly(component: string) {
  return {
    name: 'Weekly upgrade',
    body: 'We upgrade.',
    component_ids: [component],
    starts_at: '2026-11-28T02:00',
    time_zone: 'Europe/Zurich',
    duration_minutes: 120,
    rrule: 'FREQ=WEEKLY;BYDAY=SA',
  };
}

const saturdays = [
  '2026-11-28',
  '2026-12-05',
  '2026-12-12',
  '2026-12-19',
  '2026-12-26',
  '2027-01-02',
  '2027-01-09',
  '2027-01-16',
];

async function started(app: ManagedApplication, changes: object = {}): Promise<ShownSeries> {
  const api = await app.component('API');
  const answer = await app.manage<ShownSeries>('POST', '/maintenance_series', {
    maintenance_series: { ...weekly(api), ...changes },
  });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

async function shown(app: ManagedApplication, id: string): Promise<ShownSeries> {
  return (await app.manage<ShownSeries>('GET', `/maintenance_series/${id}`)).body;
}

async function upcoming(app: ManagedApplication): Promise<ShownIncident[]> {
  const { body } = await app.manage<ShownIncident[]>('GET', '/incidents/upcoming');
  return body.sort((a, b) => ((a.scheduled_for ?? '') < (b.scheduled_for ?? '') ? -1 : 1));
}

async function change(app: ManagedApplication, id: string, maintenance_series: object): Promise<ShownSeries> {
  const answer = await app.manage<ShownSeries>('PATCH', `/maintenance_series/${id}`, { maintenance_series });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body;
}

test('the occurrences of the next 60 days are scheduled as ordinary maintenances', async () => {
  const app = await startManaged();
  const series = await started(app);
  expect(series).toMatchObject({
    name: 'Weekly upgrade',
    body: 'We upgrade.',
    time_zone: 'Europe/Zurich',
    starts_at: '2026-11-28T02:00:00',
    duration_minutes: 120,
    rrule: 'FREQ=WEEKLY;BYDAY=SA',
    status_during: 'under_maintenance',
    deliver_notifications: false,
  });
  expect(series.occurrences.map(({ date, state }) => [date, state])).toEqual(
    saturdays.map((date) => [date, 'scheduled']),
  );
  const maintenances = await upcoming(app);
  expect(maintenances.map(({ id }) => id)).toEqual(series.occurrences.map(({ incident_id }) => incident_id));
  expect(maintenances[0]).toMatchObject({
    name: 'Weekly upgrade',
    status: 'scheduled',
    scheduled_for: '2026-11-28T01:00:00.000Z',
    scheduled_until: '2026-11-28T03:00:00.000Z',
    components: [{ name: 'API' }],
    incident_updates: [{ body: 'We upgrade.', deliver_notifications: false }],
  });
  expect((await app.text('/')).includes('Weekly upgrade')).toBe(true);
  expect((await app.manage<ShownSeries[]>('GET', '/maintenance_series')).body).toEqual([series]);
});

test('a dry run shows the occurrences and schedules none', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const answer = await app.manage<{ would_answer: ShownSeries }>('POST', '/maintenance_series?dry_run=true', {
    maintenance_series: weekly(api),
  });
  expect(answer.body.would_answer.occurrences.map(({ date }) => date)).toEqual(saturdays);
  expect(await upcoming(app)).toEqual([]);
  expect((await app.manage('GET', '/maintenance_series')).body).toEqual([]);
});

test('at most twenty are ahead, and the clock adds the next one as time goes on, once each', async () => {
  const app = await startManaged();
  const series = await started(app, { rrule: 'FREQ=DAILY' });
  expect(series.occurrences).toHaveLength(20);
  expect(series.occurrences.at(-1)?.date).toBe('2026-12-17');

  app.clock.advanceTo(Date.UTC(2026, 10, 28, 4));
  await expect.poll(async () => (await shown(app, series.id)).occurrences.at(-1)?.date).toBe('2026-12-18');
  app.clock.advanceTo(Date.UTC(2026, 11, 8, 12));
  await expect.poll(async () => (await shown(app, series.id)).occurrences.at(-1)?.date).toBe('2026-12-28');
  const starts = (await upcoming(app)).map(({ scheduled_for }) => scheduled_for);
  expect(starts).toEqual(
    Array.from({ length: 20 }, (_, n) => new Date(Date.UTC(2026, 11, 9 + n, 1)).toISOString()),
  );
});

test('after a restart what became due is added once, and nothing is scheduled for what is over', async () => {
  const first = await startManaged();
  const { id } = await started(first);
  const now = first.clock.now() + 21 * day;
  await first.close();

  const second = await startManaged({ dataDir: first.dataDir, now });
  await expect
    .poll(async () => (await shown(second, id)).occurrences.map(({ date }) => date))
    .toEqual([...saturdays.slice(3), '2027-01-23', '2027-01-30', '2027-02-06']);
  const after = await shown(second, id);
  expect(await upcoming(second)).toHaveLength(8);
  await second.close();

  const third = await startManaged({ dataDir: first.dataDir, now: now + 1_000 });
  expect((await shown(third, id)).occurrences).toEqual(after.occurrences);
  expect(await third.store.check()).toEqual([]);
});

test('an occurrence is edited or skipped by itself, and the series leaves it alone', async () => {
  const app = await startManaged();
  const series = await started(app);
  const [moved, skipped, plain] = series.occurrences.map(({ incident_id }) => incident_id ?? '');
  await app.manage('PATCH', `/incidents/${moved}`, {
    incident: { scheduled_for: '2026-11-28T05:00:00Z', scheduled_until: '2026-11-28T06:00:00Z' },
  });
  await app.manage('DELETE', `/incidents/${skipped}`);

  const renamed = await change(app, series.id, { name: 'Big upgrade', starts_at: '2026-11-28T04:00' });
  expect(renamed.occurrences.slice(0, 3)).toEqual([
    { date: '2026-11-28', state: 'edited', incident_id: moved },
    { date: '2026-12-05', state: 'skipped', incident_id: null },
    { date: '2026-12-12', state: 'scheduled', incident_id: plain },
  ]);
  const [first, second, ...others] = await upcoming(app);
  expect(first).toMatchObject({ name: 'Weekly upgrade', scheduled_for: '2026-11-28T05:00:00.000Z' });
  expect(second).toMatchObject({ id: plain, name: 'Big upgrade', scheduled_for: '2026-12-12T03:00:00.000Z' });
  expect(others).toHaveLength(5);

  // The clock does not bring the skipped one back either.
  app.clock.advance(8 * day);
  await expect.poll(async () => (await shown(app, series.id)).occurrences.at(-1)?.date).toBe('2027-01-30');
  expect((await shown(app, series.id)).occurrences[0]).toMatchObject({
    date: '2026-12-05',
    state: 'skipped',
  });
});

test('an update by hand makes an occurrence an edited one', async () => {
  const app = await startManaged();
  const series = await started(app);
  const incidentId = series.occurrences[0]?.incident_id ?? '';
  await app.manage('PATCH', `/incidents/${incidentId}`, { incident: { body: 'Bring a coat.' } });
  expect((await shown(app, series.id)).occurrences[0]?.state).toBe('edited');
});

test('another rule drops what it does not name and adds what it does; what has begun stays', async () => {
  const app = await startManaged();
  const series = await started(app);
  // In the middle of the first occurrence.
  app.clock.advanceTo(Date.UTC(2026, 10, 28, 2));
  const begun = series.occurrences[0]?.incident_id ?? '';
  await expect
    .poll(async () => (await app.manage<ShownIncident>('GET', `/incidents/${begun}`)).body.status)
    .toBe('in_progress');

  const changed = await change(app, series.id, { rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA,SU;COUNT=4' });
  expect(changed.occurrences.map(({ date }) => date)).toEqual([
    '2026-11-28',
    '2026-11-29',
    '2026-12-12',
    '2026-12-13',
  ]);
  const kept = series.occurrences.find(({ date }) => date === '2026-12-12')?.incident_id;
  expect(changed.occurrences[2]?.incident_id).toBe(kept);
  expect((await upcoming(app)).map(({ scheduled_for }) => scheduled_for?.slice(0, 10))).toEqual([
    '2026-11-29',
    '2026-12-12',
    '2026-12-13',
  ]);
  expect((await app.manage('GET', `/incidents/${begun}`)).body).toMatchObject({ status: 'in_progress' });
});

test('deleting a series removes what is to come and nobody edited', async () => {
  const app = await startManaged();
  const series = await started(app);
  const edited = series.occurrences[1]?.incident_id ?? '';
  await app.manage('PATCH', `/incidents/${edited}`, { incident: { name: 'The one that matters' } });
  app.clock.advanceTo(Date.UTC(2026, 10, 28, 2));
  await expect
    .poll(async () => (await app.manage<unknown[]>('GET', '/incidents/active_maintenance')).body.length)
    .toBe(1);

  expect((await app.manage('DELETE', `/maintenance_series/${series.id}`)).status).toBe(204);
  expect((await upcoming(app)).map(({ id, name }) => [id, name])).toEqual([[edited, 'The one that matters']]);
  expect((await app.manage<unknown[]>('GET', '/incidents/active_maintenance')).body).toHaveLength(1);
  expect((await app.manage('GET', `/maintenance_series/${series.id}`)).code).toBe(
    'maintenance_series.not_found',
  );
  app.clock.advance(30 * day);
  await expect.poll(async () => (await upcoming(app)).length).toBe(0);
  expect(await app.store.check()).toEqual([]);
});

test('a component that is retired is left out of what is scheduled later', async () => {
  const app = await startManaged();
  const other = await app.component('Web');
  const api = await app.component('Old API');
  const series = await started(app, { component_ids: [api, other] });
  await app.manage('DELETE', `/components/${api}`);
  app.clock.advance(14 * day);
  await expect.poll(async () => (await shown(app, series.id)).occurrences.at(-1)?.date).toBe('2027-01-30');
  expect((await upcoming(app)).at(-1)?.components.map(({ id }) => id)).toEqual([other]);
});

test('the zone is the page’s when not said, and an answer can be sent back as it is', async () => {
  const app = await startManaged();
  await app.manage('PATCH', '', { page: { time_zone: 'America/New_York' } });
  const series = await started(app, { time_zone: undefined });
  expect(series.time_zone).toBe('America/New_York');
  expect((await upcoming(app))[0]?.scheduled_for).toBe('2026-11-28T07:00:00.000Z');
  const again = await change(app, series.id, series);
  expect(again.occurrences).toEqual(series.occurrences);
});

test('a wrong field is named', async () => {
  const app = await startManaged();
  const api = await app.component('API');
  const refused = async (changes: object) => {
    const answer = await app.manage<{ error: string }>('POST', '/maintenance_series', {
      maintenance_series: { ...weekly(api), ...changes },
    });
    return [answer.status, ...answer.paths, answer.body.error];
  };
  expect(await refused({ rrule: 'FREQ=WEEKLY;BYHOUR=3' })).toEqual([
    422,
    'rrule',
    'rrule has BYHOUR, which is not supported',
  ]);
  expect(await refused({ rrule: 'FREQ=WEEKLY;UNTIL=20260101' })).toEqual([
    422,
    'rrule',
    'rrule has no occurrence that is still to come',
  ]);
  expect((await refused({ time_zone: 'Mars/Base' })).slice(0, 2)).toEqual([422, 'time_zone']);
  expect((await refused({ starts_at: '2026-02-30T02:00' })).slice(0, 2)).toEqual([422, 'starts_at']);
  expect((await refused({ starts_at: '2026-11-28T01:00:00Z' })).slice(0, 2)).toEqual([
    422,
    'maintenance_series.starts_at',
  ]);
  expect((await refused({ duration_minutes: 0 })).slice(0, 2)).toEqual([
    422,
    'maintenance_series.duration_minutes',
  ]);
  expect((await refused({ component_ids: ['zzzzzzzzzzzz'] })).slice(0, 2)).toEqual([
    422,
    'component_ids.zzzzzzzzzzzz',
  ]);
  expect((await refused({ name: '' })).slice(0, 2)).toEqual([422, 'name']);
  expect((await app.manageAs('viewer', 'POST', '/maintenance_series', {})).status).toBe(403);
  expect(await upcoming(app)).toEqual([]);
});
