import type { Member } from './access.ts';
import type { CommandOf, Decision, Factor, Moment, State } from './command.ts';
import { aboveOneself, endSessionsOf, liveMember, noSuchMember } from './decideMember.ts';
import { refuse } from './refusal.ts';

/** Keeps the secret of an authenticator app; nothing is asked for until a code of it confirms that it works. */
export function beginTwoFactor(state: State, command: CommandOf<'beginTwoFactor'>, moment: Moment): Decision {
  const member = liveMember(state, command.memberId);
  if (!member) return noSuchMember(command.memberId);
  if (isConfirmed(member)) {
    return refuse('conflict', 'two_factor.on', 'Two-factor authentication is on already. Turn it off first.');
  }
  const { totpSecret } = command;
  const twoFactor = { totpSecret, startedAt: moment.now, confirmedAt: null, lastStep: 0, recoveryHashes: [] };
  return { changes: [{ put: 'member', member: { ...member, twoFactor } }], subjectId: member.id };
}

/** From now on a code is asked for. `step` is the time step of the code that was shown. */
export function confirmTwoFactor(
  state: State,
  command: CommandOf<'confirmTwoFactor'>,
  moment: Moment,
): Decision {
  const member = liveMember(state, command.memberId);
  if (!member) return noSuchMember(command.memberId);
  if (isConfirmed(member) || member.twoFactor?.startedAt !== command.startedAt) {
    return refuse('conflict', 'two_factor.not_begun', 'Begin the set-up of two-factor authentication anew.');
  }
  const twoFactor = {
    ...member.twoFactor,
    confirmedAt: moment.now,
    lastStep: command.step,
    recoveryHashes: command.recoveryHashes,
  };
  return { changes: [{ put: 'member', member: { ...member, twoFactor } }], subjectId: member.id };
}

export function endTwoFactor(state: State, command: CommandOf<'endTwoFactor'>): Decision {
  const member = liveMember(state, command.memberId);
  if (!member) return noSuchMember(command.memberId);
  if (member.twoFactor === null) return { changes: [], subjectId: member.id };
  return { changes: [{ put: 'member', member: { ...member, twoFactor: null } }], subjectId: member.id };
}

/** For a member who lost the authenticator app and the recovery codes. Ends their sessions. */
export function resetTwoFactor(state: State, command: CommandOf<'resetTwoFactor'>): Decision {
  const member = liveMember(state, command.memberId);
  if (!member) return noSuchMember(command.memberId);
  const refusal = aboveOneself(member.role, command.ceiling);
  if (refusal) return refusal;
  if (member.twoFactor === null) return { changes: [], subjectId: member.id };
  return {
    changes: [...endSessionsOf(state, member.id), { put: 'member', member: { ...member, twoFactor: null } }],
    subjectId: member.id,
  };
}

function isConfirmed({ twoFactor }: Member): boolean {
  return twoFactor !== null && twoFactor.confirmedAt !== null;
}

/** The member after this second factor was used up; null when it is missing, wrong or used already. */
export function spendFactor(member: Member, factor: Factor | null): Member | null {
  const { twoFactor } = member;
  if (twoFactor === null || twoFactor.confirmedAt === null) return member;
  if (factor === null) return null;
  if ('step' in factor) {
    if (factor.startedAt !== twoFactor.startedAt || factor.step <= twoFactor.lastStep) return null;
    return { ...member, twoFactor: { ...twoFactor, lastStep: factor.step } };
  }
  const left = new Set(twoFactor.recoveryHashes);
  if (!left.delete(factor.recoveryHash)) return null;
  return { ...member, twoFactor: { ...twoFactor, recoveryHashes: [...left] } };
}
