import type { Command, Decision, Moment, Refusal } from '../domain/command.ts';
import { decide, needs } from '../domain/decide.ts';
import type { Id } from '../domain/id.ts';
import { addAuditEntry, sealed } from './audit.ts';
import { Outcome } from './changes.ts';
import { type Database, pause } from './database.ts';
import { claimRevision } from './page.ts';
import { readState } from './state.ts';
import { StoreUnavailable } from './unavailable.ts';

/** What became of a command. `changed` is false when everything was already as asked. */
export type Answer =
  | { readonly revision: number; readonly subjectId: Id | null; readonly changed: boolean }
  | { readonly refusal: Refusal };

/** Where the time and what is random come from. */
export type Sources = { readonly clock: () => number; readonly newIds: (count: number) => Id[] };

const idsPerMoment = 64;
const tries = 60;
const longestPauseMs = 200;

/**
 * Decides a command on what is remembered now and commits what it comes to, with its audit entry, as one batch.
 * Whoever was overtaken decides again on the new state, at a new moment.
 * @throws StoreUnavailable
 */
export async function perform(
  database: Database,
  { clock, newIds }: Sources,
  command: Command,
  actor: string,
): Promise<Answer> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const moment: Moment = { now: clock(), ids: newIds(idsPerMoment) };
    const { state, auditHead } = await readState(database, needs(command), moment.now);
    const decision = decide(state, command, moment);
    if ('refusal' in decision) return decision;
    const { changes, subjectId } = decision;
    if (changes.length === 0) return { revision: state.revision, subjectId, changed: false };

    const outcome = new Outcome(changes);
    const revision = state.revision + 1;
    const entry = sealed(auditHead, {
      revision,
      at: moment.now,
      actor,
      command: command.type,
      subjectId,
      payload: JSON.stringify(changes),
    });
    const committed = await database.commit({
      claim: claimRevision(database, state.revision, entry.hash, outcome.page),
      statements: [...outcome.statements(database), addAuditEntry(database, entry)],
    });
    if (committed) return { revision, subjectId, changed: true };
    await pause(Math.min(longestPauseMs, 2 ** attempt) * chance(moment));
  }
  throw new StoreUnavailable('Too many others write at the same time.', 'Try again in a moment.');
}

/** What a command would come to on what is remembered now. Writes nothing. */
export async function consider(
  database: Database,
  { clock, newIds }: Sources,
  command: Command,
): Promise<Decision> {
  const moment: Moment = { now: clock(), ids: newIds(idsPerMoment) };
  const { state } = await readState(database, needs(command), moment.now);
  return decide(state, command, moment);
}

/** From 0 to 1, different for each moment, so that those who collided do not collide again: fresh ids are random. */
function chance({ ids: [id = ''] }: Moment): number {
  return (Number.parseInt(id.slice(-4), 36) || 0) / 36 ** 4;
}
