import { printDate, printList } from '../words/print.ts';
import { words } from '../words/words.ts';
import { type Repeat, startDay, weekdays } from './repeat.ts';

/** A weekday as rules call it, in the language of who reads. */
export function weekdayName(weekday: string, style: 'long' | 'short' = 'long'): string {
  // 2 March 2026 was a Monday.
  const day = weekdays.map(String).indexOf(weekday) + 2;
  return printDate(`2026-03-0${day}`, { weekday: style });
}

/** On which day of the month something repeats that starts then. */
export function monthlyWords(monthly: Repeat['monthly'], start: string): string {
  const texts = words.value.maintenances;
  const { day, nth, weekday } = startDay(start);
  if (monthly === 'day') return texts.onDay(day);
  return texts.onNth(monthly === 'last' ? 0 : nth, weekdayName(weekday));
}

/** `Every 2 weeks on Saturday, until 31 December 2026`. A rule without words is said as it is. */
export function repeatWords(repeat: Repeat, start: string): string {
  const texts = words.value.maintenances;
  const { every, weekdays: chosen, ends, until, count, rule } = repeat;
  if (every === 'never') return texts.every.never;
  if (every === 'rule') return rule;
  const days = chosen.length > 0 ? weekdays.filter((day) => chosen.includes(day)) : [startDay(start).weekday];
  const on =
    every === 'WEEKLY'
      ? ` ${texts.onWeekdays(printList(days.map((day) => weekdayName(day))))}`
      : every === 'MONTHLY'
        ? ` ${monthlyWords(repeat.monthly, start)}`
        : '';
  const end =
    ends === 'until' && until !== ''
      ? `, ${texts.untilDay(printDate(until, { day: 'numeric', month: 'long', year: 'numeric' }))}`
      : ends === 'count'
        ? `, ${texts.times(Number(count))}`
        : '';
  return `${texts.everyN[every](Number(repeat.interval) || 1)}${on}${end}`;
}
