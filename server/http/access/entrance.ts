import type { Context } from 'hono';
import { confirmationMs, type Session } from '../../domain/access.ts';
import type { Id } from '../../domain/id.ts';
import type { Log } from '../../log.ts';
import { type Asker, authenticate, authorize, SessionExpired } from '../manage/authenticate.ts';
import type { ManageBackend } from '../manage/backend.ts';
import type { Operation } from '../manage/operation.ts';
import { Refused } from '../manage/refused.ts';
import { clientAddress, clientKey } from './clientAddress.ts';
import { readSessionCookie } from './cookie.ts';
import { refuseCrossSite, refuseForeignOrigin } from './crossSite.ts';
import { AccessGuard } from './guard.ts';
import { Passwords } from './passwords.ts';
import { Uses } from './uses.ts';

/** What an operation about access works with besides its desk. Where secrets come in, and are left behind as hashes. */
export type Door = {
  /** Null for operations that anybody may ask for. */
  readonly asker: Asker | null;
  /** Stands for the address of who asks. */
  readonly client: string;
  /** The secret of the cookie that came, whether it is good or not. */
  readonly cookie: string | null;
  readonly passwords: Passwords;
  readonly guard: AccessGuard;
  readonly log: Log;
  readonly newSecret: () => string;
  /** The value of `Set-Cookie` of the answer; null for none. */
  setCookie: string | null;
};

/** Where everybody comes in: says who asks, and whether they may. */
export class Entrance {
  readonly #backend: ManageBackend;
  readonly #log: Log;
  readonly #passwords: Passwords;
  readonly #guard: AccessGuard;
  readonly #uses: Uses;

  constructor(backend: ManageBackend, log: Log) {
    this.#backend = backend;
    this.#log = log;
    this.#guard = new AccessGuard(backend.accessEvents);
    this.#passwords = new Passwords(backend.newSecret);
    this.#uses = new Uses((id, at) => backend.noteUse(id, at));
  }

  /** Throws `Refused` when who asks is not known, may not do this, or may have been sent by a foreign page. */
  async admit(context: Context, { role, dangerous }: Operation): Promise<Door> {
    const request = context.req.raw;
    const backend = this.#backend;
    const now = backend.now();
    const door: Door = {
      asker: null,
      client: clientKey(clientAddress(context, backend.trustedProxies)),
      cookie: readSessionCookie(request),
      passwords: this.#passwords,
      guard: this.#guard,
      log: this.#log,
      newSecret: backend.newSecret,
      setCookie: null,
    };
    if (role === 'anybody') {
      refuseForeignOrigin(request, backend.url);
      return door;
    }
    const asker = await authenticate(request, (work) => backend.read(work), now).catch(
      async (error: unknown) => {
        if (error instanceof SessionExpired) await this.#end(error.session);
        throw error;
      },
    );
    if (asker.session) refuseCrossSite(request, backend.url);
    authorize(asker, role);
    if (dangerous && asker.session && asker.session.confirmedAt + confirmationMs <= now) {
      throw new Refused({
        fault: 'forbidden',
        code: 'session.confirm_needed',
        message: 'Enter your password again to do this: POST /v1/session/confirm.',
      });
    }
    await this.#noteUse((asker.session ?? asker.token).id, now, request.method);
    return { ...door, asker };
  }

  /** Who reads is answered also when this cannot be written; who writes is refused then, without waiting once more. */
  async #noteUse(id: Id, now: number, method: string): Promise<void> {
    try {
      await this.#uses.note(id, now);
    } catch (err) {
      if (method !== 'GET' && this.#backend.unavailable(err) !== null) throw err;
      this.#log.warn({ err }, 'the use of a token or a session could not be written down');
    }
  }

  async #end({ id, memberId }: Session): Promise<void> {
    await this.#backend.perform({ type: 'endSession', memberId, sessionId: id }, { actor: 'clock' });
  }
}
