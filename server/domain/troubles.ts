import type { Trouble } from './alert.ts';
import type { Report } from './incident.ts';
import { overdueSince } from './reminders.ts';

const hourMs = 3_600_000;
/** What was written since then would be lost with the disk. */
const backupOverdueMs = 48 * hourMs;
/** A nightly backup that failed was tried again for long enough. */
const backupFailedMs = 26 * hourMs;
/** Until then a page that cannot be published may come by itself. */
const unpublishedMs = 120_000;
/** With less room than this somebody should look, bytes; and when there was little, until there is more than the second. */
const littleRoom = { begins: 512 * 1024 * 1024, ends: 640 * 1024 * 1024 };

/** What is known of an installation. Times are ms UTC. */
export type Circumstances = {
  readonly openReports: readonly Report[];
  readonly setAside: number;
  /** The last backup, or when the page was made while there is none; null where others see to backups. */
  readonly backedUpAt: number | null;
  /** When a scheduled backup last failed; null: none did. */
  readonly backupFailedAt: number | null;
  /** When the page was last known to be right. */
  readonly confirmedAt: number;
  readonly freeBytes: number | null;
};

/** What is wrong, in the order of how urgent it is. `open`: what was wrong when it was looked at before. */
export function troublesOf(
  { openReports, setAside, backedUpAt, backupFailedAt, confirmedAt, freeBytes }: Circumstances,
  open: readonly Trouble[],
  now: number,
): readonly Trouble[] {
  const before = (kind: Trouble['kind']) => open.find((trouble) => trouble.kind === kind);
  const isFull = freeBytes !== null && freeBytes < (before('fullDisk') ? littleRoom.ends : littleRoom.begins);
  return [
    ...of('unpublished', now - confirmedAt >= unpublishedMs, confirmedAt),
    ...of('fullDisk', isFull, before('fullDisk')?.since ?? now),
    ...openReports.flatMap((report): Trouble[] => {
      const since = report.kind === 'incident' ? overdueSince(report, now) : null;
      return since === null ? [] : [{ kind: 'silentIncident', incidentId: report.id, since }];
    }),
    ...of('failedDeliveries', setAside > 0, before('failedDeliveries')?.since ?? now),
    ...of('failedBackup', lacksBackup(backedUpAt, backupFailedAt, now), backedUpAt ?? now),
  ];
}

function lacksBackup(backedUpAt: number | null, failedAt: number | null, now: number): boolean {
  if (backedUpAt === null) return false;
  const hasFailed = failedAt !== null && failedAt > backedUpAt;
  return now - backedUpAt >= (hasFailed ? backupFailedMs : backupOverdueMs);
}

function of(kind: Trouble['kind'], isWrong: boolean, since: number): Trouble[] {
  return isWrong ? [{ kind, incidentId: null, since }] : [];
}
