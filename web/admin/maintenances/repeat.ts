import type { RecurrenceRule } from '../../../server/domain/recurrenceRule.ts';

/** How a maintenance repeats, as a form says it; an RFC 5545 rule on the wire. */
export type Repeat = {
  /** `rule`: by one that the form has no words for. It is kept as it is, or replaced. */
  readonly every: 'never' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'rule';
  readonly interval: string;
  /** Of a week, `MO` to `SU`; none: the one of the start. */
  readonly weekdays: readonly string[];
  /** On the day of the month that it starts on, or on its weekday: the n-th, or the last of the month. */
  readonly monthly: 'day' | 'nth' | 'last';
  readonly ends: 'never' | 'until' | 'count';
  /** `YYYY-MM-DD`. */
  readonly until: string;
  readonly count: string;
  readonly rule: string;
};

export const once: Repeat = {
  every: 'never',
  interval: '1',
  weekdays: [],
  monthly: 'day',
  ends: 'never',
  until: '',
  count: '10',
  rule: '',
};

/** As rules call them, the week beginning on Monday. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** What follows from the date on which it starts, `YYYY-MM-DD…`. */
export function startDay(start: string) {
  const date = new Date(Date.parse(start.slice(0, 10)));
  const day = date.getUTCDate() || 1;
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return {
    weekday: weekdays[((date.getUTCDay() || 7) + 6) % 7] ?? 'MO',
    day,
    /** Which of its weekday in the month. */
    nth: Math.ceil(day / 7),
    isLast: day > lastDay - 7,
  };
}

/** The rule that a form says; null: it is not said whole, or not in the words of the form. */
export function readRepeat(repeat: Repeat, start: string): RecurrenceRule | null {
  const { every, ends, until } = repeat;
  const [interval, count] = [Number(repeat.interval), Number(repeat.count)];
  if (every === 'never' || every === 'rule' || !isCount(interval)) return null;
  if (ends === 'until' ? until === '' : ends === 'count' && !isCount(count)) return null;
  const { weekday, nth } = startDay(start);
  const weekly = weekdays.filter((day) =>
    repeat.weekdays.length > 0 ? repeat.weekdays.includes(day) : day === weekday,
  );
  const monthly = repeat.monthly === 'day' ? [] : [weekday];
  return {
    frequency: every,
    interval,
    count: ends === 'count' ? count : null,
    until: ends === 'until' ? { local: `${until}T23:59:59` } : null,
    byMonth: [],
    byMonthDay: [],
    byDay: (every === 'WEEKLY' ? weekly : every === 'MONTHLY' ? monthly : []).map((day) => ({
      weekday: (weekdays.indexOf(day) + 1) % 7,
      nth: every === 'WEEKLY' ? null : repeat.monthly === 'last' ? -1 : nth,
    })),
    bySetPosition: [],
    weekStart: 1,
  };
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number > 0;
}

/** The same as text (RFC 5545); empty when it is not said whole. */
export function ruleOf(repeat: Repeat, start: string): string {
  if (repeat.every === 'rule') return repeat.rule;
  const rule = readRepeat(repeat, start);
  if (!rule) return '';
  const days = rule.byDay.map(({ weekday, nth }) => `${nth ?? ''}${weekdays[(weekday + 6) % 7]}`);
  return [
    `FREQ=${rule.frequency}`,
    rule.interval === 1 ? '' : `INTERVAL=${rule.interval}`,
    days.length === 0 ? '' : `BYDAY=${days}`,
    rule.until ? `UNTIL=${repeat.until.replaceAll('-', '')}` : '',
    rule.count === null ? '' : `COUNT=${rule.count}`,
  ]
    .filter(Boolean)
    .join(';');
}

/** A rule as the form says it, in words where it has words that mean exactly this. */
export function repeatOf(rule: string, start: string): Repeat {
  const parts = new Map(
    rule.split(';').map((part): [string, string] => {
      const [name = '', value = ''] = part.split('=');
      return [name, value];
    }),
  );
  const every = (['DAILY', 'WEEKLY', 'MONTHLY'] as const).find((one) => one === parts.get('FREQ'));
  const byDay = parts.get('BYDAY');
  const until = parts.get('UNTIL')?.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3');
  const count = parts.get('COUNT');
  const said: Repeat = {
    ...once,
    every: every ?? 'rule',
    interval: parts.get('INTERVAL') ?? '1',
    weekdays: every === 'WEEKLY' ? (byDay?.split(',') ?? []) : [],
    monthly: byDay === undefined ? 'day' : byDay.startsWith('-') ? 'last' : 'nth',
    ends: until ? 'until' : count ? 'count' : 'never',
    until: until ?? '',
    count: count ?? once.count,
  };
  const isSame = every !== undefined && sorted(ruleOf(said, start)) === sorted(rule);
  return isSame ? said : { ...once, every: 'rule', rule };
}

function sorted(rule: string): string {
  return rule.split(';').sort().join(';');
}
