import { expect, test } from 'vitest';
import { personalToken } from '../../server/personalLink.ts';
import { startAccess } from '../support/access.ts';
import { subscribe } from '../support/subscribers.ts';

const page = {
  'content-security-policy':
    "default-src 'none'; style-src 'HASH'; script-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'strict-origin',
  'x-content-type-options': 'nosniff',
};
const anyOrigin = { 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' };
const closed = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
const embeddable = {
  ...anyOrigin,
  'content-security-policy': "default-src 'none'",
  'cross-origin-resource-policy': 'cross-origin',
};
const personal = { ...page, 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };

const pushPage = {
  ...page,
  'content-security-policy': `${page['content-security-policy']}; connect-src 'self'; worker-src 'self'`,
};

/** What browsers may do with the answers of each kind of route, and whether anybody may keep them. */
const kinds = {
  page: { ...page, cache: 'public' },
  pushPage: { ...pushPage, cache: 'public' },
  formAnswer: { ...pushPage, cache: 'no-store' },
  missing: { ...page, cache: 'no-store' },
  // A browser says of a form from which site it comes only when its page may be a referrer.
  oneTime: { ...page, cache: 'no-store' },
  frame: {
    ...page,
    'content-security-policy': page['content-security-policy'].replace(
      "frame-ancestors 'none'",
      'frame-ancestors *',
    ),
    cache: 'public',
  },
  open: { ...anyOrigin, cache: 'public' },
  openMissing: { ...anyOrigin, cache: 'no-store' },
  openForm: { ...closed, 'access-control-allow-origin': '*', cache: 'no-store' },
  preflight: { 'access-control-allow-origin': '*', cache: null },
  embeddable: { ...embeddable, cache: 'public' },
  asset: { 'x-content-type-options': 'nosniff', cache: 'public' },
  worker: {
    'content-security-policy': "default-src 'none'; connect-src 'self'",
    'x-content-type-options': 'nosniff',
    cache: 'no-cache',
  },
  logo: {
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
    cache: 'public',
  },
  personal: { ...personal, cache: 'no-store' },
  closed: { ...closed, cache: 'no-store' },
  admin: {
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types candor",
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    cache: 'no-cache',
  },
  adminMail: {
    'content-security-policy':
      "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox allow-same-origin",
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    cache: 'no-cache',
  },
  redirect: { cache: null },
} as const;

const names = [
  'access-control-allow-origin',
  'content-security-policy',
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'referrer-policy',
  'x-content-type-options',
  'x-robots-tag',
];

/** What the answer has of those headers, and who may keep it. */
function boundsOf({ headers }: Response): Record<string, string | null> {
  const found = names.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value.replace(/'sha256-[^']+'/, "'HASH'")] as const];
  });
  const cache = headers.get('cache-control') ?? null;
  return {
    ...Object.fromEntries(found),
    cache: cache && (/no-store|no-cache|public/.exec(cache)?.[0] ?? cache),
  };
}

test('each route answers with the headers of its kind, and none is without a kind', async () => {
  const app = await startAccess({ smtpUrl: 'smtp://127.0.0.1:1' });
  const componentId = await app.act({ type: 'addComponent', name: 'API' });
  const incidentId = await app.act({
    type: 'openIncident',
    name: 'Cards declined',
    status: 'investigating',
    text: { source: 'Words.', html: '<p>Words.</p>' },
    statuses: { [componentId]: 'partial_outage' },
  });
  const maintenanceId = await app.act({
    type: 'scheduleMaintenance',
    name: 'New disks',
    text: { source: 'Words.', html: '<p>Words.</p>' },
    componentIds: [componentId],
    scheduledFor: app.clock.now() + 3_600_000,
    scheduledUntil: app.clock.now() + 7_200_000,
  });
  const token = await app.token('owner');
  const logo = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><path d="M0 0h9v9z"/></svg>';
  await app.app.request(`/v1/pages/${app.pageId}/logo`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'image/svg+xml' },
    body: logo,
  });
  const home = await app.text('/');
  const inPage = (pattern: RegExp): string => pattern.exec(home)?.[0] ?? '/not-found-in-the-page';
  const key = await app.store.subscriptions.key('links', () => 'never asked');
  const [{ id: subscriberId } = { id: '' }] = await subscribe(app, {});
  const manage = `/subscriptions/${personalToken(key, 'manage', subscriberId)}`;
  const confirm = `/subscriptions/${personalToken(key, 'confirm', subscriberId)}/confirm`;
  const setup = `/setup/${await app.setupSecret()}`;

  /** Each route that is not of the manage API, what to ask of it, and its kind. */
  const routes: Readonly<Record<string, readonly [kind: keyof typeof kinds, path: string]>> = {
    'GET /': ['page', '/'],
    'GET /history': ['page', '/history'],
    'GET /incidents/:id': ['page', `/incidents/${incidentId}`],
    'GET /history/:page': ['page', '/history/1'],
    'GET /uptime': ['page', '/uptime'],
    'GET /uptime/:file': ['page', `/uptime/${componentId}`],
    'GET /uptime/:id/:month': ['page', `/uptime/${componentId}/2026-11`],
    'GET /docs': ['page', '/docs'],
    'GET /subscribe': ['pushPage', '/subscribe'],
    'POST /subscribe': ['formAnswer', '/subscribe'],
    'GET /incidents/:file{.+\\.json}': ['open', `/incidents/${incidentId}.json`],
    'GET /api/v2/incidents/:file{.+\\.json}': ['open', `/api/v2/incidents/${incidentId}.json`],
    'OPTIONS /api/v2/*': ['preflight', '/api/v2/summary.json'],
    'GET /components/:id/history.rss': ['open', `/components/${componentId}/history.rss`],
    'GET /components/:id/history.atom': ['open', `/components/${componentId}/history.atom`],
    'GET /components/:id/history.json': ['open', `/components/${componentId}/history.json`],
    'GET /history.rss': ['open', '/history.rss'],
    'GET /history.atom': ['open', '/history.atom'],
    'GET /history.json': ['open', '/history.json'],
    'GET /maintenance.ics': ['open', '/maintenance.ics'],
    'GET /maintenance/:file': ['open', `/maintenance/${maintenanceId}.ics`],
    'GET /robots.txt': ['open', '/robots.txt'],
    'GET /sitemap.xml': ['open', '/sitemap.xml'],
    'GET /openapi.json': ['open', '/openapi.json'],
    'GET /badge.svg': ['embeddable', '/badge.svg'],
    'GET /badge.json': ['embeddable', '/badge.json'],
    'GET /badge/:file{[a-z0-9]{12}\\.(?:svg|json)}': ['embeddable', `/badge/${componentId}.svg`],
    'GET /embed.js': ['embeddable', '/embed.js'],
    'GET /favicon.svg': ['embeddable', '/favicon.svg'],
    'GET /card.png': ['embeddable', '/card.png'],
    'GET /embed/frame': ['frame', '/embed/frame'],
    'GET /:file{logo-[0-9a-f]+\\.[a-z]+}': ['logo', inPage(/\/logo-[0-9a-f]+\.svg/)],
    'GET /assets/:name': ['asset', inPage(/\/assets\/page-[0-9a-f]+\.js/)],
    'GET /push.js': ['worker', '/push.js'],
    'GET /favicon.ico': ['redirect', '/favicon.ico'],
    'GET /subscriptions/new': ['redirect', '/subscriptions/new'],
    'GET /healthz': ['closed', '/healthz'],
    'GET /readyz': ['closed', '/readyz'],
    'GET /metrics': ['closed', '/metrics'],
    'GET /setup/:secret': ['oneTime', setup],
    'POST /setup/:secret': ['oneTime', setup],
    'GET /password/:secret': ['missing', '/password/nothing'],
    'POST /password/:secret': ['oneTime', '/password/nothing'],
    'GET /subscriptions/:token/confirm': ['personal', confirm],
    'POST /subscriptions/:token/confirm': ['personal', confirm],
    'GET /subscriptions/:token/unsubscribe': ['personal', `${manage}/unsubscribe`],
    'POST /subscriptions/:token/unsubscribe': ['personal', `${manage}/unsubscribe`],
    'GET /subscriptions/:token': ['personal', manage],
    'POST /subscriptions/:token': ['personal', manage],
    'POST /subscribe/browser': ['closed', '/subscribe/browser'],
    'POST /api/v2/subscribers.json': ['openForm', '/api/v2/subscribers.json'],
    'DELETE /api/v2/subscribers/:file{.+\\.json}': ['openForm', '/api/v2/subscribers/abcdefghijkl.json'],
    'POST /api/v2/subscriptions/:id/resend_confirmation': [
      'openForm',
      '/api/v2/subscriptions/x/resend_confirmation',
    ],
    'GET /admin/assets/:file{.+}': ['openMissing', '/admin/assets/nothing.js'],
    'GET /admin/mail': ['adminMail', '/admin/mail'],
    'GET /admin/*': ['admin', '/admin'],
  };
  const kindOf = (method: string, path: string): readonly [keyof typeof kinds, string] | undefined => {
    if (path.startsWith('/v1/'))
      return ['closed', path.replaceAll(/:\w+/g, 'abcdefghijkl').replace('*', 'x')];
    // Documents of the API v2 stand in a list of their own.
    if (/^\/api\/v2\/[a-z/-]+\.json$/.test(path) && method === 'GET') return ['open', path];
    return routes[`${method} ${path}`];
  };

  const registered = [...new Set(app.app.routes.map(({ method, path }) => `${method} ${path}`))];
  expect(registered.length).toBeGreaterThan(150);
  const unknown: string[] = [];
  const answered: unknown[] = [];
  const expected: unknown[] = [];
  for (const route of registered) {
    const [method = '', path = ''] = route.split(' ');
    const found = kindOf(method, path);
    if (!found) {
      unknown.push(route);
      continue;
    }
    const [kind, asked] = found;
    const answer = await app.app.request(asked, { method: method === 'ALL' ? 'GET' : method });
    answered.push([route, boundsOf(answer)]);
    expected.push([route, kinds[kind]]);
  }
  expect(unknown).toEqual([]);
  expect(answered).toEqual(expected);
  const more: readonly [kind: keyof typeof kinds, path: string][] = [
    ['missing', '/nothing'],
    ['missing', '/incidents/abcdefghijkl'],
    ['openMissing', '/api/v2/nothing.json'],
    ['openMissing', '/badge/abcdefghijkl.svg'],
    ['openMissing', '/history.rss?per=nothing'],
    ['open', `/uptime/${componentId}.csv`],
    ['open', `/uptime/${componentId}.json`],
  ];
  for (const [kind, path] of more) {
    expect([path, boundsOf(await app.get(path))]).toEqual([path, kinds[kind]]);
  }
  const signedIn = await app.ask('GET', '/pages', { token });
  expect(boundsOf(new Response(null, { headers: signedIn.headers }))).toEqual(kinds.closed);
});
