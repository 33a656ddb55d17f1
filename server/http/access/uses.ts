import type { Id } from '../../domain/id.ts';
import type { Log } from '../../log.ts';

const everyMs = 60_000;
const idsAtMost = 10_000;

/** Writes down when tokens and sessions are used, each at most once a minute. A use that cannot be written is lost. */
export class Uses {
  readonly #write: (id: Id, at: number) => Promise<void>;
  readonly #log: Log;
  readonly #written = new Map<Id, number>();

  constructor(write: (id: Id, at: number) => Promise<void>, log: Log) {
    this.#write = write;
    this.#log = log;
  }

  async note(id: Id, now: number): Promise<void> {
    if (now < (this.#written.get(id) ?? Number.NEGATIVE_INFINITY) + everyMs) return;
    if (this.#written.size >= idsAtMost) this.#written.clear();
    this.#written.set(id, now);
    try {
      await this.#write(id, now);
    } catch (err) {
      this.#log.warn({ err }, 'the use of a token or a session could not be written down');
    }
  }
}
