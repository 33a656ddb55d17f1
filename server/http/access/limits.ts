import { Refused } from '../manage/refused.ts';
import { Allowance } from './allowance.ts';
import { GrowingDelay } from './growingDelay.ts';

/** After so many attempts from one address on one account, and on any account, each further one waits. */
const freeOnAccount = 5;
const freeFromAddress = 20;
const trustedAtMost = 10_000;

/**
 * Holds back who guesses. Attempts are counted before they are judged, so that many at once do not slip through, and
 * forgiven when they were right. One address cannot lock an account for another; many addresses together have an
 * allowance for each account, and an address from which its owner has signed in does not need it.
 */
export class AccessLimits {
  readonly #onAccount = new GrowingDelay(freeOnAccount);
  readonly #fromAddress = new GrowingDelay(freeFromAddress);
  readonly #links = new GrowingDelay(freeFromAddress);
  readonly #ofAccount = new Allowance();
  readonly #trusted = new Set<string>();

  /** Before a password is looked at. Throws `Refused`. */
  attempt(account: string, client: string, now: number): void {
    const pair = `${client} ${account}`;
    refuseFor(
      Math.max(
        this.#onAccount.waitMs(pair, now),
        this.#fromAddress.waitMs(client, now),
        this.#trusted.has(pair) ? 0 : this.#ofAccount.waitMs(account, now),
      ),
    );
    this.#onAccount.count(pair, now);
    this.#fromAddress.count(client, now);
    this.#ofAccount.spend(account, now);
  }

  /** The attempt was right. What came from that address for other accounts stays counted. */
  succeeded(account: string, client: string): void {
    const pair = `${client} ${account}`;
    this.#onAccount.forgive(pair);
    this.#fromAddress.takeBack(client);
    this.#trusted.delete(pair);
    this.#trusted.add(pair);
    const [oldest] = this.#trusted;
    if (this.#trusted.size > trustedAtMost && oldest !== undefined) this.#trusted.delete(oldest);
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
