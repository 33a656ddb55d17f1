import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { z } from 'zod';
import type { Report } from '../../../server/domain/incident.ts';
import type { dryRunShape } from '../../../server/http/manage/dryRun.ts';
import { startApplication, type TestApplication } from '../../support/application.ts';
import { type Callers, openCallers } from '../../support/callers.ts';
import { type ChangeRequest, changeStep, type Known, requestOf } from '../../support/changes.ts';

type DryRun = z.output<ReturnType<typeof dryRunShape>>;
type Numbers = DryRun['would_change_numbers'][number]['before'];

/** What the public can read of the numbers and the statuses. */
type Seen = {
  readonly numbers: ReadonlyMap<string, Numbers>;
  readonly groups: ReadonlyMap<string, number | null>;
  readonly statuses: ReadonlyMap<string, string>;
  readonly status: unknown;
};

type World = {
  readonly app: TestApplication;
  readonly manage: Callers;
  /** Ids are given out in order: `taken` is how many. Set back, the same come again. */
  readonly ids: { taken: number };
};

async function furnish(): Promise<World> {
  const ids = { taken: 0 };
  const app = await startApplication({
    newIds: (count) => Array.from({ length: count }, () => idOf(ids.taken++)),
  });
  const api = await app.act({ type: 'addComponent', name: 'API', startDate: '2026-09-01' });
  const web = await app.act({ type: 'addComponent', name: 'Web', startDate: '2026-11-01' });
  await app.act({ type: 'addGroup', name: 'Europe', componentIds: [api, web] });
  const text = { source: 'Down.', html: '<p>Down.</p>' };
  const displayAt = app.clock.now() - 86_400_000;
  const down = { name: 'Down', text, statuses: { [api]: 'major_outage' }, displayAt } as const;
  await app.act({ type: 'openIncident', status: 'investigating', ...down });
  return {
    app,
    ids,
    manage: await openCallers(app),
  };
}

function idOf(n: number): string {
  return createHash('sha256').update(String(n)).digest('hex').slice(0, 12);
}

/** Waits until the clock has nothing left to do, and all of it is published. */
async function settle({ app }: World): Promise<void> {
  await vi.waitFor(
    async () => {
      const due = await app.store.read(async (reads) => [
        await reads.nextDueAt(),
        await reads.nextPlanAt(),
        await reads.nextDraftAt(),
      ]);
      expect(due.filter((at) => at !== null && at <= app.clock.now())).toEqual([]);
    },
    { timeout: 10_000, interval: 5 },
  );
  await app.published(await app.store.revision());
}

async function known({ app }: Pick<World, 'app'>): Promise<Known> {
  return app.store.read(async (reads) => ({
    now: app.clock.now(),
    groups: await reads.groups(),
    components: await reads.components(),
    reports: await reads.reportsAfter('', 1_000),
    drafts: await reads.drafts(),
  }));
}

async function look({ app, manage }: Pick<World, 'app' | 'manage'>): Promise<Seen> {
  const { components, groups } = await known({ app });
  const json = async (path: string) => JSON.parse(await app.text(path));
  const numbers = new Map<string, Numbers>();
  for (const { id, retiredAt } of components) {
    const ledger = await json(`/uptime/${id}.json`);
    const uptime: string | null = ledger.uptime_percent?.replace(/\.?0+$/, '') ?? null;
    if (retiredAt === null) {
      const endpoint = await manage.json('GET', `/components/${id}/uptime`);
      expect(endpoint.uptime_percentage).toBe(uptime === null ? null : Number(uptime));
    }
    numbers.set(id, {
      uptime,
      downtime_seconds: Math.floor(ledger.weighted_downtime_per_mille_ms / 1_000_000),
    });
  }
  const means = new Map<string, number | null>();
  for (const { id } of groups) {
    const { uptime_percentage } = await manage.json<{ uptime_percentage: number | null }>(
      'GET',
      `/component-groups/${id}/uptime`,
    );
    means.set(id, uptime_percentage);
  }
  const listed: { id: string; group: boolean; status: string }[] = (await json('/api/v2/components.json'))
    .components;
  return {
    numbers,
    groups: means,
    statuses: new Map(listed.filter(({ group }) => !group).map(({ id, status }) => [id, status])),
    status: (await json('/api/v2/status.json')).status,
  };
}

const nothing: Numbers = { uptime: null, downtime_seconds: 0 };

/** What is different for each of these ids. */
function differences<T>(before: ReadonlyMap<string, T>, after: ReadonlyMap<string, T>, otherwise: T) {
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].sort().flatMap((id) => {
    const change = { before: before.get(id) ?? otherwise, after: after.get(id) ?? otherwise };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [{ id, ...change }];
  });
}

function byId<T extends { id: string }>(records: readonly T[]): T[] {
  return [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function checkNumbers(dry: DryRun, before: Seen, after: Seen): Promise<void> {
  const told = dry.would_change_numbers.map(({ component_id: id, before, after }) => ({ id, before, after }));
  expect(byId(told)).toEqual(differences(before.numbers, after.numbers, nothing));
  const groups = dry.would_change_group_numbers.map(({ group_id: id, before, after }) => ({
    id,
    before: before.uptime === null ? null : Number(before.uptime),
    after: after.uptime === null ? null : Number(after.uptime),
  }));
  const remaining = new Map([...before.groups].filter(([id]) => after.groups.has(id)));
  expect(byId(groups)).toEqual(differences(remaining, after.groups, null));
  const statuses = dry.would_change_status.map(({ component_id: id, before, after }) => ({
    id,
    before,
    after,
  }));
  expect(byId(statuses)).toEqual(differences<string | null>(before.statuses, after.statuses, null));
  expect(dry.page_status).toEqual({ before: before.status, after: after.status });
}

async function checkPreviews(
  { app }: World,
  dry: DryRun,
  before: readonly Report[],
  after: readonly Report[],
): Promise<void> {
  const home = await app.text('/');
  for (const { id, kind, state, html } of dry.would_publish) {
    const report = after.find((candidate) => candidate.id === id);
    if (state === 'removed') {
      expect([id, report, html]).toEqual([id, undefined, '']);
      continue;
    }
    const page = report && report.resolvedAt !== null ? await app.text(`/incidents/${id}`) : home;
    expect({ id, state, isShown: page.includes(html), html }).toEqual({
      id,
      state,
      isShown: state === 'published',
      html,
    });
    expect(html.length).toBeGreaterThan(50);
    if (report) expect(kind).toBe(report.kind);
  }
  const written = differences(
    new Map(before.map((report) => [report.id, JSON.stringify(report)])),
    new Map(after.map((report) => [report.id, JSON.stringify(report)])),
    '',
  );
  const told = new Set(dry.would_publish.map(({ id }) => id));
  expect(written.filter(({ id }) => !told.has(id)).slice(told.size === 20 ? written.length : 0)).toEqual([]);
}

const seen = {
  overtaken: 0,
  refused: 0,
  published: 0,
  removed: 0,
  drafts: 0,
  numbers: 0,
  groups: 0,
  statuses: 0,
  ended: 0,
};

async function tryThenDo(world: World, request: ChangeRequest): Promise<void> {
  const { app, manage, ids } = world;
  const sent = request.body === undefined ? {} : { body: request.body };
  const before = { seen: await look(world), known: await known(world) };
  const revision = await app.store.revision();
  const { taken } = ids;
  const dry = await manage.send(request.method, `${request.path}?dry_run=true`, sent);
  const told = await dry.json();
  expect(await app.store.revision()).toBe(revision);
  const audit = await manage.json<{ revision: number }[]>('GET', '/audit?per_page=1');
  expect(audit[0]?.revision).toBe(revision);
  expect(await known(world)).toEqual(before.known);

  // What is tried and what is done get the same ids, so that they can be compared byte for byte.
  ids.taken = taken;
  const done = await manage.send(request.method, request.path, sent);
  const answer = await done.text();
  if (dry.status !== 200) {
    expect([request, done.status, JSON.parse(answer).code]).toEqual([request, dry.status, told.code]);
    seen.refused += 1;
    return;
  }
  expect([request, done.ok]).toEqual([request, true]);
  await settle(world);
  // The clock went on from there at once: a maintenance that is begun after its end, for one.
  if ((await app.store.revision()) > revision + 1) {
    seen.overtaken += 1;
    return;
  }
  const after = { seen: await look(world), known: await known(world) };
  await checkNumbers(told, before.seen, after.seen);
  await checkPreviews(world, told, before.known.reports, after.known.reports);
  const count = (state: string) =>
    told.would_publish.filter((one: { state: string }) => one.state === state).length;
  seen.published += count('published');
  seen.removed += count('removed');
  seen.drafts += count('draft');
  seen.ended += told.would_publish.filter((one: { html: string }) => one.html.startsWith('<h1>')).length;
  seen.numbers += told.would_change_numbers.length;
  seen.groups += told.would_change_group_numbers.length;
  seen.statuses += told.would_change_status.length;
}

test('what dry_run says is what the public sees when it is done', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(changeStep, { minLength: 8, maxLength: 24, size: 'max' }), async (steps) => {
      const world = await furnish();
      for (const step of steps) {
        world.app.clock.advance(step.minutes * 60_000);
        await settle(world);
        const request = requestOf(step, await known(world));
        if (request) await tryThenDo(world, request);
      }
      await world.app.close();
    }),
    { numRuns: 20, seed: 20261123, endOnFailure: true },
  );
  // The sequences must reach what they are to compare.
  const { overtaken, ...compared } = seen;
  expect(overtaken).toBeLessThan(10);
  for (const [what, count] of Object.entries(compared)) expect([what, count > 5]).toEqual([what, true]);
}, 300_000);
