import type { Id } from '../../domain/id.ts';
import type { Store } from '../../store/store.ts';
import type { World } from '../world.ts';
import type { Stage } from './stage.ts';

/** Of what was acknowledged, the newest is looked at in every word; of the rest, whether it is there. */
const newest = 20;
/** Well below what a key may ask in a minute. */
const writesPerKey = 100;

/** What a writer needs to know: the page, keys to it, and the time. */
type Desk = Pick<Stage, 'keys' | 'pageId'> & { readonly world: Pick<World, 'clock'> };

type Write = {
  readonly method: 'POST' | 'PATCH';
  readonly path: string;
  readonly words: string;
  readonly body: string;
  readonly key: string;
};

export type Answer = {
  /** 0: the connection broke, so nobody knows. */
  readonly status: number;
  readonly tookMs: number;
  readonly retryAfter: string | null;
};

/**
 * Somebody who writes all the time: opens an incident, resolves it, opens the next. What had no answer, or a refusal, is
 * sent again with the same key until it is acknowledged, as a careful program does.
 */
export class Writer {
  readonly #stage: Desk;
  readonly #name: string;
  readonly #acknowledged: Map<Id, string[]>;
  #pending: Write;
  #count = 0;

  /** Writers of one drill have different names and note in `acknowledged` what was said to be kept. */
  constructor(stage: Desk, name: string, acknowledged: Map<Id, string[]>) {
    this.#stage = stage;
    this.#name = name;
    this.#acknowledged = acknowledged;
    this.#pending = this.#opening();
  }

  /** The words of what is to be written next. */
  get next(): string {
    return this.#pending.words;
  }

  /** Sends the next write, once. */
  async write(origin: string): Promise<Answer> {
    const { method, path, body, key, words } = this.#pending;
    const { keys, world } = this.#stage;
    const sentAt = world.clock.now();
    const answered = (status: number, retryAfter: string | null = null): Answer => ({
      status,
      tookMs: world.clock.now() - sentAt,
      retryAfter,
    });
    try {
      const response = await fetch(`${origin}/v1/pages/${this.#stage.pageId}${path}`, {
        method,
        body,
        headers: {
          authorization: `Bearer ${keys[Math.floor(this.#count / writesPerKey) % keys.length]}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
      });
      const text = await response.text();
      if (response.ok) this.#noteAcknowledged(JSON.parse(text).id, words, method);
      return answered(response.status, response.headers.get('retry-after'));
    } catch {
      return answered(0);
    }
  }

  #noteAcknowledged(id: Id, words: string, method: Write['method']): void {
    this.#acknowledged.set(id, [...(this.#acknowledged.get(id) ?? []), words]);
    this.#pending = method === 'POST' ? this.#resolving(id) : this.#opening();
  }

  #opening(): Write {
    const words = this.#words();
    return this.#write('POST', '/incidents', words, {
      name: words,
      body: words,
      deliver_notifications: false,
    });
  }

  #resolving(id: Id): Write {
    const words = this.#words();
    return this.#write('PATCH', `/incidents/${id}`, words, {
      status: 'resolved',
      body: words,
      deliver_notifications: false,
    });
  }

  #words(): string {
    this.#count += 1;
    return `Drill ${this.#name} ${this.#count}`;
  }

  #write(method: Write['method'], path: string, words: string, incident: object): Write {
    return { method, path, words, body: JSON.stringify({ incident }), key: words.replaceAll(' ', '-') };
  }
}

/** What was acknowledged and is not there, in words. */
export async function findLost(
  store: Store,
  acknowledged: ReadonlyMap<Id, readonly string[]>,
): Promise<string[]> {
  const ids = [...acknowledged.keys()];
  return store.read(async (reads) => {
    const there = new Set((await reads.reportLinks(ids)).map(({ id }) => id));
    const lost = ids.filter((id) => !there.has(id)).map((id) => `incident ${id}`);
    for (const id of ids.slice(-newest)) {
      const kept = (await reads.report(id))?.updates.map(({ text }) => text.source) ?? [];
      for (const words of acknowledged.get(id) ?? []) {
        if (there.has(id) && !kept.includes(words)) lost.push(`update "${words}" of incident ${id}`);
      }
    }
    return lost;
  });
}

/** What is kept more than once: the words of each write are its own. */
export async function findRepeated(store: Store): Promise<string[]> {
  const seen = new Map<string, number>();
  for (let after: Id = ''; ; ) {
    const reports = await store.read((reads) => reads.reportsAfter(after, 200));
    for (const { updates } of reports) {
      for (const { source } of updates.map(({ text }) => text)) {
        if (source.startsWith('Drill ')) seen.set(source, (seen.get(source) ?? 0) + 1);
      }
    }
    const last = reports.at(-1);
    if (!last) break;
    after = last.id;
  }
  return [...seen].filter(([, times]) => times > 1).map(([words, times]) => `"${words}" ${times} times`);
}

/** Where a commit was not whole: what was opened since a revision, and the audit log's entries of it, must be the same. */
export async function findHalves(
  store: Store,
  since: number,
  acknowledged: ReadonlyMap<Id, readonly string[]>,
): Promise<string[]> {
  const audited = new Set<Id>();
  const halves: string[] = [];
  for (let after = since; ; ) {
    const entries = await store.read((reads) => reads.auditAfter({ command: 'openIncident' }, after));
    const opened = entries.flatMap(({ subjectId }) => subjectId ?? []);
    const there = new Set((await store.read((reads) => reads.reportLinks(opened))).map(({ id }) => id));
    for (const id of opened) {
      audited.add(id);
      if (!there.has(id)) halves.push(`audit entry without incident ${id}`);
    }
    const last = entries.at(-1);
    if (!last) break;
    after = last.revision;
  }
  for (const id of acknowledged.keys()) {
    if (!audited.has(id)) halves.push(`incident ${id} without audit entry`);
  }
  return halves;
}
