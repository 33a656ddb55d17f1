import path from 'node:path';
import { expect, test } from 'vitest';
import { totpCode, totpStep } from '../../server/http/access/totp.ts';
import { temporaryDirectory } from '../support/application.ts';
import { candor, startServer } from '../support/candor.ts';

const publicUrl = 'https://status.example.com';
const password = 'correct horse battery';

function freshEnv(): { DATA_DIR: string; PUBLIC_URL: string } {
  return { DATA_DIR: path.join(temporaryDirectory(), 'data'), PUBLIC_URL: publicUrl };
}

async function post(origin: string, where: string, body: object): Promise<number> {
  const response = await fetch(`${origin}/v1${where}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return response.status;
}

function secretOf(output: string, kind: 'setup' | 'password'): string {
  return new RegExp(`${publicUrl}/${kind}/([\\w-]{43})`).exec(output)?.[1] ?? '';
}

test('the server prints a link for the first owner, a new one at each start until it was used', async () => {
  const env = freshEnv();
  const first = await startServer(env);
  const unused = secretOf(await first.printed(/\/setup\//), 'setup');
  first.process.kill('SIGTERM');
  await first.finished;
  const second = await startServer(env);
  const token = secretOf(await second.printed(/\/setup\//), 'setup');
  const body = { email: 'ann@example.com', password };
  expect(unused).not.toBe(token);
  expect(await post(second.origin, '/setup', { ...body, token: unused })).toBe(201);
  expect(await post(second.origin, '/setup', { ...body, token })).toBe(404);
  expect(await post(second.origin, '/session', body)).toBe(201);
  second.process.kill('SIGTERM');
  await second.finished;
  const third = await startServer(env);
  third.process.kill('SIGTERM');
  expect((await third.finished).stdout.includes('/setup/')).toBe(false);
}, 60_000);

test('who signed in over a socket can sign out again', async () => {
  const server = await startServer({ ...freshEnv(), PUBLIC_URL: publicUrl });
  const token = secretOf(await server.printed(/\/setup\//), 'setup');
  const body = { email: 'ann@example.com', password };
  expect(await post(server.origin, '/setup', { ...body, token })).toBe(201);
  const signedIn = await fetch(`${server.origin}/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const cookie = signedIn.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const out = () =>
    fetch(`${server.origin}/v1/session`, { method: 'DELETE', headers: { cookie, origin: server.origin } });
  expect((await out()).status).toBe(204);
  expect((await out()).status).toBe(401);
});

test('an editor who is there before the owner does not close the set-up', async () => {
  const env = freshEnv();
  const server = await startServer(env);
  const token = secretOf(await server.printed(/\/setup\//), 'setup');
  await candor(['user', 'create', '--email', 'ed@example.com', '--role', 'editor'], env);
  expect(await post(server.origin, '/setup', { email: 'ann@example.com', password, token })).toBe(201);
});

test('user create, reset and list', async () => {
  const env = freshEnv();
  const args = ['user', 'create', '--email', 'Ann@Example.com', '--role', 'owner'];
  const created = await candor([...args, '--json'], env);
  const { id, link } = JSON.parse(created.stdout);
  const server = await startServer(env);
  expect(await post(server.origin, '/password', { token: secretOf(link, 'password'), password })).toBe(204);
  const again = await candor(args, env);
  expect([again.code, again.stderr]).toEqual([1, 'ann@example.com is a member already.\n']);
  const listed = JSON.parse((await candor(['user', 'list', '--json'], env)).stdout);
  expect(listed).toMatchObject([{ id, email: 'ann@example.com', role: 'owner', invited: false }]);
  const reset = await candor(['user', 'reset', '--email', 'ann@example.com'], env);
  const body = { token: secretOf(reset.stdout, 'password'), password: 'another good one' };
  expect(await post(server.origin, '/password', body)).toBe(204);
  const signIn = { email: 'ann@example.com', password: 'another good one' };
  expect(await post(server.origin, '/session', signIn)).toBe(201);
}, 60_000);

test('user reset --two-factor turns two-factor authentication off and ends the sessions', async () => {
  const env = freshEnv();
  const args = ['--email', 'Ann@example.com', '--two-factor'];
  const created = await candor(['user', 'create', ...args.slice(0, 2), '--role', 'owner'], env);
  const server = await startServer(env);
  const token = secretOf(created.stdout, 'password');
  expect(await post(server.origin, '/password', { token, password })).toBe(204);
  const signIn = (fields: object) =>
    fetch(`${server.origin}/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ann@example.com', password, ...fields }),
    });
  const cookie = (await signIn({})).headers.get('set-cookie')?.split(';', 1)[0] ?? '';
  const ask = (method: string, where: string, body: object | null = null) =>
    fetch(`${server.origin}/v1${where}`, {
      method,
      headers: { cookie, origin: server.origin, 'content-type': 'application/json' },
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    });
  const { secret } = (await (await ask('POST', '/session/two_factor')).json()) as { secret: string };
  const code = totpCode(secret, totpStep(Date.now()));
  expect((await ask('POST', '/session/two_factor/confirm', { code })).status).toBe(200);
  expect((await signIn({})).status).toBe(401);

  const off = await candor(['user', 'reset', ...args], env);
  expect(off.stdout).toBe(
    'Two-factor authentication of ann@example.com is off, and their sessions have ended.\n',
  );
  expect((await ask('GET', '/session')).status).toBe(401);
  expect((await signIn({})).status).toBe(201);
  const again = await candor(['user', 'reset', ...args], env);
  expect(again.stdout).toBe('ann@example.com had no two-factor authentication.\n');
  const unknown = await candor(['user', 'reset', '--email', 'eve@example.com', '--two-factor'], env);
  expect([unknown.code, unknown.stderr]).toEqual([
    1,
    'There is no member eve@example.com. "candor user list" shows them.\n',
  ]);
}, 60_000);

test.each([
  [['user'], /create, reset, or list/],
  [
    ['user', 'create', '--email', 'a@b.c', '--role', 'owner', '--two-factor'],
    /--two-factor is for user reset/,
  ],
  [['user', 'create', '--role', 'owner'], /--email is missing/],
  [['user', 'create', '--email', 'a@b.c', '--role', 'king'], /--role must be one of owner, admin/],
  [['token', 'create', '--name', 'x', '--role', 'viewer', '--expires', 'soon'], /whole number of days/],
])('%j is explained', async (args, reason) => {
  const { code, stderr } = await candor(args, freshEnv());
  expect(code).toBe(2);
  expect(stderr).toMatch(reason);
});

test('a token can expire', async () => {
  const env = freshEnv();
  const args = ['token', 'create', '--name', 'CI', '--role', 'viewer', '--expires', '30'];
  const created = JSON.parse((await candor(args, env)).stdout);
  const days = (Date.parse(created.expires_at) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(30);
  const listed = JSON.parse((await candor(['token', 'list', '--json'], env)).stdout);
  expect(listed).toMatchObject([{ expires_at: created.expires_at, last_used_at: null }]);
});
