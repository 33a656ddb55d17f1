import {
  isAtLeast,
  isSessionLive,
  isTokenLive,
  type Member,
  type OneTimeLink,
  type Role,
  type Session,
  type Token,
} from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import { findBySecret } from '../../secret.ts';
import { readSessionCookie } from '../access/cookie.ts';
import type { Access } from './operation.ts';
import { Refused } from './refused.ts';

const sessionEnded = {
  fault: 'unauthenticated',
  code: 'session.ended',
  message: 'You are not signed in any more. Sign in again.',
} as const;

/** Who asks: the audit log names them, and their role says what they may. */
export type Asker = {
  readonly role: Role;
  readonly actor: string;
  /** The secret came in the address, where logs and histories keep it. */
  readonly secretInAddress: boolean;
} & (
  | { readonly token: Token; readonly member: null; readonly session: null }
  | { readonly token: null; readonly member: Member; readonly session: Session }
);

/** A session that had its time. Ended for good by whoever can, since a clock that is set back would revive it. */
export class SessionExpired extends Refused {
  readonly session: Session;

  constructor(session: Session) {
    super(sessionEnded);
    this.session = session;
  }
}

/** What is remembered of those who may ask. */
export type AccessReads = {
  tokens(): Promise<Token[]>;
  links(): Promise<OneTimeLink[]>;
  members(): Promise<Member[]>;
  sessions(): Promise<Session[]>;
  /** When each token and session was last used, by its id. */
  uses(): Promise<Map<Id, number>>;
};

/**
 * Finds out who asks, from `Authorization: OAuth|Bearer TOKEN`, from `?api_key=`, or from the cookie of a session.
 * Throws `Refused`.
 */
export async function authenticate(
  request: Request,
  reads: <T>(work: (reads: AccessReads) => Promise<T>) => Promise<T>,
  now: number,
): Promise<Asker> {
  const header = /^(?:OAuth|Bearer)\s+(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  const secret = header ?? new URL(request.url).searchParams.get('api_key');
  if (secret) {
    const token = findBySecret(await reads(({ tokens }) => tokens()), secret);
    if (!token || !isTokenLive(token, now)) {
      throw unauthenticated('token.unknown', 'This token is not known, has expired or has been revoked.');
    }
    const { id, role } = token;
    const secretInAddress = header === undefined;
    return { role, actor: `token ${id}`, secretInAddress, token, member: null, session: null };
  }
  const cookie = readSessionCookie(request);
  if (cookie === null) {
    throw unauthenticated('token.missing', 'Send a token: Authorization: Bearer TOKEN. Or sign in.');
  }
  return reads(async ({ sessions, members, uses }) => {
    const session = findBySecret(await sessions(), cookie);
    const member = (await members()).find(({ id }) => id === session?.memberId);
    const lastUsedAt = (session && (await uses()).get(session.id)) ?? session?.createdAt ?? 0;
    if (!session || !member || member.removedAt !== null) throw new Refused(sessionEnded);
    if (!isSessionLive(session, lastUsedAt, now)) throw new SessionExpired(session);
    const { id, role } = member;
    return { role, actor: `member ${id}`, secretInAddress: false, token: null, member, session };
  });
}

/** Throws `Refused` unless who asks may do what this access says. */
export function authorize(asker: Asker, needed: Exclude<Access, 'anybody'>): void {
  if (needed === 'member') {
    if (asker.session) return;
    throw new Refused({
      fault: 'forbidden',
      code: 'session.needed',
      message: 'This is for members who are signed in, not for tokens.',
    });
  }
  if (isAtLeast(asker.role, needed)) return;
  throw new Refused({
    fault: 'forbidden',
    code: 'role.too_weak',
    message: `This needs the role ${needed}; yours is ${asker.role}.`,
  });
}

function unauthenticated(code: string, message: string): Refused {
  return new Refused({ fault: 'unauthenticated', code, message });
}
