import type { Id } from './id.ts';

/** In whose name a command is done, and what must go with it. */
export type By = {
  readonly actor: string;
  /** From where, for the audit: the address and the program of a request. */
  readonly origin?: string | null;
  /** Done only while the page is at one of these revisions; refused with the fault `precondition` otherwise. */
  readonly ifRevision?: readonly number[];
  /** Remembered in the same commit as what it does, so that it is not done twice. */
  readonly request?: KeyedRequest;
};

/** A request that its sender gave a key, to be able to send it again. */
export type KeyedRequest = {
  /** The actor. Keys of different callers have nothing to do with each other. */
  readonly caller: string;
  readonly key: string;
  /** A hash of all that was asked. */
  readonly fingerprint: string;
};

/** An answer as it is sent again. */
export type KeptAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What is known of an earlier request. */
export type RememberedRequest = KeyedRequest & {
  /** The revision that it made; null when it changed nothing. */
  readonly revision: number | null;
  readonly subjectId: Id | null;
  /** Null while it is being made, or when the process ended before it was. */
  readonly answer: KeptAnswer | null;
};
