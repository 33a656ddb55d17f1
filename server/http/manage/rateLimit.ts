import { Refused } from './refused.ts';

const windowMs = 60_000;
/** Ten times what Statuspage allows: enough for scripts, and for finding one that runs away. */
const mostPerWindow = 600;

/**
 * Counts the requests of each caller in the running minute. Only callers that are known are counted, and all counts go
 * when a minute ends, so that it holds at most one number for each token that is in use.
 */
export class RateLimit {
  #windowStart = 0;
  #counts = new Map<string, number>();

  /** Throws `Refused` when the caller had enough in this minute. */
  take(caller: string, now: number): void {
    const windowStart = now - (now % windowMs);
    if (windowStart !== this.#windowStart) {
      this.#windowStart = windowStart;
      this.#counts = new Map();
    }
    const count = (this.#counts.get(caller) ?? 0) + 1;
    this.#counts.set(caller, count);
    if (count <= mostPerWindow) return;
    const seconds = Math.ceil((windowStart + windowMs - now) / 1000);
    throw new Refused(
      {
        fault: 'too_many',
        code: 'rate.exceeded',
        message: `At most ${mostPerWindow} requests a minute. Try again in ${seconds} seconds.`,
      },
      { 'retry-after': String(seconds) },
    );
  }
}
