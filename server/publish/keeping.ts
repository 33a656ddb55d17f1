import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
import { AfterPublishing } from './afterPublishing.ts';
import { type PublishedFile, writeLastPublished } from './lastPublished.ts';
import { publishedPaths } from './published.ts';
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

/** Keeps on disk what is published, for a start without a database. */
export class Keeping {
  readonly #options: KeepingOptions;
  readonly #after: AfterPublishing;

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
    const { site, ask } = this.#options;
    const files: PublishedFile[] = [];
    for (const path of publishedPaths(site.current.snapshot, site.assets)) {
      await setImmediate();
      const response = await ask(path);
      if (response.status !== 200) continue;
      const bytes = new Uint8Array(await response.arrayBuffer());
      files.push({ path, headers: Object.fromEntries(response.headers), bytes });
    }
    const { unavailable } = site;
    if (unavailable) files.push({ path: unavailablePath, ...unavailable.identity });
    return files;
  }
}
