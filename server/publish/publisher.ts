import type { Clock } from '../clock.ts';

/** What a publication is made of: the facts of one revision, and the bytes made from them. */
export type Publication = {
  readonly revision: number;
  /** The latest revision until then that can have changed what the public sees. */
  readonly publicRevision: number;
  /** ms UTC at which it was true. */
  readonly builtAt: number;
  /** When the clock alone will make it untrue. */
  readonly staleAt: number;
};

export type PublisherOptions<P extends Publication> = {
  readonly clock: Clock;
  /** Builds a publication of what is remembered now. */
  readonly build: () => Promise<P>;
  /** The latest revision that is remembered now and can have changed what the public sees; cheap. */
  readonly publicRevision: () => Promise<number>;
  /** Called after each publication. Must not throw. */
  readonly onPublished?: () => void;
  /** Called when another process is seen to have committed something. Must not throw. */
  readonly onMoved?: () => void;
  /** Called after each look at what is remembered, also in vain. Must not throw. */
  readonly onLooked?: () => void;
  readonly onError: (error: unknown) => void;
};

const pollMs = 1_000;
const longestRetryMs = 30_000;
/** Who repairs a database wants to see soon that it works. */
const longestPollMs = 10_000;

/**
 * Keeps one publication current. Single flight: while a build runs, any number of commits cost one more build.
 * Publishes again when another process moved the revision, and when the clock changes what is true.
 */
export class Publisher<P extends Publication> {
  readonly #options: PublisherOptions<P>;
  #current: P | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #failures = 0;
  #buildMs = 0;
  #polling = false;
  #nextPollMs = pollMs;
  #pollFailures = 0;
  #confirmedAt = 0;
  #stopped = false;
  #cancelWake: () => void = () => {};
  #cancelPoll: () => void = () => {};
  #waiting: { readonly revision: number; readonly settle: () => void }[] = [];

  constructor(options: PublisherOptions<P>) {
    this.#options = options;
  }

  /** The last publication, or null before the first. */
  get current(): P | null {
    return this.#current;
  }

  /** Whether the last attempt to publish failed, so that `current` is older than what is remembered. */
  get isFailing(): boolean {
    return this.#failures > 0 || this.#pollFailures > 0;
  }

  /** When what is published was last known to be what is remembered, ms UTC. */
  get confirmedAt(): number {
    return this.#confirmedAt;
  }

  /** How long `current` took to build. */
  get buildMs(): number {
    return this.#buildMs;
  }

  /**
   * Publishes for the first time and goes on by itself. When that fails it rejects, or goes on trying where an earlier
   * process published something that it confirmed at `confirmedBefore`.
   */
  async start(confirmedBefore: number | null = null): Promise<void> {
    try {
      await this.#build();
    } catch (error) {
      if (confirmedBefore === null) throw error;
      this.#confirmedAt = confirmedBefore;
      this.#pollFailures = 1;
      this.#fail(error);
      this.#options.onLooked?.();
    }
    this.#poll();
  }

  /** Looks now whether another process has committed something, which is looked at every second anyway. */
  look(): void {
    // Before the first publication that is done all the same.
    if (this.#stopped || !this.#current) return;
    this.#nextPollMs = 0;
    if (this.#polling) return;
    this.#cancelPoll();
    this.#poll();
  }

  /** Says that something was committed. Returns at once. */
  wake(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if ((this.#again || this.#waiting.length > 0) && this.#failures === 0) this.wake();
    });
  }

  /**
   * Resolves when what the public sees is that of this revision or a later one. Another process may have committed it.
   */
  async published(revision: number): Promise<void> {
    if (this.#stopped || (this.#current?.revision ?? -1) >= revision) return;
    // When the database cannot be asked, it is published once it can be.
    if (!(await this.#hasMoved().catch(() => true)) || this.#stopped) return;
    const waiting = new Promise<void>((settle) => this.#waiting.push({ revision, settle }));
    if (!this.#running) this.wake();
    await waiting;
  }

  /** Publishes what was committed last, and nothing after it. Nobody waits for a publication any longer. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelWake();
    this.#cancelPoll();
    await this.#running;
    try {
      if (await this.#hasMoved()) await this.#build();
    } catch (error) {
      this.#options.onError(error);
    }
    for (const { settle } of this.#waiting.splice(0)) settle();
  }

  /** Whether something public was committed that is not in the current publication. */
  async #hasMoved(): Promise<boolean> {
    return (await this.#options.publicRevision()) !== this.#current?.publicRevision;
  }

  async #run(): Promise<void> {
    do {
      this.#again = false;
      try {
        await this.#build();
        this.#failures = 0;
      } catch (error) {
        this.#fail(error);
        return;
      }
    } while (this.#again && !this.#stopped);
  }

  async #build(): Promise<void> {
    const { clock, build } = this.#options;
    const began = clock.now();
    const publication = await build();
    this.#buildMs = Math.max(0, clock.now() - began);
    this.#accept(publication);
  }

  #accept(publication: P): void {
    this.#current = publication;
    this.#confirmedAt = this.#options.clock.now();
    this.#wakeAt(publication.staleAt);
    this.#waiting = this.#waiting.filter(({ revision, settle }) => {
      if (revision > publication.revision) return true;
      settle();
      return false;
    });
    this.#options.onLooked?.();
    this.#options.onPublished?.();
  }

  /** Keeps what was published and tries again after a growing pause. */
  #fail(error: unknown): void {
    this.#failures += 1;
    this.#options.onError(error);
    const pauseMs = Math.min(pollMs * 2 ** (this.#failures - 1), longestRetryMs);
    this.#wakeAt(this.#options.clock.now() + pauseMs);
  }

  #wakeAt(instant: number): void {
    this.#cancelWake();
    if (!this.#stopped) this.#cancelWake = this.#options.clock.wakeAt(instant, () => this.wake());
  }

  /** Other processes commit too: the revision is the truth, looked at every second, and less often while it fails. */
  #poll(): void {
    const { clock } = this.#options;
    this.#cancelPoll = clock.wakeAt(clock.now() + this.#nextPollMs, async () => {
      this.#polling = true;
      this.#nextPollMs = pollMs;
      await this.#ask();
      this.#polling = false;
      if (!this.#stopped) this.#poll();
    });
  }

  async #ask(): Promise<void> {
    const { clock, onMoved, onLooked, onError } = this.#options;
    try {
      const isMoved = await this.#hasMoved();
      const isFailing = this.#failures > 0;
      const isBack = this.#pollFailures > 0;
      this.#pollFailures = 0;
      if (!isMoved && !isFailing) this.#confirmedAt = clock.now();
      // After a failure the growing pause decides when to try again, unless the database has just come back.
      if (isBack) this.#failures = 0;
      const isToTry = isBack || !isFailing;
      if (isToTry && (isMoved || isFailing)) this.wake();
      if (isToTry && isMoved) onMoved?.();
    } catch (error) {
      this.#pollFailures += 1;
      this.#nextPollMs = Math.min(pollMs * 2 ** this.#pollFailures, longestPollMs);
      onError(error);
    }
    onLooked?.();
  }
}
