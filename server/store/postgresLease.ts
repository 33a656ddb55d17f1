/** What is the same of every lease that a process holds on the database's clock. */

/** It ends by itself so long after it was last renewed. */
export const leaseMs = 4_000;
/** Who holds it gives it up so long before it ends, by a clock that nobody sets. */
export const marginMs = 500;

/** ms; goes on evenly whatever happens to the time of day. */
export const elapsedMs = (): number => process.uptime() * 1_000;

/** ms UTC, in a statement. */
export const now = 'cast(extract(epoch from clock_timestamp()) * 1000 as bigint)';

/** Somebody works under it at this moment, or takes it: to be asked again next time. */
export function isLocked(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '55P03';
}
