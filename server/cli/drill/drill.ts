import type { Stage } from './stage.ts';

/** What should be so, what was seen, and whether that is it. */
export type Expectation = { readonly expected: string; readonly saw: string; readonly holds: boolean };

/**
 * The same check on something without the protection. It has to fail: a check that finds nothing wrong there would find
 * nothing wrong anywhere.
 */
export type Control = { readonly without: string; readonly saw: string; readonly failed: boolean };

export type Outcome = { readonly expectations: readonly Expectation[]; readonly control: Control };

/** One way in which things go wrong, tried on a copy. */
export type Drill = {
  readonly name: string;
  /** What is done to the server, in a few words. */
  readonly summary: string;
  readonly run: (stage: Stage) => Promise<Outcome>;
};

/** Nothing of `wrong` may be there; of many, the first is said. */
export function nothing(expected: string, of: string, wrong: readonly string[]): Expectation {
  const [first] = wrong;
  return {
    expected,
    saw: first === undefined ? of : `${wrong.length} of ${of}, the first: ${first}`,
    holds: first === undefined,
  };
}

/**
 * A time limit for the machine that the drill runs on: the promised one where the machine is quick, and on a busy one
 * as many times what the undisturbed server took beside it.
 */
export function within(
  what: string,
  tookMs: number,
  promisedMs: number,
  beside: { readonly what: string; readonly tookMs: number; readonly times: number },
): Expectation {
  const limitMs = Math.max(promisedMs, beside.tookMs * beside.times);
  const busy = limitMs > promisedMs ? `, so at most ${Math.round(limitMs)} ms on this machine` : '';
  return {
    expected: `${what} within ${promisedMs} ms`,
    saw: `${Math.round(tookMs)} ms (${beside.what}: ${Math.round(beside.tookMs)} ms${busy})`,
    holds: tookMs <= limitMs,
  };
}

/** What 99 of 100 of these times do not exceed. */
export function p99(timesMs: readonly number[]): number {
  return [...timesMs].sort((a, b) => a - b)[Math.floor(timesMs.length * 0.99)] ?? 0;
}
