import type { Change, Command, Decision } from '../../domain/command.ts';
import type { Id } from '../../domain/id.ts';
import type { By, RememberedRequest } from '../../domain/request.ts';
import type { ManageBackend } from './backend.ts';
import { consideredReads } from './consideredReads.ts';
import type { Desk, DeskReads, DeskSubscriptions } from './desk.ts';
import { knownReads } from './knownReads.ts';
import { Refused } from './refused.ts';

type Outcome = { readonly subjectId: Id | null; readonly revision: number | null };

/**
 * A desk for one request. An operation performs at most one command, because an `Idempotency-Key`, `If-Match` and
 * `dry_run` hold for one commit: whoever needs two things done together makes one command of them. An operation that
 * says that it performs several has no `If-Match`, and its key stands for its answer.
 */
abstract class RequestDesk implements Desk {
  abstract readonly acts: boolean;
  readonly now: number;
  readonly actor: string;
  readonly url: string;
  readonly engine: Desk['engine'];
  readonly subscriptions: DeskSubscriptions;
  /** The revision of what is shown: of what was first read, after the command if there was one. */
  #shown: number | null = null;
  /** The revision that the command came to. */
  #reached: number | null = null;
  readonly #read: ManageBackend['read'];
  protected readonly several: boolean;
  #performed = false;

  constructor(
    backend: Pick<ManageBackend, 'now' | 'url' | 'engine' | 'read' | 'subscriptions'>,
    actor: string,
    several = false,
  ) {
    this.several = several;
    this.now = backend.now();
    this.actor = actor;
    this.url = backend.url;
    this.engine = backend.engine;
    this.subscriptions = backend.subscriptions;
    this.#read = (work) => backend.read(work);
  }

  async read<T>(work: (reads: DeskReads) => Promise<T>): Promise<T> {
    const { revision, value } = await this.reading(async (reads) => ({
      revision: (await reads.page()).revision,
      value: await work(reads),
    }));
    this.#shown ??= revision;
    return value;
  }

  async perform(command: Command): Promise<Id> {
    if (this.#performed && !this.several)
      throw new Error(`${command.type} is the second command of one request`);
    this.#performed = true;
    const { subjectId, revision } = await this.carryOut(command);
    this.#reached = revision;
    this.#shown = null;
    return subjectId ?? '';
  }

  /** The revision to which the answer belongs; null when it belongs to none. */
  get revision(): number | null {
    return this.#shown ?? this.#reached;
  }

  /** How an operation sees what is remembered. */
  protected reading<T>(work: (reads: DeskReads) => Promise<T>): Promise<T> {
    return this.#read(work);
  }

  abstract consider(command: Command): Promise<readonly Change[]>;

  protected abstract carryOut(command: Command): Promise<Outcome>;
}

/**
 * Does what is asked, in the name of who asks, and waits until the public can see it. What is read after that comes
 * from the command itself: a change that was kept must not be answered with a failure to read it again.
 */
export class ActingDesk extends RequestDesk {
  readonly acts = true;
  /** The revision that the command made; null when nothing was changed. */
  made: number | null = null;
  readonly #backend: ManageBackend;
  readonly #by: By;
  /** What is known since the command; null before it, and where several follow each other. */
  #known: DeskReads | null = null;

  constructor(backend: ManageBackend, by: By, several = false) {
    super(backend, by.actor, several);
    this.#backend = backend;
    this.#by = by;
  }

  async consider(command: Command): Promise<readonly Change[]> {
    return accepted(await this.#backend.consider(command, this.#by)).changes;
  }

  protected override reading<T>(work: (reads: DeskReads) => Promise<T>): Promise<T> {
    return this.#known ? work(this.#known) : super.reading(work);
  }

  protected override async carryOut(command: Command): Promise<Outcome> {
    const answered = await this.#backend.perform(command, this.#by);
    if ('refusal' in answered) throw new Refused(answered.refusal);
    const { revision, changed, subjectId, state, changes } = answered;
    if (changed) this.made = revision;
    if (!this.several) {
      const before = knownReads(state, revision, (work) => this.#backend.read(work));
      this.#known = consideredReads(before, changes);
    }
    await this.#backend.published(revision);
    return { subjectId, revision };
  }
}

/** For a request that was done before and whose answer got lost: makes the answer, and does nothing again. */
export class RepeatingDesk extends RequestDesk {
  readonly acts = true;
  readonly #done: RememberedRequest;

  constructor(
    backend: Pick<ManageBackend, 'now' | 'url' | 'engine' | 'read' | 'subscriptions'>,
    done: RememberedRequest,
  ) {
    super(backend, done.caller);
    this.#done = done;
  }

  async consider({ type }: Command): Promise<readonly Change[]> {
    throw new Error(`${type} is of an operation whose key is kept with its answer`);
  }

  protected override async carryOut(): Promise<Outcome> {
    return this.#done;
  }
}

/** For `dry_run`: has no way to write. After the command it shows things as they would be. */
export class ConsideringDesk extends RequestDesk {
  readonly acts = false;
  readonly #consider: (command: Command) => ReturnType<ManageBackend['consider']>;
  /** All that was considered, in order: what the public would see of it is told besides the answer. */
  considered: readonly Change[] = [];
  /** What would be done; null as long as nothing would. */
  command: Command['type'] | null = null;
  #changes: readonly Change[] = [];

  constructor(
    backend: Pick<ManageBackend, 'now' | 'url' | 'engine' | 'read' | 'consider' | 'subscriptions'>,
    by: By,
  ) {
    super(backend, by.actor);
    this.#consider = (command) => backend.consider(command, by);
  }

  async consider(command: Command): Promise<readonly Change[]> {
    return (await this.#accepted(command)).changes;
  }

  protected override reading<T>(work: (reads: DeskReads) => Promise<T>): Promise<T> {
    return super.reading((reads) => work(consideredReads(reads, this.#changes)));
  }

  protected override async carryOut(command: Command): Promise<Outcome> {
    const { changes, subjectId } = await this.#accepted(command);
    this.command = command.type;
    this.#changes = changes;
    return { subjectId, revision: null };
  }

  async #accepted(command: Command) {
    const decision = accepted(await this.#consider(command));
    this.considered = [...this.considered, ...decision.changes];
    return decision;
  }
}

function accepted(decision: Decision): Exclude<Decision, { readonly refusal: unknown }> {
  if ('refusal' in decision) throw new Refused(decision.refusal);
  return decision;
}
