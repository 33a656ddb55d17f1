import { createHash } from 'node:crypto';
import type { AccessEvent, Attempt } from '../../domain/accessEvent.ts';
import { Refused } from '../manage/refused.ts';
import { AccessLimits } from './limits.ts';

/** What became of attempts, kept where all processes read it. */
export type AccessEvents = {
  /** Keeps an event, and answers with its number. */
  add(event: AccessEvent, at: number): Promise<number>;
  /** Those after this number, in order. */
  after(
    number: number,
    now: number,
  ): Promise<readonly { readonly number: number; readonly at: number; readonly event: AccessEvent }[]>;
};

/**
 * Holds back who guesses, whichever process they ask, and after a restart too: each event is kept, and counted here
 * once it is read back, so that all processes count the same in the same order. Who has to wait leaves nothing behind.
 */
export class AccessGuard {
  readonly #events: AccessEvents;
  readonly #limits = new AccessLimits();
  /** The number of the last event that is counted. */
  #counted = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(events: AccessEvents) {
    this.#events = events;
  }

  /** Before a password is looked at. Throws `Refused`. */
  async attempt(given: Attempt, now: number): Promise<void> {
    const attempt = withoutName(given);
    const waitMs = await this.#inTurn(async () => {
      await this.#count(now);
      return this.#limits.waitMs(attempt, now) || this.#keep({ is: 'attempt', attempt }, now);
    });
    refuseFor(waitMs);
  }

  /** The attempt was right. */
  async succeeded(attempt: Attempt, now: number): Promise<void> {
    await this.#note({ is: 'success', attempt: withoutName(attempt) }, now);
  }

  /** Nothing was wrong, only something missing: no failure, and none is forgiven. The work was done all the same. */
  async incomplete(attempt: Attempt, now: number): Promise<void> {
    await this.#note({ is: 'incomplete', attempt: withoutName(attempt) }, now);
  }

  /** Before a one-time link is looked at. Throws `Refused`. */
  async attemptLink(client: string, now: number): Promise<void> {
    await this.#inTurn(() => this.#count(now));
    refuseFor(this.#limits.linkWaitMs(client, now));
  }

  /** There is no such link. */
  async wrongLink(client: string, now: number): Promise<void> {
    await this.#note({ is: 'wrongLink', client }, now);
  }

  async #note(event: AccessEvent, now: number): Promise<void> {
    await this.#inTurn(() => this.#keep(event, now));
  }

  /** How long it has to wait for those that came before it, ms. */
  async #keep(event: AccessEvent, now: number): Promise<number> {
    return this.#count(now, await this.#events.add(event, now));
  }

  /** Counts what was not counted yet, and answers how long the event of this number had to wait before it, ms. */
  async #count(now: number, asked?: number): Promise<number> {
    let waitMs = 0;
    for (const { number, at, event } of await this.#events.after(this.#counted, now)) {
      if (number === asked && event.is === 'attempt') waitMs = this.#limits.waitMs(event.attempt, at);
      this.#limits.count(event, at);
      this.#counted = number;
    }
    return waitMs;
  }

  /** One after the other, so that each is judged on all that came before it. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }
}

/** What people type as their name may be their password: it is not kept. */
function withoutName(attempt: Attempt): Attempt {
  const account = createHash('sha256').update(attempt.account).digest('base64url');
  return { ...attempt, account };
}

function refuseFor(waitMs: number): void {
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1_000);
  throw new Refused(
    {
      fault: 'too_many',
      code: 'attempts.too_many',
      message: `Too many attempts. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`,
    },
    { 'retry-after': String(seconds) },
  );
}
