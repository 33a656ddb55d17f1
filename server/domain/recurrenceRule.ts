/** How a series repeats: an RFC 5545 recurrence rule of whole days, read. */
export type RecurrenceRule = {
  readonly frequency: Frequency;
  readonly interval: number;
  /** How many occurrences there are at most; null: no such limit. */
  readonly count: number | null;
  readonly until: Until | null;
  /** 1 to 12. */
  readonly byMonth: readonly number[];
  /** 1 to 31, or from the end of the month when negative. */
  readonly byMonthDay: readonly number[];
  readonly byDay: readonly WeekdayRule[];
  /** Which of a period's occurrences; from its end when negative. */
  readonly bySetPosition: readonly number[];
  /** The first day of a week: 0 is Sunday. */
  readonly weekStart: number;
};

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
type Frequency = (typeof frequencies)[number];

/** A weekday (0 is Sunday), of a month or a year only the n-th (from the end when negative); null: every one. */
export type WeekdayRule = { readonly weekday: number; readonly nth: number | null };

/** The last moment that may still occur: an instant, or what the clock shows (`YYYY-MM-DDTHH:MM:SS`). */
type Until = { readonly instant: number } | { readonly local: string };

const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const longestRule = 500;

/** Thrown inside of this file only: what is wrong with a rule. */
class RuleProblem extends Error {}

/**
 * Reads an RFC 5545 RRULE (section 3.3.10), with or without `RRULE:` before it. Answers in words what is wrong with
 * one that is not valid, or that says what we do not do: parts of a day, BYWEEKNO, BYYEARDAY.
 */
export function readRecurrenceRule(text: string): RecurrenceRule | { readonly problem: string } {
  try {
    return read(text);
  } catch (error) {
    if (error instanceof RuleProblem) return { problem: error.message };
    throw error;
  }
}

function read(text: string): RecurrenceRule {
  if (text.length > longestRule) throw new RuleProblem(`must have at most ${longestRule} characters`);
  const parts = partsOf(text);
  const frequency = frequencies.find((known) => known === parts.get('FREQ'));
  if (!frequency) throw new RuleProblem(`must have a FREQ of ${frequencies.join(', ')}`);
  for (const name of parts.keys()) {
    if (!names.has(name)) throw new RuleProblem(`has ${name}, which is not supported`);
  }
  const rule: RecurrenceRule = {
    frequency,
    interval: one(parts, 'INTERVAL', 1, 1000) ?? 1,
    count: one(parts, 'COUNT', 1, 10_000),
    until: readUntil(parts.get('UNTIL')),
    byMonth: several(parts, 'BYMONTH', 1, 12),
    byMonthDay: several(parts, 'BYMONTHDAY', -31, 31),
    byDay: readByDay(parts.get('BYDAY')),
    bySetPosition: several(parts, 'BYSETPOS', -366, 366),
    weekStart: readWeekday('WKST', parts.get('WKST') ?? 'MO'),
  };
  checkTogether(rule);
  return rule;
}

const names = new Set([
  'FREQ',
  'INTERVAL',
  'COUNT',
  'UNTIL',
  'BYMONTH',
  'BYMONTHDAY',
  'BYDAY',
  'BYSETPOS',
  'WKST',
]);

function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [, name, value] = /^([A-Z]+)=([^=]+)$/.exec(part) ?? [];
    if (name === undefined || value === undefined) {
      throw new RuleProblem('must be an RFC 5545 rule such as FREQ=MONTHLY;BYDAY=1SU');
    }
    if (parts.has(name)) throw new RuleProblem(`has ${name} twice`);
    parts.set(name, value);
  }
  return parts;
}

function checkTogether(rule: RecurrenceRule): void {
  const { frequency, byDay, byMonthDay, byMonth, bySetPosition } = rule;
  if (rule.count !== null && rule.until !== null) {
    throw new RuleProblem('must not have both COUNT and UNTIL');
  }
  if (frequency === 'WEEKLY' && byMonthDay.length > 0) {
    throw new RuleProblem('must not have BYMONTHDAY when FREQ is WEEKLY');
  }
  const ordinal = byDay.some(({ nth }) => nth !== null);
  if (ordinal && (frequency === 'DAILY' || frequency === 'WEEKLY')) {
    throw new RuleProblem(`must not have a number in BYDAY when FREQ is ${frequency}`);
  }
  if (bySetPosition.length > 0 && byDay.length + byMonthDay.length + byMonth.length === 0) {
    throw new RuleProblem('must have BYDAY, BYMONTHDAY or BYMONTH beside BYSETPOS');
  }
}

function one(parts: Map<string, string>, name: string, least: number, most: number): number | null {
  const value = parts.get(name);
  return value === undefined ? null : whole(name, value, least, most);
}

function several(parts: Map<string, string>, name: string, least: number, most: number): number[] {
  const values = parts.get(name)?.split(',') ?? [];
  return [...new Set(values.map((value) => whole(name, value, least, most)))];
}

function whole(name: string, text: string, least: number, most: number): number {
  const value = /^[+-]?\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most && value !== 0) return value;
  throw new RuleProblem(
    `has ${name}=${text}, which is not from ${least} to ${most}${least < 0 ? ' without 0' : ''}`,
  );
}

function readByDay(text: string | undefined): WeekdayRule[] {
  return (text?.split(',') ?? []).map((day) => {
    const [, nth, weekday = ''] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(day) ?? [];
    return {
      weekday: readWeekday('BYDAY', weekday),
      nth: nth === undefined ? null : whole('BYDAY', nth, -53, 53),
    };
  });
}

function readWeekday(name: string, text: string): number {
  const weekday = weekdays.indexOf(text);
  if (weekday < 0) throw new RuleProblem(`has a ${name} that is not one of ${weekdays.join(', ')}`);
  return weekday;
}

function readUntil(text: string | undefined): Until | null {
  if (text === undefined) return null;
  const [, year, month, day, time, hour = '23', minute = '59', second = '59', utc] =
    /^(\d{4})(\d\d)(\d\d)(T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text) ?? [];
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const at = Date.parse(`${local}Z`);
  if (Number.isNaN(at) || new Date(at).toISOString().slice(0, 19) !== local) {
    throw new RuleProblem('has an UNTIL that is not like 20261231, 20261231T235959 or 20261231T225959Z');
  }
  return time !== undefined && utc !== undefined ? { instant: at } : { local };
}
