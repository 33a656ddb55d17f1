import { occurrences } from '../../../server/domain/recurrence.ts';
import { fromWall } from '../parts/wallTime.ts';
import { type Repeat, readRepeat } from './repeat.ts';

const mostMs = 400 * 86_400_000;
const most = 400;

/** When a series begins from now on, for a year at most. None while it is not said whole, or not in these words. */
export function nextOccurrences(
  repeat: Repeat,
  startsAt: string,
  timeZone: string,
  now: number,
): readonly number[] {
  const rule = readRepeat(repeat, startsAt);
  if (!rule || fromWall(startsAt, timeZone) === null) return [];
  const starts: number[] = [];
  for (const { start } of occurrences({ rule, startsAt: `${startsAt}:00`, timeZone }, now)) {
    if (starts.length === most || (starts.length > 0 && start > now + mostMs)) break;
    starts.push(start);
  }
  return starts;
}
