type Left = { readonly amount: number; readonly at: number };

const keysAtMost = 10_000;

/** So many attempts under a key at once, and one more after each pause: two a minute when nothing else is said. */
export class Allowance {
  readonly #most: number;
  readonly #refillMs: number;
  readonly #left = new Map<string, Left>();

  constructor(most: number, refillMs = 30_000) {
    this.#most = most;
    this.#refillMs = refillMs;
  }

  /** How long until there is one left, ms; 0 for now. */
  waitMs(key: string, now: number): number {
    return Math.max(0, Math.ceil((1 - this.#amount(key, now)) * this.#refillMs));
  }

  spend(key: string, now: number): void {
    const amount = this.#amount(key, now) - 1;
    this.#left.delete(key);
    this.#left.set(key, { amount, at: now });
    const [oldest] = this.#left.keys();
    if (this.#left.size > keysAtMost && oldest !== undefined) this.#left.delete(oldest);
  }

  #amount(key: string, now: number): number {
    const left = this.#left.get(key);
    return left ? Math.min(this.#most, left.amount + (now - left.at) / this.#refillMs) : this.#most;
  }
}
