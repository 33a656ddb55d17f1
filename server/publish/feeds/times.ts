import { offsetAt } from '../../domain/timeZone.ts';

/** RFC 822 as RSS asks for it: `Thu, 05 Dec 2019 12:30:29 +0000`. */
export function rfc822(at: number): string {
  return new Date(at).toUTCString().replace('GMT', '+0000');
}

/** RFC 3339 in a zone, without a fraction: `2019-10-30T23:05:12Z`, `2019-06-24T06:07:14-07:00`. */
export function rfc3339(at: number, timeZone: string): string {
  const minutes = Math.trunc(offsetAt(at, timeZone) / 60_000);
  const local = new Date(at + minutes * 60_000).toISOString().slice(0, 19);
  if (minutes === 0) return `${local}Z`;
  const [hour, minute] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${local}${minutes < 0 ? '-' : '+'}${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** What the clock on the wall shows: `Aug`, `21`, `00:37`; a day of one digit has a space before it. */
export function wallClock(
  at: number,
  timeZone: string,
  language: string,
): { month: string; day: string; time: string } {
  const local = new Date(at + offsetAt(at, timeZone));
  const named = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  return {
    month: named.formatToParts(local).find(({ type }) => type === 'month')?.value ?? '',
    day: String(local.getUTCDate()).padStart(2),
    time: local.toISOString().slice(11, 16),
  };
}
