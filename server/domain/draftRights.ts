import { isAtLeast, type Member, type Token } from './access.ts';
import type { Change, Decision, Moment, State } from './command.ts';
import type { Draft } from './draft.ts';

/** Those who can lose the right to publish: members and tokens, as they are after a commit. */
type Holders = { readonly members: readonly Member[]; readonly tokens: readonly Token[] };

/**
 * Why who wrote or changed a draft last may not publish it any more; null: they may. Whoever is neither a member nor a
 * token, such as the command line, has no right that could be taken away.
 */
export function lostRight({ changedBy }: Draft, { members, tokens }: Holders, now: number): string | null {
  const [kind, id] = changedBy.split(' ');
  if (kind === 'member') {
    const member = members.find((candidate) => candidate.id === id);
    if (!member || member.removedAt !== null) return 'who changed it last is not a member any more';
    return isAtLeast(member.role, 'editor') ? null : 'who changed it last is not an editor any more';
  }
  if (kind === 'token') {
    const token = tokens.find((candidate) => candidate.id === id);
    if (!token || token.revokedAt !== null) return 'the token that changed it last was revoked';
    return token.expiresAt !== null && token.expiresAt <= now
      ? 'the token that changed it last has expired'
      : null;
  }
  return null;
}

/** A draft that the clock must not publish: without its time, and with the reason and what can be done. */
export function withoutTime(draft: Draft, reason: string, moment: Moment): Draft {
  return {
    ...draft,
    publishAt: null,
    problem: `The clock does not publish this: ${reason}. Publish it by hand, or set a new time.`,
    updatedAt: moment.now,
  };
}

/** The decision, with their time taken from the drafts of those who lose the right to publish by it. */
export function holdingDrafts(state: State, decision: Decision, moment: Moment): Decision {
  if ('refusal' in decision) return decision;
  const after = holdersAfter(state, decision.changes);
  const held = state.drafts.flatMap((draft): Change[] => {
    const reason = draft.publishAt === null ? null : lostRight(draft, after, moment.now);
    return reason === null ? [] : [{ put: 'draft', draft: withoutTime(draft, reason, moment) }];
  });
  return { ...decision, changes: [...decision.changes, ...held] };
}

function holdersAfter({ members, tokens }: Holders, changes: readonly Change[]): Holders {
  const put = changes.filter((change) => 'put' in change);
  const changedMembers = put.flatMap((change) => (change.put === 'member' ? [change.member] : []));
  const changedTokens = put.flatMap((change) => (change.put === 'token' ? [change.token] : []));
  return {
    members: members.map((member) => changedMembers.find(({ id }) => id === member.id) ?? member),
    tokens: tokens.map((token) => changedTokens.find(({ id }) => id === token.id) ?? token),
  };
}
