import { isDate, startOfDate } from '../../../server/domain/calendar.ts';
import { DAY_MS } from '../../../server/domain/timeZone.ts';

/** What is looked for, as it stands in the address: `from` and `to` are days of the page's zone, both included. */
export type Wanted = { readonly q: string; readonly from: string; readonly to: string };

export function wantedIn({ q = '', from = '', to = '' }: Readonly<Record<string, string>>): Wanted {
  return { q, from: isDate(from) ? from : '', to: isDate(to) ? to : '' };
}

export function addressOf(wanted: Wanted): string {
  const query = new URLSearchParams(Object.entries(wanted).filter(([, value]) => value !== ''));
  return query.size === 0 ? '/admin/audit' : `/admin/audit?${query}`;
}

/** The same as the API takes it, in instants. */
export function queryOf({ q, from, to }: Wanted, timeZone: string): URLSearchParams {
  const query = new URLSearchParams();
  const begin = (date: string): string => new Date(startOfDate(date, timeZone)).toISOString();
  if (q !== '') query.set('q', q);
  if (from !== '') query.set('from', begin(from));
  if (to !== '') query.set('to', begin(new Date(Date.parse(to) + DAY_MS).toISOString().slice(0, 10)));
  return query;
}
