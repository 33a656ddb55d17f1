import type { CommandOf, Decision, Moment, State } from './command.ts';
import { freshId } from './freshId.ts';
import { FieldProblems, refuse } from './refusal.ts';

export function issueToken(command: CommandOf<'issueToken'>, moment: Moment): Decision {
  const problems = new FieldProblems();
  problems.name('name', command.name);
  const refusal = problems.refusal();
  if (refusal) return refusal;
  const token = {
    id: freshId(moment, 0),
    name: command.name.trim(),
    role: command.role,
    secretHash: command.secretHash,
    createdAt: moment.now,
    revokedAt: null,
  };
  return { changes: [{ put: 'token', token }], subjectId: token.id };
}

/** Ends a token at once. Revoking it again changes nothing. */
export function revokeToken(state: State, command: CommandOf<'revokeToken'>, moment: Moment): Decision {
  const token = state.tokens.find((candidate) => candidate.id === command.tokenId);
  if (!token) return refuse('not_found', 'token.not_found', `There is no token ${command.tokenId}.`);
  if (token.revokedAt !== null) return { changes: [], subjectId: token.id };
  return { changes: [{ put: 'token', token: { ...token, revokedAt: moment.now } }], subjectId: token.id };
}
