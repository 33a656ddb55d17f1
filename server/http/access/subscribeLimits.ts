import { Allowance } from './allowance.ts';
import { clientKey, clientNetwork } from './clientAddress.ts';

/** Holds back who lets us write to many addresses. What one address gets is held back by what is kept of it. */
export class SubscribeLimits {
  readonly #ofClient = new Allowance(20, 180_000);
  readonly #ofNetwork = new Allowance(100, 30_000);
  readonly #ofAll = new Allowance(2_000, 500);

  /** Counts a request from this address. How long to wait, ms; 0 when it may be done now. */
  take(address: string, now: number): number {
    const client = clientKey(address);
    const taken = [
      [this.#ofClient, client],
      [this.#ofNetwork, clientNetwork(client)],
      [this.#ofAll, ''],
    ] as const;
    const waitMs = Math.max(...taken.map(([allowance, key]) => allowance.waitMs(key, now)));
    if (waitMs === 0) for (const [allowance, key] of taken) allowance.spend(key, now);
    return waitMs;
  }
}
