import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { startApplication } from '../../support/application.ts';
import { openCallers } from '../../support/callers.ts';
import { recordStatements } from '../../support/statements.ts';
import { keptText, plainSql } from '../../support/stores.ts';

test('threat 13: a token is in no line of the log, in no answer and nowhere in the database', async () => {
  const lines: string[] = [];
  const app = await startApplication({ onLog: (line) => lines.push(line) });
  const callers = await openCallers(app);
  const secret = callers.tokens.owner;
  const asked: readonly [string, string, Parameters<typeof callers.send>[2]][] = [
    ['GET', `/v1/pages?api_key=${secret}`, { as: null }],
    ['GET', `/incidents?api_key=${secret}`, { headers: { referer: `https://x.example/?api_key=${secret}` } }],
    ['POST', `/components?api_key=${secret}`, { as: null, body: { component: { name: 'API' } } }],
    ['POST', '/components', { body: { component: { name: 'Web' } }, headers: { 'idempotency-key': 'one' } }],
    ['POST', `/components?api_key=${secret}`, { body: '{"component":' }],
    ['GET', `/nothing?api_key=${secret}`, {}],
    ['GET', `/audit?actor=nobody&api_key=${secret}`, {}],
    ['GET', '/audit', {}],
    ['GET', '/tokens', {}],
  ];
  const answers: string[] = [];
  const ask = async (): Promise<number[]> =>
    Promise.all(
      asked.map(async ([method, url, sent]) => {
        const answer = await callers.send(method, url, sent);
        answers.push(await answer.text(), JSON.stringify([...answer.headers]));
        return answer.status;
      }),
    );
  expect((await ask()).filter((status) => status < 300).length).toBeGreaterThan(5);
  // Now everything that reads components fails, is logged, and must still say nothing.
  await plainSql(app.location, 'ALTER TABLE components RENAME TO gone');
  expect(await ask()).toContain(500);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  expect(answers.filter((text) => text.includes(secret)).length).toBe(0);
  const kept = await keptText(app.location);
  expect(kept.includes('"Web"')).toBe(true);
  expect(kept.includes(secret)).toBe(false);
});

test('threat 19: the public pages are the same bytes with and without a token', async () => {
  const app = await startApplication();
  const { tokens } = await openCallers(app);
  await app.act({ type: 'addComponent', name: 'API' });
  for (const page of ['/', '/history', '/uptime', '/docs', '/openapi.json']) {
    const plain = await app.get(page);
    const asked = await app.get(`${page}?api_key=${tokens.owner}`, {
      authorization: `Bearer ${tokens.owner}`,
      cookie: '__Host-candor=x',
    });
    expect([page, asked.status, (await asked.text()) === (await plain.text())]).toEqual([page, 200, true]);
    expect(asked.headers.has('set-cookie')).toBe(false);
  }
});

test('threat 24: no text of a request becomes part of a statement', async () => {
  const app = await startApplication();
  const callers = await openCallers(app);
  const { id } = await callers.json<{ id: string }>('POST', '/components', {
    body: { component: { name: 'A' } },
  });
  const statements = recordStatements();
  const nasty = `zq' OR 1=1; DROP TABLE page; --" \`zq\` $1 ?1 :zq @zq`;
  const runWith = async (text: string): Promise<Set<string>> => {
    statements.clear();
    const inUrl = encodeURIComponent(text);
    await callers.send('GET', `/incidents?q=${inUrl}&limit=${inUrl}`);
    await callers.send('GET', `/incidents?q=${inUrl}`);
    await callers.send('GET', `/incidents/${inUrl}`);
    await callers.send('GET', `/components/${inUrl}/uptime?start=${inUrl}`);
    await callers.send('GET', `/audit?actor=${inUrl}&command=${inUrl}`);
    await callers.send('PATCH', `/components/${id}`, {
      body: { component: { name: text, description: text } },
    });
    await callers.send('POST', '/incidents', {
      body: { incident: { name: text, body: text, status: 'investigating', metadata: { m: { k: text } } } },
      headers: { 'idempotency-key': text.replaceAll(/\s/g, '_') },
    });
    await callers.send('PATCH', '', { body: { page: { name: text } } });
    // How many rows are asked for by their ids depends on how many there are. What replicas keep of themselves in
    // `leases` is not of a request.
    return new Set(
      [...statements.texts()]
        .filter((sql) => !/\bleases\b/.test(sql))
        .map((sql) => sql.replaceAll(/\((\?|\$\d+)(, (\?|\$\d+))*\)/g, '(?)')),
    );
  };
  const harmless = await runWith('plain words');
  const attacked = await runWith(nasty);
  expect(attacked.size).toBeGreaterThan(10);
  expect([...attacked].filter((sql) => sql.includes('zq'))).toEqual([]);
  expect([...attacked].filter((sql) => !harmless.has(sql))).toEqual([]);
  expect(await callers.json('GET', '')).toMatchObject({ name: nasty });
});

test('threat 23: clients that send slowly are sent away, while others are answered', async () => {
  const app = await startApplication();
  const { port } = await app.listen('127.0.0.1', 0);
  const slowHeaders = Array.from({ length: 100 }, () =>
    slowSocket(port, 'GET / HTTP/1.1\r\nHost: localhost\r\nX: '),
  );
  const slowBodies = Array.from({ length: 100 }, () =>
    slowSocket(
      port,
      'POST /v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n',
    ),
  );
  const honest = await fetch(`http://127.0.0.1:${port}/`);
  expect(honest.status).toBe(200);
  await Promise.all([...slowHeaders, ...slowBodies].map(({ closed }) => closed));
});

test('threat 23: clients that go away in the middle leave nothing in the log', async () => {
  const lines: string[] = [];
  const app = await startApplication({ onLog: (line) => lines.push(line) });
  const { tokens, pageId } = await openCallers(app);
  const { port } = await app.listen('127.0.0.1', 0);
  for (let n = 0; n < 200; n += 1) await abortedPost(port, tokens.owner, pageId);
  expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  expect(lines).toEqual([]);
});

/** Sends one more character each half second, for ever. */
function slowSocket(port: number, beginning: string): { readonly closed: Promise<void> } {
  const socket = connect(port, '127.0.0.1', () => socket.write(beginning));
  const drip = setInterval(() => socket.write('a'), 500);
  socket.on('error', () => {});
  return {
    closed: new Promise((resolve) => {
      socket.once('close', () => {
        clearInterval(drip);
        resolve();
      });
      socket.resume();
    }),
  };
}

function abortedPost(port: number, token: string, pageId: string): Promise<void> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1', () => {
      const head = `POST /v1/pages/${pageId}/components HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n`;
      socket.write(`${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"component":`, () =>
        setImmediate(() => socket.destroy()),
      );
    });
    socket.once('close', () => resolve());
  });
}
