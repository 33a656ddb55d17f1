import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileOnDisk } from '../../server/cli/import/fileOnDisk.ts';
import { isId } from '../../server/domain/id.ts';
import type { Incident, Maintenance, Report } from '../../server/domain/incident.ts';
import { describeDamage } from '../../server/statuspageImport/damage.ts';
import { readStatuspage, type StatuspageReading } from '../../server/statuspageImport/readStatuspage.ts';

const recorded = (name: string): string => `test/fixtures/statuspage/${name}.json`;
const incidentsFile = 'test/fixtures/history/cloudflare-incidents.jsonl';
const maintenancesFile = 'test/fixtures/history/cloudflare-maintenances.jsonl';
const cloudflare = recorded('cloudflare-summary-476-components');
const now = Date.parse('2026-11-23T16:00:00.000Z');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candor-import-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

let written = 0;

function write(content: string | Buffer): string {
  const path = join(folder, `file-${written++}`);
  writeFileSync(path, content);
  return path;
}

function read(files: string | readonly string[], options: { now?: number; skipInvalid?: boolean } = {}) {
  const paths = typeof files === 'string' ? [files] : files;
  return readStatuspage(paths.map(fileOnDisk), { now, skipInvalid: false, ...options });
}

function reportsOf(reading: StatuspageReading): Report[] {
  return reading.batches.flatMap((batch) => batch.reports);
}

async function only<Kind extends Report['kind']>(
  kind: Kind,
  record: object,
  at = now,
): Promise<Extract<Report, { kind: Kind }>> {
  const reading = await read(write(JSON.stringify(record)), { now: at });
  expect(reading.damage.map(describeDamage)).toEqual([]);
  const [report, ...others] = reportsOf(reading);
  expect(others).toEqual([]);
  if (report?.kind !== kind) throw new Error(`expected one ${kind}`);
  return report as Extract<Report, { kind: Kind }>;
}

const time = (text: string): number => Date.parse(`2026-03-01T${text}:00.000Z`);

function update(id: string, status: string, at: string, more: object = {}): object {
  const instant = `2026-03-01T${at}:00.000Z`;
  return {
    ...{ id, status, body: 'Text', incident_id: 'incident0001', created_at: instant, updated_at: instant },
    ...{
      display_at: instant,
      affected_components: null,
      deliver_notifications: true,
      custom_tweet: null,
      tweet_id: null,
    },
    ...more,
  };
}

function affected(status: string, code = 'component001'): object {
  return { code, name: `Group - ${code}`, old_status: 'operational', new_status: status };
}

function incident(more: object = {}): object {
  return {
    ...{
      id: 'incident0001',
      name: 'Slow logins',
      status: 'investigating',
      impact: 'none',
      resolved_at: null,
    },
    ...{ created_at: '2026-03-01T10:00:00.000Z', updated_at: '2026-03-01T10:00:00.000Z' },
    ...{
      started_at: '2026-03-01T09:59:59.000Z',
      monitoring_at: null,
      shortlink: 'https://stspg.io/x',
      page_id: 'page00000001',
    },
    ...{ incident_updates: [update('update000001', 'investigating', '10:00')], components: [] },
    ...more,
  };
}

function maintenance(more: object = {}): object {
  return incident({
    ...{
      status: 'scheduled',
      impact: 'maintenance',
      incident_updates: [update('update000001', 'scheduled', '10:00')],
    },
    ...{ scheduled_for: '2026-03-02T10:00:00.000Z', scheduled_until: '2026-03-02T12:00:00.000Z' },
    ...more,
  });
}

const page = {
  id: 'page00000001',
  name: 'Example',
  url: 'https://x.example',
  time_zone: 'Europe/Berlin',
  updated_at: '2026-03-01T12:00:00.000Z',
};

function component(id: string, more: object = {}): object {
  return {
    ...{
      id,
      name: `Name of ${id}`,
      status: 'operational',
      position: 1,
      description: null,
      showcase: true,
      start_date: null,
    },
    ...{
      created_at: '2020-01-01T00:00:00.000Z',
      updated_at: '2026-01-01T00:00:00.000Z',
      group_id: null,
      group: false,
    },
    ...{ page_id: 'page00000001', only_show_if_degraded: false },
    ...more,
  };
}

describe('recorded documents', () => {
  test.each([
    ['discord-summary', { incidents: 1, groups: 1, components: 17 }],
    ['discord-components', { groups: 1, components: 17 }],
    ['discord-incidents', { incidents: 50 }],
    ['discord-unresolved', { incidents: 1 }],
    ['discord-scheduled-maintenances', { maintenances: 4 }],
    ['discord-upcoming', {}],
    ['discord-active', {}],
    ['discord-status', {}],
    ['cloudflare-status', {}],
    ['cloudflare-summary-476-components', { maintenances: 15, groups: 8, components: 468 }],
    ['cloudflare-summary-critical-incident', { incidents: 1, groups: 8, components: 254 }],
    ['github-summary-operational', { components: 12 }],
    ['github-summary-maintenance-underway', { maintenances: 1, components: 11 }],
    ['github-incident-actions-critical', { incidents: 1 }],
  ])('%s is read as a whole', async (name, expected) => {
    const reading = await read(recorded(name));
    const { incidents, maintenances, groups, components, damaged } = reading.counts;
    expect({ incidents, maintenances, groups, components, damaged }).toEqual({
      ...{ incidents: 0, maintenances: 0, groups: 0, components: 0, damaged: 0 },
      ...expected,
    });
    expect(reading.unusable).toEqual([]);
    expect(reading.batches.length).toBe(Math.max(1, Math.ceil((incidents + maintenances) / 50)));
    const [first] = reading.batches;
    expect(first?.components).toHaveLength(components + reading.counts.componentsOnlyNamed);
    expect(first?.page?.id).toMatch(/^[a-z0-9]{12}$/);
  });

  test('the page comes with its name and zone, from an incident alone only with its id', async () => {
    expect((await read(recorded('discord-status'))).batches[0]?.page).toEqual({
      ...{ id: 'srhpyqt94yxb', name: 'Discord', timeZone: 'America/Tijuana' },
      updatedAt: Date.parse('2019-06-24T13:07:14.473Z'),
    });
    expect((await read(recorded('github-incident-actions-critical'))).batches[0]?.page).toEqual({
      ...{ id: 'kctbh9vrtdwd', name: null, timeZone: null, updatedAt: 0 },
    });
    const both = await read([
      recorded('github-incident-actions-critical'),
      recorded('github-summary-operational'),
    ]);
    expect(both.batches[0]?.page?.name).toBe('GitHub');
  });

  test('ids, times and texts of an incident stay as they were', async () => {
    const file = recorded('github-incident-actions-critical');
    const source = JSON.parse(readFileSync(file, 'utf8'));
    const [report] = reportsOf(await read(file));
    expect(report).toMatchObject({
      ...{ kind: 'incident', id: source.id, name: source.name, status: 'resolved' },
      createdAt: Date.parse(source.created_at),
      updatedAt: Date.parse(source.updated_at),
      startedAt: Date.parse(source.started_at),
      resolvedAt: Date.parse(source.resolved_at),
      monitoringAt: Date.parse('2026-07-20T03:34:48.538Z'),
    });
    expect(
      report?.updates.map((u) => [
        u.id,
        u.text.source,
        u.displayAt,
        u.createdAt,
        u.updatedAt,
        u.deliverNotifications,
      ]),
    ).toEqual(
      source.incident_updates.map((u: Record<string, string>) => [
        ...[
          u.id,
          u.body,
          Date.parse(u.display_at ?? ''),
          Date.parse(u.created_at ?? ''),
          Date.parse(u.updated_at ?? ''),
        ],
        u.deliver_notifications,
      ]),
    );
    expect(report?.updates[0]?.text.html).toContain(
      'latency and elevated 5xx error rates. <br /><br />The incident',
    );
    expect(report?.updates[0]?.affected?.[3]).toEqual({
      ...{ componentId: 'br0l2tvcx85d', name: 'Actions', oldStatus: 'operational', newStatus: 'operational' },
    });
  });

  test('times with an offset become UTC', async () => {
    const reports = reportsOf(await read(recorded('discord-unresolved')));
    expect(reports[0]?.createdAt).toBe(Date.parse('2019-06-24T12:25:57.666Z'));
  });

  test('groups, positions and membership', async () => {
    const [batch] = (await read(recorded('discord-components'))).batches;
    const source = JSON.parse(readFileSync(recorded('discord-components'), 'utf8')).components;
    const group = source.find((c: { group: boolean }) => c.group);
    expect(batch?.groups).toEqual([
      {
        ...{ id: group.id, name: group.name, description: group.description, position: group.position },
        createdAt: Date.parse(group.created_at),
        updatedAt: Date.parse(group.updated_at),
      },
    ]);
    const children = batch?.components.filter((c) => c.groupId === group.id).map((c) => c.id);
    expect(children?.sort()).toEqual([...group.components].sort());
    expect(batch?.components.map((c) => c.position)).toEqual(
      source.filter((c: { group: boolean }) => !c.group).map((c: { position: number }) => c.position),
    );
  });

  test('what components said of themselves comes after the batches', async () => {
    const { statuses } = await read(recorded('github-summary-maintenance-underway'));
    const source = JSON.parse(readFileSync(recorded('github-summary-maintenance-underway'), 'utf8'));
    expect(statuses).toEqual({
      type: 'importStatuses',
      at: Date.parse(source.page.updated_at),
      statuses: source.components.map((c: Record<string, string>) => ({
        componentId: c.id,
        status: c.status,
      })),
    });
    expect((await read(recorded('discord-unresolved'))).statuses).toBeNull();
  });

  test('"no components" in old records is an empty list', async () => {
    const reports = reportsOf(await read(recorded('discord-scheduled-maintenances')));
    const lists = reports.flatMap((report) => report.updates.map((u) => u.affected));
    expect(lists.filter((list) => list?.length === 0)).toHaveLength(3);
    expect((await read(recorded('discord-scheduled-maintenances'))).counts.componentsOnlyNamed).toBe(0);
  });
});

describe('recorded history', () => {
  test('everything is taken, oldest first, 50 at a time, components first', async () => {
    const reading = await read([incidentsFile, maintenancesFile, cloudflare]);
    expect(reading.unusable).toEqual([]);
    expect(reading.damage).toEqual([]);
    expect(reading.counts).toMatchObject({ incidents: 60, components: 468, groups: 8, damaged: 0 });
    const reports = reportsOf(reading);
    expect(reports).toHaveLength(reading.counts.incidents + reading.counts.maintenances);
    expect(reading.batches.map((batch) => batch.reports.length)).toEqual([50, 50, reports.length - 100]);
    expect(
      reading.batches.slice(1).every((batch) => batch.page === null && batch.components.length === 0),
    ).toBe(true);
    expect(reports.map((r) => r.createdAt)).toEqual(reports.map((r) => r.createdAt).sort((a, b) => a - b));
    expect(reports.every((report) => report.updates.length > 0)).toBe(true);
  });

  test('each record has its names, its letters and its source', async () => {
    const records = readFileSync(incidentsFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const reports = new Map(reportsOf(await read(incidentsFile)).map((report) => [report.id, report]));
    for (const record of records) {
      const report = reports.get(record.id);
      expect(report?.name).toBe(record.name);
      expect(report?.impactOverride ?? report?.impact).toBe(record.impact);
      const sources = report?.updates.slice(1).map((u) => u.text.source);
      expect(sources).toEqual(record.incident_updates.map((u: { body: string }) => u.body));
    }
    expect(records.some((record) => /[^\x20-\x7e]/.test(record.name))).toBe(true);
  });

  test('every incident is closed when the recorder saw it gone', async () => {
    const records = readFileSync(incidentsFile, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const reading = await read(incidentsFile);
    const goneAt = new Map(records.map((record) => [record.id, Date.parse(record._source.gone_at)]));
    expect(reading.counts.closed).toBe(60);
    for (const report of reportsOf(reading)) {
      expect(report).toMatchObject({ status: 'resolved', resolvedAt: goneAt.get(report.id) });
      expect(report.updates[0]).toMatchObject({
        ...{
          status: 'resolved',
          text: { source: '', html: '' },
          affected: null,
          deliverNotifications: false,
        },
      });
    }
  });

  test('maintenances are closed when their time is over, the others are left to the clock', async () => {
    const reports = reportsOf(await read(maintenancesFile)).filter(
      (r): r is Maintenance => r.kind === 'maintenance',
    );
    const past = reports.filter((report) => report.scheduledUntil < now);
    const toCome = reports.filter((report) => report.scheduledUntil >= now);
    expect(past.length).toBeGreaterThan(0);
    expect(toCome.length).toBeGreaterThan(0);
    for (const report of past) {
      expect(report).toMatchObject({
        status: 'completed',
        resolvedAt: report.scheduledUntil,
        autoStart: false,
        autoComplete: false,
      });
    }
    for (const report of toCome) {
      expect(report).toMatchObject({
        resolvedAt: null,
        autoStart: true,
        autoComplete: true,
        statusDuring: 'under_maintenance',
      });
    }
  });

  test('components that no list has any more keep the name that the updates give', async () => {
    const listed = new Set(
      JSON.parse(readFileSync(cloudflare, 'utf8')).components.map((c: { id: string }) => c.id),
    );
    const reading = await read([incidentsFile, maintenancesFile, cloudflare]);
    const named = reading.batches[0]?.components.filter((c) => c.updatedAt === 0) ?? [];
    expect(named.length).toBe(reading.counts.componentsOnlyNamed);
    expect(named.length).toBeGreaterThan(5);
    for (const one of named) {
      expect(listed.has(one.id)).toBe(false);
      const mentions = reportsOf(reading).flatMap((r) =>
        r.updates.flatMap((u) => (u.affected ?? []).map((a) => ({ ...a, at: u.displayAt }))),
      );
      const own = mentions.filter((mention) => mention.componentId === one.id);
      expect(own.map((mention) => mention.name)).toContain(one.name);
      expect(one.createdAt).toBeLessThanOrEqual(Math.min(...own.map((mention) => mention.at)));
    }
  });

  test('fields that are not kept are counted by name', async () => {
    const { leftOut } = await read(incidentsFile);
    expect(leftOut).toMatchObject({
      ...{
        'incident.shortlink': 60,
        'incident.page_id': 60,
        'incident.monitoring_at': 60,
        'incident.components': 60,
      },
      'incident._source': 60,
    });
    expect(leftOut['update.tweet_id']).toBe(leftOut['update.custom_tweet']);
    expect(Object.keys(leftOut)).not.toContain('incident.name');
    const unknown = await read(write(JSON.stringify({ page, incident: incident({ mood: 1 }), weather: 2 })));
    expect(unknown.leftOut).toMatchObject({ 'incident.mood': 1, 'document.weather': 1, 'page.url': 1 });
  });
});

describe('translation', () => {
  test('a postmortem is published with its own time, and its incident is resolved since the update that says so', async () => {
    const report = await only(
      'incident',
      incident({
        ...{ status: 'postmortem', resolved_at: '2026-03-01T11:00:00.000Z' },
        incident_updates: [
          update('update000003', 'postmortem', '15:00', {
            body: '##### Issue\r\nA *valve* stuck.',
            created_at: '2026-03-01T14:59:00.000Z',
            updated_at: '2026-03-01T16:00:00.000Z',
            deliver_notifications: false,
          }),
          update('update000002', 'resolved', '11:00'),
          update('update000001', 'investigating', '10:00'),
        ],
      }),
    );
    expect(report).toMatchObject({ status: 'resolved', resolvedAt: time('11:00') });
    expect(report.updates.map((u) => u.status)).toEqual(['resolved', 'investigating']);
    expect(report.postmortem).toEqual({
      updateId: 'update000003',
      draft: null,
      draftUpdatedAt: null,
      body: {
        source: '##### Issue\r\nA *valve* stuck.',
        html: '<p><strong>Issue</strong></p>\n<p>A <em>valve</em> stuck.</p>',
      },
      bodyUpdatedAt: time('16:00'),
      publishedAt: time('15:00'),
      postedAt: time('14:59'),
      notifySubscribers: false,
      createdAt: time('14:59'),
      updatedAt: time('16:00'),
    });
  });

  test('what a postmortem says of components is not kept, and counted', async () => {
    const incident_updates = [
      update('update000002', 'postmortem', '12:00', { affected_components: [affected('operational')] }),
      update('update000001', 'resolved', '11:00', { affected_components: [affected('operational')] }),
    ];
    const reading = await read(write(JSON.stringify(incident({ status: 'postmortem', incident_updates }))));
    expect(reading.leftOut).toMatchObject({ 'postmortem.affected_components': 1 });
  });

  test('before a postmortem an incident was resolved, also when no update says so', async () => {
    const report = await only(
      'incident',
      incident({
        status: 'postmortem',
        updated_at: '2026-03-01T15:00:00.000Z',
        incident_updates: [
          update('update000002', 'postmortem', '15:00'),
          update('update000001', 'investigating', '10:00'),
        ],
      }),
    );
    expect(report).toMatchObject({ status: 'resolved', resolvedAt: time('15:00') - 1 });
    expect(report.updates.map((u) => u.status)).toEqual(['resolved', 'investigating']);
  });

  test('updates are sorted newest first, and what follows from them is derived', async () => {
    const report = await only(
      'incident',
      incident({
        monitoring_at: '2020-01-01T00:00:00.000Z',
        incident_updates: [
          update('update000001', 'investigating', '10:00'),
          update('update000003', 'identified', '12:00'),
          update('update000002', 'monitoring', '11:00'),
        ],
      }),
    );
    expect(report.updates.map((u) => u.id)).toEqual(['update000003', 'update000002', 'update000001']);
    expect(report).toMatchObject({ status: 'identified', monitoringAt: time('11:00'), resolvedAt: null });
  });

  test.each([
    ['minor', 'degraded_performance', 'minor', null],
    ['critical', 'major_outage', 'critical', null],
    ['none', 'operational', 'none', null],
    ['minor', 'partial_outage', 'major', 'minor'],
    ['maintenance', 'operational', 'none', 'maintenance'],
  ])('a recorded impact of %s with %s', async (impact, status, computed, override) => {
    const updates = [
      update('update000002', 'monitoring', '11:00', { affected_components: [affected('operational')] }),
      update('update000001', 'investigating', '10:00', { affected_components: [affected(status)] }),
    ];
    const report = await only(
      'incident',
      incident({ impact, status: 'monitoring', incident_updates: updates }),
    );
    expect(report).toMatchObject({ impact: computed, impactOverride: override });
  });

  test('an incident that nobody says is over stays open', async () => {
    expect(await only('incident', incident())).toMatchObject({ status: 'investigating', resolvedAt: null });
  });

  test('an incident that was resolved without an update gets one, with the same id every time', async () => {
    const record = incident({
      resolved_at: '2026-03-01T11:30:00.000Z',
      _source: { gone_at: '2026-03-01T12:00:00+00:00' },
    });
    const first = await only('incident', record);
    expect(first).toMatchObject({ status: 'resolved', resolvedAt: time('11:30'), updatedAt: time('10:00') });
    expect(first.updates[0]).toEqual({
      ...{
        id: first.updates[0]?.id,
        incidentId: 'incident0001',
        status: 'resolved',
        text: { source: '', html: '' },
      },
      ...{ affected: null, deliverNotifications: false },
      ...{
        displayAt: time('11:30'),
        createdAt: time('11:30'),
        updatedAt: time('11:30'),
        editedAt: null,
        affectedIsWhole: true,
      },
    });
    expect(isId(first.updates[0]?.id ?? '')).toBe(true);
    expect(await only('incident', record)).toEqual(first);
    const other = await only(
      'incident',
      incident({
        id: 'incident0002',
        resolved_at: '2026-03-01T11:30:00.000Z',
        incident_updates: [update('update000001', 'monitoring', '10:00', { incident_id: 'incident0002' })],
      }),
    );
    expect(other.updates[0]?.id).not.toBe(first.updates[0]?.id);
  });

  test('the final update is the latest also when the record contradicts itself', async () => {
    const report = await only('incident', incident({ resolved_at: '2026-03-01T09:00:00.000Z' }));
    expect(report).toMatchObject({ status: 'resolved', resolvedAt: time('10:00') + 1 });
  });

  test('a record that says resolved without any time is closed when it was last changed', async () => {
    const report = await only(
      'incident',
      incident({ status: 'resolved', updated_at: '2026-03-01T11:00:00.000Z' }),
    );
    expect(report).toMatchObject({ status: 'resolved', resolvedAt: time('11:00') });
  });

  test('a maintenance is over only after its end', async () => {
    const until = Date.parse('2026-03-02T12:00:00.000Z');
    expect(await only('maintenance', maintenance(), until)).toMatchObject({
      status: 'scheduled',
      autoStart: true,
      autoComplete: true,
    });
    expect(await only('maintenance', maintenance(), until + 1)).toMatchObject({
      status: 'completed',
      resolvedAt: until,
      autoStart: false,
    });
  });

  test('a completed maintenance stays as it was', async () => {
    const updates = [
      update('update000002', 'completed', '12:00'),
      update('update000001', 'scheduled', '10:00'),
    ];
    const report: Maintenance = await only(
      'maintenance',
      maintenance({ status: 'completed', incident_updates: updates }),
    );
    expect(report).toMatchObject({
      resolvedAt: time('12:00'),
      impact: 'maintenance',
      impactOverride: null,
      autoComplete: false,
    });
    expect(report.updates).toHaveLength(2);
  });

  test('a maintenance concerns the components that it lists and that its updates affect', async () => {
    const updates = [
      update('update000001', 'scheduled', '10:00', {
        affected_components: [affected('operational'), affected('operational', 'component003')],
      }),
    ];
    const report = await only(
      'maintenance',
      maintenance({
        components: [
          { id: 'component002', name: 'B' },
          { id: 'component001', name: 'A' },
        ],
        incident_updates: updates,
      }),
    );
    expect(report.componentIds).toEqual(['component002', 'component001', 'component003']);
  });

  test('an incident whose scheduled_for is null is no maintenance', async () => {
    const report: Incident = await only('incident', incident({ scheduled_for: null, scheduled_until: null }));
    expect(report.kind).toBe('incident');
  });

  test('texts lose what no feed can carry', async () => {
    const report = await only(
      'incident',
      incident({
        name: 'a\u0000b\ud800',
        incident_updates: [
          update('update000001', 'investigating', '10:00', { body: 'x\u0008<script>y()</script>\r\nz' }),
        ],
      }),
    );
    expect(report.name).toBe('ab\ufffd');
    expect(report.updates[0]?.text).toEqual({ source: 'x<script>y()</script>\r\nz', html: 'x<br />z' });
  });

  test("an incident's own copy of a component does not overwrite the list", async () => {
    const document = {
      page,
      components: [component('component001')],
      incidents: [
        incident({
          components: [component('component001', { name: 'Copy', updated_at: '2027-01-01T00:00:00.000Z' })],
        }),
      ],
    };
    const [batch] = (await read(write(JSON.stringify(document)))).batches;
    expect(batch?.components).toEqual([
      {
        ...{
          id: 'component001',
          name: 'Name of component001',
          description: null,
          groupId: null,
          position: 1,
          showcase: true,
        },
        ...{ onlyShowIfDegraded: false, startDate: null, status: 'operational' },
        ...{
          createdAt: Date.parse('2020-01-01T00:00:00.000Z'),
          updatedAt: Date.parse('2026-01-01T00:00:00.000Z'),
          retiredAt: null,
          absences: [],
        },
      },
    ]);
  });

  test('a component that only an incident lists is known by that name, since the incident', async () => {
    const [batch] = (
      await read(write(JSON.stringify(incident({ components: [{ id: 'component009', name: 'Gone' }] }))))
    ).batches;
    expect(batch?.components).toMatchObject([
      { id: 'component009', name: 'Gone', createdAt: time('10:00'), updatedAt: 0 },
    ]);
  });

  test('a component that was renamed is known by its latest name', async () => {
    const named = (name: string): object => ({ ...affected('operational'), name });
    const updates = [
      update('update000002', 'monitoring', '11:00', { affected_components: [named('New')] }),
      update('update000001', 'investigating', '10:00', { affected_components: [named('Old')] }),
    ];
    const [batch] = (
      await read(write(JSON.stringify(incident({ incident_updates: updates, status: 'monitoring' }))))
    ).batches;
    expect(batch?.components).toMatchObject([{ name: 'New', createdAt: time('10:00') }]);
  });

  test('of the same record in several files the later one is taken', async () => {
    const older = write(JSON.stringify({ page, incident: incident({ name: 'Older' }) }));
    const newer = write(
      JSON.stringify({
        page: { ...page, updated_at: '2026-04-01T00:00:00.000Z', name: 'Renamed' },
        components: [],
        incidents: [incident({ name: 'Newer', updated_at: '2026-03-01T11:00:00.000Z' })],
      }),
    );
    for (const files of [
      [older, newer],
      [newer, older],
    ]) {
      const reading = await read(files);
      expect(reportsOf(reading).map((report) => report.name)).toEqual(['Newer']);
      expect(reading.counts.duplicates).toBe(1);
      expect(reading.batches[0]?.page?.name).toBe('Renamed');
    }
  });
});

describe('damaged records', () => {
  const lineOf = (record: object): string => `${JSON.stringify(record)}\n`;
  const good = lineOf(incident());
  const changed = (fields: object): object =>
    incident({ incident_updates: [update('update000001', 'investigating', '10:00', fields)] });

  test.each([
    ['is not JSON', '{"id": "incide\n'],
    ['is not an incident but a list', '[1]\n'],
    ['is not an incident but an object with level, message', '{"level":1,"message":"x"}\n'],
    ['id must be 12 characters of a-z and 0-9', lineOf(incident({ id: '../../etc' }))],
    ['name is missing', lineOf(incident({ name: undefined }))],
    ['name must be text', lineOf(incident({ name: 7 }))],
    ['name must not be empty', lineOf(incident({ name: ' ' }))],
    ['name must have at most 255 characters', lineOf(incident({ name: 'x'.repeat(256) }))],
    [
      'status must be one of investigating, identified, monitoring, resolved, postmortem',
      lineOf(incident({ status: 'open' })),
    ],
    ['impact must be one of none, maintenance, minor, major, critical', lineOf(incident({ impact: 'huge' }))],
    [
      'created_at must be a time such as 2026-01-31T12:00:00.000Z',
      lineOf(incident({ created_at: '2026-02-30T10:00:00.000Z' })),
    ],
    [
      'updated_at must be a time such as 2026-01-31T12:00:00.000Z',
      lineOf(incident({ updated_at: 1_700_000_000 })),
    ],
    [
      'created_at must be in the years 1970 to 2099',
      lineOf(incident({ created_at: '0001-01-01T00:00:00.000Z' })),
    ],
    ['incident_updates must not be empty', lineOf(incident({ incident_updates: [] }))],
    [
      'incident_updates must hold an update besides the postmortem',
      lineOf(changed({ status: 'postmortem' })),
    ],
    [
      'incident_updates must not hold two postmortems',
      lineOf(
        incident({
          incident_updates: ['1', '2'].map((n) => update(`update00000${n}`, 'postmortem', '11:00')),
        }),
      ),
    ],
    ['incident_updates must be a list', lineOf(incident({ incident_updates: 'none' }))],
    ['incident_updates[0].status must be one of', lineOf(changed({ status: 'scheduled' }))],
    [
      'incident_updates[0].body must have at most 25000 characters',
      lineOf(changed({ body: 'x'.repeat(25_001) })),
    ],
    ['incident_updates[0].display_at is missing', lineOf(changed({ display_at: undefined }))],
    [
      'incident_updates[0].incident_id must be incident0001',
      lineOf(changed({ incident_id: 'incident0002' })),
    ],
    [
      'incident_updates[0].affected_components[0].new_status must be one of',
      lineOf(changed({ affected_components: [affected('full_outage')] })),
    ],
    [
      'incident_updates[0].affected_components[0].code is missing',
      lineOf(changed({ affected_components: [{ name: 'Login' }] })),
    ],
    [
      'incident_updates[0].affected_components must not name a component twice',
      lineOf(changed({ affected_components: [affected('operational'), affected('operational')] })),
    ],
    [
      'incident_updates[0].deliver_notifications must be true or false',
      lineOf(changed({ deliver_notifications: 'yes' })),
    ],
    [
      'incident_updates[1].id is the id of another update too',
      lineOf(
        incident({
          incident_updates: [
            update('update000001', 'monitoring', '11:00'),
            update('update000001', 'investigating', '10:00'),
          ],
        }),
      ),
    ],
    [
      'scheduled_until must not be before scheduled_for',
      lineOf(maintenance({ scheduled_until: '2026-03-02T09:00:00.000Z' })),
    ],
    ['scheduled_until is missing', lineOf(maintenance({ scheduled_until: undefined }))],
    [
      'is not UTF-8',
      Buffer.concat([Buffer.from('{"impact":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]),
    ],
  ])('%s', async (rule, line) => {
    const file = write(Buffer.concat([Buffer.from(good), Buffer.from('\n'), Buffer.from(line)]));
    const refused = await read(file);
    expect(refused.damage.map(describeDamage)[0]).toContain(`${file}, line 3: ${rule}`);
    expect(refused.damage[0]).toMatchObject({ file, line: 3 });
    expect(refused.counts.damaged).toBe(1);
    expect(refused.batches).toEqual([]);
    expect(refused.statuses).toBeNull();
    const skipping = await read(file, { skipInvalid: true });
    expect(skipping.counts).toMatchObject({ incidents: 1, damaged: 1 });
    expect(reportsOf(skipping).map((report) => report.id)).toEqual(['incident0001']);
  });

  test('a first line that is broken does not hide the others', async () => {
    const file = write(`{"id": "abc\n${good}`);
    const reading = await read(file, { skipInvalid: true });
    expect(reading.damage.map(describeDamage)).toEqual([`${file}, line 1: is not JSON`]);
    expect(reading.counts.incidents).toBe(1);
  });

  test('in a document the place is named', async () => {
    const document = {
      page: { ...page, time_zone: 'Mars/Olympus' },
      components: [
        component('component001'),
        component('component002', { status: 'down', start_date: 'yesterday' }),
      ],
      incidents: [incident(), incident({ id: 'incident0002', status: 'gone' })],
      scheduled_maintenances: 'none',
    };
    const file = write(JSON.stringify(document));
    const reading = await read(file, { skipInvalid: true });
    expect(reading.damage.map(describeDamage)).toEqual([
      `${file}, page: time_zone must be an IANA time zone such as Europe/Berlin`,
      `${file}, components[1]: status must be one of operational, under_maintenance, degraded_performance, partial_outage, major_outage`,
      `${file}, components[1]: start_date must be a day such as 2026-01-31`,
      `${file}, incidents[1]: status must be one of investigating, identified, monitoring, resolved, postmortem`,
      `${file}, scheduled_maintenances: must be a list`,
    ]);
    expect(reading.counts).toMatchObject({ components: 1, incidents: 1, damaged: 4 });
  });

  test('records that contradict each other', async () => {
    const stray = await read(
      write(JSON.stringify({ page, components: [component('component001', { group_id: 'group0000001' })] })),
      { skipInvalid: true },
    );
    expect(stray.damage).toMatchObject([{ place: 'components[0]', field: 'group_id' }]);
    expect(stray.counts).toMatchObject({ components: 0, damaged: 1 });
    const twin = incident({
      id: 'incident0002',
      incident_updates: [update('update000001', 'investigating', '10:00', { incident_id: 'incident0002' })],
    });
    const shared = await read(write(good + lineOf(twin)), { skipInvalid: true });
    expect(shared.damage).toMatchObject([{ line: 2, field: 'incident_updates' }]);
    expect(shared.counts).toMatchObject({ incidents: 1, damaged: 1 });
  });

  test('of very many damaged records all are counted and some are kept', async () => {
    const reading = await read(write(good + '{"impact": 1}\n'.repeat(1_500) + 'x\n'.repeat(1_500)));
    expect(reading.counts.damaged).toBe(1_500 + 1_500);
    expect(reading.damage).toHaveLength(1_000);
  });
});

describe('files that cannot be used', () => {
  async function unusable(file: string): Promise<string> {
    const reading = await read([recorded('discord-status'), file], { skipInvalid: true });
    expect(reading.batches).toEqual([]);
    expect(reading.unusable).toHaveLength(1);
    expect(reading.unusable[0]?.file).toBe(file);
    expect(reading.unusable[0]?.hint).toMatch(/^[A-Z].{15}/);
    return reading.unusable[0]?.message.replace(file, 'FILE') ?? '';
  }

  test.each([
    ['FILE is empty.', ''],
    ['FILE is empty.', ' \n\n'],
    ['FILE is not JSON.', '<!doctype html>\n<p>Not found</p>\n'],
    ['FILE is not JSON.', '{"page": {"id": "srhpyqt94yxb",\n "na'],
    ['FILE is not a text file.', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0])],
    ['FILE is not a text file.', Buffer.from('{"page": 1}', 'utf16le')],
    ["FILE holds a list, which is not a document of Statuspage's public API.", '[]'],
    ["FILE holds a single value, which is not a document of Statuspage's public API.", '7'],
    ["FILE holds an empty object, which is not a document of Statuspage's public API.", '{}'],
    ["FILE holds an object with a, b, which is not a document of Statuspage's public API.", '{"a":1,"b":2}'],
    [
      "FILE holds an object with level, which is not a document of Statuspage's public API.",
      '{"level":1}\n{"level":2}\n',
    ],
    [
      "FILE holds a notification of a webhook, which is not a document of Statuspage's public API.",
      JSON.stringify({ meta: {}, page, incident: incident() }),
    ],
    [
      'FILE has more than 10 MB in line 2.',
      `${JSON.stringify(incident({ page_id: null }))}\n{"x":"${'x'.repeat(10 * 1024 * 1024)}"}\n`,
    ],
    [
      'FILE has more than 10 MB in line 1.',
      `{"x":"${'x'.repeat(10 * 1024 * 1024)}"}\n${JSON.stringify(incident())}\n`,
    ],
  ])('%s', async (message, content) => {
    expect(await unusable(write(content))).toBe(message);
  });

  test('a subscriber', async () => {
    expect(await unusable(recorded('discord-subscriber'))).toBe(
      "FILE holds a subscriber, which is not a document of Statuspage's public API.",
    );
  });

  test('missing, a folder, unreadable', async () => {
    expect(await unusable(join(folder, 'missing.json'))).toBe('FILE does not exist.');
    expect(await unusable(folder)).toBe('FILE is a folder.');
    const loop = join(folder, 'loop');
    symlinkSync(loop, loop);
    expect(await unusable(loop)).toBe('FILE cannot be read (ELOOP).');
  });

  test('files of two pages', async () => {
    expect(await unusable(recorded('github-summary-operational'))).toBe(
      `FILE belongs to the page kctbh9vrtdwd, but ${recorded('discord-status')} to the page srhpyqt94yxb.`,
    );
  });

  test('all unusable files are told together', async () => {
    const reading = await read([join(folder, 'missing.json'), recorded('discord-subscriber'), incidentsFile]);
    expect(reading.unusable).toHaveLength(2);
  });

  test('200 MB of one line: reading stops at the cap', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
    const reading = read(pipe);
    let sent = 0;
    const writer = await open(pipe, 'w');
    const megabyte = Buffer.alloc(1024 * 1024, 'x');
    try {
      for (; sent < 200; sent++) await writer.writeFile(megabyte);
    } catch (error) {
      // Nobody reads any more.
      expect(error).toMatchObject({ code: 'EPIPE' });
    } finally {
      await writer.close();
    }
    expect(sent).toBeLessThan(70);
    expect((await reading).unusable[0]?.message).toBe(
      `${pipe} is larger than 64 MB and not made of one record per line.`,
    );
  });

  test('a compact document may have more than 10 MB', async () => {
    const file = write(
      JSON.stringify({ page, incidents: [incident()], padding: 'x'.repeat(11 * 1024 * 1024) }),
    );
    expect((await read(file)).counts.incidents).toBe(1);
  });
});
