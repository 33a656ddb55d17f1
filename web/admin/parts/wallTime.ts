import { instantOf, wallClock } from '../../../server/domain/calendar.ts';

/** An instant as the clock of a zone shows it, the way a field for date and time has it: `2026-11-23T14:40`. */
export function toWall(at: number, timeZone: string): string {
  return new Date(at + wallClock(at, timeZone).offsetMs).toISOString().slice(0, 16);
}

/** The instant, ms UTC, at which the clock of a zone shows this. Null: it is not a whole date and time yet. */
export function fromWall(text: string, timeZone: string): number | null {
  const local = /^[1-9]\d{3}-/.test(text) ? Date.parse(`${text}Z`) : Number.NaN;
  return Number.isNaN(local) ? null : instantOf(wallClock(local, 'UTC'), timeZone);
}
