import { describe, expect, test } from 'vitest';
import { totpCode, totpStep } from '../../server/http/access/totp.ts';
import { type AccessApplication, password, startAccess } from '../support/access.ts';
import { freshPostgres } from '../support/postgres.ts';

const patience = { timeout: 10_000 };

/** Two of several identical processes behind a load balancer, the first of which holds the jobs. */
async function startTwo(): Promise<readonly [AccessApplication, AccessApplication]> {
  const databaseUrl = (await freshPostgres()).url;
  return [await startAccess({ databaseUrl }), await startAccess({ databaseUrl })];
}

const published = [
  '/',
  '/history',
  '/uptime',
  '/api/v2/summary.json',
  '/api/v2/incidents.json',
  '/history.rss',
  '/history.atom',
  '/history.json',
  '/maintenance.ics',
  '/badge.svg',
];

/** The paths under which one publishes other bytes or another ETag than the other. */
async function different(one: AccessApplication, other: AccessApplication): Promise<string[]> {
  const differ: string[] = [];
  for (const path of published) {
    const [a, b] = [await one.get(path), await other.get(path)];
    const isSame = a.headers.get('etag') === b.headers.get('etag') && (await a.text()) === (await b.text());
    if (!isSame) differ.push(path);
  }
  return differ;
}

async function minuteOf(page: Response): Promise<string | undefined> {
  return /updated <time[^>]*>([^<]*)</.exec(await page.text())?.[1];
}

describe('two processes on one PostgreSQL', () => {
  test('publish the same bytes under the same ETags, woken by a commit of either', async () => {
    const [one, other] = await startTwo();
    await one.act({ type: 'addComponent', name: 'API', startDate: '2026-01-01' });
    const [component] = await one.store.read((reads) => reads.components());
    await other.act({
      type: 'openIncident',
      name: 'Slow answers',
      status: 'investigating',
      statuses: { [component?.id ?? '']: 'major_outage' },
    });
    // Neither clock moves, so that nobody polls.
    await expect.poll(() => one.text('/'), patience).toContain('Slow answers');
    for (const app of [one, other]) app.clock.advance(90_000);
    for (const app of [one, other]) {
      await expect.poll(() => app.get('/').then(minuteOf), patience).toBe('14:41:00');
    }
    expect(await different(one, other)).toEqual([]);
  });

  test('know the same sessions, tokens, codes and keys of requests', async () => {
    const [one, other] = await startTwo();
    const bob = await one.member('editor');
    const cookie = await one.signIn(bob);
    expect((await other.ask('GET', '/session', { cookie })).status).toBe(200);

    const begun = await one.ask('POST', '/session/two_factor', { cookie });
    const code = () => totpCode(begun.body.secret, totpStep(one.clock.now()));
    const confirmed = await other.ask('POST', '/session/two_factor/confirm', {
      cookie,
      body: { code: code() },
    });
    expect(confirmed.status).toBe(200);
    for (const app of [one, other]) app.clock.advance(60_000);
    const body = { email: bob.email, password, code: code() };
    const together = await Promise.all([one, other].map((app) => app.ask('POST', '/session', { body })));
    expect(together.map(({ status }) => status).sort()).toEqual([201, 401]);

    const token = await one.token('editor');
    const headers = { 'idempotency-key': 'once' };
    const asked = { token, headers, body: { incident: { name: 'Slow', status: 'investigating' } } };
    const made = await one.ask('POST', '/pages/{page}/incidents', asked);
    const again = await other.ask('POST', '/pages/{page}/incidents', asked);
    expect([made.status, again.status, again.body.id]).toEqual([201, 201, made.body.id]);

    expect((await one.ask('DELETE', '/session', { cookie })).status).toBe(204);
    expect((await other.ask('GET', '/session', { cookie })).status).toBe(401);
  });

  test('do a request once that comes to both at the same moment', async () => {
    const [one, other] = await startTwo();
    const token = await one.token('editor');
    await expect.poll(async () => (await other.ask('GET', '/pages', { token })).status).toBe(200);
    const asked = {
      token,
      headers: { 'idempotency-key': 'together' },
      body: { incident: { name: 'Slow', status: 'investigating' } },
    };
    const create = (app: AccessApplication) => app.ask('POST', '/pages/{page}/incidents', asked);
    const answers = await Promise.all([one, other, one, other].map(create));
    const ids = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
    expect(new Set(ids).size).toBe(1);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.filter(({ code }) => code !== 'idempotency.in_flight')).toEqual([]);
    expect(await one.store.read((reads) => reads.reportCount())).toBe(1);
  });

  test('have the same drafts, and publish each once', async () => {
    const [one, other] = await startTwo();
    const token = await one.token('editor');
    const incident = { name: 'Slow', status: 'investigating', body: 'We look.' };
    const draft = async (publishAt: number | null) => {
      const at = publishAt === null ? {} : { publish_at: new Date(publishAt).toISOString() };
      const made = await one.ask('POST', '/pages/{page}/drafts', {
        token,
        body: { draft: { incident, ...at } },
      });
      expect(made.status).toBe(201);
      return `/pages/{page}/drafts/${made.body.id}`;
    };
    const path = await draft(null);
    const changed = { draft: { incident: { ...incident, name: 'Slower' } } };
    expect((await other.ask('PATCH', path, { token, body: changed })).status).toBe(200);
    expect((await one.ask('GET', path, { token })).body.incident).toMatchObject({ name: 'Slower' });
    const published = await Promise.all(
      [one, other].map((app) => app.ask('POST', `${path}/publish`, { token })),
    );
    expect(published.map(({ status }) => status).sort()).toEqual([200, 404]);

    await draft(one.clock.now() + 60_000);
    for (const app of [one, other]) app.clock.advance(61_000);
    const reports = () => other.store.read((reads) => reads.reportCount());
    await expect.poll(reports, patience).toBe(2);
    expect(await one.store.read((reads) => reads.drafts())).toEqual([]);
  });

  test('count together who guesses, and still do after a restart', async () => {
    const databaseUrl = (await freshPostgres()).url;
    const one = await startAccess({ databaseUrl });
    const other = await startAccess({ databaseUrl });
    const bob = await one.member('editor');
    const guess = async (app: AccessApplication) =>
      (await app.ask('POST', '/session', { body: { email: bob.email, password: 'wrong' } })).status;
    const guesses = [one, other, one, other, one];
    for (const app of guesses) expect(await guess(app)).toBe(401);
    expect([await guess(other), await guess(one)]).toEqual([429, 429]);
    const late = await startAccess({ databaseUrl });
    expect(await guess(late)).toBe(429);
    // What had to wait is not kept.
    expect(await one.store.accessEvents.after(0, one.clock.now())).toHaveLength(guesses.length);
  });

  test('let many guesses at the same moment pass no more often than one process does', async () => {
    const [one, other] = await startTwo();
    const bob = await one.member('editor');
    const body = { email: bob.email, password: 'wrong' };
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? one : other).ask('POST', '/session', { body })),
    );
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(5);
  });

  test('begin and end a maintenance once, and go on when the one with the jobs stops', async () => {
    const [one, other] = await startTwo();
    const at = one.clock.now();
    await other.act({
      type: 'scheduleMaintenance',
      name: 'New disks',
      scheduledFor: at + 60_000,
      scheduledUntil: at + 120_000,
      componentIds: [],
      autoStart: true,
      autoComplete: true,
    });
    for (const app of [one, other]) app.clock.advance(61_000);
    const updates = async () =>
      (await other.store.read((reads) => reads.latestReports('maintenance', 1)))[0]?.updates.map(
        ({ status }) => status,
      );
    await expect.poll(updates, patience).toHaveLength(2);
    await one.close();
    other.clock.advance(61_000);
    await expect.poll(updates, patience).toHaveLength(3);
    expect(new Set(await updates())).toEqual(new Set(['scheduled', 'in_progress', 'completed']));
  });
});
