import { expect, test } from 'vitest';
import { Gate } from '../../server/gate.ts';
import { startApplication } from '../support/application.ts';
import { openCallers } from '../support/callers.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };

test('a crowd before pages of the archive is told to come again; the rest goes on as ever', async () => {
  const app = await startApplication();
  const { json, send } = await openCallers(app);
  const { id } = await json<{ id: string }>('POST', '/components', { body: { component: { name: 'API' } } });
  const incidentId = await app.act({
    type: 'openIncident',
    name: 'Cards declined',
    status: 'investigating',
    text,
    statuses: { [id]: 'partial_outage' },
  });
  expect((await app.get('/history')).status).toBe(200);

  const crowd = Array.from({ length: 300 }, (_, n) => {
    const month = new Date(Date.UTC(2026, 10 - n)).toISOString().slice(0, 7);
    return app.get(`/uptime/${id}/${month}${['', '.json', '.csv'][n % 3]}`);
  });
  const posting = send('PATCH', `/incidents/${incidentId}`, {
    body: { incident: { status: 'identified', body: 'We know what it is.' } },
  });
  const cached = await app.get('/history');
  const [home, api] = [await app.get('/'), await app.get('/api/v2/summary.json')];
  expect([cached.status, home.status, api.status]).toEqual([200, 200, 200]);
  expect((await posting).status).toBe(200);
  expect(await app.text('/')).toContain('We know what it is.');

  const answers = await Promise.all(crowd);
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThan(90);
  const refused = answers.filter(({ status }) => status === 503);
  expect(refused.length).toBe(300 - statuses.filter((status) => status === 200).length);
  expect(refused.length).toBeGreaterThan(100);
  for (const answer of refused) {
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  }
  const page = refused.find(({ headers }) => headers.get('content-type')?.startsWith('text/html'));
  expect(await page?.text()).toContain('The current status is there all the time');
  // Whoever comes again is answered.
  expect((await app.get(`/uptime/${id}/2026-10`)).status).toBe(200);
});

test('many different searches and exports at once are held back, and posting an update is not', async () => {
  const app = await startApplication();
  const { json, send } = await openCallers(app);
  const { id } = await json<{ id: string }>('POST', '/incidents', {
    body: { incident: { name: 'Slow answers', status: 'investigating' } },
  });
  const searches = Array.from({ length: 100 }, (_, n) => send('GET', `/incidents?q=word${n}`));
  const exports = Array.from({ length: 20 }, () => send('GET', '/audit.jsonl'));
  const posted = await send('PATCH', `/incidents/${id}`, {
    body: { incident: { status: 'identified', body: 'Found.' } },
  });
  expect(posted.status).toBe(200);
  const answers = await Promise.all([...searches, ...exports]);
  const busy = answers.filter(({ status }) => status === 503);
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
  expect(await busy[0]?.json()).toMatchObject({ code: 'server.busy', request_id: expect.any(String) });
  expect(busy.every(({ headers }) => headers.get('retry-after') === '5')).toBe(true);
  // Exports that were read, or given up, leave room for the next ones.
  await Promise.all(
    answers.slice(100).map((answer, n) => (n % 2 === 0 ? answer.body?.cancel() : answer.text())),
  );
  for (let n = 0; n < 8; n += 1)
    expect((await (await send('GET', '/audit.jsonl')).text()).length).toBeGreaterThan(0);
});

test('a gate lets others have their turn between those who pass it, and goes on after failures', async () => {
  const gate = new Gate(1, 3);
  const order: string[] = [];
  const pass = (name: string) =>
    gate.pass(async () => {
      order.push(name);
      if (name === 'b') throw new Error('b fails');
    });
  const all = Promise.allSettled(['a', 'b', 'c', 'd', 'e'].map(pass));
  setImmediate(() => order.push('somebody else'));
  expect((await all).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
    'rejected',
  ]);
  expect(order.indexOf('somebody else')).toBeLessThan(order.indexOf('d'));
  await pass('f');
  expect(order.at(-1)).toBe('f');
});
