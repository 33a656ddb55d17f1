import type { Clock } from '../clock.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import {
  answerRequest,
  mailboxOf,
  type PersonalLink,
  type SubscriptionRequest,
} from '../domain/subscribing.ts';
import { DAY_MS } from '../domain/timeZone.ts';
import { DueClock } from '../jobs/dueClock.ts';
import { personalToken } from '../personalLink.ts';
import type { Store } from '../store/store.ts';
import type { Outcome } from './channel.ts';
import { writeGivenUpMail } from './givenUpMail.ts';
import type { Mail } from './mail.ts';
import { manageLink } from './messages.ts';
import { writePersonalMail } from './personalMail.ts';

export type AnsweringOptions = {
  readonly store: Store;
  readonly clock: Clock;
  readonly url: string;
  readonly sendMail: (mail: Mail) => Promise<Outcome>;
  /** Signs personal links. */
  readonly linkKey: () => Promise<string>;
  readonly onError: (error: unknown) => void;
};

const bundleSize = 50;
/** How long one process may take for one request, and how long after a failure it is tried again; then twice as long. */
const firstPauseMs = 120_000;
const longestPauseMs = 900_000;
/** When the mail server takes nothing, whoever it is for. */
const downMs = 30_000;

/**
 * Answers by mail what anybody asked about subscriptions. Who asked has their answer already, so that they cannot tell
 * from it, or from how long it took, whether an address is known. A crash repeats a mail at most, with the same id.
 */
export class Answering {
  readonly #options: AnsweringOptions;
  readonly #due: DueClock;
  #pausedUntil = 0;

  constructor(options: AnsweringOptions) {
    this.#options = options;
    const { subscriptions } = options.store;
    this.#due = new DueClock({
      clock: options.clock,
      nextDueAt: async () => {
        const at = await subscriptions.nextRequestAt();
        return at === null ? null : Math.max(at, this.#pausedUntil);
      },
      doDue: () => this.#answerSome(),
      onError: options.onError,
    });
  }

  /** Looks now at what was asked. */
  look(): void {
    this.#due.look();
  }

  async stop(): Promise<void> {
    await this.#due.stop();
  }

  async #answerSome(): Promise<boolean> {
    const { store, clock } = this.#options;
    const requests = await store.subscriptions.dueRequests(clock.now(), bundleSize);
    for (const request of requests) {
      const pauseMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(request.attempts, 10));
      const isOurs = await store.subscriptions.claimRequest(request, clock.now() + pauseMs);
      if (isOurs && !(await this.#answer(request))) {
        this.#pausedUntil = clock.now() + downMs;
        return false;
      }
    }
    return requests.length > 0;
  }

  /** False when no mail can be sent now, whoever it is for. */
  async #answer(request: SubscriptionRequest): Promise<boolean> {
    if (request.purpose === 'givenUp') return this.#tellContact(request);
    const { clock, sendMail, store } = this.#options;
    const { subscriptions } = store;
    const ofMailbox = await this.#ofMailbox(request);
    const answer = answerRequest(request, ofMailbox, clock.now());
    if (!answer || request.askedAt + DAY_MS <= clock.now()) {
      await subscriptions.settleRequest(request, null);
      return true;
    }
    const { subscriber, mail } = answer;
    // Kept before the mail goes out: its link must lead somewhere.
    if (!ofMailbox.includes(subscriber)) await subscriptions.put([subscriber]);
    const to = mailboxOf(subscriber);
    if (mail === null || to === null) {
      await subscriptions.settleRequest(request, null);
      return true;
    }
    const outcome = await sendMail(await this.#write(request, subscriber, mail, to));
    if (outcome.is === 'later') return !outcome.isDown;
    await subscriptions.settleRequest(request, { subscriberId: subscriber.id, at: clock.now() });
    return true;
  }

  /** Unless the webhook was turned on again meanwhile. False as in `#answer`. */
  async #tellContact(request: SubscriptionRequest): Promise<boolean> {
    const { clock, sendMail, store, url, linkKey } = this.#options;
    const { subscriptions } = store;
    const [subscriber] = await subscriptions.byId([request.id]);
    if (subscriber?.state === 'quarantined' && subscriber.contactEmail !== null) {
      const { page } = await store.read((reads) => reads.page());
      const manage = manageLink(url, await linkKey(), subscriber.id);
      const mail = writeGivenUpMail(subscriber, { to: subscriber.contactEmail, page, url, manage });
      const outcome = await sendMail(mail);
      const isOver = request.askedAt + DAY_MS <= clock.now();
      if (outcome.is === 'later' && !isOver) return !outcome.isDown;
    }
    await subscriptions.settleRequest(request, null);
    return true;
  }

  async #ofMailbox({ id, wanted }: SubscriptionRequest): Promise<readonly Subscriber[]> {
    const { subscriptions } = this.#options.store;
    const [named] = wanted ? [wanted] : await subscriptions.byId([id]);
    const mailbox = named ? mailboxOf(named) : null;
    return mailbox === null ? [] : subscriptions.ofMailbox(mailbox);
  }

  async #write({ askedAt }: SubscriptionRequest, subscriber: Subscriber, purpose: PersonalLink, to: string) {
    const { store, url, linkKey } = this.#options;
    const { page } = await store.read((reads) => reads.page());
    const token = personalToken(await linkKey(), purpose, subscriber.id);
    const mail = {
      id: `${purpose}.${subscriber.id}.${askedAt}`,
      to,
      language: subscriber.language,
      page,
      url,
      address: `${url}/subscriptions/${token}${purpose === 'confirm' ? '/confirm' : ''}`,
    };
    return writePersonalMail(mail, purpose);
  }
}
