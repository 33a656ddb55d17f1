import type { Member, Session } from '../../domain/access.ts';
import type { Attempt } from '../../domain/accessEvent.ts';
import type { Door } from '../access/entrance.ts';

/** A door before which a member stands, in a session. */
export type MemberDoor = { readonly door: Door; readonly member: Member; readonly session: Session };

/** For operations whose access is `member`: nobody else comes this far. */
export function signedIn(door: Door): MemberDoor {
  if (!door.asker?.session) throw new Error('an operation for members was let through without a session');
  const { member, session } = door.asker;
  return { door, member, session };
}

/** That a member shows a password or a code in their session. */
export function attemptInSession({ door, member, session }: MemberDoor): Attempt {
  return { account: member.email, client: door.client, sessionId: session.id, isKnown: true };
}
