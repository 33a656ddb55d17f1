import type { Availability } from './uptime.ts';

/** A share of time as it is, without rounding: 0 to 1, not reduced. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint };

/** `1 − downtime / covered`, exactly; null when nothing is covered. */
export function uptimeRatio({
  coveredMs,
  weightedDowntime,
}: Pick<Availability, 'coveredMs' | 'weightedDowntime'>): Ratio | null {
  if (coveredMs === 0) return null;
  const denominator = BigInt(coveredMs) * 1000n;
  return { numerator: denominator - BigInt(weightedDowntime), denominator };
}

/** The mean of those of which something is known, exactly; null when there are none. A group's uptime. */
export function meanRatio(ratios: Iterable<Ratio | null>): Ratio | null {
  let numerator = 0n;
  let denominator = 1n;
  let count = 0n;
  for (const ratio of ratios) {
    if (ratio === null) continue;
    numerator = numerator * ratio.denominator + ratio.numerator * denominator;
    denominator *= ratio.denominator;
    count++;
  }
  return count === 0n ? null : { numerator, denominator: denominator * count };
}

/**
 * As a percentage with so many decimals (at least one), like `99.990`: truncated, so that 100 appears only for an
 * exact 1, and `<0.001` for what is more than nothing but too little to show. Null: no data.
 */
export function printPercentage(ratio: Ratio | null, decimals: number): string | null {
  if (ratio === null) return null;
  const units = (ratio.numerator * 100n * 10n ** BigInt(decimals)) / ratio.denominator;
  if (units === 0n && ratio.numerator > 0n) return `<0.${'1'.padStart(decimals, '0')}`;
  const digits = units.toString().padStart(decimals + 1, '0');
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The same with three decimals at most and no zeros at the end, for the page: `99.91`, `100`, `<0.001`. */
export function printShortPercentage(ratio: Ratio | null): string | null {
  return printPercentage(ratio, 3)?.replace(/\.?0+$/, '') ?? null;
}
