import { locale } from './words.ts';

/** How times, numbers and lists are printed: by Intl, in the language of who reads. Instants are ms UTC. */

function instants(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale.value, {
    timeZone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
}

/** `25 Nov 2026, 14:02 UTC` in a zone. */
export function printInstant(at: number, timeZone: string): string {
  return instants(timeZone).format(at);
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
  return printUnits(Math.trunc(ms / length), unit);
}

function printUnits(count: number, unit: string): string {
  return new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
}

/** `1 hour 30 minutes`: to the minute, in two units at most. */
export function printLength(ms: number): string {
  let left = Math.max(0, Math.trunc(ms / 60_000) * 60_000);
  const parts = units.flatMap(([unit, length]) => {
    const count = Math.trunc(left / length);
    left -= count * length;
    if (count === 0 && (unit !== 'minute' || ms >= 60_000)) return [];
    return [printUnits(count, unit)];
  });
  return new Intl.ListFormat(locale.value, { type: 'unit', style: 'narrow' }).format(parts.slice(0, 2));
}

/** `28 Nov 2026, 02:00 – 04:00 CET` in a zone. */
export function printWindow(start: number, end: number, timeZone: string): string {
  return instants(timeZone).formatRange(start, end);
}

/** A date without a time, `YYYY-MM-DD`: `Saturday, 28 November`, or the parts that are asked for. */
export function printDate(
  date: string,
  parts: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' },
): string {
  return new Intl.DateTimeFormat(locale.value, { ...parts, timeZone: 'UTC' }).format(Date.parse(date));
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
