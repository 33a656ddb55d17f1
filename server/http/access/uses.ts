import type { Id } from '../../domain/id.ts';

const everyMs = 60_000;
const idsAtMost = 10_000;

/** Writes down when tokens and sessions are used, each at most once a minute. */
export class Uses {
  readonly #write: (id: Id, at: number) => Promise<void>;
  readonly #written = new Map<Id, number>();

  constructor(write: (id: Id, at: number) => Promise<void>) {
    this.#write = write;
  }

  /** Throws why this use could not be written. It is not tried again. */
  async note(id: Id, now: number): Promise<void> {
    if (now < (this.#written.get(id) ?? Number.NEGATIVE_INFINITY) + everyMs) return;
    if (this.#written.size >= idsAtMost) this.#written.clear();
    this.#written.set(id, now);
    await this.#write(id, now);
  }
}
