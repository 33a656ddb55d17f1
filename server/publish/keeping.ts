import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { AfterPublishing } from './afterPublishing.ts';
import { type PublishedFile, writeLastPublished } from './lastPublished.ts';
import { archivedPaths, currentPaths } from './published.ts';
import { type Site, unavailablePath } from './site.ts';

export type KeepingOptions = {
  readonly site: Site;
  readonly clock: Clock;
  /** Where it is kept. */
  readonly file: string;
  /** What is answered to a reader at a path. */
  readonly ask: (path: string) => Response | Promise<Response>;
  readonly onError: (error: unknown) => void;
};

const pauseMs = 1_000;
/** Pages of the archive cost much and say the same while nothing happens but that time passes. */
const archiveKeptMs = 600_000;

type KeptArchive = {
  readonly publicRevision: number;
  /** ms UTC. */
  readonly at: number;
  readonly files: readonly PublishedFile[];
};

/** Keeps on disk what is published, for a start without a database. */
export class Keeping {
  readonly #options: KeepingOptions;
  readonly #after: AfterPublishing;
  #archive: KeptArchive | null = null;

  constructor(options: KeepingOptions) {
    const { clock, onError } = options;
    this.#options = options;
    this.#after = new AfterPublishing({ clock, pauseMs, work: () => this.#keep(), onError });
  }

  /** Called after each publication. Returns at once. */
  look(): void {
    this.#after.look();
  }

  /** Keeps what was published last, and nothing after it. */
  async stop(): Promise<void> {
    if (await this.#after.stop()) await this.#keep().catch(this.#options.onError);
  }

  async #keep(): Promise<void> {
    const { site, file } = this.#options;
    const { page } = site.current.snapshot;
    const about = {
      confirmedAt: site.publisher.confirmedAt,
      page: { name: page.name, language: page.language, timeZone: page.timeZone },
    };
    const files = await this.#files();
    // What carries the mark already must not be kept as what was published.
    if (!site.isUnconfirmed) await writeLastPublished(file, about, files);
  }

  async #files(): Promise<PublishedFile[]> {
    const { site } = this.#options;
    const files = await this.#read(currentPaths(site.current.snapshot, site.assets));
    const { unavailable } = site;
    if (unavailable) files.push({ path: unavailablePath, ...unavailable.identity });
    return [...files, ...(await this.#archived())];
  }

  async #archived(): Promise<readonly PublishedFile[]> {
    const { site, clock } = this.#options;
    const { publicRevision, snapshot } = site.current;
    const at = clock.now();
    const kept = this.#archive;
    if (kept?.publicRevision === publicRevision && at - kept.at < archiveKeptMs) return kept.files;
    const files = await this.#read(archivedPaths(snapshot));
    this.#archive = { publicRevision, at, files };
    return files;
  }

  async #read(paths: readonly string[]): Promise<PublishedFile[]> {
    const files: PublishedFile[] = [];
    for (const path of paths) {
      await setImmediate();
      const response = await this.#options.ask(path);
      if (response.status !== 200) continue;
      const bytes = new Uint8Array(await response.arrayBuffer());
      files.push({ path, headers: Object.fromEntries(response.headers), bytes });
    }
    return files;
  }
}
