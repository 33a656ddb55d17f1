import { describe, expect, test } from 'vitest';
import { totpCode, totpStep } from '../../../server/http/access/totp.ts';
import { type AccessApplication, password, type Someone, startAccess } from '../../support/access.ts';

/** Sets it up as a member does: answers with what the app on the phone holds, and the recovery codes. */
async function setUp(app: AccessApplication, someone: Someone) {
  const cookie = await app.signIn(someone);
  const begun = await app.ask('POST', '/session/two_factor', { cookie });
  const { secret } = begun.body;
  const code = totpCode(secret, totpStep(app.clock.now()));
  const confirmed = await app.ask('POST', '/session/two_factor/confirm', { cookie, body: { code } });
  app.clock.advance(60_000);
  return { cookie, secret, begun, confirmed, recoveryCodes: confirmed.body.recovery_codes };
}

describe('two-factor authentication', () => {
  test('is asked for once a code has confirmed it', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const cookie = await app.signIn(bob);
    const begun = await app.ask('POST', '/session/two_factor', { cookie });
    expect(begun.body.secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(begun.body.uri).toBe(
      `otpauth://totp/Status:editor0%40example.com?secret=${begun.body.secret}&issuer=Status`,
    );
    await app.signIn(bob);
    const wrong = await app.ask('POST', '/session/two_factor/confirm', { cookie, body: { code: '000000' } });
    expect([wrong.status, wrong.code]).toEqual([422, 'two_factor.wrong_code']);
    await app.signIn(bob);
    const code = totpCode(begun.body.secret, totpStep(app.clock.now()));
    const confirmed = await app.ask('POST', '/session/two_factor/confirm', { cookie, body: { code } });
    expect(confirmed.status).toBe(200);
    expect(new Set(confirmed.body.recovery_codes).size).toBe(10);
    const without = await app.ask('POST', '/session', { body: { email: bob.email, password } });
    expect([without.status, without.code]).toEqual([401, 'session.code_needed']);
    const body = { email: bob.email, password: 'not the password' };
    expect((await app.ask('POST', '/session', { body })).code).toBe('session.wrong');
  });

  test('takes each code once, and none from before one that was taken', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const { secret } = await setUp(app, bob);
    const step = totpStep(app.clock.now());
    const attempt = async (code: string) =>
      (await app.ask('POST', '/session', { body: { email: bob.email, password, code } })).status;
    expect(await attempt(totpCode(secret, step))).toBe(201);
    expect(await attempt(totpCode(secret, step))).toBe(401);
    expect(await attempt(totpCode(secret, step - 1))).toBe(401);
    app.clock.advance(3_600_000);
    expect(await attempt(totpCode(secret, step))).toBe(401);
    expect(await attempt(totpCode(secret, totpStep(app.clock.now()) - 1))).toBe(201);
  });

  test('takes the same code only once also when it is sent by many at the same time', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const { secret } = await setUp(app, bob);
    const code = totpCode(secret, totpStep(app.clock.now()));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        app.ask('POST', '/session', { body: { email: bob.email, password, code } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401, 401]);
  });

  test('a recovery code stands in once, however it is typed', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const { recoveryCodes } = await setUp(app, bob);
    const [first = '', second = ''] = recoveryCodes;
    const attempt = async (code: string) =>
      (await app.ask('POST', '/session', { body: { email: bob.email, password, code } })).status;
    expect(await attempt(first.toUpperCase().replaceAll('-', ' '))).toBe(201);
    expect(await attempt(first)).toBe(401);
    expect(await attempt(second)).toBe(201);
  });

  test('cannot be begun over while it is on, and is turned off by its member', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const { cookie } = await setUp(app, bob);
    expect((await app.ask('POST', '/session/two_factor', { cookie })).status).toBe(409);
    expect((await app.ask('DELETE', '/session/two_factor', { cookie })).status).toBe(204);
    await app.signIn(bob);
  });

  test('codes are not guessed: a right password does not forgive wrong codes', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    await setUp(app, bob);
    const statuses: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const code = n % 2 === 0 ? { code: '000000' } : {};
      const answer = await app.ask('POST', '/session', { body: { email: bob.email, password, ...code } });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

/** RFC 6238, appendix B, the last six digits of its codes for SHA-1. */
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('the code at second %i is %s', (second, code) => {
  const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
  expect(totpCode(secret, totpStep(second * 1_000))).toBe(code);
});
