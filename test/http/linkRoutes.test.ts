import { expect, test } from 'vitest';
import { startAccess } from '../support/access.ts';

const form = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://status.example.com' };

test('the set-up link opens a form that makes the owner, once, lets them in, and is gone afterwards', async () => {
  const app = await startAccess();
  const at = `/setup/${await app.setupSecret()}`;
  const post = async (fields: Record<string, string>, headers: Record<string, string> = form) => {
    const body = new URLSearchParams(fields).toString();
    const response = await app.app.request(at, { method: 'POST', headers, body });
    return { status: response.status, text: await response.text(), headers: response.headers };
  };
  const page = await app.get(at);
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect((await page.text()).includes('name="email"')).toBe(true);

  const weak = await post({ email: 'ann@example.com', password: 'password1' });
  expect([weak.status, weak.text.includes('role="alert"')]).toEqual([422, true]);
  const foreign = { ...form, origin: 'https://evil.example' };
  expect((await post({ email: 'a@example.com', password: 'correct horse' }, foreign)).status).toBe(403);
  const made = await post({ email: 'ann@example.com', password: 'correct horse' });
  expect([made.status, made.headers.get('location')]).toEqual([303, '/admin/setup']);
  expect(made.headers.get('cache-control')).toBe('no-store');
  const cookie = (made.headers.get('set-cookie') ?? '').split(';')[0];
  const caller = (await app.ask('GET', '/session', { cookie })).body;
  expect([caller.role, caller.member.email]).toEqual(['owner', 'ann@example.com']);

  expect((await post({ email: 'b@example.com', password: 'correct horse' })).status).toBe(404);
  expect((await app.get(at)).status).toBe(404);
  const body = { email: 'ann@example.com', password: 'correct horse' };
  expect((await app.ask('POST', '/session', { body })).status).toBe(201);
});

test('an invitation opens a form for the password, at its own address only', async () => {
  const app = await startAccess();
  const token = await app.token('admin');
  const body = { member: { email: 'bob@example.com', role: 'editor' } };
  const { link } = (await app.ask('POST', '/pages/{page}/members', { token, body })).body;
  const at = new URL(link).pathname;
  const page = await app.get(at);
  expect([page.status, (await page.text()).includes('name="email"')]).toEqual([200, false]);
  expect((await app.get(at.replace('/password/', '/setup/'))).status).toBe(404);
  const response = await app.app.request(at, {
    method: 'POST',
    headers: form,
    body: 'password=correct+horse',
  });
  expect([response.status, (await response.text()).includes('href="/admin"')]).toEqual([200, true]);
  expect((await app.get(at)).status).toBe(404);
});

test('a body that is too large is refused', async () => {
  const app = await startAccess();
  const at = `/setup/${await app.setupSecret()}`;
  const response = await app.app.request(at, { method: 'POST', headers: form, body: 'x'.repeat(200_000) });
  expect(response.status).toBe(413);
});
