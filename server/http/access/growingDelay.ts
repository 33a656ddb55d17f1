type Counted = { readonly count: number; readonly at: number };

/** A key is forgotten when it was quiet for so long. */
const forgetMs = 3_600_000;
const longestMs = 15 * 60_000;
/** The keys that were quiet the longest go first, so that nobody can fill the memory. */
const keysAtMost = 10_000;

/** Lets a few attempts under a key pass at once; each one after those waits twice as long as the one before. */
export class GrowingDelay {
  readonly #free: number;
  readonly #counts = new Map<string, Counted>();

  constructor(free: number) {
    this.#free = free;
  }

  /** How long until the next attempt may be made, ms; 0 for now. */
  waitMs(key: string, now: number): number {
    const known = this.#counts.get(key);
    if (!known || known.count < this.#free) return 0;
    const delayMs = Math.min(1_000 * 2 ** (known.count - this.#free), longestMs);
    return Math.max(0, known.at + delayMs - now);
  }

  count(key: string, now: number): void {
    const known = this.#counts.get(key);
    const count = known && now < known.at + forgetMs ? known.count + 1 : 1;
    this.#counts.delete(key);
    this.#counts.set(key, { count, at: now });
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > keysAtMost && oldest !== undefined) this.#counts.delete(oldest);
  }

  /** One attempt was right after all: it does not count, those before it do. */
  takeBack(key: string): void {
    const known = this.#counts.get(key);
    if (known && known.count > 1) this.#counts.set(key, { ...known, count: known.count - 1 });
    else this.#counts.delete(key);
  }

  forgive(key: string): void {
    this.#counts.delete(key);
  }
}
