import { expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { startMailServer } from '../../support/mailServer.ts';
import { subscribe } from '../../support/subscribers.ts';
import { turnsDuring } from '../../support/turns.ts';

async function start(options: Parameters<typeof startApplication>[0] = {}) {
  const app = await startApplication(options);
  const manage = await openCallers(app);
  const bring = (csv: string, fields: object = {}, query = '') =>
    manage.json<{ added: number; unchanged: number }>('POST', `/subscribers/import${query}`, {
      body: { csv, ...fields },
    });
  const refusals = async (csv: string) => {
    const answer = await manage.send('POST', '/subscribers/import', { body: { csv } });
    const { code, details } = await answer.json();
    expect([answer.status, code]).toEqual([422, 'import.damaged']);
    return details.map(({ path, message }: { path: string; message: string }) => `${path} ${message}`);
  };
  const exported = async () => {
    const answer = await manage.send('GET', '/subscribers.csv', { as: 'admin' });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    return answer.text();
  };
  const everybody = async () => app.store.subscriptions.after('', 1_000);
  return { app, manage, bring, refusals, exported, everybody };
}

test('what is exported can be imported elsewhere, and is exported there as the same', async () => {
  const one = await start();
  const { id: api } = await one.manage.json<{ id: string }>('POST', '/components', {
    body: { component: { name: 'API' } },
  });
  await subscribe(
    one.app,
    { address: '=1+1@example.com', maintenances: false, language: 'de', timeZone: 'Europe/Zurich' },
    { address: 'left@example.com', state: 'unsubscribed', unsubscribedAt: 1 },
    { address: 'waits@example.com', state: 'unconfirmed' },
    { address: 'gone@example.com', state: 'quarantined', quarantinedAt: 1 },
    { address: 'staff@example.com', audience: 'staff' },
    { address: 'once@example.com', incidentId: 'aaaaaaaaaaaa' },
    {
      channel: 'webhook',
      address: 'https://hooks.example.com/?a=1,2&b="3"',
      contactEmail: 'ops@example.com',
    },
  );
  const file = await one.exported();
  expect(file.split('\r\n')[0]).toBe(
    'channel,address,state,groups,components,incidents,maintenances,language,time_zone,contact_email',
  );
  expect(file).toContain("email,'=1+1@example.com,active,,,yes,no,de,Europe/Zurich,");
  expect(file).not.toMatch(/staff@|once@/);
  const other = await start();
  expect(await other.bring(file, { confirmed: true })).toEqual({ added: 5, unchanged: 0 });
  const lines = (text: string): string[] => text.replaceAll('%22', '""').split('\r\n').sort();
  expect(lines(await other.exported())).toEqual(lines(file.replace(api, '')));
  expect(await other.bring(file, { confirmed: true })).toEqual({ added: 0, unchanged: 5 });
});

test('active only who is said to have agreed, nobody is mailed, and who is known stays as they are', async () => {
  const mail = await startMailServer();
  const { app, bring, everybody, manage } = await start({ smtpUrl: mail.url });
  const file = 'address\na@example.com\n"b@example.com"\r\nA@EXAMPLE.com\n\n';
  expect(await bring(file, {}, '?dry_run=true')).toMatchObject({ would_answer: { added: 2, unchanged: 1 } });
  expect(await everybody()).toEqual([]);
  expect(await bring(file)).toEqual({ added: 2, unchanged: 1 });
  expect((await everybody()).map(({ state }) => state)).toEqual(['unconfirmed', 'unconfirmed']);
  expect(await bring('address\na@example.com\nc@example.com', { confirmed: true })).toEqual({
    added: 1,
    unchanged: 1,
  });
  expect((await everybody()).map(({ state }) => state).sort()).toEqual([
    'active',
    'unconfirmed',
    'unconfirmed',
  ]);
  expect(await app.store.subscriptions.nextRequestAt()).toBe(null);
  const log = await (await manage.send('GET', '/audit.jsonl?command=importSubscribers')).text();
  expect([log.split('\n').length - 1, log.includes('@example.com')]).toEqual([2, false]);
});

test('a line that cannot be used is named, and then nothing is imported', async () => {
  const { refusals, everybody } = await start();
  expect(await refusals('address\na@example.com\nnobody\n"a\nb"@x')).toEqual([
    'line 3 address must be an e-mail address',
    'line 4 has something between a quoted field and the next comma',
  ]);
  expect(await refusals('address,channel\nb@example.com,"pigeon\n')).toEqual([
    'line 2 has a quoted field that does not end',
  ]);
  expect(
    await refusals(
      [
        'address,channel,components,time_zone,incidents,contact_email',
        'b@example.com,pigeon',
        'b@example.com,,zzzzzzzzzzzz',
        'b@example.com,,API',
        'b@example.com,,,Mars/Base',
        'b@example.com,,,,maybe',
        'https://x.example/,webhook,,,,nobody',
        'https://x.example/,slack',
        'b@example.com,,,,,,more',
      ].join('\n'),
    ),
  ).toEqual([
    expect.stringMatching(/^line 2 channel /),
    'line 3 components must be of components of this page, and zzzzzzzzzzzz is not',
    'line 4 components must be 12 characters of a-z and 0-9',
    'line 5 time_zone must be the name of a time zone, such as Europe/Zurich',
    'line 6 incidents must be true or false',
    'line 7 contact_email must be an e-mail address',
    expect.stringMatching(/^line 8 address must begin with /),
    'line 9 has 7 fields, and the header 6',
  ]);
  for (const header of ['', 'email', 'address,address', 'address,x', '"']) {
    expect((await refusals(`${header}\na@example.com`))[0]).toMatch(/^line 1 must name the columns/);
  }
  expect(await everybody()).toEqual([]);
});

test('many are imported and exported while everybody else has a turn', async () => {
  const { bring, exported } = await start();
  const count = 2_100;
  const file = ['address', ...Array.from({ length: count }, (_, n) => `reader${n}@example.com`)].join('\n');
  const turns = await turnsDuring(async () => {
    expect(await bring(file, { confirmed: true })).toEqual({ added: count, unchanged: 0 });
  });
  expect(turns).toBeGreaterThan(10);
  expect((await exported()).split('\r\n')).toHaveLength(count + 2);
});
