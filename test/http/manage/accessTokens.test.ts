import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { hashSecret } from '../../../server/secret.ts';
import { startAccess } from '../../support/access.ts';
import { keptText } from '../../support/stores.ts';

const dayMs = 86_400_000;

describe('a token', () => {
  test('threat 8: is shown once, works until it is revoked, and never again', async () => {
    const app = await startAccess();
    const admin = await app.token('admin');
    const body = { token: { name: 'CI', role: 'editor' } };
    const issued = await app.ask('POST', '/pages/{page}/tokens', { token: admin, body });
    expect(issued.status).toBe(201);
    expect(issued.body).toMatchObject({ name: 'CI', role: 'editor', expires_at: null, revoked_at: null });
    const token = issued.body.token;
    expect(token).toMatch(/^candor_[\w-]{43}$/);
    expect((await app.ask('GET', '/pages/{page}/components', { token })).status).toBe(200);
    const list = await app.ask('GET', '/pages/{page}/tokens', { token: admin });
    expect(JSON.stringify(list.body).includes(token)).toBe(false);
    expect(JSON.stringify(list.body).includes(hashSecret(token))).toBe(false);
    const revoked = await app.ask('DELETE', `/pages/{page}/tokens/${issued.body.id}`, { token: admin });
    expect(revoked.body.revoked_at).toBe('2026-11-23T14:40:00.000Z');
    expect((await app.ask('GET', '/pages/{page}/components', { token })).status).toBe(401);
  });

  test('threat 8: ends with the membership of who made it, and what it made in turn; or when it is above a lower role', async () => {
    const app = await startAccess();
    const owner = await app.token('owner');
    const eve = await app.member('admin');
    const cookie = await app.signIn(eve);
    const make = async (by: { cookie?: string; token?: string }, role: string) => {
      const body = { token: { name: role, role } };
      return (await app.ask('POST', '/pages/{page}/tokens', { ...by, body })).body.token as string;
    };
    const admin = await make({ cookie }, 'admin');
    const second = await make({ token: admin }, 'admin');
    const viewer = await make({ cookie }, 'viewer');
    const works = async (token: string) => (await app.ask('GET', '/session', { token })).status === 200;
    await app.ask('PATCH', `/pages/{page}/members/${eve.id}`, {
      token: owner,
      body: { member: { role: 'editor' } },
    });
    expect([await works(admin), await works(second), await works(viewer)]).toEqual([false, false, true]);
    await app.ask('DELETE', `/pages/{page}/members/${eve.id}`, { token: owner });
    expect([await works(viewer), await works(owner)]).toEqual([false, true]);
  });

  test('ends at its expiry', async () => {
    const app = await startAccess();
    const admin = await app.token('admin');
    const issue = (expires_at: string) =>
      app.ask('POST', '/pages/{page}/tokens', {
        token: admin,
        body: { token: { name: 'CI', role: 'viewer', expires_at } },
      });
    expect((await issue('2026-11-23T14:40:00Z')).status).toBe(422);
    const token = (await issue('2026-11-24T14:40:00Z')).body.token;
    app.clock.advance(dayMs - 1);
    expect((await app.ask('GET', '/session', { token })).body.token.expires_at).toBe(
      '2026-11-24T14:40:00.000Z',
    );
    app.clock.advance(1);
    expect((await app.ask('GET', '/session', { token })).status).toBe(401);
  });

  test('has its last use written down, at most once a minute, without a revision', async () => {
    const app = await startAccess();
    const token = await app.token('owner');
    const lastUse = async () =>
      (await app.ask('GET', '/pages/{page}/tokens', { token })).body[0].last_used_at;
    const revision = await app.store.revision();
    expect(await lastUse()).toBe('2026-11-23T14:40:00.000Z');
    app.clock.advance(59_000);
    expect(await lastUse()).toBe('2026-11-23T14:40:00.000Z');
    app.clock.advance(1_000);
    expect(await lastUse()).toBe('2026-11-23T14:41:00.000Z');
    expect(await app.store.revision()).toBe(revision);
  });

  test('threat 8: has its own role, whatever its maker may do', async () => {
    const app = await startAccess();
    const owner = await app.token('owner');
    const secretOf = async (role: string) => {
      const body = { token: { name: role, role } };
      return (await app.ask('POST', '/pages/{page}/tokens', { token: owner, body })).body.token as string;
    };
    const editor = await secretOf('editor');
    const viewer = await secretOf('viewer');
    const component = { component: { name: 'API' } };
    const incident = { incident: { name: 'Down', status: 'investigating' } };
    const status = async (token: string, what: string, body: object) =>
      (await app.ask('POST', `/pages/{page}/${what}`, { token, body })).status;
    expect(await status(editor, 'components', component)).toBe(403);
    expect(await status(editor, 'incidents', incident)).toBe(201);
    expect(await status(viewer, 'incidents', incident)).toBe(403);
    expect((await app.ask('GET', '/pages/{page}/incidents', { token: viewer })).status).toBe(200);
  });
});

test('threat 13: no secret is in the database, in the log of changes or in another answer', async () => {
  const logged: string[] = [];
  const app = await startAccess({ onLog: (line) => logged.push(line) });
  const setup = await app.setupSecret();
  const password = 'a password to look for';
  await app.ask('POST', '/setup', { body: { token: setup, email: 'ann@example.com', password } });
  const { cookie } = await app.ask('POST', '/session', { body: { email: 'ann@example.com', password } });
  const issue = { cookie, body: { token: { name: 'CI', role: 'admin' } } };
  const token = (await app.ask('POST', '/pages/{page}/tokens', issue)).body.token as string;
  const member = { cookie, body: { member: { email: 'bob@example.com', role: 'editor' } } };
  const link = (await app.ask('POST', '/pages/{page}/members', member)).body.link as string;
  const keyed = { 'idempotency-key': 'once' };
  const issueKeyed = await app.ask('POST', '/pages/{page}/tokens', {
    token,
    body: { token: { name: 'keyed', role: 'viewer' } },
    headers: keyed,
  });
  const secrets = [
    setup,
    password,
    cookie.split('=')[1] ?? '',
    token,
    link.split('/').pop() ?? '',
    issueKeyed.body.token as string,
  ];
  expect(secrets.every((secret) => secret.length > 10)).toBe(true);
  const answers: string[] = [];
  for (const place of ['tokens', 'members', 'audit.jsonl', 'audit', 'incidents']) {
    const answer = await app.app.request(`/v1/pages/${app.pageId}/${place}`, {
      headers: { authorization: `Bearer ${token}` },
    });
    answers.push(await answer.text());
  }
  const failed = { email: 'ann@example.com', password: `${password}, but wrong` };
  expect((await app.ask('POST', '/session', { body: failed })).status).toBe(401);
  expect(logged.some((line) => line.includes('a sign-in failed'))).toBe(true);
  await app.close();
  const kept = await keptText(app.location);
  expect(kept.includes('bob@example.com')).toBe(true);
  for (const secret of secrets) {
    expect(kept.includes(secret)).toBe(false);
    expect(answers.some((content) => content.includes(secret))).toBe(false);
    expect(logged.some((line) => line.includes(secret))).toBe(false);
  }
});

describe('threat 14: secrets', () => {
  test('are nowhere compared by ===', () => {
    const root = path.resolve(import.meta.dirname, '../../../server');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(50);
    const secret = /(secret|password|token|hash|code|cookie|digest)s?$/i;
    const harmless = /^(null|undefined|'.*|\d+|.*\.length)$/;
    const comparisons = files
      .filter((name) => /^(http\/access|http\/manage|domain|secret)/.test(name))
      .flatMap((name) =>
        (readFileSync(path.join(root, name), 'utf8').match(/[\w.?]+\)? [!=]==? [\w.?']+/g) ?? [])
          .map((comparison) => comparison.split(/\)? [!=]==? /))
          .filter((sides) => sides.some((side) => secret.test(side)))
          .filter((sides) => !sides.some((side) => harmless.test(side)))
          .map((sides) => `${name}: ${sides.join(' and ')}`),
      );
    expect(comparisons).toEqual([]);
  });

  test.each(['', 'x', 'é', 'y'.repeat(5_000)])('of another length are refused like others', async (guess) => {
    const app = await startAccess();
    await app.token('owner');
    const cookie = `__Host-candor=${encodeURIComponent(guess)}`;
    expect((await app.ask('GET', '/session', { token: encodeURIComponent(guess) })).status).toBe(401);
    expect((await app.ask('GET', '/session', { cookie })).status).toBe(401);
  });
});
