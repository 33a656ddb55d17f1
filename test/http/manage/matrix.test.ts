import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { isAtLeast, type Role, roles } from '../../../server/domain/access.ts';
import { serveOperations } from '../../../server/http/manage/manageRoutes.ts';
import { notBuilt } from '../../../server/http/manage/notBuilt.ts';
import type { Access, Operation } from '../../../server/http/manage/operation.ts';
import { operations } from '../../../server/http/manage/operations.ts';
import { hashSecret } from '../../../server/secret.ts';
import { type AccessApplication, type Asked, startAccess } from '../../support/access.ts';

const callers = [
  'nobody',
  'an unknown token',
  'a revoked token',
  'an expired token',
  ...roles.map((role) => `a token of ${role}` as const),
  ...roles.map((role) => `a session of ${role}` as const),
] as const;
type Caller = (typeof callers)[number];

const hour = 3_600_000;

/** What every caller sends along, by what they are. */
async function credentials(app: AccessApplication): Promise<Record<Caller, Asked>> {
  const issue = async (secret: string, expiresAt: number | null): Promise<string> =>
    app.act({
      type: 'issueToken',
      name: secret,
      role: 'owner',
      secretHash: hashSecret(secret),
      expiresAt,
      ceiling: 'owner',
    });
  const tokenId = await issue('a-revoked-secret', null);
  await app.act({ type: 'revokeToken', tokenId, ceiling: 'owner' });
  await issue('an-expired-secret', app.clock.now() + hour);
  app.clock.advance(hour);
  const own: [Caller, Asked][] = [
    ['nobody', {}],
    ['an unknown token', { token: 'never-issued' }],
    ['a revoked token', { token: 'a-revoked-secret' }],
    ['an expired token', { token: 'an-expired-secret' }],
  ];
  for (const role of roles) {
    own.push([`a token of ${role}`, { token: await app.token(role) }]);
    own.push([`a session of ${role}`, { cookie: await app.signIn(await app.member(role)) }]);
  }
  return Object.fromEntries(own) as Record<Caller, Asked>;
}

/** 401, 403, or null for whoever is let through. */
function expected(caller: Caller, needed: Access): 401 | 403 | null {
  if (needed === 'anybody') return null;
  const role = roles.find((each) => caller.endsWith(` of ${each}`));
  if (!role) return 401;
  if (needed === 'member') return caller.startsWith('a session') ? null : 403;
  return isAtLeast(role, needed) ? null : 403;
}

function addressOf(operation: Operation): string {
  return operation.path.replace('{page_id}', '{page}').replaceAll(/\{(?!page\})\w+\}/g, 'zzzzzzzzzzzz');
}

describe.each(callers)('threat 6: %s', (caller) => {
  test('may do exactly what the roles allow', async () => {
    const app = await startAccess();
    const asked = (await credentials(app))[caller];
    // Ending the own session comes last.
    const inOrder = [...operations].sort((a, b) => Number(endsSession(a)) - Number(endsSession(b)));
    const before = await app.store.revision();
    const found = [];
    const wanted = [];
    for (const operation of inOrder) {
      const body = operation.body === null ? {} : { body: {} };
      const { status } = await app.ask(operation.method, addressOf(operation), { ...asked, ...body });
      const name = `${operation.method} ${operation.path}`;
      const verdict = expected(caller, operation.role);
      found.push([name, status === 401 || status === 403 ? status : null, status < 500]);
      wanted.push([name, isOwnRefusal(operation, status) ? status : verdict, true]);
    }
    expect(found).toEqual(wanted);
    if (callers.indexOf(caller) < 4) expect(await app.store.revision()).toBe(before);
  });
});

/** Signing in with nothing is refused with 401 to everybody, as it must be. */
function isOwnRefusal({ role }: Operation, status: number): boolean {
  return role === 'anybody' && status === 401;
}

function endsSession({ method, path }: Operation): boolean {
  return method === 'DELETE' && path === '/session';
}

test('threat 6: an operation that does not say who may do it does not start', () => {
  const [some] = operations;
  if (!some) throw new Error('there are no operations');
  for (const role of [undefined, '', 'everybody', 'Owner'] as unknown as Role[]) {
    expect(() => serveOperations(new Hono(), [{ ...some, role }], {} as never)).toThrow(/has no role/);
  }
});

test('threat 6: nothing below /v1 is served that is not in the table', async () => {
  const app = await startAccess();
  const declared = new Set(
    operations.flatMap(({ method, path }) => {
      const served = `/v1${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
      return [`${method} ${served}`, `${method} ${served}.json`];
    }),
  );
  for (const { part } of notBuilt) {
    declared.add(`ALL /v1/${part}`).add(`ALL /v1/${part.replace(/\/\*$/, '.json')}`);
  }
  declared.add('ALL /v1/*');
  const served = app.app.routes.filter(({ path }) => path.startsWith('/v1'));
  expect(served.length).toBeGreaterThan(operations.length);
  expect(served.map(({ method, path }) => `${method} ${path}`).filter((each) => !declared.has(each))).toEqual(
    [],
  );
});
