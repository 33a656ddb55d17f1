const SECOND_MS = 1000;
export const DAY_MS = 86_400_000;

/** No zone ever changed its offset twice within three days, so one cell of this length holds at most one change. */
const CELL_MS = 3 * DAY_MS;

/** About thirty years of one zone. Enough for every page, and a bound for requests that wander through the ages. */
const MAX_CELLS = 4096;

/** Four-digit years, and two days around them so that every day of these years has both of its ends. */
const FIRST_INSTANT = Date.UTC(1000, 0, 1) - 2 * DAY_MS;
const LAST_INSTANT = Date.UTC(10_000, 0, 1) + 2 * DAY_MS;

/** Three days of a zone. `changesAt` is Infinity when the offset does not change in them. */
type Cell = { readonly before: number; readonly changesAt: number; readonly after: number };

type Zone = { readonly clock: Intl.DateTimeFormat; readonly cells: Map<number, Cell> };

const zones = new Map<string, Zone>();

/** Whether this is an IANA name that we know. Bare offsets like `+01:00` are not: they have no daylight saving. */
export function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false;
  try {
    clockOf(text);
    return true;
  } catch {
    return false;
  }
}

/** The IANA names that people choose from. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf('timeZone');
}

/**
 * Local time minus UTC at this instant, in ms: positive in the east. Asks Intl once per three days of a zone and
 * remembers the answer. Throws a RangeError for an unknown zone and outside the years 1000 to 9999.
 */
export function offsetAt(instant: number, timeZone: string): number {
  if (!(instant >= FIRST_INSTANT && instant <= LAST_INSTANT)) {
    throw new RangeError(`${instant} is not an instant of the years 1000 to 9999`);
  }
  const zone = zoneNamed(timeZone);
  const number = Math.floor(instant / CELL_MS);
  const cell = zone.cells.get(number) ?? rememberCell(zone, number);
  return instant < cell.changesAt ? cell.before : cell.after;
}

/** The first instant in `(start, end]` with the offset of `end`, where the offset changes once in between. */
export function changeBetween(start: number, end: number, timeZone: string): number {
  return bisect(start, end, 1, (instant) => offsetAt(instant, timeZone));
}

function zoneNamed(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (zone === undefined) {
    zone = { clock: clockOf(timeZone), cells: new Map() };
    zones.set(timeZone, zone);
  }
  return zone;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
}

function rememberCell(zone: Zone, number: number): Cell {
  const start = number * CELL_MS;
  const end = start + CELL_MS;
  const before = readOffset(zone.clock, start);
  const after = readOffset(zone.clock, end);
  const changesAt =
    before === after ? Infinity : bisect(start, end, SECOND_MS, (instant) => readOffset(zone.clock, instant));
  const cell = { before, changesAt, after };
  if (zone.cells.size >= MAX_CELLS) zone.cells.clear();
  zone.cells.set(number, cell);
  return cell;
}

/** Of a whole second: Intl shows no smaller parts, and no zone has ever used them. */
function readOffset(clock: Intl.DateTimeFormat, instant: number): number {
  const fields = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  for (const { type, value } of clock.formatToParts(instant)) {
    if (type in fields) fields[type as keyof typeof fields] = Number(value);
  }
  const { year, month, day, hour, minute, second } = fields;
  return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
}

function bisect(start: number, end: number, step: number, offset: (instant: number) => number): number {
  const last = offset(end);
  let low = start;
  let high = end;
  while (high - low > step) {
    const middle = low + Math.floor((high - low) / step / 2) * step;
    if (offset(middle) === last) high = middle;
    else low = middle;
  }
  return high;
}
