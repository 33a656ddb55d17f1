import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';

export type DueClockOptions = {
  readonly clock: Clock;
  /** Whether it is this process's to do now. Left out where all processes share it. */
  readonly holdsJobs?: () => boolean;
  /** When there is something to do next, ms UTC; null: nothing is planned. */
  readonly nextDueAt: () => Promise<number | null>;
  /** Does what is due. True when there was something, so that there may be more. */
  readonly doDue: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
};

const retryMs = 5_000;
/** Another process may plan something without telling us. */
const longestWaitMs = 60_000;

/** Does one kind of thing on time, and after a start what became due while the process was down. */
export class DueClock {
  readonly #options: DueClockOptions;
  #cancelWake: () => void = () => {};
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(options: DueClockOptions) {
    this.#options = options;
  }

  /** Looks now at what is due, and waits for what is next. Called at the start and after each commit. */
  look(): void {
    if (this.#stopped) return;
    this.#again = true;
    if (this.#running) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      if (this.#again) this.look();
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelWake();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { clock, holdsJobs, nextDueAt, doDue, onError } = this.#options;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      this.#cancelWake();
      let wakeAt = clock.now() + longestWaitMs;
      // Everything else has its turn in between: an embedded database answers within one.
      await setImmediate();
      try {
        const dueAt = (holdsJobs?.() ?? true) ? await nextDueAt() : null;
        if (dueAt !== null && dueAt <= clock.now()) this.#again = await doDue();
        if (dueAt !== null) wakeAt = Math.min(wakeAt, Math.max(dueAt, clock.now() + 1));
      } catch (error) {
        onError(error);
        wakeAt = clock.now() + retryMs;
      }
      if (!this.#stopped) this.#cancelWake = clock.wakeAt(wakeAt, () => this.look());
    }
  }
}
