import type { Clock } from '../clock.ts';

/** A failure that goes on is told again after this. */
const againMs = 600_000;

/** Tells a failure that is new from one that only repeats what was told: while a database is away, everything fails. */
export class Repeats {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #told = new Map<string, { readonly message: string; readonly at: number }>();

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
  }

  /** Whether a failure of this kind should be told. */
  isNews(kind: string, error: unknown): boolean {
    const message = error instanceof Error ? error.message : String(error);
    const last = this.#told.get(kind);
    const now = this.#clock.now();
    if (last?.message === message && now - last.at < againMs) return false;
    this.#told.set(kind, { message, at: now });
    return true;
  }
}
