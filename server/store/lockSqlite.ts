import Sqlite from 'better-sqlite3';
import { explaining } from './unavailable.ts';

/** Locks a database as a program does that is in the middle of a long write. Answers with how to let it go. */
export function lockSqliteFile(file: string): Promise<() => void> {
  return explaining(() => {
    const connection = new Sqlite(file, { fileMustExist: true });
    connection.exec('BEGIN IMMEDIATE');
    return () => connection.close();
  });
}
