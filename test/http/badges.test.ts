import { parse } from 'parse5';
import { describe, expect, test } from 'vitest';
import { startApplication, testNow } from '../support/application.ts';

const day = 86_400_000;
const nasty = `"><script>alert(1)</script>&'`;

describe('the badge of the page', () => {
  test('says what the page says, as a picture and for shields.io', async () => {
    const app = await startApplication();
    const componentId = await app.act({ type: 'addComponent', name: 'API' });
    const calm = (await (await app.get('/badge.json')).json()) as Record<string, unknown>;
    expect(Object.keys(calm)).toEqual(['schemaVersion', 'label', 'message', 'color']);
    expect([calm.schemaVersion, calm.message]).toEqual([1, 'All systems operational']);
    expect(calm.color).toMatch(/^[0-9a-f]{6}$/);
    await app.act({ type: 'setComponentStatus', componentId, status: 'major_outage' });
    const picture = await app.get('/badge.svg');
    expect(picture.headers.get('content-type')).toBe('image/svg+xml');
    expect((await picture.text()).includes('All systems are down')).toBe(true);
    const broken = (await (await app.get('/badge.json')).json()) as Record<string, unknown>;
    expect(broken.message).toBe('All systems are down');
    expect(broken.color).not.toBe(calm.color);
  });

  test('may be loaded by anybody, for a minute, and is not sent twice', async () => {
    const { get } = await startApplication();
    const { headers } = await get('/badge.svg');
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(headers.get('cache-control')).toContain('max-age=60');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'");
    const again = await get('/badge.svg', { 'if-none-match': headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
  });
});

describe('the badge of a component', () => {
  test('says its status, with a title for who cannot see it', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'addComponent', name: nasty });
    await app.act({ type: 'setComponentStatus', componentId: id, status: 'partial_outage' });
    const picture = await app.text(`/badge/${id}.svg`);
    expect(picture.includes('<script')).toBe(false);
    const json = JSON.stringify(parse(`<!doctype html><body>${picture}`), (key, value) =>
      key === 'parentNode' ? undefined : value,
    );
    const label = JSON.stringify({ name: 'aria-label', value: `${nasty}: Partial outage` });
    expect(json.includes(label)).toBe(true);
    expect(json.includes(JSON.stringify({ name: 'role', value: 'img' }))).toBe(true);
    expect(picture.includes('<title>')).toBe(true);
    expect(await (await app.get(`/badge/${id}.json?show=status`)).json()).toMatchObject({
      label: nasty,
      message: 'Partial outage',
    });
  });

  test('says the uptime of the days that were asked for, as exactly as the ledger', async () => {
    const app = await startApplication({ now: testNow - 20 * day });
    const id = await app.act({ type: 'addComponent', name: 'API', startDate: '2026-01-01' });
    const set = { type: 'setComponentStatus', componentId: id } as const;
    await app.act({ ...set, status: 'partial_outage' });
    app.clock.advance(10 * 3_600_000);
    await app.act({ ...set, status: 'operational' });
    app.clock.advanceTo(testNow);
    await app.act({ type: 'addComponent', name: 'Other' });
    const message = async (query: string) =>
      ((await (await app.get(`/badge/${id}.json?show=uptime${query}`)).json()) as { message: string })
        .message;
    expect(await message('&days=7')).toBe('100 % in 7 days');
    // 10 h of partial outage count as 3 h, of 29 days and 14:40 h: 1 − 3 ÷ 710.6666… = 0.995778…
    expect(await message('&days=30')).toBe('99.577 % in 30 days');
    const { uptime_percent } = (await (await app.get(`/uptime/${id}.json`)).json()) as {
      uptime_percent: string;
    };
    expect(await message('&days=90')).toBe(`${Number(uptime_percent)} % in 90 days`);
    expect(await message('')).toBe(await message('&days=90'));
  });

  test('of a component without data says so', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'addComponent', name: 'New', startDate: '2027-01-01' });
    expect(await (await app.get(`/badge/${id}.json?show=uptime`)).json()).toMatchObject({
      message: 'no data',
    });
  });

  test('refuses what it cannot show with a sentence', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'addComponent', name: 'API' });
    for (const query of [
      'show=uptime&days=31',
      'show=uptime&days=7.0',
      'show=uptime&days=',
      'show=speed',
      'days=7',
      'show=',
    ]) {
      const response = await app.get(`/badge/${id}.svg?${query}`);
      expect([query, response.status]).toEqual([query, 400]);
      expect(await response.text()).toMatch(/^Use show=status, or show=uptime with days=7, 30, 90\.$/m);
      expect(response.headers.get('cache-control')).toBe('no-store');
    }
    expect((await app.get('/badge.svg?show=uptime')).status).toBe(400);
    expect((await app.get('/badge/aaaaaaaaaaaa.svg')).status).toBe(404);
    expect((await app.get(`/badge/${id}.png`)).status).toBe(404);
  });

  test('has a colour for each status, none of them twice', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'addComponent', name: 'API' });
    const seen = new Set<string>();
    const statuses = [
      'operational',
      'under_maintenance',
      'degraded_performance',
      'partial_outage',
      'major_outage',
    ] as const;
    for (const status of statuses) {
      app.clock.advance(60_000);
      await app.act({ type: 'setComponentStatus', componentId: id, status });
      seen.add(((await (await app.get(`/badge/${id}.json`)).json()) as { color: string }).color);
    }
    expect(seen.size).toBe(5);
  });
});
