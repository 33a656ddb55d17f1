import { brotliDecompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { history } from '../publish/statuspage/schemas.ts';
import { startApplication, testNow } from '../support/application.ts';
import { startImported } from '../support/recordings.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };
const nobody = '000000000000';

const paths = [
  'summary',
  'status',
  'components',
  'incidents',
  'incidents/unresolved',
  'scheduled-maintenances',
  'scheduled-maintenances/upcoming',
  'scheduled-maintenances/active',
].map((document) => `/api/v2/${document}.json`);

describe('each document', () => {
  test.each(paths)('%s has the headers of a Statuspage, and none that names it', async (path) => {
    const { get } = await startApplication();
    const { status, headers } = await get(path);
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'access-control-allow-origin': '*',
      'cache-control': 'max-age=10, public, s-maxage=10, stale-while-revalidate=20, stale-if-error=3600',
    });
    expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
    expect(headers.has('x-statuspage-version')).toBe(false);
  });

  test.each(paths)('%s is not sent again to who has it, and HEAD tells its headers only', async (path) => {
    const { get, app, act } = await startApplication();
    const whole = await get(path);
    const etag = whole.headers.get('etag') ?? '';
    const known = await get(path, { 'if-none-match': etag });
    expect([known.status, await known.text()]).toEqual([304, '']);
    expect(known.headers.get('access-control-allow-origin')).toBe('*');
    expect(known.headers.get('cache-control')).toBe(whole.headers.get('cache-control'));
    const head = await app.request(path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(Number(head.headers.get('content-length'))).toBe((await whole.arrayBuffer()).byteLength);
    await act({ type: 'configurePage', name: 'Renamed' });
    expect((await get(path, { 'if-none-match': etag })).status).toBe(200);
  });

  test('comes compressed, the same bytes', async () => {
    const { get, text: read } = await startApplication();
    const response = await get('/api/v2/summary.json', { 'accept-encoding': 'br' });
    expect(response.headers.get('content-encoding')).toBe('br');
    const body = brotliDecompressSync(await response.arrayBuffer()).toString();
    expect(body === (await read('/api/v2/summary.json'))).toBe(true);
  });

  test('may be asked for by a script of any origin, also with headers of its own', async () => {
    const { app } = await startApplication();
    const response = await app.request('/api/v2/summary.json', {
      method: 'OPTIONS',
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'GET' },
    });
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toContain('GET');
    expect(response.headers.get('access-control-allow-headers')).toBe('*');
  });
});

describe('what is not there', () => {
  test.each([
    '/api/v2/nothing.json',
    '/api/v2/summary',
    '/api/v2',
    '/api/v3/summary.json',
    `/api/v2/incidents/${nobody}.json`,
    '/api/v2/incidents/..%2f..%2fetc.json',
    '/api/v2/incidents/.json',
    `/api/v2/incidents/${nobody}`,
    `/incidents/${nobody}.json`,
  ])('%s is a 404 that a program can read, and is not kept by anybody', async (path) => {
    const { get, app } = await startApplication();
    const response = await get(path);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(await response.json()).toEqual({ error: 'Not found' });
    expect((await app.request(path, { method: 'HEAD' })).status).toBe(404);
  });

  test('a deleted incident is gone at once', async () => {
    const { act, get } = await startApplication();
    const incidentId = await act({
      type: 'openIncident',
      name: 'By mistake',
      status: 'investigating',
      text,
      statuses: {},
    });
    const path = `/api/v2/incidents/${incidentId}.json`;
    expect((await get(path)).status).toBe(200);
    await act({ type: 'deleteIncident', incidentId });
    expect((await get(path)).status).toBe(404);
  });
});

describe('one incident', () => {
  test('has the headers of the API also when the history alone remembers it', async () => {
    const { act, get, clock } = await startApplication({ now: Date.UTC(2025, 0, 1) });
    const opening = { type: 'openIncident', status: 'resolved', text, statuses: {} } as const;
    const id = await act({ ...opening, name: 'Old' });
    clock.advanceTo(testNow);
    for (let n = 0; n < 50; n += 1) await act({ ...opening, name: `New ${n}` });
    for (const path of [`/api/v2/incidents/${id}.json`, `/incidents/${id}.json`]) {
      const response = await get(path);
      expect([path, response.status]).toEqual([path, 200]);
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      const etag = response.headers.get('etag') ?? '';
      expect((await get(path, { 'if-none-match': etag })).status).toBe(304);
    }
    const page = await get(`/incidents/${id}`);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
  });
});

describe('/history', () => {
  const json = { accept: 'application/json' };

  test.each([
    ['application/json', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['text/html;q=0.5, application/json', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['text/html, application/json', 'text/html'],
    ['text/html, application/json;q=0.9', 'text/html'],
    ['application/json;q=0', 'text/html'],
    ['*/*', 'text/html'],
    ['', 'text/html'],
  ])('for who accepts "%s" is %s', async (accept, type) => {
    const { get } = await startApplication();
    const { headers } = await get('/history', { accept });
    expect(headers.get('content-type')).toBe(`${type}; charset=utf-8`);
    expect(headers.get('vary')).toBe('Accept, Accept-Encoding');
  });

  test('is as JSON the months of the page, three at a time', async () => {
    const app = await startApplication({ now: Date.UTC(2026, 7, 3, 20) });
    const { act, get, clock } = app;
    await act({ type: 'configurePage', name: 'Page', timeZone: 'Europe/Berlin' });
    const open = { type: 'openIncident', text, statuses: {}, impactOverride: 'minor' } as const;
    const summer = await act({ ...open, name: 'In summer', status: 'investigating' });
    clock.advance(4 * 3_600_000);
    await act({ type: 'postUpdate', incidentId: summer, status: 'resolved', text, statuses: {} });
    clock.advanceTo(testNow);
    const now = await act({ ...open, name: 'Now', status: 'investigating' });
    await act({
      type: 'scheduleMaintenance',
      name: 'Later today',
      text,
      componentIds: [],
      scheduledFor: testNow + 3_600_000,
      scheduledUntil: testNow + 7_200_000,
    });
    const first = (await (await get('/history', json)).json()) as ReturnType<typeof history.parse>;
    expect(history.safeParse(first).error?.issues ?? []).toEqual([]);
    expect(first.page_status.status.indicator).toBe('none');
    const months = first.months.map(({ name, year, starts_on, days }) => [name, year, starts_on, days]);
    expect(months).toEqual([
      ['November', 2026, 0, 30],
      ['October', 2026, 4, 31],
      ['September', 2026, 2, 30],
    ]);
    expect(first.months[0]?.incidents.map(({ name, timestamp }) => [name, timestamp])).toEqual([
      [
        'Later today',
        "Nov <var data-var='date'>23</var>, <var data-var='time'>16:40</var> - <var data-var='time'>17:40</var> CET",
      ],
      ['Now', "Nov <var data-var='date'>23</var>, <var data-var='time'>15:40</var> CET"],
    ]);
    expect(first.months[0]?.incidents[1]).toMatchObject({ code: now, message: 'Words.', impact: 'minor' });
    const second = (await (await get('/history?page=2', json)).json()) as typeof first;
    const august = second.months.find(({ name }) => name === 'August');
    expect(august?.incidents[0]).toMatchObject({
      code: summer,
      timestamp:
        "Aug <var data-var='date'>3</var>, <var data-var='time'>22:00</var> - Aug <var data-var='date'>4</var>, <var data-var='time'>02:00</var> CEST",
    });
  });

  test.each(['?page=0', '?page=99', '?page=x'])('has as JSON nothing at %s', async (query) => {
    const { get } = await startApplication();
    const response = await get(`/history${query}`, json);
    expect([response.status, await response.json()]).toEqual([404, { error: 'Not found' }]);
  });

  test('of an imported page fits the schema', async () => {
    const { get } = await startImported('discord-summary', 'discord-incidents');
    const served = await (await get('/history', json)).json();
    expect(history.safeParse(served).error?.issues.slice(0, 3) ?? []).toEqual([]);
  });
});
