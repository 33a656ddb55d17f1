import { expect, test } from 'vitest';
import { startApplication, type TestApplication, testNow } from '../support/application.ts';
import { elementsOf, textOf } from '../support/html.ts';
import { startMailServer, type TakenMail } from '../support/mailServer.ts';
import { subscribe } from '../support/subscribers.ts';

const origin = 'https://status.example.com';
const dayMs = 86_400_000;
const usual = { incidents: '1', maintenances: '1', language: 'en', time_zone: '' };

/** Lets everything that waits for a socket or a disk have its turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}

async function start() {
  const mail = await startMailServer();
  const app = await startApplication({ smtpUrl: mail.url });
  let client = 0;
  /** Sends a form, each time from another client when none is named. */
  const post = (
    path: string,
    fields: Record<string, string> | [string, string][] | string,
    from?: string,
  ): Promise<Response> => {
    client += 1;
    return Promise.resolve(
      app.app.request(path, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded',
          'x-forwarded-for': from ?? `10.${client >> 16}.${(client >> 8) & 255}.${client & 255}`,
        },
        body: typeof fields === 'string' ? fields : new URLSearchParams(fields).toString(),
      }),
    );
  };
  /** Asks for updates and resolves when it is answered. */
  const ask = async (email: string, more: Record<string, string> = {}, from?: string): Promise<Response> => {
    const response = await post('/subscribe', { ...usual, email, ...more }, from);
    await answered(app);
    return response;
  };
  return { mail, app, post, ask };
}

/** Lets the time come to answer what was asked, and resolves when it is. */
async function answered(app: TestApplication): Promise<void> {
  app.clock.advance(2_000);
  while ((await app.store.subscriptions.nextRequestAt()) !== null) await turn();
}

/** The path of the first link of ours in a mail. */
function linkIn(mail: TakenMail | undefined): string {
  return /https:\/\/status\.example\.com(\/subscriptions\/\S+)/.exec(mail?.parsed.text ?? '')?.[1] ?? '';
}

async function stateOf(app: TestApplication, address: string) {
  const [found] = await app.store.subscriptions.at('email', address);
  return found?.state ?? null;
}

const openIncident = (app: TestApplication, name: string, componentId: string) =>
  app.act({
    type: 'openIncident',
    name,
    status: 'investigating',
    text: { source: 'We look.', html: '<p>We look.</p>' },
    statuses: { [componentId]: 'major_outage' },
  });

test('who asks confirms by mail, hears of an incident, leaves with one click, and hears no more', async () => {
  const { mail, app, post, ask } = await start();
  const component = await app.act({ type: 'addComponent', name: 'API' });
  expect((await ask('ann@example.com')).status).toBe(200);
  const [asked] = await mail.until(1);
  expect(asked?.to).toEqual(['ann@example.com']);
  expect(asked?.parsed.subject).toBe('[Status] Confirm your subscription');
  const confirm = linkIn(asked);
  expect(confirm).toMatch(/^\/subscriptions\/[a-z0-9]{12}\.[\w-]{43}\/confirm$/);

  await openIncident(app, 'Before', component);
  app.clock.advance(10_000);
  while ((await app.store.subscriptions.nextAnnouncementAt()) !== null) await turn();
  const page = await app.get(confirm);
  expect([page.status, await stateOf(app, 'ann@example.com')]).toEqual([200, 'unconfirmed']);
  expect((await post(confirm, '')).status).toBe(200);
  expect(await stateOf(app, 'ann@example.com')).toBe('active');

  await openIncident(app, 'After', component);
  app.clock.advance(10_000);
  const told = (await mail.until(2))[1];
  expect(told?.parsed.subject).toBe('[Status] Investigating: After');
  const header =
    /^List-Unsubscribe: ?<(.*)>\r?$/im.exec(told?.raw.replace(/\r\n[ \t]/g, '') ?? '')?.[1] ?? '';
  expect(header.startsWith(`${origin}/subscriptions/`)).toBe(true);
  const left = await post(new URL(header).pathname, 'List-Unsubscribe=One-Click');
  expect([left.status, left.redirected]).toEqual([200, false]);
  expect(await stateOf(app, 'ann@example.com')).toBe('unsubscribed');

  await subscribe(app, { address: 'control@example.com' });
  await openIncident(app, 'Later', component);
  app.clock.advance(10_000);
  expect((await mail.until(3))[2]?.to).toEqual(['control@example.com']);
});

test('what a subscriber chose is kept, shown and changed by their link, and counts', async () => {
  const { mail, app, post, ask } = await start();
  const group = await app.act({ type: 'addGroup', name: 'Payments' });
  const api = await app.act({ type: 'addComponent', name: 'API', groupId: group });
  const web = await app.act({ type: 'addComponent', name: 'Web' });
  await ask('ann@example.com', { group, language: 'de', time_zone: 'Europe/Berlin' });
  const confirm = linkIn((await mail.until(1))[0]);
  expect(mail.taken[0]?.parsed.subject).toBe('[Status] Abonnement bestätigen');
  const html = await (await post(confirm, '')).text();
  const boxes = elementsOf(html).filter(({ attributes }) => attributes.type === 'checkbox');
  expect(
    boxes.filter(({ attributes }) => 'checked' in attributes).map((box) => box.attributes.value),
  ).toEqual(['1', '1', group]);
  const manage = elementsOf(html).find(({ attributes }) => attributes.action)?.attributes.action ?? '';

  await openIncident(app, 'Cards', api);
  app.clock.advance(10_000);
  expect((await mail.until(2))[1]?.parsed.subject).toBe('[Status] Wird untersucht: Cards');

  const saved = await post(manage, { do: 'save', incidents: '1', component: web, language: 'en' });
  expect([saved.status, textOf(await saved.text()).includes('Saved.')]).toEqual([200, true]);
  await openIncident(app, 'Cards again', api);
  await openIncident(app, 'Site', web);
  app.clock.advance(10_000);
  expect((await mail.until(3))[2]?.parsed.subject).toBe('[Status] Investigating: Site');

  for (const [fields, words] of [
    [{ do: 'save' }, 'Tick incidents'],
    [{ do: 'save', incidents: '1', component: 'nothere00000' }, 'not on the page any more'],
    [{ do: 'save', incidents: '1', time_zone: 'Mars/Base' }, 'from the list'],
  ] as const) {
    const refused = await post(manage, fields);
    expect([refused.status, (await refused.text()).includes(words)]).toEqual([422, true]);
  }
  const [kept] = await app.store.subscriptions.at('email', 'ann@example.com');
  expect(kept?.scope).toEqual({ groupIds: [], componentIds: [web] });
});

test('who left can come back, is erased after 30 days, and at once when they wish', async () => {
  const { mail, app, post, ask } = await start();
  const active = async (email: string): Promise<string> => {
    const count = mail.taken.length;
    await ask(email);
    const html = await (await post(linkIn((await mail.until(count + 1))[count]), '')).text();
    return elementsOf(html).find(({ attributes }) => attributes.action)?.attributes.action ?? '';
  };
  const [ann, bob, cat] = [
    await active('ann@x.test'),
    await active('bob@x.test'),
    await active('cat@x.test'),
  ];
  await ask('silent@x.test');
  await mail.until(4);
  await post(`${ann}/unsubscribe`, '');
  await post(`${bob}/unsubscribe`, '');
  await post(ann, { do: 'return' });
  expect([await stateOf(app, 'ann@x.test'), await stateOf(app, 'bob@x.test')]).toEqual([
    'active',
    'unsubscribed',
  ]);
  const erased = await post(cat, { do: 'erase' });
  expect([erased.status, await stateOf(app, 'cat@x.test')]).toEqual([200, null]);
  expect((await app.get(cat)).status).toBe(404);

  app.clock.advance(31 * dayMs);
  while ((await stateOf(app, 'bob@x.test')) !== null) await turn();
  while ((await stateOf(app, 'silent@x.test')) !== null) await turn();
  expect(await stateOf(app, 'ann@x.test')).toBe('active');
});

test('an open incident can be followed alone', async () => {
  const { mail, app, post, ask } = await start();
  const component = await app.act({ type: 'addComponent', name: 'API' });
  const id = await openIncident(app, 'Slow', component);
  const form = elementsOf(await app.text(`/incidents/${id}`)).filter(({ name }) => name === 'input');
  expect(form.map(({ attributes }) => attributes.name)).toEqual(['incident', 'email']);
  await ask('ann@example.com', { incident: id });
  await post(linkIn((await mail.until(1))[0]), '');
  await openIncident(app, 'Other', component);
  app.clock.advance(10_000);
  await app.act({
    type: 'postUpdate',
    incidentId: id,
    status: 'resolved',
    text: { source: 'Done.', html: '<p>Done.</p>' },
    statuses: {},
  });
  app.clock.advance(10_000);
  const told = (await mail.until(2))[1];
  expect(told?.parsed.subject).toBe('[Status] Resolved: Slow');
  expect((await app.text(`/incidents/${id}`)).includes('<form')).toBe(false);
  expect((await ask('bob@example.com', { incident: id })).status).toBe(422);
});

test('what was asked survives a process that ends before the mail goes out', async () => {
  const { mail, app, post } = await start();
  expect((await post('/subscribe', { ...usual, email: 'ann@example.com' })).status).toBe(200);
  await app.close();
  expect(mail.taken).toHaveLength(0);
  const later = testNow + 3_600_000;
  const again = await startApplication({ smtpUrl: mail.url, dataDir: app.dataDir, now: later });
  expect((await mail.until(1))[0]?.to).toEqual(['ann@example.com']);
  await answered(again);
  expect((await again.get(linkIn(mail.taken[0]))).status).toBe(200);
});

test('without a mail server the page names the other ways and takes no address', async () => {
  const app = await startApplication();
  const html = await app.text('/subscribe');
  expect([html.includes('<form'), html.includes('/history.rss')]).toEqual([false, true]);
  const response = await app.app.request('/subscribe', { method: 'POST', body: 'email=a@b.test' });
  expect([response.status, (await response.text()).includes('sends no mail')]).toEqual([404, true]);
});

test('threat 10: the answer is the same, byte for byte, whatever is known of an address', async () => {
  const { mail, app, ask } = await start();
  await subscribe(
    app,
    { address: 'active@example.com' },
    { address: 'asked@example.com', state: 'unconfirmed' },
    { address: 'bounced@example.com', state: 'quarantined', quarantinedAt: 1 },
    { address: 'left@example.com', state: 'unsubscribed', unsubscribedAt: testNow },
  );
  const answers = [];
  const names = ['active', 'asked', 'bounced', 'left', 'new'];
  for (const name of names) {
    const response = await ask(`${name}@example.com`);
    answers.push(JSON.stringify([response.status, [...response.headers], await response.text()]));
  }
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]?.includes('If this address can receive mail')).toBe(true);
  const subjects = (await mail.until(5)).map(({ to, parsed }) => `${to[0]} ${parsed.subject}`);
  expect(subjects).toEqual(
    names.map((name) => {
      const subject = name === 'active' ? 'Your subscription' : 'Confirm your subscription';
      return `${name}@example.com [Status] ${subject}`;
    }),
  );
  expect(await stateOf(app, 'bounced@example.com')).toBe('quarantined');
});

test('threat 10: the answer takes the same time, whatever is known of an address', {
  timeout: 120_000,
}, async () => {
  const { app, post } = await start();
  const known = Array.from({ length: 100 }, (_, i) => ({ address: `known${i}@example.com` }));
  await subscribe(app, ...known);
  const took = { known: [] as number[], fresh: [] as number[] };
  for (let i = 0; i < known.length; i++) {
    for (const kind of i % 2 ? (['known', 'fresh'] as const) : (['fresh', 'known'] as const)) {
      const before = performance.now();
      await post('/subscribe', { ...usual, email: `${kind}${i}@example.com` });
      took[kind].push(performance.now() - before);
      await answered(app);
    }
  }
  // What else runs on the machine makes some answers slower and none quicker, so the quick ones are compared.
  const quick = (times: number[]): number => times.sort((a, b) => a - b)[times.length / 10] ?? 0;
  const ratio = quick(took.known) / quick(took.fresh);
  expect(ratio).toBeGreaterThan(2 / 3);
  expect(ratio).toBeLessThan(3 / 2);
});

test('threat 15: no field adds a recipient, a header or a word to a mail', async () => {
  const { mail, app, post, ask } = await start();
  const component = await app.act({ type: 'addComponent', name: 'API' });
  const poison = 'x\r\nBcc: evil@example.net\r\nX-Evil: 1\r\n\r\nevil words';
  const addresses = [
    'a@b.test\r\nBcc: evil@example.net',
    'a@b.test%0d%0aBcc: evil@example.net',
    'a@b.test,evil@example.net',
    'a@b.test;evil@example.net',
    '"a" <evil@example.net>',
    'evil@example.net (a@b.test',
    'a@b.test\0',
    'a@b.test\u2028Bcc:evil@example.net',
    'a@b.test> SIZE=1',
    'a@b@evil.example',
  ];
  for (const address of addresses) {
    expect([address, (await ask(address)).status]).toEqual([address, 422]);
  }
  for (const field of ['language', 'incidents', 'name', 'subject', 'from', 'reply_to', 'do']) {
    await ask(`${field.replace('_', '-')}@b.test`, { [field]: poison });
  }
  for (const field of ['time_zone', 'group', 'component', 'incident']) {
    expect((await ask('refused@b.test', { [field]: poison })).status).toBe(422);
  }
  const taken = await mail.until(7);
  await post(linkIn(taken[0]), `do=${encodeURIComponent(poison)}`);
  await openIncident(app, 'Slow', component);
  app.clock.advance(10_000);
  const known = 'auto-submitted,content-type,date,from,message-id,mime-version,subject,to';
  const told =
    'auto-submitted,content-type,date,from,in-reply-to,list,message-id,mime-version,references,subject,to';
  for (const { to, raw, parsed } of await mail.until(8)) {
    expect(to).toHaveLength(1);
    expect(to[0]?.endsWith('@b.test')).toBe(true);
    expect([known, told]).toContain([...parsed.headers.keys()].sort().join());
    expect(/evil/i.test(raw)).toBe(false);
  }
  expect(mail.taken).toHaveLength(8);
});

test('threat 16: a thousand requests for one address send one mail a day', { timeout: 120_000 }, async () => {
  const { mail, app, post, ask } = await start();
  const component = await app.act({ type: 'addComponent', name: 'API' });
  const incident = await openIncident(app, 'Slow', component);
  for (let i = 0; i < 1_000; i++) {
    const more: Record<string, string> = i % 3 === 0 ? { incident } : i % 3 === 1 ? { component } : {};
    await post('/subscribe', {
      ...usual,
      email: i % 2 ? 'Victim@example.com' : 'victim@example.com',
      ...more,
    });
  }
  await answered(app);
  expect(mail.taken).toHaveLength(1);
  app.clock.advance(dayMs - 2_001);
  await ask('victim@example.com');
  expect(mail.taken).toHaveLength(1);
  await ask('victim@example.com');
  expect(mail.taken).toHaveLength(2);
});

test('threat 16: a client that names many addresses is held back, others are not', async () => {
  const { mail, app, post } = await start();
  const statuses: number[] = [];
  let last: Response | null = null;
  for (let i = 0; i < 1_000; i++) {
    // What a client puts before its own address does not make it another one.
    last = await post(
      '/subscribe',
      { ...usual, email: `v${i}@example.com` },
      `10.9.${i % 250}.1, 203.0.113.7`,
    );
    statuses.push(last.status);
  }
  await answered(app);
  expect(statuses.filter((status) => status === 200)).toHaveLength(20);
  expect(statuses.filter((status) => status === 429)).toHaveLength(980);
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(last?.headers.get('cache-control')).toBe('no-store');
  expect(mail.taken).toHaveLength(20);
  expect((await post('/subscribe', { ...usual, email: 'ann@example.com' }, '203.0.114.8')).status).toBe(200);
  app.clock.advance(Number(last?.headers.get('retry-after')) * 1_000);
  expect((await post('/subscribe', { ...usual, email: 'bob@example.com' }, '203.0.113.7')).status).toBe(200);
});

test('threat 17: scanners that open every link change nothing, and no token opens what is not its own', async () => {
  const { mail, app, post, ask } = await start();
  await ask('ann@example.com');
  await ask('bob@example.com');
  const [annConfirm = '', bobConfirm = ''] = (await mail.until(2)).map(linkIn);
  const read = async () => JSON.stringify(await app.store.subscriptions.after('', 10));
  const readsChangeNothing = async (...paths: string[]): Promise<void> => {
    const before = await read();
    for (const path of paths) {
      for (const method of ['GET', 'HEAD']) {
        const response = await app.app.request(path, { method });
        expect([path, method, response.status]).toEqual([path, method, 200]);
        expect(response.headers.get('cache-control')).toBe('no-store');
        expect(response.headers.get('referrer-policy')).toBe('no-referrer');
        expect(response.headers.get('x-robots-tag')).toBe('noindex');
      }
    }
    expect(await read()).toBe(before);
  };
  await readsChangeNothing(annConfirm);
  const html = await (await post(annConfirm, '')).text();
  const manage = elementsOf(html).find(({ attributes }) => attributes.action)?.attributes.action ?? '';
  await readsChangeNothing(annConfirm, manage, `${manage}/unsubscribe`, `${manage}/unsubscribe?do=erase`);

  const [, annId = '', signature = ''] = /\/([a-z0-9]{12})\.([\w-]{43})$/.exec(manage) ?? [];
  const bobId = /\/([a-z0-9]{12})\./.exec(bobConfirm)?.[1] ?? '';
  const confirmSignature = /\.([\w-]{43})\/confirm$/.exec(bobConfirm)?.[1] ?? '';
  const other = signature.startsWith('A') ? 'B' : 'A';
  const forged = [
    `/subscriptions/${bobId}.${signature}`,
    `/subscriptions/${annId}.${confirmSignature}`,
    `/subscriptions/${annId}.${other}${signature.slice(1)}`,
    `/subscriptions/${annId}.${signature.slice(1)}`,
    `/subscriptions/${annId}.`,
    `/subscriptions/${annId}`,
    `/subscriptions/nobody000000.${signature}`,
  ];
  const before = await read();
  const missing = await app.text('/nothing');
  for (const path of forged) {
    for (const end of ['', '/unsubscribe', '/confirm']) {
      for (const method of ['GET', 'HEAD', 'POST']) {
        const response = await app.app.request(`${path}${end}`, {
          method,
          ...(method === 'POST' && { body: 'do=erase' }),
        });
        expect([path, end, method, response.status]).toEqual([path, end, method, 404]);
        expect(await response.text()).toBe(method === 'HEAD' ? '' : missing);
      }
    }
  }
  // A token to confirm is good for nothing else.
  for (const end of ['', '/unsubscribe']) {
    const path = `/subscriptions/${bobId}.${confirmSignature}${end}`;
    expect([path, (await post(path, { do: 'return' })).status]).toEqual([path, 404]);
  }
  expect(await read()).toBe(before);

  await post(`${manage}/unsubscribe`, 'List-Unsubscribe=One-Click');
  await post(bobConfirm, '');
  await post(manage, { do: 'erase' });
  expect([await stateOf(app, 'ann@example.com'), await stateOf(app, 'bob@example.com')]).toEqual([
    null,
    'active',
  ]);
});

test('a webhook is confirmed by mail, shows its secret, and is changed and left in the same way', async () => {
  const { mail, app, post } = await start();
  const fields = { endpoint: 'https://hooks.example.com/in', email: 'ops@example.com' };
  expect((await post('/subscribe', { ...fields, endpoint: 'ftp://hooks.example.com' })).status).toBe(422);
  expect((await post('/subscribe', fields)).status).toBe(200);
  await answered(app);
  const [asked] = await mail.until(1);
  expect(asked?.to).toEqual(['ops@example.com']);
  app.clock.advance(1_000);
  const html = await (await post(linkIn(asked), '')).text();
  expect(/<code>whsec_[\w+/=]+<\/code>/.test(html)).toBe(true);
  const [known] = await app.store.subscriptions.at('webhook', 'https://hooks.example.com/in');
  expect([known?.state, known?.contactEmail]).toEqual(['active', 'ops@example.com']);
  // One mail a day that is not answered by a confirmation, however many webhooks name the mailbox.
  await post('/subscribe', { ...fields, endpoint: 'https://hooks.example.com/other' });
  await post('/subscribe', { ...fields, endpoint: 'https://hooks.example.com/third' });
  await answered(app);
  expect(mail.taken).toHaveLength(2);
});
