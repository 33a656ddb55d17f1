import type { Context } from 'hono';
import type { Id } from '../domain/id.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { SubscriptionRequest, Wanted } from '../domain/subscribing.ts';
import { subscriberIdFor } from '../personalLink.ts';
import type { Snapshot } from '../publish/snapshot.ts';
import { clientAddress } from './access/clientAddress.ts';
import { SubscribeLimits } from './access/subscribeLimits.ts';

/** What is needed of the application to let people subscribe. */
export type SubscribingBackend = {
  readonly now: () => number;
  readonly trustedProxies: number;
  /** Signs personal links. */
  readonly linkKey: () => Promise<string>;
  /** Keeps what somebody asked. It is answered by mail afterwards. */
  readonly ask: (request: SubscriptionRequest) => Promise<void>;
  readonly subscriber: (id: Id) => Promise<Subscriber | null>;
  /** The subscriber that is a browser with this address. */
  readonly browser: (address: string) => Promise<Subscriber | null>;
  readonly keep: (subscriber: Subscriber) => Promise<void>;
  /** With which what a webhook is sent is signed. */
  readonly webhookSecret: (id: Id) => Promise<string>;
  readonly erase: (id: Id) => Promise<void>;
  /** Whether this failure is the database's; then the answer is 503 with this sentence. */
  readonly unavailable: (error: unknown) => string | null;
};

/** What anybody may ask about subscriptions, within limits. Each does the same work, whatever is known. */
export class SubscribeDesk {
  readonly #backend: SubscribingBackend;
  readonly #limits = new SubscribeLimits();

  constructor(backend: SubscribingBackend) {
    this.#backend = backend;
  }

  /** Counts a request. How many seconds its client has to wait; 0 when it may be done now. */
  take(context: Context): number {
    const { trustedProxies, now } = this.#backend;
    return Math.ceil(this.#limits.take(clientAddress(context, trustedProxies), now()) / 1_000);
  }

  /** Why something failed, when it is the database that takes nothing now; else null. */
  unavailable(error: unknown): string | null {
    return this.#backend.unavailable(error);
  }

  /** Asks for a subscription. Its id is the one that the subscriber has, or will have. */
  async subscribe(wanted: Wanted): Promise<SubscriptionRequest> {
    const { linkKey, ask, now } = this.#backend;
    const id = subscriberIdFor(await linkKey(), wanted);
    const request = { id, askedAt: now(), wanted, purpose: 'link' } as const;
    await ask(request);
    return request;
  }

  /** Asks for the link of a subscription, which is mailed to who has the address. */
  async sendLink(id: Id): Promise<void> {
    await this.#backend.ask({ id, askedAt: this.#backend.now(), wanted: null, purpose: 'link' });
  }
}

/** Whether somebody can still hear of this incident or maintenance: it is not over. */
export function isOpenReport(snapshot: Snapshot, id: Id): boolean {
  const { openIncidents, activeMaintenances, upcomingMaintenances } = snapshot;
  return [...openIncidents, ...activeMaintenances, ...upcomingMaintenances].some(
    (report) => report.id === id,
  );
}

/** Whether all of these groups and components stand on the page. */
export function areListed(
  { sections }: Snapshot,
  { groupIds, componentIds }: { readonly groupIds: readonly Id[]; readonly componentIds: readonly Id[] },
): boolean {
  const groups = new Set<Id>();
  const components = new Set<Id>();
  for (const section of sections) {
    if (section.kind === 'group') groups.add(section.group.id);
    for (const { id } of section.kind === 'group' ? section.components : [section.component]) {
      components.add(id);
    }
  }
  return groupIds.every((id) => groups.has(id)) && componentIds.every((id) => components.has(id));
}
