import { setTimeout as pause } from 'node:timers/promises';
import { errorsOf, type Reading, readEvenly } from '../../server/cli/drill/readers.ts';
import { Writer } from '../../server/cli/drill/writer.ts';
import type { Id } from '../../server/domain/id.ts';
import type { Cluster } from './cluster.ts';

const readsPerSecond = 20;
export const writers = 2;
const betweenWritesMs = 300;

export type Figures = {
  readonly reads: number;
  /** What readers got that was not the page, in words. */
  readonly failedReads: readonly string[];
  readonly longestReadGapMs: number;
  readonly writes: number;
  readonly longestWriteGapMs: number;
  /** How long after `at` the next write was acknowledged, ms. */
  readonly writtenAfter: (at: number) => number;
};

/** People who read and write through the load balancer until they are told to stop. */
export class Load {
  readonly #clock;
  readonly #startedAt;
  readonly #reading: Promise<Reading[]>;
  readonly #writing: Promise<unknown>;
  readonly #writtenAt: number[] = [];
  #over = false;

  /** Notes in `acknowledged` what was said to be kept. */
  constructor(cluster: Cluster, name: string, acknowledged: Map<Id, string[]>) {
    this.#clock = cluster.clock;
    this.#startedAt = cluster.clock.now();
    this.#reading = readEvenly(cluster, cluster.origin, readsPerSecond, () => this.#over);
    const desk = { world: cluster, keys: cluster.keys, pageId: cluster.pageId };
    this.#writing = Promise.all(
      Array.from({ length: writers }, (_, n) =>
        this.#write(new Writer(desk, `${name} ${n}`, acknowledged), cluster.origin),
      ),
    );
  }

  async stop(): Promise<Figures> {
    this.#over = true;
    const [readings] = await Promise.all([this.#reading, this.#writing]);
    const endedAt = this.#clock.now();
    const readAt = readings.filter(({ status }) => status === 200).map(({ at, tookMs }) => at + tookMs);
    return {
      reads: readings.length,
      failedReads: errorsOf(readings),
      longestReadGapMs: longestGap([this.#startedAt, ...readAt, endedAt]),
      writes: this.#writtenAt.length,
      longestWriteGapMs: longestGap([this.#startedAt, ...this.#writtenAt, endedAt]),
      writtenAfter: (at) => (this.#writtenAt.find((one) => one > at) ?? Number.POSITIVE_INFINITY) - at,
    };
  }

  async #write(writer: Writer, origin: string): Promise<void> {
    while (!this.#over) {
      const { status } = await writer.write(origin);
      if (status >= 200 && status < 300) this.#writtenAt.push(this.#clock.now());
      await pause(betweenWritesMs);
    }
  }
}

function longestGap(moments: readonly number[]): number {
  const sorted = moments.toSorted((a, b) => a - b);
  return Math.max(...sorted.slice(1).map((at, before) => at - (sorted[before] ?? at)));
}
