import type { Bucket } from '../bucket.ts';
import type { Clock } from '../clock.ts';
import { AfterPublishing } from './afterPublishing.ts';
import { openSiteDestination } from './openSiteDestination.ts';
import type { Site } from './site.ts';
import { copyCurrent, copySite, type SiteCopyOptions } from './siteCopy.ts';

export type SiteCopyingOptions = Pick<SiteCopyOptions, 'site' | 'read'> & {
  readonly site: Site;
  readonly clock: Clock;
  /** A directory, or a bucket. */
  readonly to: string | Bucket;
  readonly holdsJobs: () => boolean;
  readonly onError: (error: unknown) => void;
};

const pauseMs = 3_000;
/** How long the ledgers of a copy may be behind while only time passes. */
const wholeMs = 3_600_000;

/**
 * Keeps a copy of the site up to date after each publication: all of it when something was said, and otherwise, such as
 * each minute of an outage, what is published at each moment.
 */
export class SiteCopying {
  readonly #options: SiteCopyingOptions;
  readonly #after: AfterPublishing;
  readonly #stopping = new AbortController();
  #whole = { publicRevision: -1, at: 0 };

  constructor(options: SiteCopyingOptions) {
    this.#options = options;
    this.#after = new AfterPublishing({
      clock: options.clock,
      pauseMs,
      work: () => this.#copy(),
      onError: (error) => {
        if (!this.#stopping.signal.aborted) options.onError(error);
      },
    });
  }

  /** Called after each publication, and when this process takes over the jobs. Returns at once. */
  look(): void {
    this.#after.look();
  }

  /** Copies what was published last, and gives up the rest: whoever holds the jobs next begins anew. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    if (await this.#after.stop()) await this.#copyCurrent().catch(this.#options.onError);
  }

  async #copy(): Promise<void> {
    const { site, clock } = this.#options;
    if (!this.#isToCopy) return;
    const at = clock.now();
    const { publicRevision } = site.current;
    const nothingSaid = publicRevision === this.#whole.publicRevision;
    if (nothingSaid && at < this.#whole.at + wholeMs) return this.#copyCurrent();
    await copySite({ ...(await this.#fromHere()), signal: this.#stopping.signal });
    this.#whole = { publicRevision, at };
  }

  async #copyCurrent(): Promise<void> {
    if (this.#isToCopy) await copyCurrent(await this.#fromHere());
  }

  /** What carries the mark of doubt is not what was published; the next publication is looked at again. */
  get #isToCopy(): boolean {
    const { site, holdsJobs } = this.#options;
    return holdsJobs() && !site.isServingLast && !site.isUnconfirmed;
  }

  async #fromHere(): Promise<SiteCopyOptions> {
    const { site, read, to } = this.#options;
    return { site, read, destination: await openSiteDestination(to) };
  }
}
