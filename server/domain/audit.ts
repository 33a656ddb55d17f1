import type { Id } from './id.ts';

/** What was done, by whom and from where: one entry for each revision. */
export type AuditEntry = {
  readonly revision: number;
  readonly at: number;
  readonly actor: string;
  /** The address and the program of a request; null for what nobody sent, such as the clock's work. */
  readonly origin: string | null;
  /** The type of the command. */
  readonly command: string;
  readonly subjectId: Id | null;
  /** The changes as JSON, the very text that was hashed. */
  readonly payload: string;
  /** What each change replaced or removed, in the same order; null for what was not there. As JSON. */
  readonly before: string | null;
  /** Of this entry and, through the one before, of all before it. */
  readonly hash: string;
};

/** Which entries are wanted; what is not said does not matter. */
export type AuditFilter = {
  readonly actor?: string;
  readonly command?: string;
  readonly subjectId?: Id;
  /** At or after, ms UTC. */
  readonly from?: number;
  /** Before, ms UTC. */
  readonly to?: number;
  /** Only what came before this revision. */
  readonly beforeRevision?: number;
};
