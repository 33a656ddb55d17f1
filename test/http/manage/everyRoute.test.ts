import { expect, test } from 'vitest';
import { type AccessApplication, publicUrl, startAccess } from '../../support/access.ts';

/** The addresses of all routes with this method, their parameters filled with the id of the page or with `id`. */
function addresses(app: AccessApplication, method: string, id = 'zzzzzzzzzzzz'): string[] {
  const found = app.app.routes
    .filter((route) => route.method === method)
    .map(({ path }) => path.replace(':page_id', app.pageId).replaceAll(/:\w+(\{[^/]*\})?/g, id));
  expect(found.length).toBeGreaterThan(5);
  return [...new Set(found)];
}

/** What strangers do without a session: whatever proves that they may is in the address, or nothing is needed. */
const isForStrangers = (address: string): boolean => /^\/(subscri|api\/v2\/subscri)/.test(address);

test.each([
  ['another origin', { origin: 'https://evil.example' }],
  ['the origin of a sandbox', { origin: 'null' }],
  ['another site, by a link or a form', { 'sec-fetch-site': 'cross-site' }],
])('threat 12: %s can do nothing, at whatever address, with an owner’s cookie', async (_, headers) => {
  const app = await startAccess();
  const cookie = await app.signIn(await app.member('owner'));
  const before = await app.store.revision();
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const address of addresses(app, method)) {
      const type = address.startsWith('/v1') ? 'application/json' : 'application/x-www-form-urlencoded';
      const ask = async (credentials: Record<string, string>): Promise<Response> =>
        app.app.request(address, {
          method,
          headers: { ...credentials, 'content-type': type, ...headers },
          ...(method === 'DELETE' ? {} : { body: address.startsWith('/v1') ? '{}' : 'password=x' }),
        });
      const response = await ask({ cookie });
      if (isForStrangers(address)) {
        // There the cookie changes nothing.
        const without = await ask({});
        expect([address, response.status]).toEqual([address, without.status]);
        // Each refusal has a number of its own.
        const said = async (one: Response) => (await one.text()).replace(/"request_id":"\w+"/, '');
        expect(await said(response)).toBe(await said(without));
      } else expect([method, address, response.status]).toEqual([method, address, 403]);
    }
  }
  expect(await app.store.revision()).toBe(before);
});

test('threat 12: reading changes nothing, wherever it comes from', async () => {
  const app = await startAccess();
  const cookie = await app.signIn(await app.member('owner'));
  const before = await app.store.revision();
  for (const address of addresses(app, 'GET')) {
    const response = await app.get(`${address}?_method=DELETE`, {
      cookie,
      origin: 'https://evil.example',
      'sec-fetch-site': 'cross-site',
      'x-http-method-override': 'DELETE',
    });
    expect([address, response.status < 500]).toEqual([address, true]);
  }
  expect(await app.store.revision()).toBe(before);
});

test('threat 23: no address takes more from a stranger than a request may need', async () => {
  const app = await startAccess({ smtpUrl: 'smtp://127.0.0.1:9' });
  const chunk = new TextEncoder().encode('x'.repeat(16_384));
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
    for (const address of addresses(app, method)) {
      let taken = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          taken += chunk.length;
          controller.enqueue(chunk);
        },
      });
      const init = { method, body, duplex: 'half', headers: { 'content-type': 'application/json' } };
      const response = await app.app.request(new Request(`http://localhost${address}`, init as RequestInit));
      if (isForStrangers(address)) expect([address, response.status < 500]).toEqual([address, true]);
      else expect([address, response.status]).toEqual([address, expect.toBeOneOf([401, 403, 413])]);
      expect([address, taken < 256 * 1024]).toEqual([address, true]);
    }
  }
});

/** A cache that many share, and that looks at nothing but the address and `Cache-Control`. */
class SharedCache {
  readonly #app: AccessApplication;
  readonly #kept = new Map<string, string>();

  constructor(app: AccessApplication) {
    this.#app = app;
  }

  get size(): number {
    return this.#kept.size;
  }

  async get(address: string, headers: Record<string, string>): Promise<string> {
    const known = this.#kept.get(address);
    if (known !== undefined) return known;
    const response = await this.#app.get(address, headers);
    const answered = `${response.status} ${Buffer.from(await response.arrayBuffer()).toString('latin1')}`;
    const control = response.headers.get('cache-control') ?? 'max-age=60';
    if (!/no-store|private|no-cache/.test(control)) this.#kept.set(address, answered);
    return answered;
  }
}

test('threat 19: nobody gets from a cache what was answered to somebody else', async () => {
  const marker = 'only7staff';
  const app = await startAccess();
  const token = await app.token('owner');
  const cookie = await app.signIn(await app.member('owner', `${marker}@example.com`));
  const id = await app.act({ type: 'addComponent', name: 'API' });
  const draft = { incident: { name: marker } };
  expect((await app.ask('POST', '/pages/{page}/drafts', { token, body: { draft } })).status).toBe(201);
  for (const credentials of [{ cookie }, { authorization: `Bearer ${token}` }]) {
    const cache = new SharedCache(app);
    let seenByStaff = 0;
    for (const address of addresses(app, 'GET', id)) {
      const forStaff = await cache.get(address, credentials);
      if (forStaff.includes(marker)) seenByStaff += 1;
      const forAll = await cache.get(address, {});
      const plain = await app.get(address);
      const direct = `${plain.status} ${Buffer.from(await plain.arrayBuffer()).toString('latin1')}`;
      // Each refusal has a number of its own.
      const same = (text: string): string => text.replace(/"request_id":"\w+"/, '');
      expect([address, same(forAll) === same(direct)]).toEqual([address, true]);
      expect([address, forAll.includes(marker)]).toEqual([address, false]);
    }
    expect(seenByStaff).toBeGreaterThan(1);
    expect(cache.size).toBeGreaterThan(10);
  }
});

const elsewhere = [
  ...[
    'https://evil.example',
    'http:evil.example',
    'https:/evil.example',
    '//evil.example',
    '///evil.example',
  ],
  ...['////evil.example', '/\\evil.example', '\\/evil.example', '\\\\evil.example', '/\\/evil.example'],
  ...['/\t/evil.example', '/\n/evil.example', '\t//evil.example', ' //evil.example', '/%09/evil.example'],
  ...[
    '/%2f%2fevil.example',
    '%2f%2fevil.example',
    '/%5cevil.example',
    '/%5c%5cevil.example',
    '/.//evil.example',
  ],
  ...['/..//evil.example', '/;@evil.example', '@evil.example', ':80@evil.example', '.evil.example'],
  ...[
    '//evil.example/%2e%2e',
    '//evil%E3%80%82example',
    'javascript:alert(1)',
    'data:text/html,x',
    '/\\\\evil.example',
    '/?next=//evil.example',
  ],
];

test('threat 20: no address of ours leads to another origin', async () => {
  const app = await startAccess();
  const cookie = await app.signIn(await app.member('owner'));
  const from = await app.act({ type: 'openIncident', name: 'A', status: 'investigating', statuses: {} });
  const into = await app.act({ type: 'openIncident', name: 'B', status: 'investigating', statuses: {} });
  await app.act({ type: 'mergeIncidents', incidentId: from, intoId: into });
  const names = ['next', 'return_to', 'redirect', 'url'];
  const led: string[] = [];
  for (const target of elsewhere) {
    const query = names.map((name) => `${name}=${encodeURIComponent(target)}`).join('&');
    // What comes after the slash of a path, and all of it.
    const paths = ['/incidents/', '/history/', '/admin/', '/subscriptions/', '/api/v2/', ''];
    const asked = [
      ...addresses(app, 'GET', from).map((address) => `${address}?${query}`),
      ...paths.map(
        (path) => `http://localhost${path === '' && !target.startsWith('/') ? '/' : path}${target}`,
      ),
    ];
    for (const address of asked) {
      if (!URL.canParse(address, publicUrl)) continue;
      const { headers } = await app.get(address, {
        cookie,
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
      });
      const location = headers.get('location');
      if (location !== null) led.push(location);
      // Without an address a page only asks for itself again.
      expect([address, headers.get('refresh') ?? '']).toEqual([address, expect.stringMatching(/^\d*$/)]);
      expect([address, new URL(location ?? '/', publicUrl).origin]).toEqual([address, publicUrl]);
    }
  }
  expect(new Set(led).size).toBeGreaterThan(1);
});
