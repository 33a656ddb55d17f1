import path from 'node:path';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { expect, test } from 'vitest';
import { createLog } from '../server/log.ts';
import { password, startAccess } from './support/access.ts';
import { plainSql } from './support/stores.ts';

test('an error is logged without the values, the mailboxes and the secret addresses that it carries', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });
  const refused = Object.assign(new Error('550 no such mailbox: <canary@example.com>'), {
    rejected: ['canary@example.com'],
    code: 'EENVELOPE',
  });
  const failed = new DrizzleQueryError('insert into x values (?, ?)', ['canary', 'a\ncanary\nb'], refused);
  log.error({ err: failed }, 'failed');
  log.error({ err: new Error('POST https://hooks.slack.com/services/T0/canary failed') }, 'failed');
  log.error({ err: new Error('cannot reach smtps://me:canary@mail.example.com:465') }, 'failed');
  log.error({ err: 'canary@example.com' }, 'failed');
  expect(lines.length).toBe(4);
  expect(lines.filter((line) => line.includes('canary'))).toEqual([]);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    err: {
      message: 'Failed query: insert into x values (?, ?)\nparams: …',
      stack: expect.stringContaining('log.test.ts'),
      cause: { code: 'EENVELOPE', message: expect.stringContaining('550 no such mailbox') },
    },
  });
  expect(lines[1]).toContain('https://hooks.slack.com/…');
});

test('threats 13 and 31: nothing secret is logged, and whatever is sent makes one line each', async () => {
  const lines: string[] = [];
  const app = await startAccess({ onLog: (line) => lines.push(line), smtpUrl: 'smtp://127.0.0.1:1' });
  const ann = await app.member('owner', 'canary.ann@example.com');
  const cookie = await app.signIn(ann);
  const token = await app.token('owner');
  const setup = await app.setupSecret();
  const nasty = 'canary\r\n{"level":30,"msg":"forged"}\u001b[31m';
  const inUrl = encodeURIComponent(nasty);
  const secrets = [cookie.split('=')[1] ?? '', token, setup, password, 'canary', 'forged'];
  const work = async (): Promise<void> => {
    await app.ask('GET', '/session', { cookie });
    await app.ask('POST', '/session', { body: { email: ann.email, password: 'canary wrong password' } });
    await app.ask('POST', '/setup', { body: { token: setup, email: 'canary@example.com', password } });
    await app.ask('POST', '/pages/{page}/members', {
      token,
      body: { member: { email: 'canary.bob@example.com', role: 'viewer' } },
    });
    await app.ask('POST', '/pages/{page}/components', { token, body: { component: { name: nasty } } });
    await app.ask('GET', `/pages/{page}/incidents/${inUrl}?q=${inUrl}`, { token });
    await app.ask('GET', `/${inUrl}?api_key=${token}`);
    await app.get(`/incidents/${inUrl}`);
    await app.get(`/setup/${setup}`);
    await app.get(`/password/canary`);
    await app.get('/subscriptions/canary/confirm', { referer: 'https://x.example/canary', cookie });
    await app.app.request('/subscribe', { method: 'POST', body: 'email=canary%40example.com' });
  };
  await work();
  const location = { file: path.join(app.dataDir, 'candor.db') };
  // Now most of it fails, and is logged.
  for (const table of [
    'components',
    'one_time_links',
    'members',
    'sessions',
    'subscribers',
    'subscription_requests',
  ]) {
    await plainSql(location, `ALTER TABLE ${table} RENAME TO ${table}_gone`);
  }
  await work();
  const failures = lines.filter((line) => line.includes('failed'));
  expect(failures.length).toBeGreaterThan(4);
  for (const line of lines) {
    expect(['\r', '\n', '\u001b'].filter((sign) => line.trimEnd().includes(sign))).toEqual([]);
    expect(typeof JSON.parse(line)).toBe('object');
  }
  const leaks = lines.filter((line) => secrets.some((secret) => line.includes(secret)));
  expect(leaks).toEqual([]);
  const named = failures.filter((line) => /"msg":"(a request|an operation) failed"/.test(line));
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((line) => !/"request_id":"[a-z0-9]{12}"/.test(line))).toEqual([]);
});
