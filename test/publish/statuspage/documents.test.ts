import { describe, expect, test } from 'vitest';
import type { Command } from '../../../server/domain/command.ts';
import { startApplication, type TestApplication, testNow } from '../../support/application.ts';
import { importRecordings, recording } from '../../support/recordings.ts';
import { oneIncident, oneMaintenance, schemas } from './schemas.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const text = { source: 'Words.', html: '<p>Words.</p>' };

type Affected = { code: string; name: string; old_status: string; new_status: string };
type Entry = { id: string; name: string; status: string; created_at: string; updated_at: string };
type Component = Entry & {
  group: boolean;
  components?: string[];
  position: number;
  start_date: string | null;
};
type Incident = Entry & {
  impact: string;
  monitoring_at: string | null;
  resolved_at: string | null;
  started_at: string;
  shortlink: string;
  components: Component[];
  incident_updates: (Entry & { display_at: string; body: string; affected_components: Affected[] | null })[];
};
type Document = {
  page: { updated_at: string; url: string };
  components: Component[];
  incidents: Incident[];
  incident: Incident;
  scheduled_maintenances: (Incident & { scheduled_for: string })[];
  status: { indicator: string; description: string };
};

async function read({ get }: TestApplication, document: string): Promise<Document> {
  return (await (await get(`/api/v2/${document}.json`)).json()) as Document;
}

function opening(name: string, rest: Partial<Extract<Command, { type: 'openIncident' }>> = {}): Command {
  return { type: 'openIncident', name, status: 'investigating', text, statuses: {}, ...rest };
}

const names = (entries: readonly Entry[]): string[] => entries.map(({ name }) => name);

describe('a page with everything on it', () => {
  async function everything(): Promise<TestApplication> {
    const app = await startApplication();
    const { act, clock } = app;
    await act({ type: 'configurePage', name: 'Northwind', timeZone: 'America/New_York' });
    const groupId = await act({ type: 'addGroup', name: 'Payments', description: 'Money' });
    clock.advance(minute);
    const cards = await act({ type: 'addComponent', name: 'Cards', groupId, startDate: '2026-01-01' });
    clock.advance(minute);
    await act({ type: 'addComponent', name: 'Transfers', groupId, onlyShowIfDegraded: true });
    clock.advance(minute);
    const web = await act({ type: 'addComponent', name: 'Web', description: 'The site', showcase: false });
    const old = await act({ type: 'addComponent', name: 'Telex' });
    const incidents = new Map<string, string>();
    for (const status of ['investigating', 'identified', 'monitoring', 'resolved'] as const) {
      const id = await act(
        opening(status, { statuses: { [cards]: 'degraded_performance', [old]: 'partial_outage' } }),
      );
      incidents.set(status, id);
      clock.advance(minute);
      if (status === 'investigating') continue;
      await act({ type: 'postUpdate', incidentId: id, status, text, statuses: {} });
    }
    await act({ type: 'retireComponent', componentId: old });
    const window = { scheduledFor: clock.now() + hour, scheduledUntil: clock.now() + 2 * hour };
    for (const status of ['scheduled', 'in_progress', 'verifying', 'completed'] as const) {
      const incidentId = await act({
        type: 'scheduleMaintenance',
        name: status,
        text,
        componentIds: [web],
        ...window,
      });
      clock.advance(minute);
      if (status === 'scheduled') continue;
      await act({
        type: 'postUpdate',
        incidentId,
        status,
        text,
        statuses: status === 'completed' ? {} : { [web]: 'under_maintenance' },
      });
    }
    return app;
  }

  test('has the keys of the recordings in their order, and fits their schemas', async () => {
    const app = await everything();
    for (const [document, schema] of Object.entries(schemas)) {
      const served = await read(app, document);
      expect([document, schema.safeParse(served).error?.issues.slice(0, 3) ?? []]).toEqual([document, []]);
    }
    const keys = (entry: unknown): string[] => Object.keys(entry as object);
    const underway = recording('github-summary-maintenance-underway') as unknown as Document;
    const critical = recording('github-incident-actions-critical') as unknown as Incident;
    const grouped = recording('cloudflare-summary-476-components') as unknown as Document;
    const summary = await read(app, 'summary');
    expect(keys(summary)).toEqual(keys(underway));
    for (const component of summary.components) {
      const like = (component.group ? grouped : underway).components.find((c) => c.group === component.group);
      expect(keys(component)).toEqual(keys(like));
    }
    for (const incident of summary.incidents) {
      expect(keys(incident)).toEqual(keys(critical));
      for (const update of incident.incident_updates) {
        expect(keys(update)).toEqual(keys(critical.incident_updates[0]));
      }
    }
    for (const maintenance of summary.scheduled_maintenances) {
      expect(keys(maintenance)).toEqual(keys(underway.scheduled_maintenances[0]));
    }
  });

  test('puts each report into the documents of its state', async () => {
    const app = await everything();
    const listed = async (document: string): Promise<string[]> => {
      const { incidents, scheduled_maintenances: maintenances } = await read(app, document);
      return names(incidents ?? maintenances);
    };
    expect(await listed('incidents')).toEqual(['resolved', 'monitoring', 'identified', 'investigating']);
    expect(await listed('incidents/unresolved')).toEqual(['monitoring', 'identified', 'investigating']);
    const all = await listed('scheduled-maintenances');
    expect(all.sort()).toEqual(['completed', 'in_progress', 'scheduled', 'verifying']);
    expect(await listed('scheduled-maintenances/upcoming')).toEqual(['scheduled']);
    expect(await listed('scheduled-maintenances/active')).toEqual(['verifying', 'in_progress']);
    const summary = await read(app, 'summary');
    expect(names(summary.incidents)).toEqual(['monitoring', 'identified', 'investigating']);
    expect(names(summary.scheduled_maintenances)).toEqual(['scheduled', 'verifying', 'in_progress']);
  });

  test('serves each of them alone too, also one that the history alone remembers', async () => {
    const app = await everything();
    const { incidents } = await read(app, 'incidents');
    const { scheduled_maintenances: maintenances } = await read(app, 'scheduled-maintenances');
    for (const listed of [...incidents, ...maintenances]) {
      const alone = await read(app, `incidents/${listed.id}`);
      const schema = 'scheduled_for' in listed ? oneMaintenance : oneIncident;
      expect(schema.safeParse(alone).success).toBe(true);
      expect(JSON.stringify(alone.incident) === JSON.stringify(listed)).toBe(true);
      const bare = await app.text(`/incidents/${listed.id}.json`);
      expect(bare === JSON.stringify(listed)).toBe(true);
    }
    for (let n = 0; n < 50; n += 1) await app.act(opening(`later ${n}`, { status: 'resolved' }));
    app.clock.advance(16 * day);
    await app.act({ type: 'addComponent', name: 'Another' });
    const resolved = incidents.find(({ status }) => status === 'resolved');
    expect((await read(app, 'incidents')).incidents.some(({ id }) => id === resolved?.id)).toBe(false);
    const alone = await read(app, `incidents/${resolved?.id}`);
    expect(oneIncident.safeParse(alone).success).toBe(true);
    expect(names(alone.incident.components)).toEqual(['Cards', 'Telex']);
  });

  test('leaves a retired component out of the list, and names it where it was affected', async () => {
    const app = await everything();
    const { components, incidents } = await read(app, 'summary');
    expect(names(components)).toEqual(['Payments', 'Cards', 'Transfers', 'Web']);
    const telex = incidents[0]?.components.find(({ name }) => name === 'Telex');
    expect(telex).toMatchObject({ group: false, status: 'partial_outage', group_id: null });
  });
});

describe('components', () => {
  test('stand by position over the whole list, the older first, and groups are as bad as their worst', async () => {
    const app = await startApplication();
    const { act, clock } = app;
    const add = async (name: string, position: number, groupId: string | null = null): Promise<string> => {
      clock.advance(minute);
      const componentId = await act({ type: 'addComponent', name, groupId });
      return act({ type: 'editComponent', componentId, position });
    };
    const groupId = await act({ type: 'addGroup', name: 'Group' });
    await act({ type: 'addGroup', name: 'Nothing in it' });
    const second = await add('second child', 2, groupId);
    const first = await add('first child', 1, groupId);
    await add('second', 2);
    await add('third', 3);
    const { components } = await read(app, 'components');
    expect(names(components)).toEqual(['Group', 'first child', 'second child', 'second', 'third']);
    const group = components.find((component) => component.group);
    expect(group?.components).toEqual([first, second]);
    expect(group?.status).toBe('operational');
    await act({ type: 'setComponentStatus', componentId: first, status: 'under_maintenance' });
    await act({ type: 'setComponentStatus', componentId: second, status: 'degraded_performance' });
    const after = await read(app, 'summary');
    expect(after.components[0]?.status).toBe('degraded_performance');
    // Groups have no part in the roll-up.
    expect(after.status).toEqual({ indicator: 'minor', description: 'Partially Degraded Service' });
  });

  test('that show only when degraded are listed at all times, as the clients decide', async () => {
    const app = await startApplication();
    await app.act({ type: 'addComponent', name: 'Quiet', onlyShowIfDegraded: true });
    const { components } = await read(app, 'components');
    expect(components).toMatchObject([{ name: 'Quiet', status: 'operational', only_show_if_degraded: true }]);
  });
});

describe('times', () => {
  test.each([
    ['Etc/UTC', '2026-11-01T05:59:59.999Z', '2026-11-01T06:00:00.000Z'],
    ['America/New_York', '2026-11-01T01:59:59.999-04:00', '2026-11-01T01:00:00.000-05:00'],
    ['Europe/London', '2026-11-01T05:59:59.999+00:00', '2026-11-01T06:00:00.000+00:00'],
    ['Asia/Kolkata', '2026-11-01T11:29:59.999+05:30', '2026-11-01T11:30:00.000+05:30'],
    ['America/St_Johns', '2026-11-01T02:29:59.999-03:30', '2026-11-01T02:30:00.000-03:30'],
  ])('are in the zone of the page: %s', async (timeZone, before, after) => {
    const change = Date.UTC(2026, 10, 1, 6);
    const app = await startApplication({ now: change - 1 });
    await app.act({ type: 'configurePage', name: 'Page', timeZone });
    const incidentId = await app.act(opening('Over the change'));
    app.clock.advanceTo(change);
    await app.act({ type: 'postUpdate', incidentId, status: 'monitoring', text, statuses: {} });
    const { incidents, page } = await read(app, 'incidents');
    expect(incidents[0]).toMatchObject({ created_at: before, updated_at: after, monitoring_at: after });
    expect(page.updated_at).toBe(after);
  });

  test('of a back-dated incident: created when it happened, started when it was entered', async () => {
    const app = await startApplication();
    await app.act(opening('Yesterday', { displayAt: testNow - day, status: 'resolved' }));
    const { incidents } = await read(app, 'incidents');
    const [then, now] = [testNow - day, testNow].map((at) => new Date(at).toISOString());
    expect(incidents[0]).toMatchObject({ created_at: then, started_at: now, resolved_at: then });
  });

  test('the page was updated with the latest change that the public can see', async () => {
    const app = await startApplication();
    const { act, clock } = app;
    const updatedAt = async (): Promise<number> => Date.parse((await read(app, 'status')).page.updated_at);
    const componentId = await act({ type: 'addComponent', name: 'API' });
    const component = async (): Promise<string | undefined> =>
      (await read(app, 'components')).components[0]?.updated_at;
    const added = await component();
    const incidentId = await act(opening('Of nothing'));
    const steps: readonly [Command, affectsComponent: boolean][] = [
      [{ type: 'postUpdate', incidentId, status: 'identified', text, statuses: {} }, false],
      [
        {
          type: 'postUpdate',
          incidentId,
          status: 'identified',
          text,
          statuses: { [componentId]: 'major_outage' },
        },
        true,
      ],
      [{ type: 'postUpdate', incidentId, status: 'resolved', text, statuses: {} }, true],
      [{ type: 'setComponentStatus', componentId, status: 'degraded_performance' }, true],
      [{ type: 'deleteIncident', incidentId }, false],
    ];
    let lastComponent = added;
    for (const [command, affectsComponent] of steps) {
      clock.advance(minute);
      await act(command);
      expect([command.type, await updatedAt()]).toEqual([command.type, clock.now()]);
      expect([command.type, (await component()) !== lastComponent]).toEqual([command.type, affectsComponent]);
      lastComponent = await component();
    }
    clock.advance(minute);
    const before = await updatedAt();
    await act({
      type: 'issueToken',
      name: 'secret',
      role: 'viewer',
      ceiling: 'owner',
      secretHash: 'f'.repeat(64),
    });
    expect(await updatedAt()).toBe(before);
  });
});

test('a component known only by name takes its record from a later import, whatever befell it here', async () => {
  const app = await startApplication({ now: Date.UTC(2026, 8, 1) });
  await importRecordings(app, ['github-incident-actions-critical']);
  const incidentId = '8vfyvq16hzh9';
  for (let n = 0; n < 3; n += 1) {
    const [latest] = (await read(app, `incidents/${incidentId}`)).incident.incident_updates;
    await app.act({ type: 'deleteUpdate', incidentId, updateId: latest?.id ?? '' });
  }
  const actions = async (): Promise<Component | undefined> =>
    (await read(app, `incidents/${incidentId}`)).incident.components.find(({ name }) => name === 'Actions');
  const onlyNamed = await actions();
  expect(onlyNamed).toMatchObject({ status: 'partial_outage', position: 0 });
  expect(onlyNamed?.updated_at).toBe(onlyNamed?.created_at);
  await importRecordings(app, ['github-summary-operational']);
  expect(await actions()).toMatchObject({ status: 'partial_outage', position: 7 });
  expect(names((await read(app, 'components')).components)).toContain('Actions');
});

describe('order and limits', () => {
  test('unresolved incidents by their update, all by the time that their latest update speaks of', async () => {
    const app = await startApplication();
    const { act, clock } = app;
    const first = await act(opening('first'));
    clock.advance(minute);
    const second = await act(opening('second'));
    clock.advance(minute);
    const [update] = (await read(app, `incidents/${first}`)).incident.incident_updates;
    await act({
      type: 'editUpdate',
      incidentId: first,
      updateId: update?.id ?? '',
      text: { source: 'Edited', html: 'Edited' },
    });
    expect(names((await read(app, 'incidents/unresolved')).incidents)).toEqual(['first', 'second']);
    expect(names((await read(app, 'incidents')).incidents)).toEqual(['second', 'first']);
    clock.advance(minute);
    await act({ type: 'postUpdate', incidentId: second, status: 'monitoring', text, statuses: {} });
    expect(names((await read(app, 'summary')).incidents)).toEqual(['second', 'first']);
  });

  test('maintenances to come by their beginning, then those under way by their update', async () => {
    const app = await startApplication();
    const { act, clock } = app;
    const plan = async (name: string, inHours: number): Promise<string> => {
      clock.advance(minute);
      return act({
        type: 'scheduleMaintenance',
        name,
        text,
        componentIds: [],
        scheduledFor: testNow + inHours * hour,
        scheduledUntil: testNow + 100 * hour,
      });
    };
    const edit = async (incidentId: string): Promise<void> => {
      clock.advance(minute);
      const [update] = (await read(app, `incidents/${incidentId}`)).incident.incident_updates;
      await act({ type: 'editUpdate', incidentId, updateId: update?.id ?? '', text });
    };
    await plan('in three', 3);
    const corrected = await plan('in two, corrected', 2);
    await plan('in two', 2);
    await edit(corrected);
    const begin = async (name: string): Promise<string> => {
      const incidentId = await plan(name, 50);
      clock.advance(minute);
      await act({ type: 'postUpdate', incidentId, status: 'in_progress', text, statuses: {} });
      return incidentId;
    };
    const begun = await begin('begun first, corrected');
    await begin('begun second');
    await edit(begun);
    const toCome = ['in two, corrected', 'in two', 'in three'];
    const underWay = ['begun first, corrected', 'begun second'];
    expect(names((await read(app, 'summary')).scheduled_maintenances)).toEqual([...toCome, ...underWay]);
  });

  test('an incident whose postmortem is published comes first, as the latest that is told', async () => {
    const app = await startApplication();
    const { act, clock } = app;
    const incidentId = await act(opening('Old', { status: 'resolved' }));
    for (let n = 0; n < 50; n += 1) {
      clock.advance(minute);
      await act(opening(`later ${n}`, { status: 'resolved' }));
    }
    await act({ type: 'draftPostmortem', incidentId, text });
    expect(names((await read(app, 'incidents')).incidents)).not.toContain('Old');
    clock.advance(minute);
    await act({ type: 'publishPostmortem', incidentId, notifySubscribers: true });
    const { incidents } = await read(app, 'incidents');
    expect(schemas.incidents?.safeParse(await read(app, 'incidents')).success).toBe(true);
    const [newest, resolved, ...others] = incidents[0]?.incident_updates ?? [];
    expect(incidents[0]).toMatchObject({
      id: incidentId,
      status: 'postmortem',
      resolved_at: resolved?.display_at,
      updated_at: newest?.display_at,
    });
    expect(newest).toMatchObject({ status: 'postmortem', body: 'Words.', affected_components: null });
    expect([resolved?.status, others]).toEqual(['resolved', []]);
    expect((await read(app, 'incidents/unresolved')).incidents).toEqual([]);
    expect((await read(app, 'summary')).incidents).toEqual([]);
    const accept = { Accept: 'application/json' };
    const history = JSON.stringify(await (await app.get('/history', accept)).json());
    expect(history.match(/"message":"Words\."/g)).toHaveLength(51);
  });

  test('the newest 50 of each kind', async () => {
    const app = await startApplication();
    for (let n = 0; n < 52; n += 1) {
      app.clock.advance(minute);
      await app.act(opening(`incident ${n}`, { status: 'resolved' }));
      await app.act({
        type: 'scheduleMaintenance',
        name: `maintenance ${n}`,
        text,
        componentIds: [],
        scheduledFor: app.clock.now() + day,
        scheduledUntil: app.clock.now() + 2 * day,
      });
    }
    const { incidents } = await read(app, 'incidents');
    const { scheduled_maintenances: maintenances } = await read(app, 'scheduled-maintenances');
    expect([incidents.length, incidents[0]?.name, incidents.at(-1)?.name]).toEqual([
      50,
      'incident 51',
      'incident 2',
    ]);
    expect([maintenances.length, maintenances[0]?.name]).toEqual([50, 'maintenance 51']);
    expect((await read(app, 'scheduled-maintenances/upcoming')).scheduled_maintenances.length).toBe(52);
  });
});

describe('affected components', () => {
  const told = (list: Affected[] | null): string[] | null =>
    list?.map((one) => `${one.name}: ${one.old_status} → ${one.new_status}`) ?? null;

  test('of an update are all that were affected so far, also those that it leaves as they were', async () => {
    const app = await startApplication();
    const { act, clock } = app;
    const groupId = await act({ type: 'addGroup', name: 'Payments' });
    const cards = await act({ type: 'addComponent', name: 'Cards', groupId });
    const web = await act({ type: 'addComponent', name: 'Web' });
    const incidentId = await act(opening('Slow'));
    const post = async (
      status: 'identified' | 'monitoring' | 'resolved',
      statuses: Extract<Command, { type: 'postUpdate' }>['statuses'] = {},
    ): Promise<void> => {
      clock.advance(minute);
      await act({ type: 'postUpdate', incidentId, status, text, statuses });
    };
    await post('identified', { [cards]: 'partial_outage' });
    await post('identified', { [web]: 'degraded_performance' });
    await post('monitoring');
    await post('monitoring', { [cards]: 'operational' });
    await post('resolved');
    const { incident } = await read(app, `incidents/${incidentId}`);
    expect(incident.incident_updates.map((update) => told(update.affected_components))).toEqual([
      ['Payments - Cards: operational → operational', 'Web: degraded_performance → operational'],
      ['Payments - Cards: partial_outage → operational', 'Web: degraded_performance → degraded_performance'],
      [
        'Payments - Cards: partial_outage → partial_outage',
        'Web: degraded_performance → degraded_performance',
      ],
      ['Payments - Cards: partial_outage → partial_outage', 'Web: operational → degraded_performance'],
      ['Payments - Cards: operational → partial_outage'],
      null,
    ]);
    expect(incident).toMatchObject({
      impact: 'major',
      shortlink: `https://status.example.com/incidents/${incidentId}`,
    });
  });

  test('of a maintenance are those concerned, undisturbed until it begins', async () => {
    const app = await startApplication();
    const groupId = await app.act({ type: 'addGroup', name: 'Payments' });
    const cards = await app.act({ type: 'addComponent', name: 'Cards', groupId });
    const incidentId = await app.act({
      type: 'scheduleMaintenance',
      name: 'Upgrade',
      text,
      componentIds: [cards],
      scheduledFor: testNow + hour,
      scheduledUntil: testNow + 2 * hour,
    });
    app.clock.advance(2 * hour);
    await app.act({ type: 'advanceMaintenances' });
    const { incident } = await read(app, `incidents/${incidentId}`);
    expect(
      incident.incident_updates.map((update) => [update.status, told(update.affected_components)]),
    ).toEqual([
      ['completed', ['Payments - Cards: under_maintenance → operational']],
      ['in_progress', ['Payments - Cards: operational → under_maintenance']],
      ['scheduled', ['Payments - Cards: operational → operational']],
    ]);
  });
});
