import { z } from 'zod';
import { count } from './fields.ts';

const perPage = 100;

/** How a list is asked for page by page, at most 100 at a time, as on a Statuspage. */
export const pagedQuery = z.object({ page: count(10_000, 1), per_page: count(perPage, perPage) });

/** The part of a list that was asked for. */
export function pageOf<T>(list: readonly T[], { page, per_page }: z.output<typeof pagedQuery>): readonly T[] {
  const start = (page - 1) * per_page;
  return list.slice(start, start + per_page);
}
