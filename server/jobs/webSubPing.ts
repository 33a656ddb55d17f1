import type { Clock } from '../clock.ts';

/** A feed that a hub distributes: its address, and a text that changes whenever the feed does. */
type WebSubTopic = { readonly url: string; readonly version: string };

export type WebSubPingOptions = {
  readonly hub: string;
  readonly topics: () => readonly WebSubTopic[];
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
};

const answerMs = 10_000;
const retryMs = 60_000;

/**
 * Tells a WebSub hub which feeds have changed (https://www.w3.org/TR/websub/, section 7), so that it fetches and
 * distributes them. After a start it tells of every feed, since the last telling may have been lost with the process.
 */
export class WebSubPing {
  readonly #options: WebSubPingOptions;
  readonly #told = new Map<string, string>();
  readonly #stop = new AbortController();
  #running: Promise<void> | null = null;
  #again = false;
  #failing = false;
  #cancelRetry: () => void = () => {};

  constructor(options: WebSubPingOptions) {
    this.#options = options;
  }

  /** Looks now at which feeds have changed. Called after each publication. */
  look(): void {
    this.#again = true;
    if (this.#stop.signal.aborted || this.#running) return;
    this.#running = this.#run().finally(() => {
      this.#running = null;
      // Somebody may have called between the end of the loop and now.
      if (this.#again) this.look();
    });
  }

  /** Gives up what is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.#cancelRetry();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#again && !this.#stop.signal.aborted) {
      this.#again = false;
      this.#cancelRetry();
      try {
        for (const { url, version } of this.#options.topics()) {
          if (this.#told.get(url) === version) continue;
          await this.#tell(url);
          this.#told.set(url, version);
        }
        this.#failing = false;
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  async #tell(topic: string): Promise<void> {
    const response = await fetch(this.#options.hub, {
      method: 'POST',
      body: new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic }),
      redirect: 'manual',
      signal: AbortSignal.any([this.#stop.signal, AbortSignal.timeout(answerMs)]),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the WebSub hub answered ${response.status}`);
  }

  /** Reported once, until the hub has answered well again; readers that poll lose nothing. */
  #fail(error: unknown): void {
    if (this.#stop.signal.aborted) return;
    if (!this.#failing) this.#options.onError(error);
    this.#failing = true;
    const { clock } = this.#options;
    this.#cancelRetry = clock.wakeAt(clock.now() + retryMs, () => this.look());
  }
}
