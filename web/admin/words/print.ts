import { locale } from './words.ts';

/** How times, numbers and lists are printed: by Intl, in the language of who reads. Instants are ms UTC. */

/** `25 Nov 2026, 14:02 UTC` in a zone. */
export function printInstant(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale.value, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}

export function printDay(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale.value, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(at);
}

export function printClock(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat(locale.value, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** `3 hours ago`, `in 2 days`; cut, never rounded up. */
export function printSince(at: number, now: number): string {
  const format = new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto' });
  for (const [unit, length] of units) {
    const count = Math.trunc((at - now) / length);
    if (count !== 0) return format.format(count, unit);
  }
  return format.format(0, 'second');
}

/** `3 hours`, `2 days`. */
export function printDuration(ms: number): string {
  const [unit, length] = units.find(([, each]) => ms >= each) ?? ['minute', 60_000];
  return new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'long' }).format(
    Math.trunc(ms / length),
  );
}

export function printNumber(value: number): string {
  return new Intl.NumberFormat(locale.value).format(value);
}

export function printList(names: readonly string[]): string {
  return new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(names);
}

/** The word for a count by the language's rules: `plural(2, {one: 'incident', other: 'incidents'})`. */
export function plural(count: number, forms: { readonly one: string; readonly other: string }): string {
  const rule = new Intl.PluralRules(locale.value).select(count);
  return `${printNumber(count)} ${rule === 'one' ? forms.one : forms.other}`;
}
