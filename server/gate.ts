import { setImmediate } from 'node:timers/promises';

/** So many others wait for the same that waiting makes no sense. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

/**
 * Lets a few at a time do what costs much; a bounded number waits in order, and who comes beyond it is sent away with
 * `Busy`. Between two of them everything else has its turn, so that a crowd before one gate slows nobody else down.
 */
export class Gate {
  readonly #atOnce: number;
  readonly #waitingAtMost: number;
  readonly #waiting: (() => void)[] = [];
  #inside = 0;

  constructor(atOnce: number, waitingAtMost: number) {
    this.#atOnce = atOnce;
    this.#waitingAtMost = waitingAtMost;
  }

  /** Does `work` when its turn has come. Throws `Busy`, and what `work` throws. */
  async pass<T>(work: () => Promise<T>): Promise<T> {
    const leave = await this.enter();
    try {
      return await work();
    } finally {
      leave();
    }
  }

  /** Resolves when the turn has come, with how to end it. Throws `Busy`. */
  async enter(): Promise<() => void> {
    if (this.#inside < this.#atOnce) this.#inside += 1;
    else {
      if (this.#waiting.length >= this.#waitingAtMost) throw new Busy('too many wait for the same');
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
      await setImmediate();
    }
    let left = false;
    return () => {
      if (left) return;
      left = true;
      const next = this.#waiting.shift();
      // The place goes over to the next one who waits.
      if (next) next();
      else this.#inside -= 1;
    };
  }
}
