import { scrypt, timingSafeEqual } from 'node:crypto';
import { Busy, Gate } from '../../gate.ts';
import { Refused } from '../manage/refused.ts';

/**
 * scrypt with N = 2^14, r = 8, p = 5 (OWASP Password Storage Cheat Sheet): 16 MiB and about a fifth of a second.
 * Each hash says its own parameters, so that these can grow.
 */
const cost = { N: 2 ** 14, r: 8, p: 5 };
const keyLength = 32;
/** So many at once leave threads of Node's pool for everything else, and so many wait before we say no. */
const atOnce = 2;
const waitingAtMost = 200;

/** Of no password: whoever is not known costs the same work as who is. */
const nobodysHash = ['scrypt', cost.N, cost.r, cost.p, 'A'.repeat(22), 'A'.repeat(43)].join('$');

/** Hashes passwords and compares them, a few at a time. */
export class Passwords {
  readonly #newSecret: () => string;
  readonly #gate = new Gate(atOnce, waitingAtMost);

  constructor(newSecret: () => string) {
    this.#newSecret = newSecret;
  }

  /** `scrypt$N$r$p$SALT$KEY`, the last two in base64url. Throws `Refused` when too many others wait. */
  async hash(password: string): Promise<string> {
    const salt = this.#newSecret().slice(0, 22);
    const key = await this.#derive(password, salt, cost.N, cost.r, cost.p);
    return ['scrypt', cost.N, cost.r, cost.p, salt, key.toString('base64url')].join('$');
  }

  /** The same work whether there is a hash or not. Throws `Refused` when too many others wait. */
  async matches(password: string, hash: string | null): Promise<boolean> {
    const [, n, r, p, salt = '', key = ''] = (hash ?? nobodysHash).split('$');
    const kept = Buffer.from(key, 'base64url');
    const given = await this.#derive(password, salt, Number(n), Number(r), Number(p));
    return kept.length === given.length && timingSafeEqual(kept, given) && hash !== null;
  }

  async #derive(password: string, salt: string, N: number, r: number, p: number): Promise<Buffer> {
    try {
      return await this.#gate.pass(
        () =>
          new Promise((resolve, reject) => {
            // The same characters typed on another keyboard are the same password.
            scrypt(password.normalize('NFKC'), salt, keyLength, { N, r, p }, (error, key) =>
              error ? reject(error) : resolve(key),
            );
          }),
      );
    } catch (error) {
      throw error instanceof Busy ? tooBusy() : error;
    }
  }
}

function tooBusy(): Refused {
  return new Refused(
    {
      fault: 'too_many',
      code: 'password.busy',
      message: 'Too many sign-ins at once. Try again in a moment.',
    },
    { 'retry-after': '5' },
  );
}
