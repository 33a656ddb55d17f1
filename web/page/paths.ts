import type { PublicReport, PublicUpdate, ReportLink } from '../../server/publish/snapshot.ts';

/** Where the pages link to. Ids are a-z0-9, so none of these can become another scheme, host or path. */

export const homePath = '/';
export const historyPath = '/history';
export const uptimePath = '/uptime';
/** The staff's application. */
export const adminPath = '/admin';
export const docsPath = '/docs';
export const openApiPath = '/openapi.json';
export const methodPath = '/uptime#method';
export const calendarPath = '/maintenance.ics';
export const apiPath = '/api/v2/summary.json';

/** Where feeds are, without the extension of their format: all reports, or those of one component. */
export const feedPath = '/history';

export function componentFeedPath(componentId: string): string {
  return `/components/${componentId}/history`;
}

/** The ways to hear of changes; also what `/subscriptions/new` leads to. */
export const subscribePath = '/subscribe';
/** Where a browser asks to be notified, and where its worker for that is. */
export const subscribingBrowserPath = '/subscribe/browser';
export const workerPath = '/push.js';
/** Under which name a browser remembers how it subscribed. */
export const pushMemory = 'push';
export const cardPath = '/card.png';
export const tabIconPath = '/favicon.svg';

/** No page depends on a query, which a web server of plain files would not see. */
export function historyPagePath(number: number): string {
  return number === 1 ? historyPath : `${historyPath}/${number}`;
}

export function reportPath(report: PublicReport | ReportLink): string {
  return `/incidents/${report.id}`;
}

export function updatePath(report: PublicReport, update: PublicUpdate): string {
  return `${reportPath(report)}#${updateAnchor(update)}`;
}

/** The place of an update on the page of its report. A report has one postmortem, which stands by itself. */
export function updateAnchor(update: PublicUpdate): string {
  return update.status === 'postmortem' ? update.status : `u-${update.id}`;
}

/** One maintenance as a file for a calendar. */
export function maintenanceFilePath(report: PublicReport): string {
  return `/maintenance/${report.id}.ics`;
}

/** The ledger of a component: of the last 90 days, or of a month (`YYYY-MM`). */
export function ledgerPath(
  componentId: string,
  month: string | null = null,
  suffix: '' | '.json' | '.csv' = '',
): string {
  return `${uptimePath}/${componentId}${month === null ? '' : `/${month}`}${suffix}`;
}
