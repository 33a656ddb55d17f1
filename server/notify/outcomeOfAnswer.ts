import type { Outcome } from './channel.ts';
import type { Answer } from './guardedRequest.ts';

/** What is particular to a channel. */
export type Reading = {
  /** Whether an answer says that nobody will ever be reached there. */
  readonly isGone: (status: number, body: string) => boolean;
  /** Whether its words are shown; not of targets that strangers chose, who could read by them what only we can reach. */
  readonly quotes: boolean;
  /** When to come back, where the body says so, in the form of a Retry-After; null: it does not. */
  readonly retryAfter?: (body: string) => string | null;
};

/**
 * What came of a request: 2xx is taken; anything else, a redirect too, is tried again, not before the other side wants.
 * `now`: ms UTC.
 */
export function outcomeOfAnswer(answer: Answer, reading: Reading, now: number): Outcome {
  if (answer.is === 'failed') return { is: 'later', problem: answer.problem, isDown: false };
  const { isGone, quotes } = reading;
  const { status, body } = answer;
  if (status >= 200 && status < 300) return { is: 'sent' };
  const problem = `It answered ${status}${quotes ? `: ${body.slice(0, 200)}` : '.'}`;
  if (isGone(status, body)) return { is: 'gone', problem };
  const retryAfter = answer.retryAfter ?? reading.retryAfter?.(body) ?? null;
  const waitMs = status === 429 || status === 503 ? waitOf(retryAfter, now) : 0;
  return { is: 'later', problem, isDown: false, ...(waitMs > 0 ? { waitMs } : {}) };
}

/** Seconds, or a date (RFC 9110, 10.2.3); 0 for anything else. */
function waitOf(retryAfter: string | null, now: number): number {
  if (retryAfter === null) return 0;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1_000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
