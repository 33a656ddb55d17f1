import { describe, expect, test } from 'vitest';
import { totpCode, totpStep } from '../../../server/http/access/totp.ts';
import {
  type AccessApplication,
  type Asked,
  password,
  type Someone,
  startAccess,
} from '../../support/access.ts';

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
    expect(begun.body.qr_code).toEqual({
      size: expect.any(Number),
      path: expect.stringMatching(/^M2 2h1v1h-1zM3 2/),
    });
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
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 6; n += 1) {
      const without = await app.ask('POST', '/session', { body: { email: bob.email, password } });
      const body = { email: bob.email, password, code: '000000' };
      const answer = await app.ask('POST', '/session', { body });
      codes.push(without.code, answer.code);
    }
    const twice = Array(5).fill(['session.code_needed', 'session.wrong']).flat();
    expect(codes).toEqual([...twice, 'attempts.too_many', 'attempts.too_many']);
  });

  test('a right password without its code is no failure, of the account or of the address', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const eve = await app.member('editor');
    const { secret } = await setUp(app, bob);
    for (let n = 0; n < 50; n += 1) {
      const answer = await app.ask('POST', '/session', { body: { email: bob.email, password } });
      expect(answer.code).toBe('session.code_needed');
    }
    const wrong = { email: eve.email, password: 'not the password' };
    for (let n = 0; n < 5; n += 1)
      expect((await app.ask('POST', '/session', { body: wrong })).status).toBe(401);
    const code = totpCode(secret, totpStep(app.clock.now()));
    const body = { email: bob.email, password, code };
    expect((await app.ask('POST', '/session', { body })).status).toBe(201);
  });

  test('is turned off for a member who lost everything, by an admin and for nobody above them', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const ann = await app.member('owner');
    const { cookie } = await setUp(app, bob);
    await setUp(app, ann);
    const admin = await app.signIn(await app.member('admin'));
    const off = (someone: Someone, asked: Asked) =>
      app.ask('DELETE', `/pages/{page}/members/${someone.id}/two_factor`, asked);
    expect((await off(bob, { token: await app.token('editor') })).code).toBe('role.too_weak');
    expect((await off(ann, { cookie: admin })).code).toBe('role.above_own');
    expect((await off({ ...bob, id: 'zzzzzzzzzzzz' }, { cookie: admin })).code).toBe('member.not_found');
    const tried = await app.ask('DELETE', `/pages/{page}/members/${bob.id}/two_factor?dry_run=true`, {
      cookie: admin,
    });
    expect(tried.status).toBe(200);
    expect((await app.ask('GET', '/session', { cookie })).status).toBe(200);

    expect((await off(bob, { cookie: admin })).status).toBe(204);
    expect((await app.ask('GET', '/session', { cookie })).code).toBe('session.ended');
    const again = await app.signIn(bob);
    // Once it is off there is nothing to end.
    expect((await off(bob, { cookie: admin })).status).toBe(204);
    expect((await app.ask('GET', '/session', { cookie: again })).status).toBe(200);
    const audit = await app.ask('GET', '/pages/{page}/audit?command=resetTwoFactor', { cookie: admin });
    expect(audit.body).toMatchObject([
      {
        subject_id: bob.id,
        changes: expect.arrayContaining([
          expect.objectContaining({
            kind: 'member',
            before: expect.objectContaining({
              twoFactor: expect.objectContaining({ confirmedAt: expect.any(Number) }),
            }),
            after: expect.objectContaining({ twoFactor: null }),
          }),
        ]),
      },
    ]);
    app.clock.advance(15 * 60_000);
    expect((await off(bob, { cookie: admin })).code).toBe('session.confirm_needed');
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
