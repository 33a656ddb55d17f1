import type { PublicReport, ReportLink } from '../../server/publish/snapshot.ts';

/** Where the pages link to. Ids are a-z0-9, so none of these can become another scheme, host or path. */

export const homePath = '/';
export const historyPath = '/history';
export const uptimePath = '/uptime';
export const methodPath = '/uptime#method';

export function historyPagePath(number: number): string {
  return number === 1 ? historyPath : `${historyPath}?page=${number}`;
}

export function reportPath(report: PublicReport | ReportLink): string {
  return `/incidents/${report.id}`;
}

/** The ledger of a component: of the last 90 days, or of a month (`YYYY-MM`). */
export function ledgerPath(
  componentId: string,
  month: string | null = null,
  suffix: '' | '.json' | '.csv' = '',
): string {
  return `${uptimePath}/${componentId}${suffix}${month === null ? '' : `?month=${month}`}`;
}
