import type { Id } from './id.ts';

/** Who tries to show a password or a code. */
export type Attempt = {
  /** Stands for the account that they name, whether there is such a one or not. */
  readonly account: string;
  /** Stands for their address. */
  readonly client: string;
  /** The session of that account that their browser has, if there is one. */
  readonly sessionId: Id | null;
  /** The account has a session that began at their address. */
  readonly isKnown: boolean;
};

/** What counts when it is decided who has to wait: an attempt, and what became of it. */
export type AccessEvent =
  /** Counted before it is judged. */
  | { readonly is: 'attempt'; readonly attempt: Attempt }
  /** It was right. */
  | { readonly is: 'success'; readonly attempt: Attempt }
  /** Nothing was wrong, only something missing. */
  | { readonly is: 'incomplete'; readonly attempt: Attempt }
  /** There is no such one-time link. */
  | { readonly is: 'wrongLink'; readonly client: string };
