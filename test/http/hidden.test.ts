import { expect, test } from 'vitest';
import { startApplication, type TestApplication, testNow } from '../support/application.ts';
import { subscribe } from '../support/subscribers.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };

/** What stands in for the parameters of the public routes. */
type Known = { readonly component: string; readonly incident: string; readonly maintenance: string };

/** Every address that a route answers for, with each way of filling its parameters. */
function addressesOf(route: string, known: Known): string[] {
  const ids = [known.component, known.incident, known.maintenance];
  if (!route.includes(':')) return [route];
  return ids.flatMap((id) =>
    ['', '.json', '.csv', '.svg', '.ics', '.rss', '.atom'].map((ending) =>
      route
        .replace(':page', '1')
        .replace(':month', `2026-11${ending}`)
        .replace(/:[a-z]+(\{[^/]*\})?/gi, (parameter) =>
          /format|ending/i.test(parameter) ? ending.slice(1) || 'rss' : `${id}${ending}`,
        ),
    ),
  );
}

test('threat 5: no byte that the public can fetch holds anything that is not public', async () => {
  const marker = 'hidden7marker';
  const app = await startApplication();
  const component = await app.act({ type: 'addComponent', name: 'Payments API', startDate: '2026-11-01' });
  const retired = await app.act({ type: 'addComponent', name: `Retired ${marker}` });
  await app.act({ type: 'retireComponent', componentId: retired });
  await app.act({ type: 'addGroup', name: `Empty group ${marker}` });
  const incident = await app.act({
    type: 'openIncident',
    name: 'Cards declined',
    status: 'investigating',
    text,
    statuses: { [component]: 'partial_outage' },
  });
  const deleted = await app.act({ ...incidentNamed(`Deleted ${marker}`), statuses: {} });
  await app.act({ type: 'deleteIncident', incidentId: deleted });
  const update = await app.act({
    type: 'postUpdate',
    incidentId: incident,
    status: 'identified',
    text: { source: marker, html: `<p>${marker}</p>` },
    statuses: {},
  });
  await app.act({ type: 'deleteUpdate', incidentId: incident, updateId: update });
  const maintenance = await app.act({
    type: 'scheduleMaintenance',
    name: 'Upgrade',
    text,
    componentIds: [component],
    scheduledFor: testNow + 3_600_000,
    scheduledUntil: testNow + 7_200_000,
  });
  await app.store.perform(
    {
      type: 'issueToken',
      name: `Token ${marker}`,
      role: 'owner',
      secretHash: `${marker}hash`,
      ceiling: 'owner',
    },
    { actor: `Actor ${marker}` },
  );
  const memberId = await app.act({
    type: 'inviteMember',
    email: 'somebody@example.com',
    role: 'owner',
    secretHash: `${marker}hash`,
    ceiling: 'owner',
  });
  await app.act({ type: 'beginTwoFactor', memberId, totpSecret: marker });
  await app.act({ type: 'nameMember', memberId, name: `Member ${marker}` });
  await app.act({ type: 'addTemplate', name: `Template ${marker}`, title: marker, body: marker });
  await keepDrafts(app, marker, component, incident);
  await keepPostmortems(app, marker);
  await subscribe(app, { address: `${marker}@example.com` });
  await app.store.record([{ series: `Series ${marker}`, at: testNow, value: 1 }]);

  const routes = [
    ...new Set(app.app.routes.filter(({ method }) => method === 'GET').map((route) => route.path)),
  ];
  expect(routes.length).toBeGreaterThan(5);
  const seen: Record<string, number> = {};
  const queue = routes.flatMap((route) => addressesOf(route, { component, incident, maintenance }));
  for (const address of queue) {
    if (address in seen) continue;
    const response = await app.get(address);
    const bytes = Buffer.from(await response.arrayBuffer()).toString('latin1');
    seen[address] = response.status;
    const headers = JSON.stringify([...response.headers]);
    expect([address, bytes.includes(marker) || headers.includes(marker)]).toEqual([address, false]);
    if (address.length > 200) continue;
    for (const [, link = ''] of bytes.matchAll(
      /(?:href|src)="(?:https:\/\/status\.example\.com)?(\/[^"#]*)/g,
    )) {
      queue.push(link.replaceAll('&amp;', '&'));
    }
  }
  // Every route was reached with parameters that it knows, not only with some that it refuses; staff's and links by nobody.
  for (const route of routes) {
    if (/^\/(v1|metrics|setup|password|subscriptions\/:token)(\/|$)/.test(route)) continue;
    const own = queue.filter((address) =>
      new RegExp(`^${route.replaceAll(/:[^/]+/g, '[^/]+').replaceAll('*', '.*')}$`).test(address),
    );
    expect([route, own.some((address) => seen[address] === 200 || seen[address] === 302)]).toEqual([
      route,
      true,
    ]);
  }
});

test('threat 5: what is hidden and what never was get the same answer', async () => {
  const app = await startApplication();
  const hidden = {
    deleted: await app.act({ ...incidentNamed('Deleted'), statuses: {} }),
    drafted: await app.act({
      type: 'saveDraft',
      command: { ...incidentNamed('Drafted'), statuses: {} },
      author: 'x',
      publishAt: null,
    }),
    member: await app.act({
      type: 'inviteMember',
      email: 'somebody@example.com',
      role: 'owner',
      secretHash: 'f'.repeat(64),
      ceiling: 'owner',
    }),
    group: await app.act({ type: 'addGroup', name: 'Empty' }),
  };
  await app.act({ type: 'deleteIncident', incidentId: hidden.deleted });
  const routes = app.app.routes.filter(({ method, path }) => method === 'GET' && path.includes(':'));
  const inPublic = [...new Set(routes.map(({ path }) => path))].filter((path) => !path.startsWith('/v1/'));
  expect(inPublic.length).toBeGreaterThan(5);
  for (const route of inPublic) {
    for (const [what, id] of Object.entries(hidden)) {
      const known = { component: id, incident: id, maintenance: id };
      const never = 'zzzzzzzzzzzz';
      for (const address of new Set(addressesOf(route, known))) {
        const answers = await Promise.all(
          [address, address.replaceAll(id, never)].map(async (each) => {
            const response = await app.get(each);
            const text = (await response.text()).replaceAll(id, never);
            return [response.status, text, [...response.headers].filter(([name]) => name !== 'etag')];
          }),
        );
        expect([what, address, answers[0]]).toEqual([what, address, answers[1]]);
      }
    }
  }
});

/** A draft of each kind, with the marker in every field that takes words. */
async function keepDrafts(
  app: TestApplication,
  marker: string,
  component: string,
  incident: string,
): Promise<void> {
  const said = { text: { source: marker, html: `<p>${marker}</p>` } };
  const attached = { metadata: { [marker]: { [marker]: marker } }, impactOverride: 'critical' } as const;
  const author = `Author ${marker}`;
  const publishAt = testNow + 60_000;
  const statuses = { [component]: 'major_outage' } as const;
  await app.act({
    type: 'saveDraft',
    command: { ...incidentNamed(`Drafted ${marker}`), ...said, ...attached, statuses },
    author,
    publishAt,
  });
  await app.act({
    type: 'saveDraft',
    command: {
      type: 'scheduleMaintenance',
      name: `Drafted ${marker}`,
      componentIds: [component],
      scheduledFor: testNow + 3_600_000,
      scheduledUntil: testNow + 7_200_000,
      ...said,
      ...attached,
    },
    author,
    publishAt: null,
  });
  await app.act({
    type: 'saveDraft',
    command: { type: 'postUpdate', incidentId: incident, status: 'resolved', statuses: {}, ...said },
    author,
    publishAt: null,
  });
}

/** Postmortems of which nothing is public: written, rewritten after it was published, reverted, deleted. */
async function keepPostmortems(app: TestApplication, marker: string): Promise<void> {
  const secret = { source: marker, html: `<p>${marker}</p>` };
  const fates = ['written', 'rewritten', 'reverted', 'deleted'] as const;
  for (const fate of fates) {
    const named = { ...incidentNamed(`Over: ${fate}`), status: 'resolved', statuses: {} } as const;
    const incidentId = await app.act(named);
    const draft = { type: 'draftPostmortem', incidentId } as const;
    await app.act({ ...draft, text: fate === 'rewritten' ? text : secret });
    if (fate === 'written') continue;
    await app.act({ type: 'publishPostmortem', incidentId, notifySubscribers: false });
    if (fate === 'rewritten') await app.act({ ...draft, text: secret });
    if (fate === 'reverted') await app.act({ type: 'revertPostmortem', incidentId });
    if (fate === 'deleted') await app.act({ type: 'deletePostmortem', incidentId });
  }
}

function incidentNamed(name: string) {
  return { type: 'openIncident', name, status: 'investigating', text } as const;
}
