type Left = { readonly amount: number; readonly at: number };

const refillMs = 30_000;
const keysAtMost = 10_000;

/** So many attempts under a key at once, and two more each minute. */
export class Allowance {
  readonly #most: number;
  readonly #left = new Map<string, Left>();

  constructor(most: number) {
    this.#most = most;
  }

  /** How long until there is one left, ms; 0 for now. */
  waitMs(key: string, now: number): number {
    return Math.max(0, Math.ceil((1 - this.#amount(key, now)) * refillMs));
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
    return left ? Math.min(this.#most, left.amount + (now - left.at) / refillMs) : this.#most;
  }
}
