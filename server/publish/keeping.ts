import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../clock.ts';
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

/** A burst of publications is kept once. */
const pauseMs = 1_000;
const retryMs = 30_000;

/** Keeps on disk what is published, for a start without a database. One at a time, and never in a reader's way. */
export class Keeping {
  readonly #options: KeepingOptions;
  #isDue = false;
  #cancel: (() => void) | null = null;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(options: KeepingOptions) {
    this.#options = options;
  }

  /** Called after each publication. Returns at once. */
  look(): void {
    this.#isDue = true;
    this.#keepIn(pauseMs);
  }

  /** Keeps what was published last, and nothing after it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel?.();
    await this.#running;
    if (this.#isDue) await this.#keep();
  }

  #keepIn(ms: number): void {
    if (this.#cancel !== null || this.#running !== null || this.#stopped) return;
    const { clock } = this.#options;
    this.#cancel = clock.wakeAt(clock.now() + ms, () => {
      this.#cancel = null;
      this.#running = this.#keep().then((nextMs) => {
        this.#running = null;
        if (this.#isDue) this.#keepIn(nextMs);
      });
    });
  }

  /** Resolves to the pause before it may be needed again. */
  async #keep(): Promise<number> {
    const { site, file, onError } = this.#options;
    this.#isDue = false;
    try {
      const { page } = site.current.snapshot;
      const about = {
        confirmedAt: site.publisher.confirmedAt,
        page: { name: page.name, language: page.language, timeZone: page.timeZone },
      };
      const files = await this.#files();
      // What carries the mark already must not be kept as what was published.
      if (!site.isUnconfirmed) await writeLastPublished(file, about, files);
      return pauseMs;
    } catch (error) {
      this.#isDue = true;
      onError(error);
      return retryMs;
    }
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
