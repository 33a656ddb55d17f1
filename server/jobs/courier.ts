import { setImmediate, setTimeout } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { type Delivery, type DeliveryOutcome, retryAt } from '../domain/delivery.ts';
import type { Id } from '../domain/id.ts';
import { DueClock } from './dueClock.ts';

/** What became of one attempt to send a message. */
export type Attempt =
  /** Whoever takes it on the other side has said so. */
  | { readonly is: 'sent' }
  /**
   * It may go better later. `isDown`: nothing of this channel can be sent now, whoever it is for. `waitMs`: not before
   * this time has passed, as the other side asked for.
   */
  | { readonly is: 'later'; readonly problem: string; readonly isDown: boolean; readonly waitMs?: number }
  /** This will never arrive, or there is nothing to be told any more. */
  | { readonly is: 'never'; readonly problem: string };

/** What is to be kept of a delivery after an attempt. */
export type Settled = {
  readonly id: Delivery['id'];
  /** What it was taken as. */
  readonly by: Id;
  readonly subscriberId: Id;
  readonly outcome: DeliveryOutcome;
};

/** Deliveries that nobody else sends. */
type Leased = {
  readonly by: Id;
  readonly deliveries: readonly Delivery[];
  /** False from when on another process may have taken them. */
  readonly isOurs: () => boolean;
  /** Sends one message that tells all of these, which are for one subscriber and about one report. */
  readonly send: (deliveries: readonly Delivery[]) => Promise<Attempt>;
};

export type CourierOptions = {
  readonly clock: Clock;
  /** Takes deliveries that are due, with all that waits for the same subscribers, the oldest first, for so long. */
  readonly lease: (now: number, forMs: number, limit: number, except: readonly Id[]) => Promise<Leased>;
  /** Whoever likes may take what was taken as one of these, but for what is for these subscribers. */
  readonly letGo: (by: readonly Id[], except: readonly Id[]) => Promise<void>;
  /** When the next delivery is due, except of these subscribers. */
  readonly nextDeliveryAt: (now: number, except: readonly Id[]) => Promise<number | null>;
  /** Whether so many messages are due that nobody has taken. */
  readonly waitAtLeast: (now: number, count: number) => Promise<boolean>;
  /** Resolves when what became of deliveries survives a power cut. */
  readonly settle: (settled: readonly Settled[]) => Promise<void>;
  /** How many messages may be on their way at the same time. */
  readonly lanes: number;
  /** Whether they are so many also where no crowd is told; else they go one after the other then. */
  readonly isParallel: boolean;
  /** From 0 to 1, another one each time. */
  readonly chance: () => number;
  readonly onError: (error: unknown) => void;
};

/** So long deliveries that are taken belong to whoever took them, at most. */
const leaseMs = 120_000;
/** So many deliveries are taken at a time: few enough that nothing else has to wait for it. */
const loadSize = 125;
/** More are taken when so many subscribers are left to be told, so that sending does not wait for the next ones. */
const takeMoreAt = 50;
/** So many messages are a crowd. */
const crowd = 2_000;
/** In a crowd, what became of deliveries is kept so often, and at the latest when so many wait for it: a crash repeats those. */
const settleEveryMs = 100;
const unsettledAtMost = 250;
/** What a bundle comes to that is not tried now. */
const heldBack: Attempt = { is: 'later', problem: 'The channel is paused.', isDown: true };
const keepAgainMs = 5_000;
const firstPauseMs = 2_000;
const longestPauseMs = 30_000;

/**
 * Brings what is due of one channel to its subscribers. Each message is noted as sent only after the other side took
 * it, so that a crash in between sends it once more, with the same id, and never not at all.
 */
export class Courier {
  readonly #options: CourierOptions;
  readonly #due: DueClock;
  #stopped = false;
  #pausedUntil = 0;
  #failures = 0;
  #settling: Promise<boolean> | null = null;
  /** What is leased and not begun. */
  #queues: Queue[] = [];
  /** There was more than what was leased last. */
  #isMoreDue = false;
  /** What was leased last is of a crowd. */
  #isCrowd = false;
  /** What is on its way, by subscriber. */
  readonly #lanes = new Map<Id, Promise<void>>();
  /** The commit of what was settled last. */
  #keeping: Promise<void> | null = null;
  readonly #unsettled: Settled[] = [];
  /** What was leased as these and could not be kept is still ours in the database. */
  readonly #givenUp = new Set<Id>();

  constructor(options: CourierOptions) {
    this.#options = options;
    this.#due = new DueClock({
      clock: options.clock,
      nextDueAt: async () => {
        await this.#letGo();
        if (!this.#wantsMore()) return null;
        const at = await options.nextDeliveryAt(options.clock.now(), [...this.#lanes.keys()]);
        return at === null ? null : Math.max(at, this.#pausedUntil);
      },
      doDue: () => this.#round(),
      onError: options.onError,
    });
  }

  /** Looks now at what is due. */
  look(): void {
    this.#due.look();
  }

  /** Resolves when nothing is on its way any more. What was not sent is sent after the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#due.stop();
    while (this.#lanes.size > 0) await Promise.all(this.#lanes.values());
  }

  get #width(): number {
    const { isParallel, lanes } = this.#options;
    return isParallel || this.#isCrowd ? lanes : 1;
  }

  #wantsMore(): boolean {
    if (this.#isMoreDue && this.#width > 1) return this.#queues.length <= takeMoreAt;
    return this.#queues.length === 0 && this.#lanes.size < this.#width;
  }

  /**
   * Takes what is due, and does not wait until it has arrived: a target that does not answer keeps one lane, and what is
   * for its subscriber, and nothing else.
   */
  async #round(): Promise<boolean> {
    const { clock, lease } = this.#options;
    const now = clock.now();
    if (now < this.#pausedUntil) return false;
    this.#isCrowd = await this.#isCrowdNow(now);
    const { deliveries, ...leased } = await lease(now, leaseMs, loadSize, [...this.#lanes.keys()]);
    this.#isMoreDue = deliveries.length >= loadSize;
    const taken = { ...leased, until: now + leaseMs, isCrowd: this.#isCrowd };
    this.#queues.push(...queuesOf(deliveries).map((queue) => ({ ...queue, ...taken })));
    this.#fillLanes();
    return deliveries.length > 0;
  }

  /** A crowd is one until its end. */
  async #isCrowdNow(now: number): Promise<boolean> {
    const goesOn = this.#isCrowd && (this.#isMoreDue || this.#queues.length > 0);
    return goesOn || this.#options.waitAtLeast(now, crowd);
  }

  #fillLanes(): void {
    while (this.#lanes.size < this.#width) {
      const queue = this.#queues.shift();
      if (!queue) break;
      if (!queue.isOurs()) continue;
      this.#lanes.set(queue.subscriberId, this.#deliver(queue));
    }
  }

  /** What did not reach a subscriber keeps back all that waits for them, so that they hear of everything in order. */
  async #deliver(queue: Queue): Promise<void> {
    const { subscriberId, bundles, by, isOurs, isCrowd } = queue;
    try {
      // What is written for one waits for others to have their turn.
      await setImmediate();
      let before = null as Attempt | null;
      for (const bundle of bundles) {
        const attempt = before?.is === 'later' ? before : await this.#attempt(bundle, queue);
        before = attempt;
        if (!(await this.#settle(this.#settled(bundle, by, attempt), isCrowd)) || !isOurs()) break;
      }
      // Whoever looks for more finds all that was before it kept.
      if (this.#queues.length === 0) await Promise.all([this.#keeping, this.#settling]);
    } catch (error) {
      this.#giveUp([by], error);
    } finally {
      this.#lanes.delete(subscriberId);
      this.#fillLanes();
      if (this.#wantsMore()) this.#due.look();
    }
  }

  async #attempt(bundle: readonly Delivery[], { until, send }: Queue): Promise<Attempt> {
    const now = this.#options.clock.now();
    if (this.#stopped || now < this.#pausedUntil || now >= until) return heldBack;
    const attempt = await send(bundle);
    this.#notePause(attempt);
    return attempt;
  }

  /**
   * What became of deliveries at about the same time is kept in one commit. A crowd does not wait for it, since each
   * commit waits for the disk; it does at its end. False when it could not be kept.
   */
  async #settle(settled: readonly Settled[], isCrowd: boolean): Promise<boolean> {
    this.#unsettled.push(...settled);
    this.#settling ??= this.#settleSoon(isCrowd);
    return !isCrowd || this.#unsettled.length >= unsettledAtMost ? this.#settling : true;
  }

  async #settleSoon(isCrowd: boolean): Promise<boolean> {
    await (isCrowd ? setTimeout(settleEveryMs) : setImmediate());
    this.#settling = null;
    const settled = this.#unsettled.splice(0);
    const kept = this.#options.settle(settled);
    this.#keeping = kept.catch(() => undefined);
    try {
      await kept;
      return true;
    } catch (error) {
      this.#giveUp(
        settled.map(({ by }) => by),
        error,
      );
      return false;
    }
  }

  /** What cannot be kept is not sent either, until something can be. */
  #giveUp(by: readonly Id[], error: unknown): void {
    for (const each of by) this.#givenUp.add(each);
    this.#queues = [];
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#options.clock.now() + keepAgainMs);
    this.#options.onError(error);
  }

  async #letGo(): Promise<void> {
    const by = [...this.#givenUp];
    if (by.length === 0) return;
    await this.#options.letGo(by, [...this.#lanes.keys()]);
    for (const each of by) this.#givenUp.delete(each);
  }

  /** A channel that is down is left alone for a while, longer each time. One message tries it again. */
  #notePause(attempt: Attempt): void {
    if (attempt.is !== 'later' || !attempt.isDown) {
      this.#failures = 0;
      this.#pausedUntil = 0;
      return;
    }
    const { clock, chance } = this.#options;
    const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(this.#failures, 10));
    this.#failures += 1;
    this.#pausedUntil = clock.now() + Math.ceil(pauseMs * (0.5 + 0.5 * chance()));
  }

  /** The newest of a bundle is what was sent; it told the others as well. */
  #settled(bundle: readonly Delivery[], by: Id, attempt: Attempt): Settled[] {
    const at = this.#options.clock.now();
    return bundle.map((delivery, index): Settled => {
      const { id, subscriberId, attempts } = delivery;
      if (attempt.is === 'sent') {
        const state = index === bundle.length - 1 ? 'sent' : 'collapsed';
        return { id, by, subscriberId, outcome: { state, problem: null } };
      }
      const { problem } = attempt;
      if (attempt.is === 'never') return { id, by, subscriberId, outcome: { state: 'dropped', problem } };
      const again = retryAt(delivery, at, this.#options.chance(), attempt.waitMs);
      if (again === null) return { id, by, subscriberId, outcome: { state: 'failed', problem } };
      if (attempt.isDown) {
        return {
          id,
          by,
          subscriberId,
          outcome: { state: 'pending', dueAt: Math.max(at, this.#pausedUntil), attempts, problem },
        };
      }
      return {
        id,
        by,
        subscriberId,
        outcome: { state: 'pending', dueAt: again, attempts: attempts + 1, problem },
      };
    });
  }
}

/** All that waits for one subscriber, in order. What waits about one report goes out as one message. */
type Queue = Omit<Leased, 'deliveries'> & {
  readonly subscriberId: Id;
  readonly bundles: readonly (readonly Delivery[])[];
  /** Until when it is ours at most, ms UTC. */
  readonly until: number;
  /** What becomes of it is kept together with what becomes of others. */
  readonly isCrowd: boolean;
};

function queuesOf(deliveries: readonly Delivery[]): Pick<Queue, 'subscriberId' | 'bundles'>[] {
  const queues = new Map<Id, Map<string, Delivery[]>>();
  for (const delivery of deliveries) {
    const { id, subscriberId, reportId } = delivery;
    const queue = queues.get(subscriberId) ?? new Map<string, Delivery[]>();
    const bundle = queue.get(reportId ?? id) ?? [];
    queues.set(subscriberId, queue.set(reportId ?? id, [...bundle, delivery]));
  }
  return [...queues].map(([subscriberId, queue]) => ({ subscriberId, bundles: [...queue.values()] }));
}
