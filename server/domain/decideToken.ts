import type { CommandOf, Decision, Moment, State } from './command.ts';
import { aboveOneself } from './decideMember.ts';
import { freshId } from './freshId.ts';
import { FieldProblems, refuse } from './refusal.ts';

/** Makes a token whose role is at most that of who asks for it. */
export function issueToken(command: CommandOf<'issueToken'>, moment: Moment): Decision {
  const problems = new FieldProblems();
  problems.name('name', command.name);
  const expiresAt = command.expiresAt ?? null;
  problems.instant('expires_at', expiresAt ?? undefined);
  if (expiresAt !== null && expiresAt <= moment.now) {
    problems.add('expires_at', 'must be in the future');
  }
  const refusal = problems.refusal() ?? aboveOneself(command.role, command.ceiling);
  if (refusal) return refusal;
  const token = {
    id: freshId(moment, 0),
    name: command.name.trim(),
    role: command.role,
    secretHash: command.secretHash,
    createdAt: moment.now,
    expiresAt,
    memberId: command.memberId ?? null,
    revokedAt: null,
  };
  return { changes: [{ put: 'token', token }], subjectId: token.id };
}

/** Ends a token at once. Revoking it again changes nothing. */
export function revokeToken(state: State, command: CommandOf<'revokeToken'>, moment: Moment): Decision {
  const token = state.tokens.find((candidate) => candidate.id === command.tokenId);
  if (!token) return refuse('not_found', 'token.not_found', `There is no token ${command.tokenId}.`);
  const refusal = aboveOneself(token.role, command.ceiling);
  if (refusal) return refusal;
  if (token.revokedAt !== null) return { changes: [], subjectId: token.id };
  return { changes: [{ put: 'token', token: { ...token, revokedAt: moment.now } }], subjectId: token.id };
}
