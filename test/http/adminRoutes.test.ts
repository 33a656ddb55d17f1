import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { startApplication } from '../support/application.ts';
import { openCallers } from '../support/callers.ts';

/** The address of the script that the document loads. */
function scriptOf(html: string): string {
  return /<script type="module" src="([^"]+)"/.exec(html)?.[1] ?? '';
}

describe('the staff’s application', () => {
  test('is one document at every address below /admin', async () => {
    const app = await startApplication();
    const html = await app.text('/admin');
    expect(html.startsWith('<!doctype html>')).toBe(true);
    for (const address of ['/admin/', '/admin/incidents/abc', '/admin/people?tab=tokens']) {
      const deep = await app.get(address);
      expect([address, deep.status, (await deep.text()) === html]).toEqual([address, 200, true]);
    }
    expect((await app.get('/administration')).status).toBe(404);
  });

  test('is asked for again each time, and not sent again to who has it', async () => {
    const app = await startApplication();
    const first = await app.get('/admin');
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await app.get('/admin/incidents', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });

  test('may do only what it must', async () => {
    const app = await startApplication();
    const { headers } = await app.get('/admin');
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data:",
      "connect-src 'self'",
      "font-src 'self'",
      "frame-src 'self'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
      'trusted-types candor',
    ]);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });

  test('shows mails in a document where nothing runs and nothing leads away', async () => {
    const app = await startApplication();
    const { headers } = await app.get('/admin/mail');
    expect(headers.get('content-security-policy')?.split('; ')).toEqual([
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      "img-src 'self'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
      'sandbox allow-same-origin',
    ]);
  });

  test('has files that are kept for ever, in the encoding that the reader accepts', async () => {
    const app = await startApplication();
    const address = scriptOf(await app.text('/admin'));
    const plain = await app.get(address);
    expect(plain.status).toBe(200);
    expect(plain.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('x-content-type-options')).toBe('nosniff');
    const script = await plain.text();
    const brotli = await app.get(address, { 'accept-encoding': 'gzip, br' });
    const gzip = await app.get(address, { 'accept-encoding': 'gzip' });
    expect([brotli, gzip].map(({ headers }) => headers.get('content-encoding'))).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(await brotli.arrayBuffer()).toString() === script).toBe(true);
    expect(gunzipSync(await gzip.arrayBuffer()).toString() === script).toBe(true);
  });

  test.each([
    '/admin/assets/main-AAAAAAAA.js',
    '/admin/assets/build.json',
    '/admin/assets/deep/main.js',
    '/admin/assets/..%2f..%2fpackage.json',
  ])('says that this version has no %s, and nobody keeps that', async (address) => {
    const app = await startApplication();
    const missing = await app.get(address);
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
    expect(await missing.text()).toContain('Load the page again');
  });

  test('is there while the database is not', async () => {
    const app = await startApplication();
    const manage = await openCallers(app);
    await app.store.close();
    expect((await manage.send('GET', '/components')).status).toBeGreaterThanOrEqual(500);
    const document = await app.get('/admin/incidents');
    expect(document.status).toBe(200);
    expect((await app.get(scriptOf(await document.text()))).status).toBe(200);
  });
});
