import { Attempts } from './attempts.ts';

const longestMs = 15 * 60_000;

/** Lets a few attempts under a key pass at once; each one after those waits twice as long as the one before. */
export class GrowingDelay extends Attempts {
  readonly #free: number;

  constructor(free: number) {
    super();
    this.#free = free;
  }

  /** How long until the next attempt may be made, ms; 0 for now. */
  waitMs(key: string, now: number): number {
    const known = this.of(key, now);
    if (!known || known.count < this.#free) return 0;
    const delayMs = Math.min(1_000 * 2 ** (known.count - this.#free), longestMs);
    return Math.max(0, known.at + delayMs - now);
  }
}
