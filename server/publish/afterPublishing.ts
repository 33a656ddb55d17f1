import type { Clock } from '../clock.ts';

export type AfterPublishingOptions = {
  readonly clock: Clock;
  /** Between a publication and the work, so that a burst of publications costs it once. */
  readonly pauseMs: number;
  readonly work: () => Promise<void>;
  readonly onError: (error: unknown) => void;
};

const retryMs = 30_000;

/** Does something after publications: one at a time, never in a reader's way, and again when it failed. */
export class AfterPublishing {
  readonly #options: AfterPublishingOptions;
  #isDue = false;
  #cancel: (() => void) | null = null;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(options: AfterPublishingOptions) {
    this.#options = options;
  }

  /** Called after each publication. Returns at once. */
  look(): void {
    this.#isDue = true;
    this.#workIn(this.#options.pauseMs);
  }

  /** Finishes what is under way. Resolves to whether there is still something to do. */
  async stop(): Promise<boolean> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#running;
    return this.#isDue;
  }

  #workIn(ms: number): void {
    if (this.#cancel !== null || this.#running !== null || this.#stopped) return;
    const { clock } = this.#options;
    this.#cancel = clock.wakeAt(clock.now() + ms, () => {
      this.#cancel = null;
      this.#running = this.#work().then((nextMs) => {
        this.#running = null;
        if (this.#isDue) this.#workIn(nextMs);
      });
    });
  }

  /** Resolves to the pause before it may be needed again. */
  async #work(): Promise<number> {
    const { pauseMs, work, onError } = this.#options;
    this.#isDue = false;
    try {
      await work();
      return pauseMs;
    } catch (error) {
      this.#isDue = true;
      onError(error);
      return retryMs;
    }
  }
}
