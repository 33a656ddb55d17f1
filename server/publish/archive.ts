import { Gate } from '../gate.ts';
import type { Artifact } from './artifact.ts';

const defaultMaximumBytes = 32 * 1024 * 1024;
/** What an entry costs besides its artifact: of addresses that lead nowhere there can be any number. */
const entryBytes = 512;

/** So many are made at once, and so many more wait. What is kept is answered at once, whoever waits. */
const madeAtOnce = 2;
const waitingAtMost = 100;

/** A page that was rendered on demand, and the version of the facts that it was made from. */
type Entry = { readonly version: string; readonly artifact: Artifact | null; readonly bytes: number };

/**
 * Pages that are not worth making before somebody asks: old incidents, old months, ledgers. Made once per version,
 * kept up to a number of bytes, the least recently used dropped first. Fifty readers at once cause one rendering; for more
 * different pages than can be made at once, `Busy` is thrown.
 */
export class Archive {
  readonly #entries = new Map<string, Entry>();
  readonly #running = new Map<string, Promise<Artifact | null>>();
  readonly #gate = new Gate(madeAtOnce, waitingAtMost);
  readonly #maximumBytes: number;
  #bytes = 0;

  constructor(maximumBytes = defaultMaximumBytes) {
    this.#maximumBytes = maximumBytes;
  }

  /**
   * The page at `key` as of `version`; null when there is none. A failure to make it is not kept: the page of an earlier
   * version is given instead, when there was one.
   */
  async get(key: string, version: string, make: () => Promise<Artifact | null>): Promise<Artifact | null> {
    const kept = this.#entries.get(key);
    if (kept?.version === version) {
      this.#entries.delete(key);
      this.#entries.set(key, kept);
      return kept.artifact;
    }
    const flight = `${version} ${key}`;
    try {
      return await (this.#running.get(flight) ?? this.#make(key, version, make, flight));
    } catch (error) {
      const earlier = this.#entries.get(key)?.artifact;
      if (!earlier) throw error;
      return earlier;
    }
  }

  #make(
    key: string,
    version: string,
    make: () => Promise<Artifact | null>,
    flight: string,
  ): Promise<Artifact | null> {
    const running = this.#gate
      .pass(make)
      .then((artifact) => {
        this.#keep(key, { version, artifact, bytes: entryBytes + (artifact ? sizeOf(artifact) : 0) });
        return artifact;
      })
      .finally(() => this.#running.delete(flight));
    this.#running.set(flight, running);
    return running;
  }

  #keep(key: string, entry: Entry): void {
    this.#bytes += entry.bytes - (this.#entries.get(key)?.bytes ?? 0);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    for (const [oldest, { bytes }] of this.#entries) {
      if (this.#bytes <= this.#maximumBytes) break;
      this.#entries.delete(oldest);
      this.#bytes -= bytes;
    }
  }
}

function sizeOf({ identity, gzip, br }: Artifact): number {
  return identity.bytes.length + gzip.bytes.length + br.bytes.length;
}
