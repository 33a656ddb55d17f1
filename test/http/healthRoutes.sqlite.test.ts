import { readFileSync, renameSync } from 'node:fs';
import { request } from 'node:http';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startApplication, type TestApplication } from '../support/application.ts';
import { openCallers } from '../support/callers.ts';

type Answer = { readonly status: number; readonly body: string };

/** Asks from this machine over a real connection, under whatever name and with whatever headers. */
function ask(port: number, target: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: target, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}

/** The value of one series; null when it is not there. */
function seriesValue(text: string, series: string): number | null {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
}

/** Answers with how to put it back. */
function loseDatabase(app: TestApplication): () => void {
  const file = path.join(app.dataDir, 'candor.db');
  renameSync(file, `${file}.away`);
  return () => renameSync(`${file}.away`, file);
}

test('/readyz says whether it is able to work, with each check, to anybody and under any name', async () => {
  const app = await startApplication();
  const { port } = await app.listen('127.0.0.1', 0);
  await app.store.record([{ series: 'backup.bytes', at: app.clock.now(), value: 4_096 }]);
  const well = await ask(port, '/readyz', { host: '10.0.0.7' });
  expect(well.status).toBe(200);
  expect(JSON.parse(well.body)).toEqual({
    ready: true,
    at: '2026-11-23T14:40:00.000Z',
    checks: {
      database: { ok: true, problem: null, ms: 0 },
      publication: { ok: true, problem: null, ms: 0 },
      disk: { ok: true, problem: null, ms: 0, freeBytes: expect.any(Number) },
    },
    database: 'sqlite',
    last_backup: { at: '2026-11-23T14:40:00.000Z', bytes: 4_096 },
    last_backup_failure: null,
    last_proven_restore: null,
    last_check: null,
    deliveries_set_aside: 0,
  });

  const putBack = loseDatabase(app);
  app.clock.advance(2_000);
  const lost = await app.get('/readyz');
  expect([lost.status, lost.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await lost.json()).toMatchObject({
    ready: false,
    checks: { database: { ok: false, problem: expect.stringContaining('was removed or replaced') } },
  });
  // The process is alive all the same, and restarting it would not help.
  expect((await app.get('/healthz')).status).toBe(200);
  putBack();
  app.clock.advance(2_000);
  await expect
    .poll(async () => {
      app.clock.advance(1_000);
      return (await app.get('/readyz')).status;
    })
    .toBe(200);
});

test('/readyz asked by many looks once a second', async () => {
  const app = await startApplication();
  const answers = await Promise.all(
    Array.from({ length: 50 }, async () => (await app.get('/readyz')).json()),
  );
  const putBack = loseDatabase(app);
  expect((await app.get('/readyz')).status).toBe(200);
  app.clock.advance(1_000);
  expect((await app.get('/readyz')).status).toBe(503);
  putBack();
  expect(answers.length).toBe(50);
});

test('/metrics is for tokens in the header, and for this machine itself', async () => {
  const app = await startApplication();
  const { tokens } = await openCallers(app);
  const { port } = await app.listen('127.0.0.1', 0);
  const local = { host: `localhost:${port}` };
  expect((await ask(port, '/metrics', local)).status).toBe(200);
  const notFromHere: readonly Record<string, string>[] = [
    { host: 'status.example.com' },
    { host: '10.0.0.7:3000' },
    { ...local, 'x-forwarded-for': '203.0.113.7' },
    { ...local, 'x-forwarded-for': '127.0.0.1' },
    { ...local, forwarded: 'for=203.0.113.7' },
    { ...local, 'x-real-ip': '203.0.113.7' },
    { ...local, via: '1.1 proxy' },
  ];
  for (const headers of notFromHere) {
    expect([headers, (await ask(port, '/metrics', headers)).status]).toEqual([headers, 401]);
    const authorization = `Bearer ${tokens.viewer}`;
    expect([headers, (await ask(port, '/metrics', { ...headers, authorization })).status]).toEqual([
      headers,
      200,
    ]);
  }
  // Without a connection nobody is at this machine.
  expect((await app.get('/metrics')).status).toBe(401);
  expect((await app.get(`/metrics?api_key=${tokens.owner}`)).status).toBe(401);
  expect((await app.get('/metrics', { cookie: '__Host-candor=x' })).status).toBe(401);
  for (const wrong of ['Bearer nothing', `Bearer ${tokens.revoked}`, 'Basic eDp5']) {
    const answer = await app.get('/metrics', { authorization: wrong });
    expect([wrong, answer.status, answer.headers.get('www-authenticate')]).toEqual([wrong, 401, 'Bearer']);
    expect(await answer.json()).toMatchObject({ request_id: answer.headers.get('x-request-id') });
  }
});

test('/metrics counts what was done, and works while the database does not', async () => {
  const app = await startApplication();
  const { tokens, json, pageId } = await openCallers(app);
  const { port } = await app.listen('127.0.0.1', 0);
  const here = { host: `localhost:${port}` };
  await json('POST', '/components', { body: { component: { name: 'API' } } });
  for (let n = 0; n < 3; n += 1) await ask(port, '/', here);
  await ask(port, '/nothing', here);
  await ask(port, '/history', here);
  await ask(port, `/v1/pages/${pageId}/components`, {
    ...here,
    authorization: `Bearer ${tokens.viewer}`,
  });
  await app.store.record([{ series: 'backup.bytes', at: app.clock.now(), value: 4_096 }]);
  const { body: text } = await ask(port, '/metrics', here);
  const revision = await app.store.revision();
  const expected = {
    'candor_http_requests_total{kind="page",code="200"}': 4,
    'candor_http_requests_total{kind="page",code="404"}': 1,
    'candor_http_requests_total{kind="manage",code="200"}': 1,
    'candor_http_request_duration_seconds_count{kind="page"}': 2,
    'candor_http_request_duration_seconds_count{kind="manage"}': 1,
    candor_ready: 1,
    candor_database_up: 1,
    candor_database_confirmed_timestamp_seconds: app.clock.now() / 1_000,
    candor_published_revision: revision,
    candor_published_timestamp_seconds: app.clock.now() / 1_000,
    candor_publish_duration_seconds: 0,
    'candor_deliveries{channel="webhook",state="waiting"}': 0,
    'candor_deliveries{channel="webhook",state="set_aside"}': 0,
    'candor_job_failures_total{job="publish"}': 0,
    candor_backup_timestamp_seconds: app.clock.now() / 1_000,
    candor_backup_size_bytes: 4_096,
  };
  const found = Object.fromEntries(
    Object.keys(expected).map((series) => [series, seriesValue(text, series)]),
  );
  expect(found).toEqual(expected);
  for (const series of [
    'process_resident_memory_bytes',
    'nodejs_heap_size_used_bytes',
    'candor_disk_free_bytes',
    'candor_http_connections',
  ]) {
    expect([series, (seriesValue(text, series) ?? 0) > 0]).toEqual([series, true]);
  }
  for (const series of ['nodejs_eventloop_lag_mean_seconds', 'nodejs_eventloop_lag_p99_seconds']) {
    expect([series, (seriesValue(text, series) ?? -1) >= 0]).toEqual([series, true]);
  }
  expect(
    /^candor_build_info\{version="\d+\.\d+\.\d+",node="v\d+\S*",database="sqlite"\} 1$/m.test(text),
  ).toBe(true);
  for (const line of text.split('\n').filter((one) => one !== '')) {
    expect(line).toMatch(/^(# (HELP|TYPE) [a-z_0-9]+ .+|[a-z_0-9]+(\{[^}]*\})? -?[\d.e+]+(Inf)?)$/);
  }

  const readme = readFileSync(path.resolve(import.meta.dirname, '../../README.md'), 'utf8');
  const named = [...text.matchAll(/^# TYPE (candor_\w+) /gm)].map(([, name = '']) => name);
  expect(named.filter((name) => !readme.includes(`\`${name}`))).toEqual([]);

  const putBack = loseDatabase(app);
  app.clock.advance(2_000);
  const { body: without } = await ask(port, '/metrics', here);
  expect(seriesValue(without, 'candor_database_up')).toBe(0);
  expect(seriesValue(without, 'candor_ready')).toBe(0);
  expect(seriesValue(without, 'candor_database_confirmed_timestamp_seconds')).toBe(
    (app.clock.now() - 2_000) / 1_000,
  );
  expect(seriesValue(without, 'candor_published_revision')).toBe(revision);
  putBack();
});
