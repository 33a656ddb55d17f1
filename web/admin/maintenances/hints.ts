import { wallClock } from '../../../server/domain/calendar.ts';
import { DAY_MS } from '../../../server/domain/timeZone.ts';
import type { Incident } from '../api/shapes.ts';
import { fromWall, toWall } from '../parts/wallTime.ts';
import { overlap, type Window, windowOf } from './window.ts';

/** What somebody should know of a plan before it is published. Instants are ms UTC. */
export type Hint =
  | { readonly is: 'past' | 'noComponents' }
  /** Then the clock never shows this: it is taken as `at`. */
  | { readonly is: 'skipped'; readonly clock: string; readonly at: number }
  /** The clock shows this twice, and the first time is meant. */
  | { readonly is: 'twice'; readonly at: number; readonly again: number }
  /** Clocks change in between, so that it takes so many ms more (less) than they show. */
  | { readonly is: 'clocksChange'; readonly moreMs: number }
  /** By UTC the series moves so many ms from this occurrence on. */
  | { readonly is: 'moves'; readonly at: number; readonly byMs: number }
  | { readonly is: 'overlaps'; readonly maintenance: Incident; readonly window: Window }
  | { readonly is: 'incident'; readonly incident: Incident };

export type Planned = {
  readonly start: string;
  readonly end: string;
  readonly zone: string;
  readonly componentIds: readonly string[];
  /** Of the maintenance, or of the next ones of a series. */
  readonly windows: readonly Window[];
  readonly repeats: boolean;
  /** Whether it was published before, so that its beginning is no news. */
  readonly isKnown: boolean;
};

/** `maintenances` are the others that are planned or run, `incidents` those that are open. */
export function hintsFor(
  plan: Planned,
  maintenances: readonly Incident[],
  incidents: readonly Incident[],
  now: number,
): Hint[] {
  const { windows, componentIds } = plan;
  const concerns = ({ components }: Incident): boolean =>
    components.some(({ id }) => componentIds.includes(id));
  const [first] = windows;
  return [
    ...(first && !plan.isKnown && first.start <= now ? [{ is: 'past' } as const] : []),
    ...(plan.repeats ? [] : [...clockHints(plan.start, plan.zone), ...clockHints(plan.end, plan.zone)]),
    ...lengthHint(plan),
    ...(plan.repeats ? seriesHints(plan) : []),
    ...maintenances.filter(concerns).flatMap((maintenance): Hint[] => {
      const window = windowOf(maintenance);
      return windows.some((own) => overlap(own, window)) ? [{ is: 'overlaps', maintenance, window }] : [];
    }),
    ...incidents.filter(concerns).map((incident) => ({ is: 'incident', incident }) as const),
    ...(first && componentIds.length === 0 ? [{ is: 'noComponents' } as const] : []),
  ];
}

function clockHints(wall: string, zone: string): Hint[] {
  const at = fromWall(wall, zone);
  if (at === null) return [];
  if (toWall(at, zone) !== wall) return [{ is: 'skipped', clock: wall.slice(11), at }];
  const again = at + offset(at, zone) - offset(at + DAY_MS, zone);
  return again > at && toWall(again, zone) === wall ? [{ is: 'twice', at, again }] : [];
}

function lengthHint({ windows: [first], zone, repeats }: Planned): Hint[] {
  if (!first || repeats) return [];
  const moreMs = offset(first.start, zone) - offset(first.end, zone);
  return moreMs === 0 ? [] : [{ is: 'clocksChange', moreMs }];
}

/** The first occurrences that are at another time than the ones before them: by UTC, and by the clock. */
function seriesHints({ windows, zone, start }: Planned): Hint[] {
  const clock = start.slice(11);
  const moved = windows.find(({ start: at }, n) => {
    const before = windows[n - 1];
    return before && offset(before.start, zone) !== offset(at, zone);
  });
  const before = moved && windows[windows.indexOf(moved) - 1];
  const skipped = windows.find(({ start: at }) => toWall(at, zone).slice(11) !== clock);
  return [
    ...(moved && before
      ? [
          {
            is: 'moves',
            at: moved.start,
            byMs: offset(before.start, zone) - offset(moved.start, zone),
          } as const,
        ]
      : []),
    ...(skipped ? [{ is: 'skipped', clock, at: skipped.start } as const] : []),
  ];
}

function offset(at: number, zone: string): number {
  return wallClock(at, zone).offsetMs;
}
