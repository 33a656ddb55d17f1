import type { Command } from '../../domain/command.ts';
import type { Id } from '../../domain/id.ts';
import type { By, RememberedRequest } from '../../domain/request.ts';
import type { ManageBackend } from './backend.ts';
import { consideredReads } from './consideredReads.ts';
import type { Desk, DeskReads } from './desk.ts';
import { Refused } from './refused.ts';

type Outcome = { readonly subjectId: Id | null; readonly revision: number | null };

/**
 * A desk for one request. An operation performs at most one command, because an `Idempotency-Key`, `If-Match` and
 * `dry_run` hold for one commit: whoever needs two things done together makes one command of them.
 */
abstract class OneCommandDesk implements Desk {
  readonly now: number;
  readonly actor: string;
  readonly url: string;
  /** The revision of what is shown: of what was first read, after the command if there was one. */
  #shown: number | null = null;
  /** The revision that the command came to. */
  #reached: number | null = null;
  readonly #read: ManageBackend['read'];
  #performed = false;

  constructor(backend: Pick<ManageBackend, 'now' | 'url' | 'read'>, actor: string) {
    this.now = backend.now();
    this.actor = actor;
    this.url = backend.url;
    this.#read = (work) => backend.read(work);
  }

  async read<T>(work: (reads: DeskReads) => Promise<T>): Promise<T> {
    const { revision, value } = await this.#read(async (reads) => ({
      revision: (await reads.page()).revision,
      value: await work(this.view(reads)),
    }));
    this.#shown ??= revision;
    return value;
  }

  async perform(command: Command): Promise<Id> {
    if (this.#performed) throw new Error(`${command.type} is the second command of one request`);
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

  /** What an operation sees of what is remembered. */
  protected view(reads: DeskReads): DeskReads {
    return reads;
  }

  protected abstract carryOut(command: Command): Promise<Outcome>;
}

/** Does what is asked, in the name of who asks, and waits until the public can see it. */
export class ActingDesk extends OneCommandDesk {
  /** The revision that the command made; null when nothing was changed. */
  made: number | null = null;
  readonly #backend: ManageBackend;
  readonly #by: By;

  constructor(backend: ManageBackend, by: By) {
    super(backend, by.actor);
    this.#backend = backend;
    this.#by = by;
  }

  protected override async carryOut(command: Command): Promise<Outcome> {
    const answered = await this.#backend.perform(command, this.#by);
    if ('refusal' in answered) throw new Refused(answered.refusal);
    const { revision, changed, subjectId } = answered;
    if (changed) this.made = revision;
    await this.#backend.published(revision);
    return { subjectId, revision };
  }
}

/** For a request that was done before and whose answer got lost: makes the answer, and does nothing again. */
export class RepeatingDesk extends OneCommandDesk {
  readonly #done: RememberedRequest;

  constructor(backend: Pick<ManageBackend, 'now' | 'url' | 'read'>, done: RememberedRequest) {
    super(backend, done.caller);
    this.#done = done;
  }

  protected override async carryOut(): Promise<Outcome> {
    return this.#done;
  }
}

/** For `dry_run`: has no way to write. After the command it shows things as they would be. */
export class ConsideringDesk extends OneCommandDesk {
  readonly #consider: (command: Command) => ReturnType<ManageBackend['consider']>;
  #view = (reads: DeskReads): DeskReads => reads;

  constructor(backend: Pick<ManageBackend, 'now' | 'url' | 'read' | 'consider'>, by: By) {
    super(backend, by.actor);
    this.#consider = (command) => backend.consider(command, by);
  }

  protected override view(reads: DeskReads): DeskReads {
    return this.#view(reads);
  }

  protected override async carryOut(command: Command): Promise<Outcome> {
    const decision = await this.#consider(command);
    if ('refusal' in decision) throw new Refused(decision.refusal);
    this.#view = (reads) => consideredReads(reads, decision.changes);
    return { subjectId: decision.subjectId, revision: null };
  }
}
