import type { Clock } from '../clock.ts';
import type { Id } from '../domain/id.ts';

const readAtOnce = 50;

/**
 * Reads records one by one that are expected to be asked for in a certain order, many at a time. None is older than
 * `freshMs` when it is handed out.
 */
export class ReadAhead<T extends { readonly id: Id }> {
  readonly #clock: Clock;
  readonly #freshMs: number;
  readonly #read: (ids: readonly Id[]) => Promise<readonly T[]>;
  readonly #expected: readonly Id[];
  readonly #known = new Map<Id, { readonly at: number; readonly found: Promise<readonly T[]> }>();

  constructor(
    clock: Clock,
    freshMs: number,
    read: (ids: readonly Id[]) => Promise<readonly T[]>,
    expected: readonly Id[],
  ) {
    this.#clock = clock;
    this.#freshMs = freshMs;
    this.#read = read;
    this.#expected = [...new Set(expected)];
  }

  async byId(id: Id): Promise<T | undefined> {
    const at = this.#clock.now();
    const known = this.#known.get(id);
    const found = known && at - known.at < this.#freshMs ? known.found : this.#readFrom(id, at);
    return (await found).find((one) => one.id === id);
  }

  #readFrom(id: Id, at: number): Promise<readonly T[]> {
    const position = this.#expected.indexOf(id);
    const ids = position === -1 ? [id] : this.#expected.slice(position, position + readAtOnce);
    const found = this.#read(ids);
    for (const one of ids) this.#known.set(one, { at, found });
    return found;
  }
}
