import { wallClock } from '../../domain/calendar.ts';

/** The zones whose clock is called UTC: only these print `Z`, London in winter prints `+00:00`. */
const utc = /^(Etc\/)?(UTC|UCT|Universal|Zulu)$/i;

/** `2019-06-24T06:07:14.473-07:00`: in the page's zone, always with three decimals, `Z` in UTC. */
export function timestamp(instant: number, timeZone: string): string {
  if (utc.test(timeZone)) return new Date(instant).toISOString();
  const { offsetMs } = wallClock(instant, timeZone);
  const local = new Date(instant + offsetMs).toISOString().slice(0, -1);
  const minutes = Math.floor(Math.abs(offsetMs) / 60_000);
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `${local}${offsetMs < 0 ? '-' : '+'}${hour}:${minute}`;
}

export function timestampOrNull(instant: number | null, timeZone: string): string | null {
  return instant === null ? null : timestamp(instant, timeZone);
}
