import { announcementsOf } from '../domain/announcement.ts';
import type { Change, Command, Decision, Moment, Refusal, State } from '../domain/command.ts';
import { decide, needs } from '../domain/decide.ts';
import type { Id } from '../domain/id.ts';
import { refuse } from '../domain/refusal.ts';
import type { By } from '../domain/request.ts';
import { addAnnouncements } from './announcements.ts';
import { addAuditEntry, sealed, withoutSecrets } from './audit.ts';
import { toldOf } from './before.ts';
import { Outcome } from './changes.ts';
import { type Database, pause } from './database.ts';
import { claimRevision } from './page.ts';
import { addRequest, readRequest } from './requests.ts';
import { readState } from './state.ts';
import { StoreUnavailable } from './unavailable.ts';

/** What became of a command. `changed` is false when everything was already as asked. */
export type Answer =
  | {
      readonly revision: number;
      readonly subjectId: Id | null;
      readonly changed: boolean;
      /** What it was decided on, and what was changed of it. */
      readonly state: State;
      readonly changes: readonly Change[];
    }
  | { readonly refusal: Refusal };

/** Where the time and what is random come from. */
export type Sources = { readonly clock: () => number; readonly newIds: (count: number) => Id[] };

const idsPerMoment = 64;
const tries = 60;
const longestPauseMs = 200;

/**
 * Decides a command on what is remembered now and commits what it comes to, with its audit entry, the
 * announcements that tell of it and the request that wanted it, as one batch. Whoever was overtaken decides again on the new state, at a new moment: so neither a
 * condition on the revision nor a request's key can pass and then not hold.
 * @throws StoreUnavailable
 */
export async function perform(
  database: Database,
  { clock, newIds }: Sources,
  command: Command,
  { actor, origin = null, ifRevision, request }: By,
): Promise<Answer> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const moment: Moment = { now: clock(), ids: newIds(idsPerMoment) };
    const { state, auditHead } = await readState(database, needs(command), moment.now);
    if (request && (await readRequest(database, request, moment.now))) return inFlight;
    const decision = decideAt(ifRevision, state, command, moment);
    if ('refusal' in decision) return decision;
    const { changes, subjectId } = decision;
    if (changes.length === 0) return { revision: state.revision, subjectId, changed: false, state, changes };

    const outcome = new Outcome(changes);
    const told = changes.map((change) => toldOf(state, change));
    const revision = state.revision + 1;
    const entry = sealed(auditHead, {
      revision,
      at: moment.now,
      actor,
      command: command.type,
      subjectId,
      payload: JSON.stringify(
        told.map(({ change }) => change),
        withoutSecrets,
      ),
      origin,
      before: JSON.stringify(
        told.map(({ before }) => before),
        withoutSecrets,
      ),
    });
    let committed: boolean;
    try {
      committed = await database.commit({
        wakes: true,
        claim: claimRevision(database, state.revision, entry.hash, outcome.page),
        statements: [
          ...outcome.statements(database),
          addAuditEntry(database, entry),
          ...addAnnouncements(database, announcementsOf(command.type, state, changes, moment)),
          ...(request ? addRequest(database, { ...request, at: moment.now, revision, subjectId }) : []),
        ],
      });
    } catch (error) {
      // Another process refused the same request just now and keeps that answer, so that nothing was written here.
      if (request && (await readRequest(database, request, moment.now))) return inFlight;
      throw error;
    }
    if (committed) return { revision, subjectId, changed: true, state, changes };
    await pause(Math.min(longestPauseMs, 2 ** attempt) * chance(moment));
  }
  throw new StoreUnavailable('Too many others write at the same time.', 'Try again in a moment.');
}

/** When and under which condition a command is considered. */
export type Considering = Pick<By, 'ifRevision'> & {
  /** As if it were then, ms UTC; now when not said. */
  readonly at?: number;
};

/** What a command would come to on what is remembered now. Writes nothing. */
export async function consider(
  database: Database,
  { clock, newIds }: Sources,
  command: Command,
  { ifRevision, at }: Considering,
): Promise<Decision> {
  const moment: Moment = { now: at ?? clock(), ids: newIds(idsPerMoment) };
  const { state } = await readState(database, needs(command), moment.now);
  return decideAt(ifRevision, state, command, moment);
}

const inFlight = refuse(
  'conflict',
  'idempotency.in_flight',
  'A request with this Idempotency-Key is being done right now. Ask again in a moment for its answer.',
);

/** What a command comes to, if the page is still at one of the revisions that it was meant for. */
function decideAt(ifRevision: By['ifRevision'], state: State, command: Command, moment: Moment): Decision {
  if (ifRevision && !ifRevision.includes(state.revision)) {
    const message = `The page is at revision ${state.revision}: somebody changed it since you read it.`;
    return refuse('precondition', 'revision.overtaken', message, [
      { path: 'revision', message: String(state.revision) },
    ]);
  }
  return decide(state, command, moment);
}

/** From 0 to 1, different for each moment, so that those who collided do not collide again: fresh ids are random. */
function chance({ ids: [id = ''] }: Moment): number {
  return (Number.parseInt(id.slice(-4), 36) || 0) / 36 ** 4;
}
