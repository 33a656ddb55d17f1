import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  meanRatio,
  printPercentage,
  printShortPercentage,
  type Ratio,
  uptimeRatio,
} from '../../server/domain/percentage.ts';

const ratio: fc.Arbitrary<Ratio> = fc
  .tuple(fc.bigInt({ min: 1n, max: 10n ** 17n }), fc.bigInt({ min: 0n, max: 10n ** 17n }))
  .map(([denominator, part]) => ({ numerator: part % (denominator + 1n), denominator }));
const nearlyAll = fc
  .tuple(fc.bigInt({ min: 10n, max: 10n ** 17n }), fc.bigInt({ min: 0n, max: 3n }))
  .map(([denominator, missing]) => ({ numerator: denominator - missing, denominator }));
const nearlyNothing = nearlyAll.map(({ numerator, denominator }) => ({
  numerator: denominator - numerator,
  denominator,
}));
const anyRatio = fc.oneof(ratio, nearlyAll, nearlyNothing);

describe('uptimeRatio', () => {
  it('is what is left of the covered time', () => {
    expect(uptimeRatio({ coveredMs: 4, weightedDowntime: 1000 })).toEqual({
      numerator: 3000n,
      denominator: 4000n,
    });
  });

  it('is null when nothing is covered', () => {
    expect(uptimeRatio({ coveredMs: 0, weightedDowntime: 0 })).toBeNull();
  });
});

describe('printPercentage', () => {
  it.each([
    [1n, 1n, '100.00', '100.000', '100'],
    [999_996n, 1_000_000n, '99.99', '99.999', '99.999'],
    [9_999_999_999n, 10_000_000_000n, '99.99', '99.999', '99.999'],
    [99_995n, 100_000n, '99.99', '99.995', '99.995'],
    [9991n, 10_000n, '99.91', '99.910', '99.91'],
    [9n, 10n, '90.00', '90.000', '90'],
    [1n, 10n, '10.00', '10.000', '10'],
    [1n, 200n, '0.50', '0.500', '0.5'],
    [1n, 10_000n, '0.01', '0.010', '0.01'],
    [1n, 10_001n, '<0.01', '0.009', '0.009'],
    [1n, 100_001n, '<0.01', '<0.001', '<0.001'],
    [0n, 5n, '0.00', '0.000', '0'],
  ])('%s/%s as %s, %s and %s', (numerator, denominator, two, three, short) => {
    expect(printPercentage({ numerator, denominator }, 2)).toBe(two);
    expect(printPercentage({ numerator, denominator }, 3)).toBe(three);
    expect(printShortPercentage({ numerator, denominator })).toBe(short);
  });

  it('prints nothing for no data', () => {
    expect(printPercentage(null, 2)).toBeNull();
    expect(printShortPercentage(null)).toBeNull();
  });

  it('never says more than there is, and less by under one unit of the last decimal', () => {
    fc.assert(
      fc.property(anyRatio, fc.integer({ min: 1, max: 6 }), (exact, decimals) => {
        const printed = printPercentage(exact, decimals) ?? '';
        const scale = 100n * 10n ** BigInt(decimals);
        const exactUnits = exact.numerator * scale;
        if (printed.startsWith('<')) {
          expect(exact.numerator).toBeGreaterThan(0n);
          expect(exactUnits).toBeLessThan(unitsOf(printed.slice(1)) * exact.denominator);
        } else {
          const units = unitsOf(printed);
          expect(units * exact.denominator).toBeLessThanOrEqual(exactUnits);
          expect(exactUnits).toBeLessThan((units + 1n) * exact.denominator);
          expect(units === scale).toBe(exact.numerator === exact.denominator);
          expect(units === 0n).toBe(exact.numerator === 0n);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('with two decimals is the beginning of itself with three', () => {
    fc.assert(
      fc.property(anyRatio, (exact) => {
        const [two, three] = [printPercentage(exact, 2) ?? '', printPercentage(exact, 3) ?? ''];
        if (two.startsWith('<')) expect(three).toMatch(/^(<0\.001|0\.00\d)$/);
        else expect(three.slice(0, -1)).toBe(two);
      }),
      { numRuns: 3000 },
    );
  });

  it('is the same number when short', () => {
    fc.assert(
      fc.property(anyRatio, (exact) => {
        const [full, short] = [printPercentage(exact, 3) ?? '', printShortPercentage(exact) ?? ''];
        expect(short).toMatch(/^(<0\.001|\d+|\d+\.\d{0,2}[1-9])$/);
        expect(Number(short.replace('<', ''))).toBe(Number(full.replace('<', '')));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('meanRatio', () => {
  const third = { numerator: 1n, denominator: 3n };
  const whole = { numerator: 7n, denominator: 7n };

  it('gives each child the same say, however long it was watched', () => {
    const mean = meanRatio([third, whole]);
    expect((mean?.numerator ?? 0n) * 3n).toBe((mean?.denominator ?? 0n) * 2n);
  });

  it('leaves out children without data', () => {
    expect(printPercentage(meanRatio([null, third, null]), 3)).toBe('33.333');
    expect(meanRatio([null, null])).toBeNull();
    expect(meanRatio([])).toBeNull();
  });

  it('does not gain or lose anything by adding many', () => {
    expect(printShortPercentage(meanRatio(Array.from({ length: 300 }, () => whole)))).toBe('100');
    const oneBad = Array.from({ length: 300 }, (_, index) => (index === 0 ? third : whole));
    expect(printShortPercentage(meanRatio(oneBad))).toBe('99.777');
  });
});

/** The number without its decimal point. */
function unitsOf(printed: string): bigint {
  return BigInt(printed.replace('.', ''));
}
