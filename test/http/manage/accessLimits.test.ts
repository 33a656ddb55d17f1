import { describe, expect, test } from 'vitest';
import { type AccessApplication, countScrypt, password, startAccess } from '../../support/access.ts';
import { computed } from '../../support/computed.ts';

const wrong = 'not the password';

describe('threat 9: guessing', () => {
  test('1,000 attempts on one account in a minute cost at most 20 computations; the owner still gets in', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const statuses: number[] = [];
    const computed = await countScrypt(async () => {
      for (let n = 0; n < 1_000; n += 1) {
        const answer = await app.ask('POST', '/session', { body: { email: bob.email, password: wrong } });
        statuses.push(answer.status);
        if (answer.status === 429) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
        app.clock.advance(60);
      }
    });
    expect(computed).toBeLessThanOrEqual(20);
    expect(computed).toBeGreaterThan(5);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
    const elsewhere = { from: '198.51.100.7', body: { email: bob.email, password } };
    expect((await app.ask('POST', '/session', elsewhere)).status).toBe(201);
  });

  test('from 1,000 addresses at once costs no more, and an address that is known still gets in', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const home = { from: '198.51.100.7', body: { email: bob.email, password } };
    expect((await app.ask('POST', '/session', home)).status).toBe(201);
    const computed = await countScrypt(() =>
      Promise.all(
        Array.from({ length: 1_000 }, (_, n) =>
          app.ask('POST', '/session', {
            from: `10.1.${n >> 8}.${n & 255}`,
            body: { email: bob.email, password: wrong },
          }),
        ),
      ),
    );
    expect(computed).toBeLessThanOrEqual(20);
    expect((await app.ask('POST', '/session', home)).status).toBe(201);
  });

  /** Wrong passwords for the account, so many from each of these addresses. */
  const attack = (app: AccessApplication, email: string, addresses: readonly string[], times: number) =>
    Promise.all(
      addresses.flatMap((from) =>
        Array.from({ length: times }, () =>
          app.ask('POST', '/session', { from, body: { email, password: wrong } }),
        ),
      ),
    );
  const someAddresses = Array.from({ length: 100 }, (_, n) => `10.${n % 6}.7.${n}`);

  test('from 100 addresses does not keep out who never signed in before, from a clean address', async () => {
    const app = await startAccess();
    const ann = await app.member('owner');
    const first = { from: '198.51.100.7', body: { email: ann.email, password } };
    const second = { from: '203.0.113.9', body: { email: ann.email, password: wrong } };
    const computed = await countScrypt(async () => {
      await attack(app, ann.email, someAddresses, 9);
      // The attack has taken all that anybody may take.
      const inTheirNetwork = { from: '10.1.7.200', body: { email: ann.email, password } };
      expect((await app.ask('POST', '/session', inTheirNetwork)).status).toBe(429);
      expect((await app.ask('POST', '/session', second)).status).toBe(401);
      // Who failed has had the share of their own.
      expect((await app.ask('POST', '/session', second)).status).toBe(429);
      expect((await app.ask('POST', '/session', first)).status).toBe(201);
    });
    expect(computed).toBeLessThanOrEqual(20);
  });

  test('goes on for ten minutes with at most 20 computations in each, in whatever rhythm', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const times: number[] = [];
    for (let n = 0; n < 1_000; n += 1) {
      const from = `10.${n % 200}.${n % 7}.${n % 3}`;
      const computed = await countScrypt(() => attack(app, bob.email, [from], 1));
      if (computed > 0) times.push(app.clock.now());
      app.clock.advance(600);
    }
    const inMinuteFrom = (at: number) => times.filter((time) => time >= at && time < at + 60_000).length;
    expect(Math.max(...times.map(inMinuteFrom))).toBeLessThanOrEqual(20);
    expect(times.length).toBeGreaterThan(30);
  });

  test('does not keep out a browser with a session, or the address of one, also after a new start', async () => {
    const before = await startAccess();
    const ann = await before.member('owner');
    const home = '2001:db8:1:2::3';
    const signedIn = await before.ask('POST', '/session', {
      from: home,
      body: { email: ann.email, password },
    });
    await before.close();
    const app = await startAccess({ dataDir: before.dataDir, now: before.clock.now() + 60_000 });
    // Also the networks of the owner are no cleaner than others.
    const addresses = [...someAddresses, ...[1, 2, 3].map((n) => `2001:db8:1:${n + 2}::1`), '10.9.9.1'];
    await attack(app, ann.email, addresses, 9);
    const body = { email: ann.email, password };
    const stranger = await app.ask('POST', '/session', { from: '10.9.9.2', body });
    expect(stranger.status).toBe(429);
    expect((await app.ask('POST', '/session', { from: '2001:db8:1:2::ffff', body })).status).toBe(201);
    const withCookie = (cookie: string) => app.ask('POST', '/session', { from: '10.9.9.1', cookie, body });
    expect((await withCookie('__Host-candor=guessed')).status).toBe(429);
    expect((await withCookie(signedIn.cookie)).status).toBe(201);
  });

  test('a session of one account is no help with another', async () => {
    const app = await startAccess();
    const ann = await app.member('owner');
    const eve = await app.signIn(await app.member('viewer'));
    await attack(app, ann.email, someAddresses, 9);
    const asked = { from: '10.1.7.200', cookie: eve, body: { email: ann.email, password: wrong } };
    expect((await app.ask('POST', '/session', asked)).status).toBe(429);
  });

  test('each further attempt waits twice as long, and Retry-After says how long', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    const attempt = () => app.ask('POST', '/session', { body: { email: bob.email, password: wrong } });
    for (let n = 0; n < 5; n += 1) expect((await attempt()).status).toBe(401);
    for (const seconds of [1, 2, 4, 8, 16]) {
      const early = await attempt();
      expect([early.status, early.headers.get('retry-after')]).toEqual([429, String(seconds)]);
      app.clock.advance(seconds * 1_000);
      expect((await attempt()).status).toBe(401);
    }
  });

  test('many accounts from one address is held back as well', async () => {
    const app = await startAccess();
    const computed = await countScrypt(async () => {
      for (let n = 0; n < 100; n += 1) {
        await app.ask('POST', '/session', { body: { email: `p${n}@example.com`, password: wrong } });
      }
    });
    expect(computed).toBe(20);
  });

  test('a right password forgives what was mistyped before', async () => {
    const app = await startAccess();
    const bob = await app.member('editor');
    for (let n = 0; n < 12; n += 1) {
      const attempt = n % 4 === 3 ? password : wrong;
      const answer = await app.ask('POST', '/session', { body: { email: bob.email, password: attempt } });
      expect(answer.status).toBe(n % 4 === 3 ? 201 : 401);
    }
  });

  test('one-time links are not guessed', async () => {
    const app = await startAccess();
    const statuses: number[] = [];
    for (let n = 0; n < 30; n += 1) {
      const body = { token: `guess ${n}`, password: 'correct horse battery' };
      statuses.push((await app.ask('POST', '/password', { body })).status);
    }
    expect(statuses).toEqual([...Array(20).fill(404), ...Array(10).fill(429)]);
  });

  test('the password is not guessed by who has only a session', async () => {
    const app = await startAccess();
    const cookie = await app.signIn(await app.member('editor'));
    const statuses: number[] = [];
    for (let n = 0; n < 10; n += 1) {
      statuses.push(
        (await app.ask('POST', '/session/confirm', { cookie, body: { password: wrong } })).status,
      );
    }
    expect(statuses).toEqual([...Array(5).fill(403), ...Array(5).fill(429)]);
  });
});

test('threat 10: who is a member and who is not get the same bytes, for the same work', async () => {
  const app = await startAccess();
  const seen = new Set<string>();
  const work = { member: 0, invited: 0, unknown: 0 };
  for (let n = 0; n < 4; n += 1) {
    const member = await app.member('editor', `member${n}@example.com`);
    const invited = { email: `invited${n}@example.com`, role: 'editor', ceiling: 'owner' } as const;
    await app.act({ type: 'inviteMember', ...invited, secretHash: 'f'.repeat(64) });
    const emails = { member: member.email, invited: invited.email, unknown: `nobody${n}@example.com` };
    for (const kind of ['member', 'invited', 'unknown'] as const) {
      work[kind] += await countScrypt(async () => {
        const answer = await app.ask('POST', '/session', {
          from: `192.0.2.${n}`,
          body: { email: emails[kind], password: wrong },
        });
        const { request_id: requestId, ...body } = answer.body;
        const headers = [...answer.headers].filter(([name]) => name !== 'x-request-id');
        expect(requestId).toBe(answer.headers.get('x-request-id'));
        seen.add(JSON.stringify([answer.status, body, headers]));
      });
    }
  }
  expect(seen.size).toBe(1);
  expect(work).toEqual({ member: 4, invited: 4, unknown: 4 });
});

test('threat 10: a password that is wrong costs as much to find out as an address that is not known', async () => {
  const app = await startAccess();
  const token = await app.setupSecret();
  const known = 'ann@example.com';
  // Hashed as the product does it.
  const made = { token, email: known, password: 'correct horse battery' };
  expect((await app.ask('POST', '/setup', { body: made })).status).toBe(201);
  const leastMs = { known: Number.POSITIVE_INFINITY, unknown: Number.POSITIVE_INFINITY };
  for (let n = 0; n < 6; n += 1) {
    for (const kind of ['known', 'unknown'] as const) {
      const email = kind === 'known' ? known : `nobody${n}@example.com`;
      const began = computed();
      const asked = { from: `192.0.2.${n}`, body: { email, password: wrong } };
      expect((await app.ask('POST', '/session', asked)).status).toBe(401);
      leastMs[kind] = Math.min(leastMs[kind], computed() - began);
    }
    app.clock.advance(60_000);
  }
  const ratio = leastMs.known / leastMs.unknown;
  expect([leastMs, ratio > 0.7 && ratio < 1.4]).toEqual([leastMs, true]);
});

describe('the address of a client', () => {
  test('is what the last proxy says, not what the client claims', async () => {
    const app = await startAccess();
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1) {
      const from = `203.0.113.${n}, 192.0.2.1`;
      const answer = await app.ask('POST', '/session', {
        from,
        body: { email: 'x@example.com', password: wrong },
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([...Array(5).fill(401), ...Array(3).fill(429)]);
  });

  test('is a whole /64 for IPv6', async () => {
    const app = await startAccess();
    const attempt = async (from: string) =>
      (await app.ask('POST', '/session', { from, body: { email: 'x@example.com', password: wrong } })).status;
    for (let n = 0; n < 5; n += 1) expect(await attempt(`2001:db8:0:7::${n.toString(16)}`)).toBe(401);
    expect(await attempt('2001:db8::7:1:2:3:4')).toBe(429);
    expect(await attempt('2001:db8:0:8::1')).toBe(401);
  });
});
