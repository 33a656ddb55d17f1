import Sqlite from 'better-sqlite3';
import { explaining } from './unavailable.ts';

/**
 * Locks a database as a program does that is in the middle of a long write, or, for nobody who has it open, one that
 * lets nobody read it either. Answers with how to let it go.
 */
export function lockSqliteFile(file: string, against: 'writers' | 'everybody'): Promise<() => void> {
  return explaining(() => {
    const connection = new Sqlite(file, { fileMustExist: true });
    if (against === 'everybody') connection.pragma('locking_mode = EXCLUSIVE');
    connection.exec('BEGIN IMMEDIATE');
    return () => connection.close();
  });
}
