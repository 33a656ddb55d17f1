import type { Attempt } from '../../domain/accessEvent.ts';
import { Refused } from '../manage/refused.ts';
import { Allowance } from './allowance.ts';
import { Attempts } from './attempts.ts';
import { clientNetwork } from './clientAddress.ts';
import { GrowingDelay } from './growingDelay.ts';

/** After so many attempts from one address on one account, and on any account, each further one waits. */
const freeOnAccount = 5;
const freeFromAddress = 20;
/**
 * How many attempts strangers have on one account at once, all together; two more each minute. With what is kept for
 * clean networks that makes at most 20 in any minute.
 */
const forAnybody = 9;
const forCleanNetworks = 7;
const trustedAtMost = 10_000;

/**
 * Holds back who guesses. Attempts are counted before they are judged, so that many at once do not slip through, and
 * taken back when they were right. One address cannot lock an account for another: all strangers together have an
 * allowance for each account; besides it there is one for networks from which nobody failed, which each of them can
 * use once; and who is known there needs neither.
 */
export class AccessLimits {
  readonly #onAccount = new GrowingDelay(freeOnAccount);
  readonly #fromAddress = new GrowingDelay(freeFromAddress);
  readonly #fromNetwork = new Attempts();
  readonly #links = new GrowingDelay(freeFromAddress);
  readonly #ofAccount = new Allowance(forAnybody);
  readonly #ofCleanNetworks = new Allowance(forCleanNetworks);
  /** From where somebody signed in who has signed out again, so that no session tells of it. */
  readonly #trusted = new Set<string>();

  /** Before a password is looked at. Throws `Refused`. */
  attempt(attempt: Attempt, now: number): void {
    const { account } = attempt;
    const from = fromOf(attempt);
    const allowance = this.#allowanceFor(attempt, now);
    refuseFor(
      Math.max(
        this.#onAccount.waitMs(pairOf(attempt), now),
        this.#fromAddress.waitMs(from, now),
        allowance?.waitMs(account, now) ?? 0,
      ),
    );
    this.#onAccount.count(pairOf(attempt), now);
    this.#fromAddress.count(from, now);
    this.#fromNetwork.count(clientNetwork(from), now);
    allowance?.spend(account, now);
  }

  /** What an attempt takes from; null when it is trusted. What anybody may use goes first. */
  #allowanceFor(attempt: Attempt, now: number): Allowance | null {
    const { account, client, sessionId, isKnown } = attempt;
    if (isKnown || sessionId !== null || this.#trusted.has(`${client} ${account}`)) return null;
    if (this.#ofAccount.waitMs(account, now) === 0) return this.#ofAccount;
    const isClean = this.#fromNetwork.of(clientNetwork(client), now) === null;
    return isClean ? this.#ofCleanNetworks : this.#ofAccount;
  }

  /** The attempt was right. What came from that address for other accounts stays counted. */
  succeeded(attempt: Attempt): void {
    this.incomplete(attempt);
    this.#onAccount.forgive(pairOf(attempt));
    const trusted = `${attempt.client} ${attempt.account}`;
    this.#trusted.delete(trusted);
    this.#trusted.add(trusted);
    const [oldest] = this.#trusted;
    if (this.#trusted.size > trustedAtMost && oldest !== undefined) this.#trusted.delete(oldest);
  }

  /** Nothing was wrong, only something missing: no failure, and none is forgiven. The work was done all the same. */
  incomplete(attempt: Attempt): void {
    this.#onAccount.takeBack(pairOf(attempt));
    this.#fromAddress.takeBack(fromOf(attempt));
    this.#fromNetwork.takeBack(clientNetwork(fromOf(attempt)));
  }

  /** Before a one-time link is looked at. Throws `Refused`. */
  attemptLink(client: string, now: number): void {
    refuseFor(this.#links.waitMs(client, now));
  }

  /** There is no such link. */
  wrongLink(client: string, now: number): void {
    this.#links.count(client, now);
  }
}

/** Where failures are counted: those of a browser with a session apart from others at its address. */
function fromOf({ client, sessionId }: Attempt): string {
  return sessionId === null ? client : `session ${sessionId}`;
}

function pairOf(attempt: Attempt): string {
  return `${fromOf(attempt)} ${attempt.account}`;
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
