import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { dryRunShape } from '../../../server/http/manage/dryRun.ts';
import type { ImportOutcome } from '../../../server/statuspageImport/importReading.ts';
import { password, startAccess } from '../../support/access.ts';
import { startApplication, temporaryDirectory } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { candor } from '../../support/candor.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures');
const names = [
  'statuspage/cloudflare-summary-476-components.json',
  'history/cloudflare-incidents.jsonl',
  'history/cloudflare-maintenances.jsonl',
];
const at = '/imports/statuspage';

type File = { readonly name: string; readonly text: string };

function recorded(name: string): File {
  return { name: path.basename(name), text: readFileSync(path.join(fixtures, name), 'utf8') };
}

const files = names.map(recorded);

function incident(n: number, more: object = {}): object {
  const id = `i${String(n).padStart(11, '0')}`;
  const created = new Date(Date.UTC(2025, 0, 1) + n * 3_600_000).toISOString();
  const updates = ['resolved', 'monitoring', 'identified', 'investigating'].map((status, k) => ({
    id: `u${String(n * 4 + k).padStart(11, '0')}`,
    status,
    body: `${'We look into <b>slow</b> answers.<br /><br />'.repeat(12)}${n}`,
    created_at: created,
    updated_at: created,
    display_at: created,
    affected_components: null,
  }));
  return {
    id,
    name: `Incident ${n}`,
    status: 'resolved',
    impact: 'minor',
    created_at: created,
    updated_at: created,
    incident_updates: updates,
    ...more,
  };
}

type DryRun = z.output<ReturnType<typeof dryRunShape>>;

test('says first what it would do, does it, and does nothing the second time, as the command line does', async () => {
  // The command line has no other clock.
  const app = await startApplication({ now: Date.now() });
  const manage = await openCallers(app);
  const revision = await app.store.revision();
  const tried = await manage.json<DryRun & { would_answer: ImportOutcome }>('POST', `${at}?dry_run=true`, {
    as: 'admin',
    body: { files },
  });
  expect(await app.store.revision()).toBe(revision);
  expect(tried.would_answer.written).toMatchObject({ incidents: 60, maintenances: 55, groups: 8 });
  expect(tried.would_publish).toHaveLength(20);

  const done = await manage.json<ImportOutcome>('POST', at, { as: 'admin', body: { files } });
  expect(done).toEqual({ ...tried.would_answer, dry_run: false });
  const { page } = JSON.parse(await app.text('/api/v2/summary.json'));
  expect(page).toMatchObject({ id: 'yh6f0r4529hb', name: 'Cloudflare' });
  const after = await app.store.revision();

  const path_ = `/v1/pages/${page.id}${at}`;
  const again = await manage.json<ImportOutcome>('POST', path_, { body: { files } });
  expect(again.written).toEqual({ incidents: 0, maintenances: 0, components: 0, groups: 0, statuses: 0 });
  expect(await app.store.revision()).toBe(after);
  const entries = await app.store.read((reads) => reads.audit({ command: 'importRecords' }, 10, 0));
  expect(entries.map(({ actor }) => /^token /.test(actor))).toEqual(entries.map(() => true));
  expect(await app.store.check()).toEqual([]);

  const env = { DATA_DIR: path.join(temporaryDirectory(), 'data') };
  const paths = names.map((name) => path.join(fixtures, name));
  const { stdout } = await candor(['import', 'statuspage', ...paths, '--json'], env);
  expect(JSON.parse(stdout)).toEqual(done);
});

describe('nothing is written, and what is wrong is named,', () => {
  const line = JSON.stringify(incident(1));
  test.each([
    [
      'of a damaged line',
      [{ name: 'lines.jsonl', text: `${line}\n${JSON.stringify(incident(2, { status: 'gone' }))}\n` }],
      [422, 'import.damaged', 'lines.jsonl, line 2', /^status must be one of/],
    ],
    [
      'of a line that is not JSON',
      [{ name: 'lines.jsonl', text: `${line}\n{"id":\n` }],
      [422, 'import.damaged', 'lines.jsonl, line 2', /^is not JSON$/],
    ],
    [
      'of a file that is no JSON at all',
      [recorded(names[1] ?? ''), { name: 'page.html', text: '<p>Not found</p>' }],
      [422, 'import.unusable_file', 'page.html', /^page.html is not JSON\. It may be cut off/],
    ],
    [
      'of an empty file',
      [{ name: 'empty.json', text: '' }],
      [422, 'import.unusable_file', 'empty.json', /^empty.json is empty/],
    ],
    [
      'of files of two pages',
      [files[0], recorded('statuspage/github-summary-operational.json')],
      [422, 'import.unusable_file', 'github-summary-operational.json', /belongs to the page/],
    ],
    [
      'of a component that no record describes',
      [
        {
          name: 'x.json',
          text: JSON.stringify({
            page: { id: 'page00000001', name: 'X', time_zone: 'Etc/UTC', updated_at: '2026-01-01T00:00:00Z' },
            components: [component({ group_id: 'group0000001' })],
          }),
        },
      ],
      [422, 'import.damaged', 'x.json, components[0]', /^group_id is group0000001/],
    ],
    ['when there is no file', [], [422, 'invalid_fields', 'files', /^must not be empty$/]],
    [
      'of a name of two lines',
      [{ name: 'a\nb', text: line }],
      [422, 'invalid_fields', 'files.0.name', /control characters/],
    ],
  ] as const)('%s', async (_, sent, [status, code, place, rule]) => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const revision = await app.store.revision();
    for (const query of ['', '?dry_run=true']) {
      const answer = await manage.send('POST', `${at}${query}`, { body: { files: sent } });
      const body = (await answer.json()) as { code: string; details: { path: string; message: string }[] };
      expect([answer.status, body.code, body.details[0]?.path]).toEqual([status, code, place]);
      expect(body.details[0]?.message).toMatch(rule);
    }
    expect(await app.store.revision()).toBe(revision);
  });

  test('of the records of another page than the one that is filled', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    await manage.json('POST', '/components', { body: { component: { name: 'API' } } });
    const revision = await app.store.revision();
    const answer = await manage.send('POST', at, { body: { files } });
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: 'import.other_page' }]);
    expect(await app.store.revision()).toBe(revision);
  });

  test('of an instant in a later batch that the rules refuse', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const revision = await app.store.revision();
    const future = '2027-01-01T00:00:00.000Z';
    const late = incident(120, { created_at: future, updated_at: future });
    const updates = (late as { incident_updates: object[] }).incident_updates;
    const damaged = { ...late, incident_updates: updates.map((each) => ({ ...each, display_at: future })) };
    const records = [...Array.from({ length: 119 }, (_, n) => incident(n)), damaged];
    const text = records.map((record) => JSON.stringify(record)).join('\n');
    const answer = await manage.send('POST', at, { body: { files: [{ name: 'a.jsonl', text }] } });
    expect(answer.status).toBe(422);
    expect(await answer.text()).toContain('must not be in the future');
    expect(await app.store.revision()).toBe(revision);
  });
});

describe('the size of a body', () => {
  test('threat 23: is limited to 64 MB here, before anything is parsed, and to 192 KB elsewhere', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const large = '['.repeat(200 * 1024);
    expect((await manage.send('POST', at, { body: large })).status).toBe(400);
    expect((await manage.send('POST', '/components', { body: large })).status).toBe(413);
    const sent = await sendStream(app, manage.pageId, manage.tokens.admin, 100);
    expect([sent.status, sent.megabytes < 70]).toEqual([413, true]);
  });

  test('threat 23: does not matter for who may not import: it is not read', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    const forbidden = await sendStream(app, manage.pageId, manage.tokens.editor, 100);
    const unknown = await sendStream(app, manage.pageId, 'never-issued', 100);
    expect([forbidden.status, unknown.status]).toEqual([403, 401]);
    expect(Math.max(forbidden.megabytes, unknown.megabytes)).toBeLessThan(2);
  });
});

/** Sends up to so many megabytes, and counts those that were taken. */
async function sendStream(
  { app }: Awaited<ReturnType<typeof startApplication>>,
  pageId: string,
  token: string,
  megabytes: number,
): Promise<{ readonly status: number; readonly megabytes: number }> {
  let taken = 0;
  const chunk = Buffer.alloc(1024 * 1024, '[');
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (taken === megabytes) controller.close();
      else controller.enqueue(chunk);
      taken += 1;
    },
  });
  const request = new Request(`http://localhost/v1/pages/${pageId}${at}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body,
    duplex: 'half',
  } as RequestInit);
  const { status } = await app.request(request);
  return { status, megabytes: taken };
}

test('an Idempotency-Key gets the same answer again; If-Match is refused, since several changes are made', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const headers = { 'idempotency-key': 'import-1' };
  const text = Array.from({ length: 120 }, (_, n) => JSON.stringify(incident(n))).join('\n');
  const body = { files: [{ name: 'incidents.jsonl', text }] };
  const first = await manage.send('POST', at, { body, headers });
  const revision = await app.store.revision();
  const second = await manage.send('POST', at, { body, headers });
  expect([first.status, second.status]).toEqual([200, 200]);
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  expect(await second.text()).toBe(await first.text());
  const other = await manage.send('POST', at, { body: { files }, headers });
  expect([other.status, await other.json()]).toMatchObject([422, { code: 'idempotency.other_request' }]);
  const conditional = await manage.send('POST', at, { body, headers: { 'if-match': '"r1"' } });
  expect([conditional.status, await conditional.json()]).toMatchObject([
    422,
    { details: [{ path: 'If-Match' }] },
  ]);
  expect(await app.store.revision()).toBe(revision);
});

test('in a session the password must have been entered lately', async () => {
  const app = await startAccess();
  const cookie = await app.signIn(await app.member('admin'));
  const body = { files: [{ name: 'incidents.jsonl', text: JSON.stringify(incident(1)) }] };
  app.clock.advance(15 * 60_000);
  const late = await app.ask('POST', `/pages/{page}${at}`, { cookie, body });
  expect([late.status, late.code]).toEqual([403, 'session.confirm_needed']);
  await app.ask('POST', '/session/confirm', { cookie, body: { password } });
  expect((await app.ask('POST', `/pages/{page}${at}`, { cookie, body })).status).toBe(200);
});

test('others are answered while 5 MB are imported', async () => {
  const app = await startApplication();
  const manage = await openCallers(app);
  const records = Array.from({ length: 2_300 }, (_, n) => incident(n));
  const text = JSON.stringify({ page: { ...examplePage }, incidents: records });
  expect(text.length).toBeGreaterThan(5_000_000);
  const importing = async (pageId: string) => {
    let isDone = false;
    const done = manage
      .json<ImportOutcome>('POST', `/v1/pages/${pageId}${at}`, {
        body: { files: [{ name: 'incidents.json', text }] },
      })
      .finally(() => {
        isDone = true;
      });
    let longest = 0;
    let turns = 0;
    for (let last = performance.now(); !isDone; turns += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }
    return { written: (await done).written.incidents, longest, turns };
  };
  const first = await importing(manage.pageId);
  const second = await importing(examplePage.id);
  expect([first.written, second.written]).toEqual([2_300, 0]);
  for (const { longest, turns } of [first, second]) {
    expect(turns).toBeGreaterThan(100);
    expect(longest).toBeLessThan(longestWaitMs);
  }
}, 120_000);

/** About 40 ms on a machine that does nothing else. */
const longestWaitMs = 250;

const examplePage = {
  id: 'page00000001',
  name: 'Example',
  time_zone: 'Etc/UTC',
  updated_at: '2026-01-01T00:00:00Z',
};

function component(more: object): object {
  const instant = '2026-01-01T00:00:00Z';
  return {
    id: 'component001',
    name: 'API',
    status: 'operational',
    position: 1,
    created_at: instant,
    updated_at: instant,
    ...more,
  };
}
