import { z } from 'zod';
import { confirmationMs, isSessionLive, type Member, roles, sessionLifetimeMs } from '../../domain/access.ts';
import type { Attempt } from '../../domain/accessEvent.ts';
import type { Factor } from '../../domain/command.ts';
import { findBySecret, hashSecret } from '../../secret.ts';
import { normalizeText } from '../../text/normalize.ts';
import { endedCookie, sessionCookie } from '../access/cookie.ts';
import type { Door } from '../access/entrance.ts';
import { newPassword, shownPassword } from '../access/newPassword.ts';
import { normalizeRecoveryCode } from '../access/recoveryCodes.ts';
import { matchingStep } from '../access/totp.ts';
import type { Desk } from './desk.ts';
import { email, orNothing } from './fields.ts';
import { attemptInSession, type MemberDoor, signedIn } from './memberDoor.ts';
import { memberShape, showMember } from './members.ts';
import { operation } from './operation.ts';
import { Refused } from './refused.ts';
import { time } from './time.ts';

const at = z.string();
const memberName = z.string().max(100, 'must have at most 100 characters').transform(normalizeText);

/** Who asks: a member in a session, or a token. */
export const callerShape = z
  .object({
    role: z.enum(roles),
    member: z
      .object({ id: z.string(), email: z.string(), name: z.string().nullable(), two_factor: z.boolean() })
      .nullable(),
    session: z.object({ id: z.string(), created_at: at, ends_at: at, confirmed_until: at }).nullable(),
    token: z.object({ id: z.string(), name: z.string(), expires_at: at.nullable() }).nullable(),
  })
  .meta({ id: 'Caller' });

export const sessionShape = z
  .object({
    id: z.string(),
    current: z.boolean(),
    created_at: at,
    last_used_at: at,
    ends_at: at,
  })
  .meta({ id: 'Session' });

function toCaller({ asker }: Door): z.output<typeof callerShape> {
  if (!asker) throw new Error('nobody asks');
  const { role, member, session, token } = asker;
  return {
    role,
    member: member && {
      id: member.id,
      email: member.email,
      name: member.name,
      two_factor: hasTwoFactor(member),
    },
    session: session && {
      id: session.id,
      created_at: time(session.createdAt),
      ends_at: time(session.createdAt + sessionLifetimeMs),
      confirmed_until: time(session.confirmedAt + confirmationMs),
    },
    token: token && {
      id: token.id,
      name: token.name,
      expires_at: token.expiresAt === null ? null : time(token.expiresAt),
    },
  };
}

function hasTwoFactor({ twoFactor }: Member): boolean {
  return twoFactor !== null && twoFactor.confirmedAt !== null;
}

const whoAmI = operation({
  method: 'GET',
  path: '/session',
  role: 'viewer',
  summary: 'Who asks: the member who is signed in, or the token',
  answer: { status: 200, schema: callerShape },
  run: async ({ door }) => toCaller(door),
});

/** The same words and the same work whatever was wrong, so that nobody learns which addresses are members. */
function wrongCredentials(): Refused {
  return new Refused({
    fault: 'unauthenticated',
    code: 'session.wrong',
    message: 'The e-mail address, the password or the code is wrong.',
  });
}

const signIn = operation({
  method: 'POST',
  path: '/session',
  role: 'anybody',
  summary: 'Sign in; the session is in the cookie that comes back',
  body: z.strictObject({ email, password: shownPassword, code: z.string().max(50).optional() }),
  answer: { status: 201, schema: z.object({ id: z.string() }) },
  run: async ({ desk, door, body }) => {
    const { members, sessions } = await desk.read(async (reads) => ({
      members: await reads.members(),
      sessions: await reads.sessions(),
    }));
    const member = members.find((each) => each.email === body.email && each.removedAt === null);
    const carried = door.cookie === null ? undefined : findBySecret(sessions, door.cookie);
    const own = sessions.filter(({ memberId }) => memberId === member?.id);
    const attempt: Attempt = {
      account: body.email,
      client: door.client,
      sessionId: own.find(({ id }) => id === carried?.id)?.id ?? null,
      isKnown: own.some(({ client }) => client === door.client),
    };
    await door.guard.attempt(attempt, desk.now);
    const isRight = await door.passwords.matches(body.password, member?.passwordHash ?? null);
    if (!isRight || !member || member.passwordSetAt === null) {
      door.log.warn({ client: door.client }, 'a sign-in failed');
      throw wrongCredentials();
    }
    if (hasTwoFactor(member) && body.code === undefined) {
      await door.guard.incomplete(attempt, desk.now);
      throw new Refused({
        fault: 'unauthenticated',
        code: 'session.code_needed',
        message: 'Send the code of your authenticator app, or a recovery code, as "code".',
      });
    }
    const secret = door.newSecret();
    const id = await desk.perform({
      type: 'signIn',
      memberId: member.id,
      passwordSetAt: member.passwordSetAt,
      factor: factorOf(member, body.code ?? '', desk.now),
      secretHash: hashSecret(secret),
      client: door.client,
      replaces: carried?.id ?? null,
    });
    await door.guard.succeeded(attempt, desk.now);
    door.setCookie = sessionCookie(secret);
    return { id };
  },
});

function factorOf({ twoFactor }: Member, code: string, now: number): Factor | null {
  if (twoFactor === null) return null;
  const step = matchingStep(twoFactor.totpSecret, code, now);
  if (step !== null) return { step, startedAt: twoFactor.startedAt };
  const kept = twoFactor.recoveryHashes.map((secretHash) => ({ secretHash }));
  const found = findBySecret(kept, normalizeRecoveryCode(code));
  return found ? { recoveryHash: found.secretHash } : null;
}

const signOut = operation({
  method: 'DELETE',
  path: '/session',
  role: 'member',
  dangerous: false,
  summary: 'Sign out',
  answer: { status: 204, schema: null },
  run: async ({ desk, door }) => {
    const { member, session } = signedIn(door);
    await desk.perform({ type: 'endSession', memberId: member.id, sessionId: session.id });
    door.setCookie = endedCookie;
  },
});

/** Counts like a sign-in: who has only the cookie must not find out the password here. Throws `Refused`. */
async function checkPassword(desk: Desk, caller: MemberDoor, password: string): Promise<void> {
  const { door, member } = caller;
  const attempt = attemptInSession(caller);
  await door.guard.attempt(attempt, desk.now);
  if (!(await door.passwords.matches(password, member.passwordHash))) {
    throw new Refused({ fault: 'forbidden', code: 'password.wrong', message: 'The password is wrong.' });
  }
  await door.guard.succeeded(attempt, desk.now);
}

const confirm = operation({
  method: 'POST',
  path: '/session/confirm',
  role: 'member',
  summary: 'Enter the password again, for what is dangerous in the next 15 minutes',
  body: z.strictObject({ password: shownPassword }),
  answer: { status: 204, schema: null },
  run: async ({ desk, door, body }) => {
    const caller = signedIn(door);
    await checkPassword(desk, caller, body.password);
    await desk.perform({ type: 'confirmSession', sessionId: caller.session.id });
  },
});

const changePassword = operation({
  method: 'POST',
  path: '/session/password',
  role: 'member',
  summary: 'Change your own password; all of your other sessions end',
  body: z.strictObject({ current_password: shownPassword, password: newPassword }),
  answer: { status: 204, schema: null },
  run: async ({ desk, door, body }) => {
    const caller = signedIn(door);
    await checkPassword(desk, caller, body.current_password);
    await desk.perform({
      type: 'changePassword',
      memberId: caller.member.id,
      passwordHash: await door.passwords.hash(body.password),
      keepSessionId: caller.session.id,
    });
  },
});

const changeMember = operation({
  method: 'PATCH',
  path: '/session/member',
  role: 'member',
  summary: 'Say what you are called, for the list of members and the audit log',
  body: z.strictObject({ member: z.strictObject({ name: orNothing(memberName) }) }),
  answer: { status: 200, schema: memberShape },
  run: async ({ desk, door, body: { member } }) => {
    const memberId = signedIn(door).member.id;
    return showMember(desk, await desk.perform({ type: 'nameMember', memberId, name: member.name }));
  },
});

const list = operation({
  method: 'GET',
  path: '/sessions',
  role: 'member',
  summary: 'Where you are signed in',
  answer: { status: 200, schema: z.array(sessionShape) },
  run: async ({ desk, door }) => {
    const { member, session } = signedIn(door);
    return desk.read(async (reads) => {
      const uses = await reads.uses();
      const own = (await reads.sessions()).filter(({ memberId }) => memberId === member.id);
      return own
        .map((each) => ({ ...each, lastUsedAt: uses.get(each.id) ?? each.createdAt }))
        .filter((each) => isSessionLive(each, each.lastUsedAt, desk.now))
        .map(({ id, createdAt, lastUsedAt }) => ({
          id,
          current: id === session.id,
          created_at: time(createdAt),
          last_used_at: time(lastUsedAt),
          ends_at: time(createdAt + sessionLifetimeMs),
        }));
    });
  },
});

const end = operation({
  method: 'DELETE',
  path: '/sessions/{id}',
  role: 'member',
  dangerous: false,
  summary: 'Sign out elsewhere',
  answer: { status: 204, schema: null },
  run: async ({ desk, door, params }) => {
    const { member } = signedIn(door);
    await desk.perform({ type: 'endSession', memberId: member.id, sessionId: params.id ?? '' });
  },
});

export const sessionOperations = [whoAmI, signIn, signOut, confirm, changePassword, changeMember, list, end];
