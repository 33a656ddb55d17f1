import type { AccessEvent, Attempt } from '../../domain/accessEvent.ts';
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
 * Says who has to wait because of what was tried before. An attempt counts before it is judged, so that many at once do
 * not slip through, and is taken back when it was right. One address cannot lock an account for another: all strangers
 * together have an allowance for each account; besides it there is one for networks from which nobody failed, which
 * each of them can use once; and who is known there needs neither.
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

  /** How long until this attempt may be made, ms; 0 for now. */
  waitMs(attempt: Attempt, now: number): number {
    const { account } = attempt;
    return Math.max(
      this.#onAccount.waitMs(pairOf(attempt), now),
      this.#fromAddress.waitMs(fromOf(attempt), now),
      this.#allowanceFor(attempt, now)?.waitMs(account, now) ?? 0,
    );
  }

  /** The same for one-time links. */
  linkWaitMs(client: string, now: number): number {
    return this.#links.waitMs(client, now);
  }

  count(event: AccessEvent, at: number): void {
    switch (event.is) {
      case 'attempt':
        this.#attempted(event.attempt, at);
        break;
      case 'success':
        this.#succeeded(event.attempt);
        break;
      case 'incomplete':
        this.#takeBack(event.attempt);
        break;
      case 'wrongLink':
        this.#links.count(event.client, at);
        break;
    }
  }

  #attempted(attempt: Attempt, at: number): void {
    const from = fromOf(attempt);
    const allowance = this.#allowanceFor(attempt, at);
    this.#onAccount.count(pairOf(attempt), at);
    this.#fromAddress.count(from, at);
    this.#fromNetwork.count(clientNetwork(from), at);
    allowance?.spend(attempt.account, at);
  }

  /** What an attempt takes from; null when it is trusted. What anybody may use goes first. */
  #allowanceFor(attempt: Attempt, now: number): Allowance | null {
    const { account, client, sessionId, isKnown } = attempt;
    if (isKnown || sessionId !== null || this.#trusted.has(`${client} ${account}`)) return null;
    if (this.#ofAccount.waitMs(account, now) === 0) return this.#ofAccount;
    const isClean = this.#fromNetwork.of(clientNetwork(client), now) === null;
    return isClean ? this.#ofCleanNetworks : this.#ofAccount;
  }

  /** What came from that address for other accounts stays counted. */
  #succeeded(attempt: Attempt): void {
    this.#takeBack(attempt);
    this.#onAccount.forgive(pairOf(attempt));
    const trusted = `${attempt.client} ${attempt.account}`;
    this.#trusted.delete(trusted);
    this.#trusted.add(trusted);
    const [oldest] = this.#trusted;
    if (this.#trusted.size > trustedAtMost && oldest !== undefined) this.#trusted.delete(oldest);
  }

  #takeBack(attempt: Attempt): void {
    this.#onAccount.takeBack(pairOf(attempt));
    this.#fromAddress.takeBack(fromOf(attempt));
    this.#fromNetwork.takeBack(clientNetwork(fromOf(attempt)));
  }
}

/** Where failures are counted: those of a browser with a session apart from others at its address. */
function fromOf({ client, sessionId }: Attempt): string {
  return sessionId === null ? client : `session ${sessionId}`;
}

function pairOf(attempt: Attempt): string {
  return `${fromOf(attempt)} ${attempt.account}`;
}
