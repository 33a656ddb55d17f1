import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startApplication, testNow } from '../support/application.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };

describe('the status page', () => {
  test('comes in the encoding that the reader accepts, the same page each time', async () => {
    const { get } = await startApplication();
    const plain = await get('/');
    const brotli = await get('/', { 'accept-encoding': 'gzip, br;q=0.9' });
    const gzip = await get('/', { 'accept-encoding': 'gzip, br;q=0' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(brotli.headers.get('content-encoding')).toBe('br');
    expect(gzip.headers.get('content-encoding')).toBe('gzip');
    const page = await plain.text();
    expect(page.slice(0, 15)).toBe('<!doctype html>');
    expect(brotliDecompressSync(await brotli.arrayBuffer()).toString()).toBe(page);
    expect(gunzipSync(await gzip.arrayBuffer()).toString()).toBe(page);
    expect(new Set([plain, brotli, gzip].map((response) => response.headers.get('etag'))).size).toBe(3);
  });

  test('is not sent again to who has it, and HEAD tells its headers only', async () => {
    const { get, app } = await startApplication();
    const first = await get('/', { 'accept-encoding': 'br' });
    const etag = first.headers.get('etag') ?? '';
    const second = await get('/', { 'accept-encoding': 'br', 'if-none-match': `"other", W/${etag}` });
    expect(second.status).toBe(304);
    expect(await second.text()).toBe('');
    expect(second.headers.get('etag')).toBe(etag);
    expect((await get('/', { 'accept-encoding': 'br', 'if-none-match': '"other"' })).status).toBe(200);
    const head = await app.request('/', { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000);
    expect(await head.text()).toBe('');
  });

  test('may do only what it must', async () => {
    const { get } = await startApplication();
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toContain('stale-if-error=86400');
  });

  test('shows an incident as soon as it is published, and its end', async () => {
    const { act, text: read, clock } = await startApplication();
    const componentId = await act({ type: 'addComponent', name: 'Payments API' });
    expect((await read('/')).includes('Cards declined')).toBe(false);
    const incidentId = await act({
      type: 'openIncident',
      name: 'Cards declined',
      status: 'investigating',
      text,
      statuses: { [componentId]: 'partial_outage' },
    });
    const during = await read('/');
    expect(during.includes('Cards declined')).toBe(true);
    expect(/Partial outage/.test(during)).toBe(true);
    clock.advance(60_000);
    await act({ type: 'postUpdate', incidentId, status: 'resolved', text, statuses: {} });
    expect(/Resolved/.test(await read(`/incidents/${incidentId}`))).toBe(true);
  });
});

describe('what is not there', () => {
  test.each([
    '/nothing',
    '/incidents/000000000000',
    '/incidents/..%2f',
    '/incidents/%3Cscript%3E',
    '/uptime/000000000000',
    '/uptime/000000000000.json',
    '/uptime/000000000000.xml',
    '/history?page=0',
    '/history?page=99',
    '/history/99',
    '/history/two',
    '/history?page=1e3',
    '/assets/other.js',
  ])('%s is a page that says so, and is not kept by anybody', async (path) => {
    const { get } = await startApplication();
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect((await response.text()).includes('href="/"')).toBe(true);
  });

  test('a month that cannot be is not a ledger', async () => {
    const { get, act } = await startApplication();
    const id = await act({ type: 'addComponent', name: 'API' });
    expect((await get(`/uptime/${id}/2026-11`)).status).toBe(200);
    expect((await get(`/uptime/${id}/2026-13`)).status).toBe(404);
    expect((await get(`/uptime/${id}/november`)).status).toBe(404);
  });
});

describe('the ledger', () => {
  test('can be redone by hand from its CSV and its JSON', async () => {
    const hour = 3_600_000;
    const app = await startApplication({ now: testNow - 100 * hour });
    const id = await app.act({ type: 'addComponent', name: 'API', startDate: '2026-11-01' });
    const set = { type: 'setComponentStatus', componentId: id } as const;
    await app.act({ ...set, status: 'partial_outage' });
    app.clock.advance(2 * hour);
    await app.act({ ...set, status: 'major_outage' });
    app.clock.advance(hour);
    await app.act({ ...set, status: 'operational' });
    app.clock.advanceTo(testNow);
    await app.act({ type: 'addComponent', name: 'Another' });

    const json = (await (await app.get(`/uptime/${id}/2026-11.json`)).json()) as {
      entries: { length_ms: number; weight_per_mille: number; covered: boolean }[];
      known: { start: string; end: string };
      covered_ms: number;
      weighted_downtime_per_mille_ms: number;
      uptime_percent: string;
    };
    const weighted = json.entries.reduce((sum, entry) => sum + entry.length_ms * entry.weight_per_mille, 0);
    expect(weighted).toBe(json.weighted_downtime_per_mille_ms);
    expect(weighted).toBe(2 * hour * 300 + hour * 1000);
    expect(json.covered_ms).toBe(Date.parse(json.known.end) - Date.parse(json.known.start));
    expect(json.known).toEqual({ start: '2026-11-01T00:00:00.000Z', end: '2026-11-23T14:40:00.000Z' });
    const exact = (1 - weighted / 1000 / json.covered_ms) * 100;
    expect(Number(json.uptime_percent)).toBeLessThanOrEqual(exact);
    expect(exact - Number(json.uptime_percent)).toBeLessThan(0.001);

    const csv = await app.text(`/uptime/${id}/2026-11.csv`);
    const rows = csv
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    expect(rows.slice(1, -1).map((row) => [row[2], row[3], row[5]])).toEqual([
      [String(2 * hour), 'partial_outage', '300'],
      [String(hour), 'major_outage', '1000'],
    ]);
    expect(rows.at(-1)?.[7]).toBe(`uptime ${json.uptime_percent} %`);
  });

  test('writes names into CSV so that a spreadsheet runs none of them', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'addComponent', name: 'API', startDate: '2026-11-01' });
    await app.act({
      type: 'openIncident',
      name: '=HYPERLINK("http://evil"),x',
      status: 'investigating',
      text,
      statuses: { [id]: 'major_outage' },
      displayAt: testNow - 60_000,
    });
    expect(await app.text(`/uptime/${id}.csv`)).toContain(`,"'=HYPERLINK(""http://evil""),x",`);
  });
});

describe('the history', () => {
  test('lists each report in the month in which it began, three months a page', async () => {
    const app = await startApplication({ now: Date.UTC(2026, 1, 10) });
    const open = { type: 'openIncident', status: 'resolved', text, statuses: {} } as const;
    await app.act({ ...open, name: 'In February' });
    app.clock.advanceTo(Date.UTC(2026, 9, 5));
    await app.act({ ...open, name: 'In October' });
    app.clock.advanceTo(testNow);
    await app.act({ ...open, name: 'In November' });
    const first = await app.text('/history');
    expect(first.includes('In November')).toBe(true);
    expect(first.includes('In October')).toBe(true);
    expect(first.includes('In February')).toBe(false);
    expect(first.includes('/history/2')).toBe(true);
    const fourth = await app.text('/history/4');
    expect(await app.text('/history?page=4')).toBe(fourth);
    expect(fourth.includes('In February')).toBe(true);
    expect(fourth.includes('/history/5')).toBe(false);
    expect((await app.get('/history/5')).status).toBe(404);
  });
});
