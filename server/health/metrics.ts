import { type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { DeliveryState } from '../domain/delivery.ts';
import { backupFailureSeries, backupSeries, checkSeries, proofSeries } from '../domain/health.ts';
import type { Channel } from '../domain/subscriber.ts';
import { type Job, jobFailures } from './failures.ts';
import { freeBytesOf, type Readiness } from './readiness.ts';
import { Traffic } from './traffic.ts';

export type MetricsOptions = {
  readonly clock: Clock;
  readonly dataDir: string;
  readonly version: string;
  readonly engine: 'sqlite' | 'postgres';
  readonly connections: () => Promise<number>;
  readonly readiness: () => Promise<Readiness>;
  readonly holdsJobs: () => boolean;
  readonly publication: () => {
    readonly revision: number;
    /** ms UTC. */
    readonly builtAt: number;
    readonly buildMs: number;
  };
  /** What has not reached its subscribers. */
  readonly undelivered: () => Promise<
    readonly { readonly channel: Channel; readonly state: DeliveryState; readonly count: number }[]
  >;
  readonly channels: readonly Channel[];
  readonly lastMeasurement: (
    series: string,
  ) => Promise<{ readonly at: number; readonly value: number } | null>;
};

/** What an operator's Prometheus may know of this process: https://prometheus.io/docs/practices/naming/ */
export type Metrics = {
  /** The text format of Prometheus. Works, with less in it, while the database does not. */
  text(): Promise<string>;
  readonly contentType: string;
  readonly traffic: Traffic;
  jobFailed(job: Job): void;
  /** Begins to watch the event loop. */
  start(): void;
  stop(): void;
};

const resolutionMs = 20;

export function openMetrics(): {
  readonly metrics: Metrics;
  /** Says where the numbers come from. What counts is needed before there is anything to be measured. */
  readonly observe: (options: MetricsOptions) => void;
} {
  const registry = new Registry();
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  const jobFailed = jobFailures(registry);
  const metrics: Metrics = {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    traffic: new Traffic(registry),
    jobFailed,
    start: () => delay.enable(),
    stop: () => delay.disable(),
  };
  return { metrics, observe: (options) => register(registry, options, delay) };
}

function register(registry: Registry, options: MetricsOptions, delay: IntervalHistogram): void {
  const { clock, version, engine, publication } = options;
  const gauge = (name: string, help: string, read: () => number | null | Promise<number | null>): void => {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const value = await Promise.resolve()
          .then(read)
          .catch(() => null);
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  };
  new Gauge({
    name: 'candor_build_info',
    help: 'Always 1. The labels say what runs.',
    labelNames: ['version', 'node', 'database'],
    registers: [registry],
  }).set({ version, node: process.version, database: engine }, 1);
  const startedAt = clock.now() - process.uptime() * 1_000;
  gauge('process_start_time_seconds', 'When the process started, Unix time.', () => startedAt / 1_000);
  gauge('process_resident_memory_bytes', 'Memory that the process holds.', () => process.memoryUsage.rss());
  gauge('nodejs_heap_size_used_bytes', 'Memory that JavaScript uses.', () => process.memoryUsage().heapUsed);
  gauge('nodejs_eventloop_lag_mean_seconds', 'Mean delay of the event loop since the last look.', () =>
    lagSeconds(delay.mean),
  );
  gauge('nodejs_eventloop_lag_p99_seconds', '99th percentile of the same.', () =>
    lagSeconds(delay.percentile(99)),
  );
  gauge('nodejs_eventloop_lag_max_seconds', 'Longest delay of the same.', () => {
    const max = lagSeconds(delay.max);
    delay.reset();
    return max;
  });
  gauge('candor_http_connections', 'Connections that are open.', options.connections);
  gauge('candor_disk_free_bytes', 'Room on the disk of DATA_DIR.', () => freeBytesOf(options.dataDir));
  gauge('candor_ready', '1 when /readyz answers 200.', async () => Number((await options.readiness()).ready));
  gauge('candor_database_up', '1 when the database answered a look at it.', async () =>
    Number((await options.readiness()).database.ok),
  );
  gauge('candor_holds_jobs', '1 when this process does what happens by itself.', () =>
    Number(options.holdsJobs()),
  );
  let confirmedAt: number | null = null;
  gauge('candor_database_confirmed_timestamp_seconds', 'When it last did, Unix time.', async () => {
    const { database, at } = await options.readiness();
    if (database.ok) confirmedAt = at;
    return confirmedAt === null ? null : confirmedAt / 1_000;
  });
  gauge('candor_published_revision', 'Revision of the page that is shown.', () => publication().revision);
  gauge(
    'candor_published_timestamp_seconds',
    'When it was made, Unix time.',
    () => publication().builtAt / 1_000,
  );
  gauge('candor_publish_duration_seconds', 'How long it took to make.', () => publication().buildMs / 1_000);
  new Gauge({
    name: 'candor_deliveries',
    help: 'Messages that have not reached their subscribers: waiting, or set aside after a day of attempts.',
    labelNames: ['channel', 'state'],
    registers: [registry],
    async collect() {
      this.reset();
      const counts = await options.undelivered().catch(() => null);
      if (counts === null) return;
      for (const channel of options.channels) {
        for (const [state, name] of [
          ['pending', 'waiting'],
          ['failed', 'set_aside'],
        ] as const) {
          const known = counts.find((one) => one.channel === channel && one.state === state);
          this.set({ channel, state: name }, known?.count ?? 0);
        }
      }
    },
  });
  const measured = (
    name: string,
    series: string,
    what: string,
    value?: { readonly name: string; readonly help: string; readonly of: (value: number) => number },
  ): void => {
    gauge(`candor_${name}_timestamp_seconds`, `When ${what}, Unix time.`, async () => {
      const last = await options.lastMeasurement(series);
      return last && last.at / 1_000;
    });
    if (value === undefined) return;
    gauge(`candor_${name}_${value.name}`, value.help, async () => {
      const last = await options.lastMeasurement(series);
      return last && value.of(last.value);
    });
  };
  measured('backup', backupSeries, 'the last verified backup was made', {
    name: 'size_bytes',
    help: 'Size of that backup.',
    of: (bytes) => bytes,
  });
  measured('backup_failure', backupFailureSeries, 'a scheduled backup or its proof last failed');
  measured('restore_proof', proofSeries, 'the newest backup was last restored for a proof', {
    name: 'duration_seconds',
    help: 'How long that restore took.',
    of: (ms) => ms / 1_000,
  });
  measured('check', checkSeries, '`candor check` last ran', {
    name: 'problems',
    help: 'Problems that it found.',
    of: (problems) => problems,
  });
}

/** Without the pause of the measurement itself. The histogram counts ns, and has none when it is empty. */
function lagSeconds(ns: number): number {
  return Number.isFinite(ns) ? Math.max(0, ns / 1e9 - resolutionMs / 1_000) : 0;
}
