import { describe, expect, test } from 'vitest';
import { startAccess } from '../../support/access.ts';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { elementsOf } from '../../support/html.ts';
import { png } from '../../support/images.ts';
import type { ShownPage } from '../../support/manage.ts';

type Refusal = { readonly code: string; readonly details: readonly { path: string; message: string }[] };

const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><path d="M0 0h9v9z"/></svg>';

async function startWithCallers() {
  const app = await startApplication();
  const callers = await openCallers(app);
  const put = (body: unknown, headers: Record<string, string> = {}, query = '') =>
    callers.send('PUT', `/logo${query}`, { body, headers: { 'content-type': 'image/png', ...headers } });
  const page = () => callers.json<ShownPage>('GET', '');
  const pathOf = ({ logo_url }: ShownPage) => new URL(logo_url ?? '').pathname;
  return { app, callers, put, page, pathOf };
}

describe('a logo', () => {
  test('stands in the head of each page with the page’s name, and is served for ever from memory', async () => {
    const { app, callers, put, pathOf } = await startWithCallers();
    await callers.json('PATCH', '', { body: { page: { name: 'Tom & "Jerry"' } } });
    const answer = await put(png(12, 3));
    expect(answer.status).toBe(200);
    const path = pathOf(await answer.json());
    expect(path).toMatch(/^\/logo-[0-9a-f]{16}\.png$/);
    for (const at of ['/', '/history', '/uptime', '/nowhere']) {
      const html = await (await app.get(at)).text();
      const images = elementsOf(html).filter(({ name }) => name === 'img');
      expect([at, images.map(({ attributes }) => attributes)]).toEqual([
        at,
        [{ class: 'logo', src: path, width: '12', height: '3', alt: 'Tom & "Jerry"' }],
      ]);
      expect([at, html.includes('class="monogram"')]).toEqual([at, false]);
    }
    const served = await app.get(path);
    expect(served.headers.get('content-type')).toBe('image/png');
    expect(served.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(new Uint8Array(await served.arrayBuffer())).toEqual(png(12, 3));
    const again = await app.app.request(path, {
      headers: { 'if-none-match': served.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    expect((await app.get(path.replace('.png', '.svg'))).status).toBe(404);
  });

  test('that is an SVG may do nothing but draw where it is opened', async () => {
    const { app, put, pathOf } = await startWithCallers();
    const path = pathOf(await (await put(drawing, { 'content-type': 'image/svg+xml' })).json());
    const { headers } = await app.get(path);
    expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
      'image/svg+xml',
      'nosniff',
    ]);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    );
  });

  test('is known by its content, whatever it is called', async () => {
    const { put, page, pathOf } = await startWithCallers();
    expect((await put(png(2, 2), { 'content-type': 'text/html' })).status).toBe(200);
    expect(pathOf(await page()).endsWith('.png')).toBe(true);
    expect((await put(drawing)).status).toBe(200);
    expect(pathOf(await page()).endsWith('.svg')).toBe(true);
    const hidden = [
      '<html><script>alert(1)</script></html>',
      'GIF89a',
      '',
      '{"page":{"name":"x"}}',
      png(2, 2).slice(0, 20),
      png(5000, 1),
      drawing.replace('<path', '<script/><path'),
      drawing.replace('d="', 'onload="alert(1)" d="'),
      drawing.replace('<path', '<image href="https://evil.example/"/><path'),
      drawing.replace(/ (width|height)="\d+"/g, ''),
    ];
    for (const body of hidden) {
      const answer = await put(body);
      const { code, details } = (await answer.json()) as Refusal;
      expect([String(body).slice(0, 60), answer.status, code]).toEqual([
        String(body).slice(0, 60),
        422,
        'invalid_fields',
      ]);
      expect(details).toEqual([{ path: 'logo', message: expect.stringMatching(/^must /) }]);
    }
    expect(pathOf(await page()).endsWith('.svg')).toBe(true);
  });

  test('has at most 100 KB', async () => {
    const { put } = await startWithCallers();
    const padded = (bytes: number) => drawing.replace('</svg>', `<!--${'x'.repeat(bytes)}--></svg>`);
    const room = 100 * 1024 - drawing.length - '<!---->'.length;
    expect((await put(padded(room))).status).toBe(200);
    expect((await put(padded(room + 1))).status).toBe(413);
  });

  test('that is square stands for the page in the tab, while nothing is wrong', async () => {
    const { app, callers, put, pathOf } = await startWithCallers();
    const { id } = await callers.json<{ id: string }>('POST', '/components', {
      body: { component: { name: 'API' } },
    });
    const icon = async () =>
      elementsOf(await app.text('/')).find(({ attributes }) => attributes.rel === 'icon')?.attributes;
    await put(png(8, 4));
    expect((await icon())?.href).toMatch(/^data:image\/svg/);
    const square = pathOf(await (await put(png(4, 4))).json());
    expect(await icon()).toEqual({ rel: 'icon', type: 'image/png', href: square });
    const body = { incident: { name: 'Down', components: { [id]: 'major_outage' } } };
    await callers.json('POST', '/incidents', { body });
    expect((await icon())?.href).toMatch(/^data:image\/svg/);
  });

  test('is gone from the page and from its address once it is taken away or replaced', async () => {
    const { app, callers, put, page, pathOf } = await startWithCallers();
    const first = pathOf(await (await put(png(1, 1))).json());
    const second = pathOf(await (await put(png(1, 2))).json());
    expect([(await app.get(first)).status, (await app.get(second)).status]).toEqual([404, 200]);
    expect((await callers.send('DELETE', '/logo')).status).toBe(204);
    expect((await app.get(second)).status).toBe(404);
    expect((await page()).logo_url).toBeNull();
    expect((await app.text('/')).includes('class="monogram"')).toBe(true);
    expect((await callers.send('DELETE', '/logo')).status).toBe(204);
  });

  test('survives that the page is changed, and a whole page that is sent back', async () => {
    const { callers, put, page } = await startWithCallers();
    await put(png(3, 3));
    const shown = await page();
    await callers.json('PATCH', '', { body: { page: { ...shown, name: 'Other' } } });
    expect((await page()).logo_url).toBe(shown.logo_url);
  });

  test('can be tried, is bound to a revision, and is done once for a key', async () => {
    const { callers, put, page } = await startWithCallers();
    const tried = await put(png(2, 1), {}, '?dry_run=true');
    expect(((await tried.json()) as { would_answer: ShownPage }).would_answer.logo_url).toMatch(/\.png$/);
    expect((await page()).logo_url).toBeNull();
    expect((await put(png(2, 1), { 'if-match': '"r0"' })).status).toBe(412);
    const etag = (await callers.send('GET', '')).headers.get('etag') ?? '';
    expect((await put(png(2, 1), { 'if-match': etag })).status).toBe(200);
    const key = { 'idempotency-key': 'logo-1' };
    expect((await put(png(9, 1), key)).status).toBe(200);
    expect((await put(png(9, 1), key)).headers.get('idempotent-replayed')).toBe('true');
    // They differ in bytes that are no text.
    expect((await put(png(9, 2), key)).status).toBe(422);
  });

  test('is in the audit log, without its bytes', async () => {
    const { callers, put } = await startWithCallers();
    await put(png(40, 40));
    await callers.send('DELETE', '/logo');
    const log = await (await callers.send('GET', '/audit')).text();
    expect(log).toContain('setPageLogo');
    expect(log).toContain('removePageLogo');
    expect(log.includes(Buffer.from(png(40, 40)).toString('base64').slice(20, 60))).toBe(false);
    expect(log.length).toBeLessThan(20_000);
  });

  test('is given by admins only, also from a page of ours', async () => {
    const { callers } = await startWithCallers();
    const editor = { body: png(1, 1), as: 'editor', headers: { 'content-type': 'image/png' } } as const;
    expect((await callers.send('PUT', '/logo', editor)).status).toBe(403);
    expect((await callers.send('DELETE', '/logo', { as: 'editor' })).status).toBe(403);

    const app = await startAccess();
    const cookie = await app.signIn(await app.member('admin'));
    const send = (headers: Record<string, string>) =>
      app.app.request(`/v1/pages/${app.pageId}/logo`, {
        method: 'PUT',
        body: png(1, 1),
        headers: { cookie, ...headers },
      });
    const ours = { origin: 'https://status.example.com', 'sec-fetch-site': 'same-origin' };
    expect((await send({ ...ours, 'content-type': 'image/png' })).status).toBe(200);
    expect((await send({ ...ours, 'content-type': 'text/plain' })).status).toBe(403);
    const foreign = { origin: 'https://evil.example', 'content-type': 'image/png' };
    expect((await send(foreign)).status).toBe(403);
  });
});
