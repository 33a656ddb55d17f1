import { request } from 'node:http';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../support/application.ts';
import { startServer } from '../support/candor.ts';

type Answer = { readonly status: number; readonly body: string; readonly headers: Record<string, unknown> };

/** Asks with exactly these headers, as a client that is not a browser can. */
function ask(origin: string, target: string, headers: Record<string, string>): Promise<Answer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path: target, headers, agent: false }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text;
      });
      response.on('end', () => {
        const { date: _, ...kept } = response.headers;
        resolve({ status: response.statusCode ?? 0, body, headers: kept });
      });
    })
      .on('error', reject)
      .end();
  });
}

const publicPaths = [
  '/',
  '/history',
  '/uptime',
  '/nothing',
  '/api/v2/summary.json',
  '/history.rss',
  '/history.atom',
  '/history.json',
  '/maintenance.ics',
  '/badge.svg',
  '/badge.json',
  '/embed.js',
  '/embed/frame',
  '/robots.txt',
  '/sitemap.xml',
];

test('without PUBLIC_URL it answers by address, but not under names that it does not know', async () => {
  const server = await startServer({ DATA_DIR: path.join(temporaryDirectory(), 'data') });
  for (const host of ['localhost:3000', '192.0.2.7:3000', '[2001:db8::1]']) {
    expect([host, (await ask(server.origin, '/', { host })).status]).toEqual([host, 200]);
  }
  expect((await ask(server.origin, '/', { host: 'evil.example' })).status).toBe(421);
});

test('answers for its own name only, and no byte depends on what a request claims about names', async () => {
  const server = await startServer({
    DATA_DIR: path.join(temporaryDirectory(), 'data'),
    PUBLIC_URL: 'https://status.example.com',
  });
  for (const target of publicPaths) {
    const plain = await ask(server.origin, target, { host: 'status.example.com' });
    expect([target, plain.status]).toEqual([target, target === '/nothing' ? 404 : 200]);
    expect(plain.body.includes('evil.example')).toBe(false);
    const forwarded = await ask(server.origin, target, {
      host: 'status.example.com',
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-forwarded-for': '203.0.113.7',
      'x-original-url': '/admin',
      'x-rewrite-url': '/admin',
      forwarded: 'host=evil.example;proto=http',
    });
    expect([target, forwarded]).toEqual([target, plain]);
    for (const host of ['Status.Example.COM', 'status.example.com:443', 'status.example.com.']) {
      const same = await ask(server.origin, target, { host });
      expect([target, host, same.body === plain.body]).toEqual([target, host, true]);
    }
    const local = await ask(server.origin, target, { host: '127.0.0.1:1234' });
    expect([target, local.body === plain.body]).toEqual([target, true]);
    const absolute = await ask(server.origin, `http://evil.example${target}`, { host: 'status.example.com' });
    expect([target, absolute.body === plain.body]).toEqual([target, true]);

    for (const host of ['evil.example', 'status.example.com.evil.example', 'status.example.com:81']) {
      const misdirected = await ask(server.origin, target, { host });
      expect([target, host, misdirected.status]).toEqual([target, host, 421]);
      expect(misdirected.headers['cache-control']).toBe('no-store');
    }
  }
  expect((await ask(server.origin, '/healthz', { host: '10.0.0.7' })).status).toBe(200);
});
