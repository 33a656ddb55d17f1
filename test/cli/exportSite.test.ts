import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runCli } from '../../server/cli.ts';
import {
  startApplication,
  type TestApplication,
  temporaryDirectory,
  testNow,
} from '../support/application.ts';
import { elementsOf } from '../support/html.ts';
import { subscribe } from '../support/subscribers.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };
const marker = 'hidden7marker';
const dayMs = 86_400_000;

/** What the README tells a web server about the ends of names. */
const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  json: 'application/json',
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  ics: 'text/calendar',
  csv: 'text/csv',
  svg: 'image/svg+xml',
  png: 'image/png',
  js: 'text/javascript',
  txt: 'text/plain',
  xml: 'application/xml',
};

/** A web server that knows nothing but files. Answers with its origin. */
async function serveFiles(directory: string): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = [pathname, `${pathname}/index.html`]
      .map((name) => path.join(directory, name))
      .find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
    const shown = file ?? path.join(directory, '404.html');
    const isFeed = /\/history\.json$/.test(shown);
    const type = isFeed ? 'application/feed+json' : types[path.extname(shown).slice(1)];
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': type ?? 'unknown' });
    response.end(readFileSync(shown));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Runs the command beside the running application, at the time of its clock. */
async function exportSite(app: TestApplication, args: readonly string[]) {
  let stdout = '';
  let stderr = '';
  const code = await runCli(['export', 'site', ...args], {
    env: { DATA_DIR: app.dataDir, PUBLIC_URL: 'https://status.example.com' },
    clock: app.clock,
    randomBytes,
    stdout: { write: (words) => (stdout += words) },
    stderr: { write: (words) => (stderr += words) },
    onStop: () => undefined,
  });
  return { code, stdout, stderr };
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(directory, name)).isFile())
    .sort();
}

/** Every address that is reached from `from`, with the status that it is answered with. */
async function crawl(origin: string, from: readonly string[]): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  const queue = [...from];
  for (const address of queue) {
    if (seen.has(address)) continue;
    const response = await fetch(origin + address);
    seen.set(address, response.status);
    const body = await response.text();
    if (!response.headers.get('content-type')?.startsWith('text/html')) continue;
    for (const { attributes } of elementsOf(body)) {
      const target = attributes.href ?? attributes.src ?? '';
      if (target.startsWith('/')) queue.push(target.replace(/#.*/, ''));
    }
  }
  return seen;
}

async function startBusiness() {
  const app = await startApplication({ now: Date.UTC(2026, 2, 10) });
  const api = await app.act({ type: 'addComponent', name: 'Payments API' });
  const old = await app.act({ type: 'addComponent', name: 'Old shop' });
  const never = await app.act({ type: 'addComponent', name: `Retired ${marker}` });
  await app.act({ type: 'retireComponent', componentId: never });
  await app.act({ type: 'addGroup', name: 'Storefront', componentIds: [api] });
  const incident = { type: 'openIncident', text, statuses: {} } as const;
  const spring = await app.act({
    ...incident,
    name: 'In spring',
    status: 'resolved',
    statuses: { [old]: 'operational' },
  });
  app.clock.advanceTo(testNow - 10 * dayMs);
  const mistaken = await app.act({ ...incident, name: 'By mistake', status: 'resolved' });
  app.clock.advanceTo(testNow);
  const open = await app.act({
    ...incident,
    name: 'Cards declined',
    status: 'investigating',
    statuses: { [api]: 'partial_outage' },
  });
  const maintenance = await app.act({
    type: 'scheduleMaintenance',
    name: 'Upgrade',
    text,
    componentIds: [api],
    scheduledFor: testNow + 3_600_000,
    scheduledUntil: testNow + 7_200_000,
  });
  await app.act({
    type: 'saveDraft',
    command: { ...incident, name: `Drafted ${marker}`, status: 'investigating' },
    author: marker,
    publishAt: null,
  });
  await app.act({
    type: 'issueToken',
    name: `Token ${marker}`,
    role: 'owner',
    secretHash: `${marker}hash`,
    ceiling: 'owner',
  });
  await subscribe(app, { address: `${marker}@example.com` });
  return { app, api, spring, mistaken, open, maintenance };
}

test('the public pages are plain files: the same bytes, every link of them, and nothing that is private', async () => {
  const { app, api, spring, mistaken, open, maintenance } = await startBusiness();
  const directory = path.join(temporaryDirectory(), 'far', 'site');
  const first = await exportSite(app, [directory, '--json']);
  expect([first.code, first.stderr]).toEqual([0, '']);
  const files = filesIn(directory).filter((name) => name !== '.candor-site');
  expect(JSON.parse(first.stdout)).toEqual({
    ok: true,
    directory,
    files: files.length,
    written: files.length,
    removed: 0,
  });

  const origin = await serveFiles(directory);
  const wanted = [
    '/',
    '/history/3',
    `/uptime/${api}/2026-04.csv`,
    `/incidents/${spring}`,
    `/api/v2/incidents/${spring}.json`,
    '/api/v2/summary.json',
    `/components/${api}/history.atom`,
    `/maintenance/${maintenance}.ics`,
    `/badge/${api}.svg`,
    '/badge.json',
    '/card.png',
    '/embed.js',
    '/subscribe',
    '/robots.txt',
    '/docs',
    '/openapi.json',
    '/nothing/at/all',
  ];
  const sitemap = [
    ...(await app.text('/sitemap.xml')).matchAll(/<loc>https:\/\/status\.example\.com([^<]*)/g),
  ];
  expect(sitemap.length).toBeGreaterThan(5);
  const exported = files.map((name) => `/${name.replace(/(^|\/)index\.html$/, '')}`);
  for (const address of new Set([...wanted, ...sitemap.map(([, at]) => at ?? ''), ...exported])) {
    if (address === '/404.html') continue;
    const [live, copy] = [await app.get(address), await fetch(origin + address)];
    const [type] = live.headers.get('content-type')?.split(';') ?? [];
    expect([address, copy.status, copy.headers.get('content-type')]).toEqual([address, live.status, type]);
    const [same, bytes] = [await live.arrayBuffer(), await copy.arrayBuffer()];
    expect([address, Buffer.from(bytes).equals(Buffer.from(same))]).toEqual([address, true]);
  }

  const reached = await crawl(origin, ['/', ...sitemap.map(([, at]) => at ?? '')]);
  expect([...reached].filter(([, status]) => status !== 200)).toEqual([]);
  expect(reached.has(`/incidents/${open}`)).toBe(true);
  const telling = files.filter((name) => readFileSync(path.join(directory, name), 'utf8').includes(marker));
  expect(telling).toEqual([]);

  const again = JSON.parse((await exportSite(app, [directory, '--json'])).stdout);
  expect(again).toMatchObject({ files: files.length, written: 0, removed: 0 });

  const before = statSync(path.join(directory, 'robots.txt')).mtimeMs;
  const incidents = path.join(directory, 'incidents', mistaken);
  writeFileSync(path.join(directory, 'CNAME'), 'status.example.com');
  await app.act({ type: 'deleteIncident', incidentId: mistaken });
  const third = await exportSite(app, [directory]);
  expect(third.stdout).toMatch(/as \d+ files: \d+ written, 3 removed\.\n$/);
  expect(statSync(incidents, { throwIfNoEntry: false })).toBeUndefined();
  const left = filesIn(directory).filter((name) =>
    readFileSync(path.join(directory, name), 'utf8').includes('By mistake'),
  );
  expect(left).toEqual([]);
  expect(readFileSync(path.join(directory, 'CNAME'), 'utf8')).toBe('status.example.com');
  expect(statSync(path.join(directory, 'robots.txt')).mtimeMs).toBe(before);
});

test('a directory that is not ours is left as it is', async () => {
  const app = await startApplication();
  const directory = temporaryDirectory();
  const letter = path.join(directory, 'letter.txt');
  writeFileSync(letter, 'Dear Ada');
  const refused = async (args: readonly string[], code: number, sentence: RegExp): Promise<void> => {
    const answer = await exportSite(app, args);
    expect([answer.code, answer.stdout]).toEqual([code, '']);
    expect(answer.stderr).toMatch(sentence);
  };
  await refused([directory], 1, /is not empty, and Candor did not write it\. Name a directory/);
  await refused([letter], 1, /is no directory/);
  await refused([path.join(letter, 'site')], 1, /is no directory/);
  await refused([], 2, /Name the directory/);
  await refused([directory, 'more'], 2, /"more" is too much/);
  expect(filesIn(directory)).toEqual(['letter.txt']);
  // A list that somebody else wrote makes us remove nothing outside.
  rmSync(letter);
  const inside = path.join(directory, 'site');
  mkdirSync(inside);
  writeFileSync(letter, 'Dear Ada');
  expect((await exportSite(app, [inside])).code).toBe(0);
  const list = path.join(inside, '.candor-site');
  writeFileSync(list, `${readFileSync(list, 'utf8')}../letter.txt\n`);
  expect((await exportSite(app, [inside])).stdout).toMatch(/0 removed/);
  expect(readFileSync(letter, 'utf8')).toBe('Dear Ada');
});
