/** The series of measurements that a check of the database adds to: how many problems it found. */
export const checkSeries = 'check.problems';
/** The same of backups: how many bytes they have. */
export const backupSeries = 'backup.bytes';
