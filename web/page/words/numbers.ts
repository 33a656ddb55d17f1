import { kept } from './kept.ts';
import type { Words } from './words.ts';

/** Exact decimals as a language writes them: no floating point, nothing grouped, nothing rounded. */

const numberFormat = kept((locale: string) => new Intl.NumberFormat(locale));
const pluralRules = kept((locale: string) => new Intl.PluralRules(locale));
const decimalMark = kept((locale: string) => {
  const parts = numberFormat(locale).formatToParts(0.5);
  return parts.find(({ type }) => type === 'decimal')?.value ?? '.';
});

/** `99.91` with the language's own mark: `99,91`. */
export function localDecimal(locale: string, decimal: string): string {
  return decimal.replace('.', decimalMark(locale));
}

/** `units / 10^scale` as a decimal without trailing zeros. */
function decimal(locale: string, units: bigint, scale: number): string {
  const digits = units.toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - scale);
  return fraction === '' ? whole : localDecimal(locale, `${whole}.${fraction}`);
}

/** A number in thousandths as a factor, milliseconds as seconds: 1000 is `1`, 300 is `0.3`. */
export function thousandths(locale: string, count: number): string {
  return decimal(locale, BigInt(count), 3);
}

/** A sum of length × weight, in thousandths of a ms, as seconds. */
export function weightedSeconds(locale: string, count: number): string {
  return decimal(locale, BigInt(count), 6);
}

/** `1 − downtime ÷ covered` with ten decimals, the rest cut. */
export function quotient(locale: string, coveredMs: number, weightedDowntime: number): string {
  const covered = BigInt(coveredMs) * 1000n;
  return decimal(locale, ((covered - BigInt(weightedDowntime)) * 10n ** 10n) / covered, 10);
}

/** A percentage that was cut already, like `99.91`: `99.91 %`, `99,91 %`; null: no data. */
export function percent({ dates, percentSign, noData }: Words, uptime: string | null): string {
  return uptime === null ? noData : localDecimal(dates.locale, uptime) + percentSign;
}

/** The form of a language for this number: `{n}` stands for it. */
export function plural(
  locale: string,
  count: number,
  forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>,
): string {
  const form = forms[pluralRules(locale).select(count)] ?? forms.other;
  return form.replace('{n}', numberFormat(locale).format(count));
}
