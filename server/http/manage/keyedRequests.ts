import { createHash } from 'node:crypto';
import type { KeptAnswer, KeyedRequest, RememberedRequest } from '../../domain/request.ts';
import type { ManageBackend } from './backend.ts';
import { Refused } from './refused.ts';

/** How a request is done, and how the answer is made again to one that was done before. */
export type Work = {
  /** `made` is the revision that was made, if one was; `keep` is kept instead of the answer. */
  readonly act: (request: KeyedRequest) => Promise<{
    readonly answer: KeptAnswer;
    readonly made: number | null;
    readonly keep?: KeptAnswer;
  }>;
  readonly repeat: (done: RememberedRequest) => Promise<KeptAnswer>;
};

/**
 * Requests with an `Idempotency-Key`, each of which is done once, however often it is sent within 24 hours.
 *
 * 1. The commit that does the work also writes the request's row: caller, key, a hash of what was asked, and the
 *    subject. Both are there or neither is, whatever crashes, and of two processes that try only one can commit.
 * 2. The answer is made after the commit and added to the row. The first answer that is added stays.
 * 3. Sent again, a request gets the answer of its row. When the row has none, because the process ended between 1 and
 *    2, the operation makes the answer once more on a desk that does nothing and gives the subject of the row. What was
 *    deleted cannot be shown any more: then the answer says that the request was done.
 *
 * A no by the rules is kept as well, so that what was refused is not done later behind the caller's back. What says
 * nothing about the request (401, 403, 412, 429, 5xx) is not kept.
 */
export class KeyedRequests {
  readonly #backend: ManageBackend;
  readonly #inFlight = new Set<string>();

  constructor(backend: ManageBackend) {
    this.#backend = backend;
  }

  /** The answer to a request. Throws `Refused` when it is being done right now, or its key stands for another. */
  async once(
    request: KeyedRequest,
    work: Work,
  ): Promise<{ readonly answer: KeptAnswer; readonly replayed: boolean }> {
    const place = JSON.stringify([request.caller, request.key]);
    if (this.#inFlight.has(place)) throw inFlight();
    this.#inFlight.add(place);
    try {
      const known = await this.#backend.request(request);
      if (!known) {
        const { answer, made, keep } = await work.act(request);
        const kept = await this.#keep(request, made, keep ?? answer);
        return { answer: keep ? answer : kept, replayed: false };
      }
      if (known.fingerprint !== request.fingerprint) throw otherRequest();
      if (known.revision !== null) await this.#backend.published(known.revision);
      const answer = known.answer ?? (await this.#keep(request, known.revision, await work.repeat(known)));
      return { answer, replayed: true };
    } finally {
      this.#inFlight.delete(place);
    }
  }

  async #keep(request: KeyedRequest, made: number | null, answer: KeptAnswer): Promise<KeptAnswer> {
    if ([401, 403, 412, 429].includes(answer.status) || answer.status >= 500) return answer;
    let kept: KeptAnswer | null;
    try {
      kept = await this.#backend.keepAnswer(request, made, answer);
    } catch (error) {
      // What was done is done. Sent again, the request finds its row without an answer, as after a crash.
      if (made === null || this.#backend.unavailable(error) === null) throw error;
      return answer;
    }
    if (!kept) throw inFlight();
    return kept;
  }
}

/** The request with the key of its header; null when it has none. Throws `Refused`. */
export function keyedRequest(
  request: Request,
  caller: string,
  asked: { readonly path: string; readonly query: unknown; readonly text: string },
): KeyedRequest | null {
  const key = request.headers.get('idempotency-key');
  if (key === null) return null;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Refused({
      fault: 'malformed',
      code: 'idempotency.bad_key',
      message: 'Idempotency-Key must be 1 to 255 visible ASCII characters without spaces.',
    });
  }
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([request.method, asked.path, asked.query, asked.text]))
    .digest('hex');
  return { caller, key, fingerprint };
}

function inFlight(): Refused {
  return new Refused({
    fault: 'conflict',
    code: 'idempotency.in_flight',
    message:
      'A request with this Idempotency-Key is being done right now. Ask again in a moment for its answer.',
  });
}

function otherRequest(): Refused {
  return new Refused({
    fault: 'invalid',
    code: 'idempotency.other_request',
    message: 'This Idempotency-Key was used for another request. Use a new key for each request.',
  });
}
