import type { Incident } from './incident.ts';

const hourMs = 3_600_000;
const longestHours = 24;
const hoursByDefault: readonly number[] = [3, 6, 12, 24];

/**
 * The hours of silence after which staff are reminded of an open incident, in Statuspage's notation: `[1, 5, 7]`
 * names them, `4` means every four hours of a day, `[]` never. Null: this is none of these.
 */
function readHours(intervals: string): readonly number[] | null {
  const list = /^\s*\[\s*((?:\d{1,2}\s*(?:,\s*\d{1,2}\s*)*)?)\]\s*$/.exec(intervals)?.[1];
  if (list !== undefined) {
    const hours = list.trim() === '' ? [] : list.split(',').map(Number);
    return hours.every((hour, i) => isHour(hour) && hour > (hours[i - 1] ?? 0)) ? hours : null;
  }
  if (!/^\d{1,2}$/.test(intervals) || !isHour(Number(intervals))) return null;
  const step = Number(intervals);
  return Array.from({ length: Math.floor(longestHours / step) }, (_, i) => (i + 1) * step);
}

function isHour(hour: number): boolean {
  return hour >= 1 && hour <= longestHours;
}

export function areReminderIntervals(text: string): boolean {
  return text.length <= 200 && readHours(text) !== null;
}

/** When staff are next to be reminded that this incident has been silent for long; null: not any more, or never. */
export function nextReminderAt(incident: Incident, now: number): number | null {
  return reminders(incident).find((at) => at > now) ?? null;
}

/** Since when this incident has been silent for longer than it should be; null: it has not. */
export function overdueSince(incident: Incident, now: number): number | null {
  const [first] = reminders(incident);
  return first !== undefined && first <= now ? first : null;
}

/** When staff are reminded if nothing more is said of an incident, in order. */
function reminders(incident: Incident): readonly number[] {
  if (incident.status === 'resolved') return [];
  const saidAt = Math.max(...incident.updates.map((update) => update.createdAt));
  const hours =
    incident.reminderIntervals === null ? hoursByDefault : (readHours(incident.reminderIntervals) ?? []);
  return hours.map((hour) => saidAt + hour * hourMs);
}
