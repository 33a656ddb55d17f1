import { Counter, Histogram, type Registry } from 'prom-client';

/** The kinds of routes that are told apart: each path by itself would be a series without end. */
const kinds = ['page', 'api', 'manage', 'admin', 'health'] as const;
type TrafficKind = (typeof kinds)[number];

/** The kind of a request by its target, as it came. */
export function trafficKind(target: string): TrafficKind {
  if (target === '/') return 'page';
  if (target.startsWith('/api/')) return 'api';
  if (target.startsWith('/v1/')) return 'manage';
  if (target.startsWith('/admin')) return 'admin';
  return /^\/(healthz|readyz|metrics)(\?|$)/.test(target) ? 'health' : 'page';
}

const statusesBelow = 600;

/** Counts requests by their kind and status. What is answered from memory costs one addition into an array. */
export class Traffic {
  readonly #counts: Readonly<Record<TrafficKind, Float64Array>>;
  readonly #durations: Histogram<'kind'>;

  constructor(registry: Registry) {
    const none = (): Float64Array => new Float64Array(statusesBelow);
    this.#counts = { page: none(), api: none(), manage: none(), admin: none(), health: none() };
    const counts = this.#counts;
    new Counter({
      name: 'candor_http_requests_total',
      help: 'Requests that were answered, by kind of route and status.',
      labelNames: ['kind', 'code'],
      registers: [registry],
      collect() {
        this.reset();
        for (const kind of kinds) {
          counts[kind].forEach((count, code) => {
            if (count > 0) this.inc({ kind, code }, count);
          });
        }
      },
    });
    this.#durations = new Histogram({
      name: 'candor_http_request_duration_seconds',
      help: 'How long requests waited for their answer. Without the pages that are answered at once, from memory.',
      labelNames: ['kind'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    });
  }

  /** One was answered from memory. */
  count(kind: TrafficKind, status: number): void {
    const counts = this.#counts[kind];
    counts[status] = (counts[status] ?? 0) + 1;
  }

  /** One was answered after `ms`. */
  time(kind: TrafficKind, status: number, ms: number): void {
    this.count(kind, status);
    this.#durations.observe({ kind }, Math.max(0, ms) / 1_000);
  }
}
