import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startApplication, temporaryDirectory } from '../support/application.ts';
import { openCallers } from '../support/callers.ts';
import { candor, startServer } from '../support/candor.ts';

/** Sends these very bytes, and answers with all that came until the connection was closed. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answered = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setEncoding('utf8').on('data', (text: string) => {
      answered += text;
    });
    socket.on('error', () => {});
    socket.once('close', () => resolve(answered));
  });
}

const head = (more: string, target = '/'): string =>
  `GET ${target} HTTP/1.1\r\nHost: localhost\r\n${more}Connection: close\r\n\r\n`;

test('refuses what is too long, too much or ambiguous, before any route sees it', async () => {
  const app = await startApplication();
  const { port } = await app.listen('127.0.0.1', 0);
  const many = (count: number): string =>
    Array.from({ length: count }, (_, n) => `X-Header-${n}: value\r\n`).join('');
  const refused: readonly [status: number, bytes: string][] = [
    [200, head('')],
    [200, head(many(80))],
    [200, head('', `/?${'q'.repeat(4_000)}`)],
    [431, head(many(120))],
    [431, head(`X-Long: ${'x'.repeat(20_000)}\r\n`)],
    [431, head('', `/?${'q'.repeat(20_000)}`)],
    [414, head('', `/?${'q'.repeat(10_000)}`)],
    [400, head('Host: evil.example\r\n')],
    [400, head('Content-Length: 3\r\nTransfer-Encoding: chunked\r\n')],
    [400, 'GET / HTTP/1.1\r\nHost: local host\r\nConnection: close\r\n\r\n'],
    [400, 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n'],
    [400, 'nonsense\r\n\r\n'],
    [421, 'GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'],
    [200, head('X-Forwarded-Host: evil.example\r\nX-Original-URL: /admin\r\n', 'http://evil.example/')],
  ];
  for (const [status, bytes] of refused) {
    const answer = await raw(port, bytes);
    expect([bytes.slice(0, 60), answer.slice(9, 12)]).toEqual([bytes.slice(0, 60), String(status)]);
    expect(answer.includes('evil.example')).toBe(false);
  }
});

test('a body over the limit gets 413 everywhere, said by its length or not', async () => {
  const app = await startApplication({ smtpUrl: 'smtp://127.0.0.1:1' });
  const { tokens, pageId } = await openCallers(app);
  const secret = 'a-secret-that-nobody-has';
  const routes: readonly [target: string, type: string][] = [
    ['/subscribe', 'application/x-www-form-urlencoded'],
    ['/api/v2/subscribers.json', 'application/json'],
    [`/setup/${secret}`, 'application/x-www-form-urlencoded'],
    [`/password/${secret}`, 'application/x-www-form-urlencoded'],
    [`/v1/pages/${pageId}/components`, 'application/json'],
    ['/v1/session', 'application/json'],
  ];
  const { port } = await app.listen('127.0.0.1', 0);
  const body = `{"name":"${'x'.repeat(300_000)}"}`;
  for (const [target, type] of routes) {
    for (const chunked of [false, true]) {
      const length = chunked ? 'Transfer-Encoding: chunked' : `Content-Length: ${body.length}`;
      const sent = chunked ? `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
      const answer = await raw(
        port,
        `POST ${target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${tokens.owner}\r\nContent-Type: ${type}\r\n${length}\r\nConnection: close\r\n\r\n${sent}`,
      );
      expect([target, chunked, answer.slice(9, 12)]).toEqual([target, chunked, '413']);
    }
  }
});

test('threat 23: 1,000 requests that are broken off write less than 100 KB of log', async () => {
  const env = { DATA_DIR: path.join(temporaryDirectory(), 'data') };
  const { stdout } = await candor(['token', 'create', '--name', 'T', '--role', 'owner'], env);
  const { token } = JSON.parse(stdout) as { token: string };
  const server = await startServer({ ...env, LOG_LEVEL: 'info' });
  let written = 0;
  for (const output of [server.process.stderr, server.process.stdout]) {
    output?.on('data', (text: string) => {
      written += text.length;
    });
  }
  const port = Number(new URL(server.origin).port);
  const targets = [
    '/v1/session',
    '/subscribe',
    '/api/v2/subscribers.json',
    '/setup/x',
    '/v1/pages/p/components',
  ];
  const abort = (n: number): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        const length = n % 2 === 0 ? 'Content-Length: 1000' : 'Transfer-Encoding: chunked';
        socket.write(
          `POST ${targets[n % targets.length]} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\n${length}\r\n\r\n${n % 2 === 0 ? '' : '5\r\n'}{"com`,
          () => setImmediate(() => socket.destroy()),
        );
      });
      socket.on('error', () => {});
      socket.once('close', () => resolve());
    });
  for (let n = 0; n < 1_000; n += 20) await Promise.all(Array.from({ length: 20 }, (_, i) => abort(n + i)));
  expect((await fetch(`${server.origin}/`)).status).toBe(200);
  expect(written).toBeLessThan(100_000);
});

test('stops under traffic without cutting an answer off, and tells kept connections to close', async () => {
  const env = { DATA_DIR: path.join(temporaryDirectory(), 'data') };
  const server = await startServer(env);
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  onTestFinished(() => agent.destroy());
  const ask = (target: string): Promise<{ connection: string; complete: boolean } | 'refused'> =>
    new Promise((resolve) => {
      const asked = request(`${server.origin}${target}`, { agent }, (response) => {
        const connection = String(response.headers.connection);
        response.on('data', () => {});
        response.on('close', () => resolve({ connection, complete: response.complete }));
      });
      // Nobody listens any more: nothing was accepted.
      asked.on('error', (error: NodeJS.ErrnoException) =>
        resolve(
          error.code === 'ECONNREFUSED' ? 'refused' : { connection: String(error.code), complete: false },
        ),
      );
      asked.end();
    });
  const answers: Exclude<Awaited<ReturnType<typeof ask>>, 'refused'>[] = [];
  const client = async (n: number): Promise<void> => {
    for (;;) {
      const answer = await ask(n % 2 === 0 ? '/' : '/history');
      if (answer === 'refused') return;
      answers.push(answer);
    }
  };
  const clients = Promise.all(Array.from({ length: 8 }, (_, n) => client(n)));
  await expect.poll(() => answers.length).toBeGreaterThan(50);
  server.process.kill('SIGTERM');
  await clients;
  const { code, stderr } = await server.finished;
  expect([code, stderr]).toEqual([0, '']);
  expect(answers.filter(({ complete }) => !complete)).toEqual([]);
  expect(answers.at(0)?.connection).toBe('keep-alive');
  expect(answers.filter(({ connection }) => connection === 'close').length).toBeGreaterThan(0);
});

test('a second signal ends the process at once, also while a request holds it up', async () => {
  const server = await startServer({ DATA_DIR: path.join(temporaryDirectory(), 'data'), LOG_LEVEL: 'info' });
  const port = Number(new URL(server.origin).port);
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => {
    socket.destroy();
  });
  socket.on('error', () => {});
  // Its body never comes, so that the stop waits for it.
  socket.write(
    'POST /v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
  );
  server.process.kill('SIGTERM');
  await server.printed(/stopping/);
  const again = setInterval(() => server.process.kill('SIGINT'), 100);
  onTestFinished(() => clearInterval(again));
  expect((await server.finished).code).toBeNull();
  expect(server.process.signalCode).toBe('SIGINT');
});
