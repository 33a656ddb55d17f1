import { describe, expect, test } from 'vitest';
import { password, startAccess } from '../../support/access.ts';

const good = 'correct horse battery';

describe('the first owner', () => {
  test('is made once by the link, who can then sign in', async () => {
    const app = await startAccess();
    const token = await app.setupSecret();
    const made = await app.ask('POST', '/setup', {
      body: { token, email: 'Ann@Example.com ', password: good },
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ email: 'ann@example.com', role: 'owner' });
    const session = await app.ask('POST', '/session', { body: { email: 'ANN@example.com', password: good } });
    expect(session.status).toBe(201);
    const again = await app.ask('POST', '/setup', {
      body: { token, email: 'eve@example.com', password: good },
    });
    expect([again.status, again.code]).toEqual([404, 'link.not_found']);
  });

  test('threat 32: 50 parallel set-ups with one link, at two processes, make exactly one owner', async () => {
    const app = await startAccess();
    const token = await app.setupSecret();
    const other = await startAccess({ dataDir: app.dataDir });
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        (n % 2 === 0 ? app : other).ask('POST', '/setup', {
          body: { token, email: `p${n}@example.com`, password: good },
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49);
    const members = await app.store.read((reads) => reads.members());
    expect(members.map(({ role }) => role)).toEqual(['owner']);
    const later = await app.ask('POST', '/setup', {
      body: { token, email: 'x@example.com', password: good },
    });
    expect(later.status).toBe(404);
  }, 60_000);

  test('a later offer leaves an earlier link alone, and all are gone once there is an owner', async () => {
    const app = await startAccess();
    const first = await app.setupSecret();
    const second = await app.setupSecret();
    const body = { email: 'ann@example.com', password: good };
    expect((await app.ask('POST', '/setup', { body: { ...body, token: first } })).status).toBe(201);
    expect((await app.ask('POST', '/setup', { body: { ...body, token: second } })).status).toBe(404);
    const third = await app.setupSecret();
    expect((await app.ask('POST', '/setup', { body: { ...body, token: third } })).status).toBe(404);
    expect(await app.store.read((reads) => reads.links())).toEqual([]);
  });

  test('the link works for a day', async () => {
    const app = await startAccess();
    const token = await app.setupSecret();
    app.clock.advance(24 * 3_600_000);
    const body = { token, email: 'ann@example.com', password: good };
    expect((await app.ask('POST', '/setup', { body })).status).toBe(404);
  });
});

describe('passwords', () => {
  test.each(['short', '12345678', 'password123', 'P@ssw0rd!', 'qwertyuiop', 'Sunshine2026', 'x'.repeat(129)])(
    '%s is refused',
    async (chosen) => {
      const app = await startAccess();
      const token = await app.setupSecret();
      const body = { token, email: 'ann@example.com', password: chosen };
      const answer = await app.ask('POST', '/setup', { body });
      expect([answer.status, answer.body.details[0]?.path]).toEqual([422, 'password']);
    },
  );

  test('128 characters are allowed, and are kept only as scrypt with its parameters', async () => {
    const app = await startAccess();
    const token = await app.setupSecret();
    const long = 'Long enough, 128! '.repeat(8).slice(0, 128);
    const body = { token, email: 'ann@example.com', password: long };
    expect((await app.ask('POST', '/setup', { body })).status).toBe(201);
    const [member] = await app.store.read((reads) => reads.members());
    expect(member?.passwordHash).toMatch(/^scrypt\$16384\$8\$5\$[\w-]{22}\$[\w-]{43}$/);
  });
});

describe('members', () => {
  test('are invited by a link that works once, for a week', async () => {
    const app = await startAccess();
    const admin = await app.token('admin');
    const body = { member: { email: 'bob@example.com', role: 'editor' } };
    const invited = await app.ask('POST', '/pages/{page}/members', { token: admin, body });
    expect(invited.status).toBe(201);
    expect(invited.body.member).toMatchObject({ email: 'bob@example.com', role: 'editor', invited: true });
    const token = invited.body.link.split('/').pop();
    expect(invited.body.link).toBe(`https://status.example.com/password/${token}`);
    const signIn = { email: 'bob@example.com', password: good };
    expect((await app.ask('POST', '/session', { body: signIn })).status).toBe(401);
    const chosen = await app.ask('POST', '/password', { body: { token, password: good } });
    expect(chosen.status).toBe(204);
    expect((await app.ask('POST', '/session', { body: signIn })).status).toBe(201);
    const again = await app.ask('POST', '/password', { body: { token, password: `${good} 2` } });
    expect(again.status).toBe(404);
    const twice = await app.ask('POST', '/pages/{page}/members', { token: admin, body });
    expect([twice.status, twice.code]).toEqual([409, 'member.exists']);
  });

  test('say what they are called, for the list of members and the audit log', async () => {
    const app = await startAccess();
    const token = await app.token('admin');
    const bob = await app.member('editor', 'bob@example.com');
    const cookie = await app.signIn(bob);
    const call = (name: unknown) =>
      app.ask('PATCH', '/session/member', { cookie, body: { member: { name } } });
    type Entry = { readonly actor: string; readonly actor_name: string };
    const entries = async () =>
      (await app.ask('GET', '/pages/{page}/audit', { token })).body as unknown as readonly Entry[];

    const named = await call('  Bob Ross ');
    expect([named.status, named.body]).toMatchObject([200, { id: bob.id, name: 'Bob Ross' }]);
    expect((await app.ask('GET', '/session', { cookie })).body.member).toMatchObject({ name: 'Bob Ross' });
    const list = await app.ask('GET', '/pages/{page}/members', { token });
    expect(list.body).toMatchObject([{ email: 'bob@example.com', name: 'Bob Ross' }]);
    expect((await entries())[0]).toMatchObject({ actor: `member ${bob.id}`, actor_name: 'Bob Ross' });

    for (const bad of ['x'.repeat(101), 'a\nb', '  ']) {
      const refused = await call(bad);
      expect([bad, refused.status, refused.body.details[0]?.path.replace('member.', '')]).toEqual([
        bad,
        422,
        'name',
      ]);
    }
    expect((await call('')).body).toMatchObject({ name: null });
    expect((await entries())[0]).toMatchObject({ actor_name: 'bob@example.com' });
    await app.ask('DELETE', `/pages/{page}/members/${bob.id}`, { token });
    const [latest, before] = await entries();
    expect([latest?.actor_name, before?.actor_name]).toEqual(['admin', 'bob@example.com']);
    expect((await entries()).at(-1)).toMatchObject({ actor: 'test', actor_name: 'test' });
    expect(await app.store.check()).toEqual([]);
  });

  test('an expired invitation is made anew', async () => {
    const app = await startAccess();
    const admin = await app.token('admin');
    const invite = async (role: string) => {
      const body = { member: { email: 'bob@example.com', role } };
      const answer = await app.ask('POST', '/pages/{page}/members', { token: admin, body });
      return { id: answer.body.member.id, token: answer.body.link.split('/').pop() };
    };
    const first = await invite('editor');
    app.clock.advance(7 * 24 * 3_600_000);
    const late = await app.ask('POST', '/password', { body: { token: first.token, password: good } });
    expect(late.status).toBe(404);
    const second = await invite('viewer');
    expect(second.id).toBe(first.id);
    const chosen = await app.ask('POST', '/password', { body: { token: second.token, password: good } });
    expect(chosen.status).toBe(204);
  });

  test('a reset link lets them choose another password and ends their sessions', async () => {
    const app = await startAccess();
    const admin = await app.token('admin');
    const bob = await app.member('editor');
    const cookie = await app.signIn(bob);
    const reset = await app.ask('POST', `/pages/{page}/members/${bob.id}/password_reset`, { token: admin });
    const token = reset.body.link.split('/').pop();
    expect((await app.ask('GET', '/session', { cookie })).status).toBe(200);
    expect((await app.ask('POST', '/password', { body: { token, password: good } })).status).toBe(204);
    expect((await app.ask('GET', '/session', { cookie })).status).toBe(401);
    const old = await app.ask('POST', '/session', { body: { email: bob.email, password } });
    expect(old.status).toBe(401);
  });

  test('the last owner can be neither removed nor demoted', async () => {
    const app = await startAccess();
    const owner = await app.token('owner');
    const ann = await app.member('owner');
    const at = `/pages/{page}/members/${ann.id}`;
    const demote = { token: owner, body: { member: { role: 'admin' } } };
    for (const answer of [
      await app.ask('DELETE', at, { token: owner }),
      await app.ask('PATCH', at, demote),
    ]) {
      expect([answer.status, answer.code]).toEqual([409, 'member.last_owner']);
    }
    // An invited owner cannot let anybody in, so they do not count.
    const body = { member: { email: 'carl@example.com', role: 'owner' } };
    expect((await app.ask('POST', '/pages/{page}/members', { token: owner, body })).status).toBe(201);
    expect((await app.ask('DELETE', at, { token: owner })).status).toBe(409);
    await app.member('owner', 'second@example.com');
    expect((await app.ask('PATCH', at, demote)).status).toBe(200);
    expect((await app.ask('DELETE', at, { token: owner })).status).toBe(204);
    expect((await app.ask('DELETE', at, { token: owner })).status).toBe(404);
  });

  test('two owners who remove or demote each other at the same time leave one', async () => {
    for (const way of ['DELETE', 'PATCH']) {
      const app = await startAccess();
      const other = await startAccess({ dataDir: app.dataDir });
      const ann = await app.member('owner');
      const bob = await app.member('owner', 'bob@example.com');
      const body = way === 'PATCH' ? { body: { member: { role: 'viewer' } } } : {};
      const [annsCookie, bobsCookie] = [await app.signIn(ann), await other.signIn(bob)];
      const answers = await Promise.all([
        app.ask(way, `/pages/{page}/members/${bob.id}`, { cookie: annsCookie, ...body }),
        other.ask(way, `/pages/{page}/members/${ann.id}`, { cookie: bobsCookie, ...body }),
      ]);
      expect(answers.filter(({ status }) => status < 300)).toHaveLength(1);
      const members = await app.store.read((reads) => reads.members());
      expect(members.filter(({ role, removedAt }) => role === 'owner' && removedAt === null)).toHaveLength(1);
    }
  });

  test('threat 7: nobody gives or takes a role above their own, and no request sets other fields', async () => {
    const app = await startAccess();
    const admin = await app.token('admin');
    const ann = await app.member('owner');
    const bob = await app.member('editor');
    const invite = (member: object) =>
      app.ask('POST', '/pages/{page}/members', { token: admin, body: { member } });
    const above = [
      await invite({ email: 'x@example.com', role: 'owner' }),
      await app.ask('PATCH', `/pages/{page}/members/${bob.id}`, {
        token: admin,
        body: { member: { role: 'owner' } },
      }),
      await app.ask('PATCH', `/pages/{page}/members/${ann.id}`, {
        token: admin,
        body: { member: { role: 'viewer' } },
      }),
      await app.ask('DELETE', `/pages/{page}/members/${ann.id}`, { token: admin }),
      await app.ask('POST', `/pages/{page}/members/${ann.id}/password_reset`, { token: admin }),
      await app.ask('POST', '/pages/{page}/tokens', {
        token: admin,
        body: { token: { name: 'x', role: 'owner' } },
      }),
    ];
    expect(above.map(({ status, code }) => `${status} ${code}`)).toEqual(
      above.map(() => '403 role.above_own'),
    );

    const before = await app.store.read((reads) => reads.members());
    const columns = [
      'id',
      'passwordHash',
      'password_hash',
      'passwordSetAt',
      'twoFactor',
      'created_at',
      'removedAt',
    ];
    for (const column of columns) {
      const patched = await app.ask('PATCH', `/pages/{page}/members/${bob.id}`, {
        token: admin,
        body: { member: { role: 'admin', [column]: 'x' } },
      });
      expect(patched.status).toBe(422);
      expect((await invite({ email: 'new@example.com', role: 'viewer', [column]: 'x' })).status).toBe(422);
    }
    const cookie = await app.signIn(bob);
    const own = { current_password: password, password: good, role: 'owner' };
    expect((await app.ask('POST', '/session/password', { cookie, body: own })).status).toBe(422);
    expect(await app.store.read((reads) => reads.members())).toEqual(before);
  });

  test.each(['no address', 'a@b\r\nBcc: x@y.z', 'a@b@c', '<a@b.c>', `${'a'.repeat(255)}@b.c`])(
    'threat 15: %j is no address',
    async (email) => {
      const app = await startAccess();
      const token = await app.token('admin');
      const body = { member: { email, role: 'viewer' } };
      expect((await app.ask('POST', '/pages/{page}/members', { token, body })).status).toBe(422);
    },
  );

  test('every change is in the audit log, without any secret', async () => {
    const app = await startAccess();
    const token = await app.setupSecret();
    await app.ask('POST', '/setup', { body: { token, email: 'ann@example.com', password: good } });
    const session = await app.ask('POST', '/session', { body: { email: 'ann@example.com', password: good } });
    const { cookie } = session;
    await app.ask('POST', '/session/two_factor', { cookie });
    const entries = await app.store.read((reads) => reads.audit({}, 100, 0));
    expect(entries.map(({ command }) => command)).toEqual([
      'beginTwoFactor',
      'signIn',
      'setUp',
      'offerSetup',
    ]);
    const [member] = await app.store.read((reads) => reads.members());
    const kept = JSON.stringify(entries);
    expect(kept.includes('scrypt$')).toBe(false);
    expect(kept.includes(member?.twoFactor?.totpSecret ?? '')).toBe(false);
    expect(await app.store.check()).toEqual([]);
  });
});
