import { isAtLeast, linkLifetimeMs, type Member, type OneTimeLink, type Role, type Token } from './access.ts';
import type { Change, CommandOf, Decision, Moment, Refusal, State } from './command.ts';
import { isEmailAddress, normalizeEmail } from './emailAddress.ts';
import { freshId } from './freshId.ts';
import type { Id } from './id.ts';
import { FieldProblems, refuse } from './refusal.ts';

/**
 * Opens the set-up, as long as there is no owner. Earlier links keep working: a second start must not
 * break a form that is open.
 */
export function offerSetup(state: State, command: CommandOf<'offerSetup'>, moment: Moment): Decision {
  if (state.members.some(isLiveOwner)) return { changes: [], subjectId: null };
  const expired = state.links.filter((link) => link.purpose === 'setup' && link.expiresAt <= moment.now);
  const link = makeLink('setup', null, command.secretHash, moment);
  return { changes: [...expired.map(removeLink), { put: 'link', link }], subjectId: link.id };
}

/** Makes the first owner. The link is gone with the same commit, so of many who try at once one succeeds. */
export function setUp(state: State, command: CommandOf<'setUp'>, moment: Moment): Decision {
  const link = usableLink(state, command.linkId, ['setup'], moment.now);
  if (!link || state.members.some(isLiveOwner)) return noSuchLink();
  const email = normalizeEmail(command.email);
  const refusal = checkEmail(email);
  if (refusal) return refusal;
  if (state.members.some((member) => isLive(member) && member.email === email)) {
    return refuse('conflict', 'member.exists', `${email} is a member already. Use another address.`);
  }
  const member: Member = {
    ...newMember(email, 'owner', moment),
    passwordHash: command.passwordHash,
    passwordSetAt: moment.now,
  };
  const others = state.links.filter((other) => other.purpose === 'setup');
  return { changes: [...others.map(removeLink), { put: 'member', member }], subjectId: member.id };
}

/** Adds a member who chooses a password by the link, or gives one who has not chosen yet another role and link. */
export function inviteMember(state: State, command: CommandOf<'inviteMember'>, moment: Moment): Decision {
  const email = normalizeEmail(command.email);
  const refusal = checkEmail(email) ?? aboveOneself(command.role, command.ceiling);
  if (refusal) return refusal;
  const known = state.members.find((member) => isLive(member) && member.email === email);
  if (known && known.passwordHash !== null) {
    return refuse('conflict', 'member.exists', `${email} is a member already.`);
  }
  const tooStrong = known && aboveOneself(known.role, command.ceiling);
  if (tooStrong) return tooStrong;
  const member: Member = known ? { ...known, role: command.role } : newMember(email, command.role, moment);
  const link = makeLink('invitation', member.id, command.secretHash, moment);
  return {
    changes: [...removeLinksOf(state, member.id), { put: 'member', member }, { put: 'link', link }],
    subjectId: member.id,
  };
}

/** Lets a member choose another password by the link. The old one works until they have. */
export function offerPasswordReset(
  state: State,
  command: CommandOf<'offerPasswordReset'>,
  moment: Moment,
): Decision {
  const member = liveMember(state, command.memberId);
  if (!member) return noSuchMember(command.memberId);
  const refusal = aboveOneself(member.role, command.ceiling);
  if (refusal) return refusal;
  const link = makeLink('password_reset', member.id, command.secretHash, moment);
  return { changes: [...removeLinksOf(state, member.id), { put: 'link', link }], subjectId: member.id };
}

/** Takes the password that somebody chose by an invitation or a reset. Ends all of their sessions. */
export function choosePassword(state: State, command: CommandOf<'choosePassword'>, moment: Moment): Decision {
  const link = usableLink(state, command.linkId, ['invitation', 'password_reset'], moment.now);
  const member = link && liveMember(state, link.memberId);
  if (!member) return noSuchLink();
  return {
    changes: [
      ...removeLinksOf(state, member.id),
      ...endSessionsOf(state, member.id),
      { put: 'member', member: withPassword(member, command.passwordHash, moment) },
    ],
    subjectId: member.id,
  };
}

/** A member's own change of password. Ends all of their other sessions, and the links that were open for them. */
export function changePassword(state: State, command: CommandOf<'changePassword'>, moment: Moment): Decision {
  const member = liveMember(state, command.memberId);
  if (!member) return noSuchMember(command.memberId);
  // A reset that came first ended all sessions, and the password that was shown is not the one that counts any more.
  if (!state.sessions.some((session) => session.id === command.keepSessionId)) {
    return refuse('unauthenticated', 'session.ended', 'This session has ended. Sign in again.');
  }
  return {
    changes: [
      ...removeLinksOf(state, member.id),
      ...endSessionsOf(state, member.id, command.keepSessionId),
      { put: 'member', member: withPassword(member, command.passwordHash, moment) },
    ],
    subjectId: member.id,
  };
}

/** Gives a member another role; ends their sessions, and tokens of theirs that are above it. The last owner stays one. */
export function changeRole(state: State, command: CommandOf<'changeRole'>, moment: Moment): Decision {
  const member = liveMember(state, command.memberId);
  if (!member) return noSuchMember(command.memberId);
  const refusal = aboveOneself(command.role, command.ceiling) ?? aboveOneself(member.role, command.ceiling);
  if (refusal) return refusal;
  if (member.role === command.role) return { changes: [], subjectId: member.id };
  if (isLastOwner(state, member)) return lastOwner();
  return {
    changes: [
      ...endSessionsOf(state, member.id),
      ...revokeTokensOf(state, member.id, moment, (token) => !isAtLeast(command.role, token.role)),
      { put: 'member', member: { ...member, role: command.role } },
    ],
    subjectId: member.id,
  };
}

/** Ends a membership with all that it gave. The last owner stays. */
export function removeMember(state: State, command: CommandOf<'removeMember'>, moment: Moment): Decision {
  const member = liveMember(state, command.memberId);
  if (!member) return noSuchMember(command.memberId);
  const refusal = aboveOneself(member.role, command.ceiling);
  if (refusal) return refusal;
  if (isLastOwner(state, member)) return lastOwner();
  return {
    changes: [
      ...removeLinksOf(state, member.id),
      ...endSessionsOf(state, member.id),
      ...revokeTokensOf(state, member.id, moment, () => true),
      {
        put: 'member',
        member: { ...member, passwordHash: null, twoFactor: null, removedAt: moment.now },
      },
    ],
    subjectId: member.id,
  };
}

/** A member says what they are called; null takes the name away again. */
export function nameMember(state: State, command: CommandOf<'nameMember'>): Decision {
  const member = liveMember(state, command.memberId);
  if (!member) return noSuchMember(command.memberId);
  const name = command.name?.trim() ?? null;
  const problems = new FieldProblems();
  if (name !== null) problems.line('name', name, 100);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  if (name === member.name) return { changes: [], subjectId: member.id };
  return { changes: [{ put: 'member', member: { ...member, name } }], subjectId: member.id };
}

function revokeTokensOf(
  state: State,
  memberId: Id,
  moment: Moment,
  ends: (token: Token) => boolean,
): Change[] {
  return state.tokens
    .filter((token) => token.memberId === memberId && token.revokedAt === null && ends(token))
    .map((token) => ({ put: 'token', token: { ...token, revokedAt: moment.now } }));
}

function isLiveOwner(member: Member): boolean {
  return isLive(member) && member.role === 'owner';
}

function isLive(member: Member): boolean {
  return member.removedAt === null;
}

export function liveMember(state: State, memberId: Id | null): Member | undefined {
  return state.members.find((member) => member.id === memberId && isLive(member));
}

export function noSuchMember(memberId: Id): { readonly refusal: Refusal } {
  return refuse('not_found', 'member.not_found', `There is no member ${memberId}.`);
}

/** An owner who has not chosen a password yet could not let anybody in. */
function isLastOwner(state: State, member: Member): boolean {
  const owners = state.members.filter(
    ({ role, passwordHash, removedAt }) => role === 'owner' && passwordHash !== null && removedAt === null,
  );
  return owners.length === 1 && owners[0]?.id === member.id;
}

function lastOwner(): { readonly refusal: Refusal } {
  return refuse(
    'conflict',
    'member.last_owner',
    'This is the last owner. Make somebody else an owner first.',
  );
}

/** Nobody gives or takes a role that is above their own. */
export function aboveOneself(role: Role, ceiling: Role): { readonly refusal: Refusal } | null {
  if (isAtLeast(ceiling, role)) return null;
  return refuse('forbidden', 'role.above_own', `The role ${role} is above your own, which is ${ceiling}.`);
}

function newMember(email: string, role: Role, moment: Moment): Member {
  return {
    id: freshId(moment, 0),
    email,
    name: null,
    role,
    passwordHash: null,
    passwordSetAt: null,
    twoFactor: null,
    createdAt: moment.now,
    removedAt: null,
  };
}

function withPassword(member: Member, passwordHash: string, moment: Moment): Member {
  return { ...member, passwordHash, passwordSetAt: moment.now };
}

function checkEmail(email: string): { readonly refusal: Refusal } | null {
  const problems = new FieldProblems();
  if (!isEmailAddress(email)) problems.add('email', 'must be an e-mail address');
  return problems.refusal();
}

function makeLink(
  purpose: OneTimeLink['purpose'],
  memberId: Id | null,
  secretHash: string,
  moment: Moment,
): OneTimeLink {
  return {
    id: freshId(moment, 1),
    purpose,
    memberId,
    secretHash,
    createdAt: moment.now,
    expiresAt: moment.now + linkLifetimeMs[purpose],
  };
}

function usableLink(
  state: State,
  linkId: Id,
  purposes: readonly OneTimeLink['purpose'][],
  now: number,
): OneTimeLink | undefined {
  return state.links.find(
    (link) => link.id === linkId && purposes.includes(link.purpose) && now < link.expiresAt,
  );
}

function noSuchLink(): { readonly refusal: Refusal } {
  return refuse('not_found', 'link.not_found', 'This link is not known, has been used, or has expired.');
}

function removeLink({ id }: OneTimeLink): Change {
  return { remove: 'link', linkId: id };
}

function removeLinksOf(state: State, memberId: Id): Change[] {
  return state.links.filter((link) => link.memberId === memberId).map(removeLink);
}

export function endSessionsOf(state: State, memberId: Id, except: Id | null = null): Change[] {
  return state.sessions
    .filter((session) => session.memberId === memberId && session.id !== except)
    .map(({ id }) => ({ remove: 'session', sessionId: id }));
}
