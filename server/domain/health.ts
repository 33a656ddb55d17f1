/** The series of measurements that a check of the database adds to: how many problems it found. */
export const checkSeries = 'check.problems';
/** The same of backups: how many bytes they have. */
export const backupSeries = 'backup.bytes';
/** The same of restores of the newest backup for a proof: how many ms they took. */
export const proofSeries = 'restore.ms';
/** The same of scheduled backups that failed: at which of `backupSteps`, by its position. */
export const backupFailureSeries = 'backup.failed';

/** What a scheduled backup goes through. The order is kept in databases: new ones come last. */
export const backupSteps = ['make', 'store', 'rotate', 'prove'] as const;
export type BackupStep = (typeof backupSteps)[number];
