import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileOnDisk } from '../../../server/cli/import/fileOnDisk.ts';
import { readStatuspage } from '../../../server/statuspageImport/readStatuspage.ts';
import { startApplication, type TestApplication } from '../../support/application.ts';
import { type Json, type JsonObject, recording, startImported } from '../../support/recordings.ts';
import { differences } from './differences.ts';
import { incident, schemas } from './schemas.ts';

/** Why a document that we serve after an import is not the recorded one, and how the two values must relate then. */
type Reason = {
  readonly why: string;
  readonly holds: (recorded: Json | undefined, served: Json | undefined) => boolean;
};

const reasons = {
  host: {
    why: 'the page is at another address',
    holds: (_, served) => served === 'https://status.example.com',
  },
  shortlink: {
    why: 'there is no stspg.io: the link is that of the incident',
    holds: (recorded, served) =>
      /^https?:\/\/(stspg\.io\/\w+|www\.cloudflarestatus\.com\/incidents\/\w{12})$/.test(String(recorded)) &&
      /^https:\/\/status\.example\.com\/incidents\/[a-z0-9]{12}$/.test(String(served)),
  },
  newerKey: {
    why: 'the recording is older than this key',
    holds: (recorded, served) => recorded === undefined && served === null,
  },
  olderOrder: {
    why: 'recorded when ties of position had another order: now the older comes first',
    holds: (recorded, served) => sorted(recorded) === sorted(served),
  },
  monitoring: {
    why: 'a maintenance was once monitored; only updates of that state make this time, and there is none',
    holds: (recorded, served) => typeof recorded === 'string' && served === null,
  },
  laterRecording: {
    why: 'the other recording, which was imported, was made later and had newer components or a newer page',
    holds: (recorded, served) => String(recorded) < String(served),
  },
} satisfies Record<string, Reason>;

function sorted(list: Json | undefined): string {
  return JSON.stringify(Array.isArray(list) ? [...list].sort() : list);
}

type Row = readonly [path: string, times: number, reason: keyof typeof reasons];
type Rebuilt = {
  readonly document: string;
  readonly recorded: string;
  /** All that differs. */
  readonly differs: readonly Row[];
};

const host: Row = ['page.url', 1, 'host'];

/** What is imported first, and then what each document made of it is compared with. The first was recorded last. */
const table: readonly { readonly imported: readonly string[]; readonly rebuilt: readonly Rebuilt[] }[] = [
  {
    imported: [
      'discord-summary',
      'discord-incidents',
      'discord-scheduled-maintenances',
      'discord-components',
    ],
    rebuilt: [
      {
        document: 'summary',
        recorded: 'discord-summary',
        differs: [
          host,
          ['components.start_date', 18, 'newerKey'],
          ['components order', 1, 'olderOrder'],
          ['incidents.shortlink', 1, 'shortlink'],
          ['incidents.reminder_intervals', 1, 'newerKey'],
        ],
      },
      { document: 'status', recorded: 'discord-status', differs: [host] },
      {
        document: 'components',
        recorded: 'discord-components',
        differs: [host, ['components.start_date', 18, 'newerKey'], ['components order', 1, 'olderOrder']],
      },
      {
        document: 'incidents',
        recorded: 'discord-incidents',
        differs: [
          host,
          ['incidents.shortlink', 50, 'shortlink'],
          ['incidents.reminder_intervals', 50, 'newerKey'],
          ['incidents.components.start_date', 31, 'newerKey'],
          ['incidents.components order', 2, 'olderOrder'],
        ],
      },
      {
        document: 'incidents/unresolved',
        recorded: 'discord-unresolved',
        differs: [
          host,
          ['incidents.shortlink', 1, 'shortlink'],
          ['incidents.reminder_intervals', 1, 'newerKey'],
        ],
      },
      {
        document: 'scheduled-maintenances',
        recorded: 'discord-scheduled-maintenances',
        differs: [
          host,
          ['scheduled_maintenances.shortlink', 4, 'shortlink'],
          ['scheduled_maintenances.monitoring_at', 2, 'monitoring'],
        ],
      },
      { document: 'scheduled-maintenances/upcoming', recorded: 'discord-upcoming', differs: [host] },
      { document: 'scheduled-maintenances/active', recorded: 'discord-active', differs: [host] },
    ],
  },
  {
    imported: ['cloudflare-summary-476-components'],
    rebuilt: [
      {
        document: 'summary',
        recorded: 'cloudflare-summary-476-components',
        differs: [host, ['scheduled_maintenances.shortlink', 15, 'shortlink']],
      },
      {
        document: 'status',
        recorded: 'cloudflare-status',
        differs: [host, ['page.updated_at', 1, 'laterRecording']],
      },
    ],
  },
  {
    imported: ['cloudflare-summary-critical-incident'],
    rebuilt: [
      {
        document: 'summary',
        recorded: 'cloudflare-summary-critical-incident',
        differs: [
          host,
          ['components order', 1, 'olderOrder'],
          ['incidents.shortlink', 1, 'shortlink'],
          ['incidents.reminder_intervals', 1, 'newerKey'],
        ],
      },
    ],
  },
  {
    imported: ['github-summary-maintenance-underway'],
    rebuilt: [
      {
        document: 'summary',
        recorded: 'github-summary-maintenance-underway',
        differs: [host, ['scheduled_maintenances.shortlink', 1, 'shortlink']],
      },
    ],
  },
  {
    imported: ['github-summary-operational', 'github-incident-actions-critical'],
    rebuilt: [
      { document: 'summary', recorded: 'github-summary-operational', differs: [host] },
      {
        document: 'incidents/8vfyvq16hzh9',
        recorded: 'github-incident-actions-critical',
        differs: [
          ['shortlink', 1, 'shortlink'],
          ['components.updated_at', 4, 'laterRecording'],
        ],
      },
    ],
  },
];

describe('a recorded page that was imported is served as it was recorded', () => {
  test.each(table)('$imported.0', async ({ imported, rebuilt }) => {
    const { get } = await startImported(...imported);
    for (const { document, recorded, differs } of rebuilt) {
      const served = (await (await get(`/api/v2/${document}.json`)).json()) as JsonObject;
      const found = differences(recording(recorded), served.incident ?? served);
      const paths = [...new Set(found.map((difference) => difference.path))];
      const counted = paths.map((path) => [path, found.filter((one) => one.path === path).length]);
      const listed = differs.map(([path, times]) => [path, times]);
      expect([document, ...counted.sort()]).toEqual([document, ...listed.sort()]);
      for (const [path, , reason] of differs) {
        const strays = found.filter(
          (one) => one.path === path && !reasons[reason].holds(one.recorded, one.served),
        );
        expect([document, path, strays.slice(0, 1)]).toEqual([document, path, []]);
      }
    }
  });

  test('every recorded answer of the API is compared with one of ours', () => {
    const folder = path.resolve(import.meta.dirname, '../../fixtures/statuspage');
    const answers = readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.slice(0, -'.json'.length))
      .filter((name) => ['page', 'incident_updates'].some((key) => key in recording(name)));
    expect(recordings.map(([name]) => name).sort()).toEqual(answers.sort());
  });
});

/** All recordings of the API's GETs, and which document each of them is. */
const recordings: readonly (readonly [name: string, document: string])[] = table.flatMap(({ rebuilt }) =>
  rebuilt.map(({ recorded, document }) => [recorded, document] as const),
);

describe('the schemas', () => {
  test.each(recordings)('%s fits', (name, document) => {
    const schema = schemas[document] ?? incident;
    expect(schema.safeParse(recording(name)).error?.issues.slice(0, 3) ?? []).toEqual([]);
  });

  test.each(table)('what we serve after the import of $imported.0 fits', async ({ imported }) => {
    const { get } = await startImported(...imported);
    for (const [document, schema] of Object.entries(schemas)) {
      const served = await (await get(`/api/v2/${document}.json`)).json();
      expect([document, schema.safeParse(served).error?.issues.slice(0, 3) ?? []]).toEqual([document, []]);
    }
  });
});

describe('an incident with a postmortem', () => {
  /** What Discord's page answered, had it published the postmortem that it promised; no recording has one. */
  function withPostmortem(): JsonObject {
    const recorded = recording('discord-incidents') as { page: JsonObject; incidents: JsonObject[] };
    const incidents = recorded.incidents.map((incident) => {
      if (incident.id !== 'rdzvjlyq54z1') return incident;
      const updates = incident.incident_updates as readonly JsonObject[];
      const postmortem = {
        ...updates[0],
        id: 'pm26nd5fj6lk',
        status: 'postmortem',
        body: '##### Issue\r\nA *session* server <b>ran out</b> of memory.\r\n\r\n* one\r\n* two',
        created_at: '2019-01-09T10:00:01.250-08:00',
        updated_at: '2019-01-10T09:00:00.000-08:00',
        display_at: '2019-01-09T10:00:00.000-08:00',
      };
      const told = { status: 'postmortem', updated_at: '2019-01-10T09:00:00.000-08:00' };
      return { ...incident, ...told, incident_updates: [postmortem, ...updates] };
    });
    return { ...recorded, incidents };
  }

  async function importOf(app: TestApplication, document: JsonObject): Promise<void> {
    const file = { name: 'incidents.json', chunks: chunksOf(JSON.stringify(document)) };
    const { batches } = await readStatuspage([file], { now: app.clock.now(), skipInvalid: false });
    for (const command of batches) await app.act(command);
  }

  async function* chunksOf(text: string): AsyncGenerator<Buffer> {
    yield Buffer.from(text);
  }

  test('is served as it was recorded, and importing it again changes nothing', async () => {
    const app = await startApplication();
    const document = withPostmortem();
    await importOf(app, document);
    const served = async () =>
      (await (await app.get('/api/v2/incidents/rdzvjlyq54z1.json')).json()) as JsonObject;
    const { incident: shown } = await served();
    const recorded = (document.incidents as JsonObject[]).find(({ id }) => id === 'rdzvjlyq54z1');
    expect(differences(recorded, shown).map(({ path }) => path)).toEqual(['shortlink', 'reminder_intervals']);
    expect(incident.safeParse(shown).success).toBe(true);
    expect(await app.text('/incidents/rdzvjlyq54z1')).toContain('<strong>Issue</strong>');
    const revision = async () => (await app.store.read((reads) => reads.page())).revision;
    const before = await revision();
    await importOf(app, document);
    expect(await revision()).toBe(before);
  });

  test('and one whose postmortem came after the last import has it after the next, and the same numbers', async () => {
    const app = await startApplication();
    const impacts = () => app.store.read((reads) => reads.impacts(0, app.clock.now()));
    await importOf(app, recording('discord-incidents'));
    const before = await impacts();
    await importOf(app, withPostmortem());
    expect(await impacts()).toEqual(before);
    const { incident: shown } = (await (
      await app.get('/api/v2/incidents/rdzvjlyq54z1.json')
    ).json()) as JsonObject;
    expect(shown).toMatchObject({ status: 'postmortem', resolved_at: '2019-01-02T17:26:52.913-08:00' });
  });
});

describe('six years of incidents', () => {
  const files = ['incidents', 'maintenances'].map((kind) =>
    path.resolve(import.meta.dirname, `../../fixtures/history/cloudflare-${kind}.jsonl`),
  );

  test('list the affected components exactly as they were recorded', async () => {
    const now = Date.UTC(2026, 10, 23);
    const { act, get } = await startApplication({ now });
    const { batches } = await readStatuspage(files.map(fileOnDisk), { now, skipInvalid: false });
    for (const command of batches) await act(command);
    const records = files.flatMap((file) => readFileSync(file, 'utf8').trim().split('\n'));
    const strays: Json[] = [];
    for (const record of records.map((line) => JSON.parse(line))) {
      const { incident: served } = (await (await get(`/api/v2/incidents/${record.id}.json`)).json()) as {
        incident: { incident_updates: { id: string; affected_components: Json }[] };
      };
      for (const { id, affected_components: recorded } of record.incident_updates) {
        const update = served.incident_updates.find((one) => one.id === id);
        if (differences(recorded, update?.affected_components).length > 0) strays.push([record.id, id]);
      }
    }
    expect(strays).toEqual([]);
  });
});
