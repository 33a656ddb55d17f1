import type { CommandOf } from './command.ts';
import type { Id } from './id.ts';

/** What will be said, not said yet. A record of its own beside what is published, so nothing public can show it. */
export type Draft = {
  readonly id: Id;
  readonly command: DraftedCommand;
  /** Who wrote it first, as in the audit log. */
  readonly author: string;
  /** Who wrote or changed it last: the clock publishes it only as long as they may. */
  readonly changedBy: string;
  /** When the clock publishes it; null: when somebody does. */
  readonly publishAt: number | null;
  /** Why the clock could not publish it; it does not try again before the draft was edited. */
  readonly problem: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** What a draft becomes: a new incident, a new maintenance, or an update. */
export type DraftedCommand =
  | CommandOf<'openIncident'>
  | CommandOf<'scheduleMaintenance'>
  | CommandOf<'postUpdate'>;

/** When the clock has something to do for a draft; null: nothing. */
export function draftDueAt(draft: Draft): number | null {
  return draft.problem === null ? draft.publishAt : null;
}

/** The incident or the maintenance that a draft speaks of; null for one that will be new. */
export function draftedFor(draft: Draft): Id | null {
  return draft.command.type === 'postUpdate' ? draft.command.incidentId : null;
}
