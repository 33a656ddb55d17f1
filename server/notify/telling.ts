import type { Clock } from '../clock.ts';
import type { Id } from '../domain/id.ts';
import type { Report } from '../domain/incident.ts';
import { statusNow } from '../domain/reportUpdates.ts';
import type { Channel, Subscriber } from '../domain/subscriber.ts';
import type { SubscriptionRequest } from '../domain/subscribing.ts';
import { type Attempt, Courier, type Settled } from '../jobs/courier.ts';
import type { DueClock } from '../jobs/dueClock.ts';
import { fanOutClock } from '../jobs/fanOut.ts';
import { NotHolder } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import { alertReport } from './alertReport.ts';
import type { ChannelSender, Message, Outcome, Scene } from './channel.ts';
import { channelNamed, hearOfComponents } from './channels.ts';
import { isStillTold, type MessageSource, messageOf } from './messages.ts';
import { ReadAhead } from './readAhead.ts';
import type { Senders } from './senders.ts';

/** What is on its way when stopping may take this long; what is cut off is sent after the next start. */
const finishMs = 10_000;
const rereadMs = 1_000;
const mostKnown = 100;

export type TellingOptions = {
  readonly store: Store;
  readonly clock: Clock;
  readonly url: string;
  readonly senders: Senders;
  readonly newIds: (count: number) => Id[];
  readonly newSecret: () => string;
  /** No other process sends from this database. */
  readonly isAlone: boolean;
  /** Whether announcements are this process's to become deliveries; those are shared by all. */
  readonly holdsJobs: () => boolean;
  /** What deliveries are taken as; null: none may be taken, nor sent. */
  readonly sender: () => string | null;
  /** Somebody is to be told by mail that their webhook was given up. */
  readonly onGivenUp: () => void;
  readonly onError: (error: unknown) => void;
};

/** Everything that tells subscribers: each announcement becomes deliveries, and each channel has its courier. */
export class Telling {
  readonly #options: TellingOptions;
  readonly #fanOut: DueClock;
  readonly #couriers: readonly Courier[];

  constructor(options: TellingOptions) {
    this.#options = options;
    const { store, clock, senders, onError } = options;
    const { subscriptions } = store;
    this.#fanOut = fanOutClock({
      clock,
      waiting: subscriptions.waiting,
      holdsJobs: options.holdsJobs,
      nextAnnouncementAt: subscriptions.nextAnnouncementAt,
      isStillTold: async (announcement) =>
        isStillTold(announcement, await this.#report(announcement.reportId)),
      cancel: store.jobs.subscriptions.cancel,
      subscribersAfter: subscriptions.after,
      hearing: this.#lately(async () => {
        const components = await store.read((reads) => reads.components());
        return { groupOf: new Map(components.map(({ id, groupId }) => [id, groupId])), hearOfComponents };
      }),
      fanOut: store.jobs.subscriptions.fanOut,
      onDeliveries: () => this.lookForDeliveries(),
      onError,
    });
    this.#couriers = [...senders.channels].map(([channel, sender]) => this.#courier(channel, sender));
  }

  /** Goes on with what was not told yet. */
  async start(): Promise<void> {
    if (this.#options.isAlone) await this.#options.store.subscriptions.releaseLeases();
    this.look();
    this.lookForDeliveries();
  }

  /** Something may be announced: called after each commit. Its deliveries come with the fan-out. */
  look(): void {
    this.#fanOut.look();
  }

  /** Something may be to be delivered. */
  lookForDeliveries(): void {
    for (const courier of this.#couriers) courier.look();
  }

  async stop(): Promise<void> {
    await this.#fanOut.stop();
    const { senders } = this.#options;
    const late = setTimeout(() => senders.close(), finishMs);
    await Promise.all(this.#couriers.map((courier) => courier.stop()));
    clearTimeout(late);
    senders.close();
  }

  #courier(channel: Channel, channelSender: ChannelSender): Courier {
    const { store, clock, newIds, sender, onError } = this.#options;
    const { subscriptions } = store;
    const source = this.#source();
    return new Courier({
      clock,
      lanes: channelSender.lanes,
      isParallel: channelSender.isParallel,
      lease: async (now, forMs, limit, except) => {
        const taker = sender();
        if (taker === null) throw new NotHolder();
        const by = `${taker} ${newIds(1)[0]}`;
        const deliveries = await subscriptions.lease({ channel, by, now, forMs, limit, except });
        const ids = deliveries.map(({ subscriberId }) => subscriberId);
        const subscribers = new ReadAhead(clock, rereadMs, subscriptions.byId, ids);
        const own = { ...source, subscriber: (id: Id) => subscribers.byId(id) };
        return {
          by,
          deliveries,
          isOurs: () => sender() === taker,
          send: async (some) => this.#attempt(channelSender, await messageOf(own, some)),
        };
      },
      letGo: subscriptions.letGo,
      nextDeliveryAt: (now, except) => subscriptions.nextDeliveryAt(channel, now, except),
      waitAtLeast: (now, count) => subscriptions.waitAtLeast(channel, now, count),
      settle: async (settled) => {
        const given = channelNamed(channel).isGivenUp ? await this.#givenUp(settled) : [];
        await subscriptions.settle(settled, clock.now(), given, noticesTo(given, clock.now()));
        if (given.length > 0) this.#options.onGivenUp();
      },
      chance: () => Number.parseInt(newIds(1)[0]?.slice(-4) ?? '', 36) / 36 ** 4,
      onError,
    });
  }

  /** Sends a message, and gives up a target that is gone for good. */
  async #attempt(sender: ChannelSender, message: Message | null): Promise<Attempt> {
    if (!message) return { is: 'never', problem: 'There is nobody, or nothing, to be told any more.' };
    const outcome = await this.#send(sender, message);
    if (outcome.is !== 'gone') return outcome;
    const { store, clock, onGivenUp } = this.#options;
    const given = quarantined(message.subscriber, outcome.problem, clock.now());
    await store.subscriptions.settle([], clock.now(), [given], noticesTo([given], clock.now()));
    onGivenUp();
    return { is: 'never', problem: outcome.problem };
  }

  /** A message that cannot be written keeps nobody else's waiting. */
  async #send(sender: ChannelSender, message: Message): Promise<Outcome> {
    try {
      return await sender.send(message);
    } catch (error) {
      this.#options.onError(error);
      return { is: 'later', problem: 'The message could not be written.', isDown: false };
    }
  }

  /** The targets that took nothing for a day, left alone from now on. */
  async #givenUp(settled: readonly Settled[]): Promise<Subscriber[]> {
    const problems = new Map<Id, string>();
    for (const { subscriberId, outcome } of settled) {
      if (outcome.state === 'failed') problems.set(subscriberId, outcome.problem ?? '');
    }
    const subscribers = await this.#options.store.subscriptions.byId([...problems.keys()]);
    return subscribers
      .filter(({ state }) => state === 'active')
      .map((subscriber) =>
        quarantined(subscriber, problems.get(subscriber.id) ?? '', this.#options.clock.now()),
      );
  }

  /** What many have in common is read again after a second: soon enough for what is corrected meanwhile. */
  #lately<T>(read: () => Promise<T>): () => Promise<T> {
    const { clock } = this.#options;
    let known: { readonly at: number; readonly value: Promise<T> } | null = null;
    return () => {
      const now = clock.now();
      if (!known || now - known.at >= rereadMs) known = { at: now, value: read() };
      return known.value;
    };
  }

  /** What messages are written from, but for whom they are for. */
  #source(): Omit<MessageSource, 'subscriber'> {
    const { store, newSecret } = this.#options;
    const { subscriptions } = store;
    const byId = <T>(read: (id: Id) => Promise<T>): ((id: Id) => Promise<T>) => {
      let known = new Map<Id, () => Promise<T>>();
      return (id) => {
        if (known.size > mostKnown) known = new Map();
        const found = known.get(id) ?? this.#lately(() => read(id));
        known.set(id, found);
        return found();
      };
    };
    const announcement = byId(async (id) => (await subscriptions.announcements([id]))[0]);
    return {
      announcements: async (ids) =>
        (await Promise.all(ids.map(announcement))).filter((one) => one !== undefined),
      report: byId((id) => this.#report(id)),
      scene: this.#lately(() => this.#scene()),
      linkKey: this.#lately(() => subscriptions.key('links', newSecret)),
    };
  }

  /** What is told: an incident or a maintenance, or an alert in the shape of one. */
  async #report(id: Id | null): Promise<Report | null> {
    if (id === null) return null;
    const { store } = this.#options;
    const report = await store.read((reads) => reads.report(id));
    if (report) return report;
    const alert = await store.subscriptions.alert(id);
    if (!alert) return null;
    const { page } = await store.read((reads) => reads.page());
    return alertReport(alert, page.language);
  }

  async #scene(): Promise<Scene> {
    const { store, url, clock } = this.#options;
    return store.read(async (reads) => {
      const openImpacts = await reads.openImpacts();
      return {
        page: (await reads.page()).page,
        url,
        components: await reads.components(),
        groups: await reads.groups(),
        statusNow: (componentId) => statusNow({ openImpacts }, componentId),
        now: clock.now(),
      };
    });
  }
}

/** What tells the contacts of webhooks that these get no more updates. */
function noticesTo(given: readonly Subscriber[], askedAt: number): SubscriptionRequest[] {
  return given
    .filter(({ contactEmail }) => contactEmail !== null)
    .map(({ id }) => ({ id, askedAt, wanted: null, purpose: 'givenUp' }));
}

function quarantined(subscriber: Subscriber, reason: string, now: number): Subscriber {
  return { ...subscriber, state: 'quarantined', quarantinedAt: now, quarantineReason: reason };
}
