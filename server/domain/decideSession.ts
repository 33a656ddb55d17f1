import { type Session, sessionLifetimeMs } from './access.ts';
import type { Change, CommandOf, Decision, Moment, State } from './command.ts';
import { liveMember } from './decideMember.ts';
import { spendFactor } from './decideTwoFactor.ts';
import { freshId } from './freshId.ts';
import { refuse } from './refusal.ts';

/**
 * Begins a session for who has shown the password, and the second factor when there is one. Ends the one before in this
 * browser, and clears away old ones.
 */
export function signIn(state: State, command: CommandOf<'signIn'>, moment: Moment): Decision {
  const member = liveMember(state, command.memberId);
  if (!member || member.passwordSetAt !== command.passwordSetAt) return wrongCredentials();
  const spent = spendFactor(member, command.factor);
  if (spent === null) return wrongCredentials();
  const session: Session = {
    id: freshId(moment, 0),
    memberId: member.id,
    secretHash: command.secretHash,
    confirmedAt: moment.now,
    createdAt: moment.now,
    client: command.client,
  };
  const old: Change[] = state.sessions
    .filter(({ id, createdAt }) => id === command.replaces || createdAt + sessionLifetimeMs <= moment.now)
    .map(({ id }) => ({ remove: 'session', sessionId: id }));
  return {
    changes: [
      ...old,
      ...(spent === member ? [] : [{ put: 'member', member: spent } as const]),
      { put: 'session', session },
    ],
    subjectId: session.id,
  };
}

/** The same words whatever was wrong, so that nobody learns which addresses are members. */
function wrongCredentials(): Decision {
  return refuse('unauthenticated', 'session.wrong', 'The e-mail address, the password or the code is wrong.');
}

/** Notes that the password was entered again. */
export function confirmSession(state: State, command: CommandOf<'confirmSession'>, moment: Moment): Decision {
  const session = state.sessions.find(({ id }) => id === command.sessionId);
  if (!session) return noSuchSession();
  return {
    changes: [{ put: 'session', session: { ...session, confirmedAt: moment.now } }],
    subjectId: session.id,
  };
}

/** Ends one of a member's own sessions. */
export function endSession(state: State, command: CommandOf<'endSession'>): Decision {
  const session = state.sessions.find(
    ({ id, memberId }) => id === command.sessionId && memberId === command.memberId,
  );
  if (!session) return noSuchSession();
  return { changes: [{ remove: 'session', sessionId: session.id }], subjectId: session.id };
}

function noSuchSession(): Decision {
  return refuse('not_found', 'session.not_found', 'You have no such session.');
}
