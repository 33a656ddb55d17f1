type Counted = { readonly count: number; readonly at: number };

/** A key is forgotten when it was quiet for so long. */
const forgetMs = 3_600_000;
/** The keys that were quiet the longest go first, so that nobody can fill the memory. */
const keysAtMost = 10_000;

/** Remembers for a while how many attempts were made under each key. */
export class Attempts {
  readonly #counts = new Map<string, Counted>();

  /** How many there were, and when the latest was, ms UTC. Null when none is remembered. */
  of(key: string, now: number): Counted | null {
    const known = this.#counts.get(key);
    return known && now < known.at + forgetMs ? known : null;
  }

  count(key: string, now: number): void {
    const count = (this.of(key, now)?.count ?? 0) + 1;
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
