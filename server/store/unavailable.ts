/** The database cannot be opened, read or written. Nothing half done; says what is wrong and what to do. */
export class StoreUnavailable extends Error {
  readonly hint: string;

  constructor(message: string, hint: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreUnavailable';
    this.hint = hint;
  }
}

/** What was opened will not work again: it has to be opened anew. */
export class StoreLost extends StoreUnavailable {}

/** The database cannot become usable by itself: this version, or these settings, do not fit it. */
export class StoreUnsuitable extends StoreUnavailable {}

type Reason = readonly [codes: RegExp, message: string, hint: string, kind?: typeof StoreLost];

const reasons: readonly Reason[] = [
  [
    /^SQLITE_(BUSY|LOCKED)/,
    'The database is locked by another process.',
    'Find what holds it open, and try again.',
  ],
  [
    /^SQLITE_FULL|^ENOSPC|^53100/,
    'The disk is full.',
    'Free some space on the disk that holds the database.',
  ],
  [
    /^SQLITE_(READONLY|PERM)|^E(ACCES|PERM|ROFS)$/,
    'The database may not be written.',
    'Check the permissions of the data directory and that its file system is writable.',
  ],
  [
    /^SQLITE_CANTOPEN|^ENOENT|^ENOTDIR/,
    'The database file cannot be opened.',
    'Check that the data directory exists and may be read and written by this user.',
  ],
  [
    /^SQLITE_(NOTADB|CORRUPT)/,
    'The database file is damaged or is not a database.',
    'Keep the file aside and restore a backup.',
    StoreLost,
  ],
  // After a failed fsync the system may have dropped what it was to write, and say nothing the next time.
  [/^SQLITE_IOERR|^EIO/, 'The disk reported an error.', 'Check the disk.', StoreLost],
  [
    /^(28|3D)/,
    'PostgreSQL refused the user, the password or the name of the database.',
    'Check DATABASE_URL.',
  ],
  [
    /^42501/,
    'PostgreSQL does not let this user create or write the tables.',
    'Let the user of DATABASE_URL own the database.',
  ],
  [
    /^42P07/,
    'The PostgreSQL database holds tables of another application.',
    'Give Candor a database of its own.',
  ],
  [/^25006/, 'PostgreSQL is read-only, as a standby is.', 'Let DATABASE_URL point to the primary.'],
  [
    /^(08|53|57P|57014|58)|^E(CONN|TIMEDOUT|PIPE|NOTFOUND|AI_AGAIN|HOST|NET)|^CONNECTION$/,
    'PostgreSQL does not answer.',
    'Check that it runs and that DATABASE_URL points to it.',
  ],
];

/** node-postgres gives these no code. */
const connectionMessages =
  /timeout exceeded|query read timeout|connection terminated|client has encountered/i;

/** Does `work`; a failure of the database is told in words for people, a bug of ours stays what it was. */
export async function explaining<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(error);
  }
}

function explained(error: unknown): unknown {
  if (error instanceof StoreUnavailable) return error;
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = codeOf(cause);
    const reason = reasons.find(([codes]) => codes.test(code));
    if (reason) return new (reason[3] ?? StoreUnavailable)(reason[1], reason[2], error);
  }
  return error;
}

/** The code of a driver's or the system's error, whichever wrapper it comes in; empty when there is none. */
function codeOf(error: Error): string {
  if ('code' in error && typeof error.code === 'string') return error.code;
  return connectionMessages.test(error.message) ? 'CONNECTION' : '';
}

const lost = /^(08|25006|57P|58)|^E(CONN|TIMEDOUT|PIPE|HOST|NET)|^CONNECTION$/;
/** Whoever was chosen to give way in a deadlock, or waited too long for a row. */
const gaveWay = /^(40P01|40001|55P03)$/;

/** Whether a connection to PostgreSQL is of no use any more: broken, or to a server that takes no writes. */
export function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && lost.test(codeOf(error));
}

/** Whether PostgreSQL undid a transaction only because of others, so that it may be done again. */
export function isAvoidable(error: unknown): boolean {
  return error instanceof Error && gaveWay.test(codeOf(error));
}

/** Whether SQLite gave up waiting for a lock. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && codeOf(error).startsWith('SQLITE_BUSY');
}
