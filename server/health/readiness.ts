import { statfs } from 'node:fs/promises';
import type { Clock } from '../clock.ts';

/** What one check found. `ms` is how long it took. */
type Check = { readonly ok: boolean; readonly problem: string | null; readonly ms: number };

export type Readiness = {
  readonly ready: boolean;
  /** ms UTC. */
  readonly at: number;
  /** A look at the database itself, not older than `at`. */
  readonly database: Check;
  /** The page that is shown is the latest that can be made. */
  readonly publication: Check;
  /** Room where the data is kept; left out when nothing is kept there. */
  readonly disk: (Check & { readonly freeBytes: number }) | null;
};

export type ReadinessOptions = {
  readonly clock: Clock;
  readonly dataDir: string;
  /** Asks the database for the page's revision. Throws when it cannot be used. */
  readonly revision: () => Promise<number>;
  /** Whether the last attempt to publish failed. */
  readonly publication: () => { readonly isFailing: boolean };
  /** Whether a failure is the database's, in words for people. */
  readonly unavailable: (error: unknown) => string | null;
};

/** Anybody may ask, so it is looked at most once a second. */
const freshMs = 1_000;
const patienceMs = 2_000;
/** With less room than this a commit or a backup may fail at any moment, bytes. */
const leastFreeBytes = 64 * 1024 * 1024;

/** Finds out whether this process is able to write and to publish. Never throws; asked by many, it looks once. */
export function readinessOf(options: ReadinessOptions): () => Promise<Readiness> {
  const { clock } = options;
  let looking: Promise<Readiness> | null = null;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const now = clock.now();
    // A clock that was set back must not keep an old answer.
    if (looking === null || now >= lookedAt + freshMs || now < lookedAt) {
      lookedAt = now;
      looking = look(options);
    }
    return looking;
  };
}

async function look(options: ReadinessOptions): Promise<Readiness> {
  const { clock, revision, publication, unavailable } = options;
  const at = clock.now();
  const timed = async (work: () => Promise<string | null>): Promise<Check> => {
    const began = clock.now();
    const problem = await work();
    return { ok: problem === null, problem, ms: Math.max(0, clock.now() - began) };
  };
  const database = await timed(async () => {
    try {
      return await inTime(
        clock,
        revision().then(() => null),
      );
    } catch (error) {
      return unavailable(error) ?? 'The database cannot be read.';
    }
  });
  const published = await timed(async () =>
    publication().isFailing ? 'The last attempt to publish failed. It is tried again.' : null,
  );
  const disk = await diskCheck(options.dataDir, timed);
  const ready = database.ok && published.ok && (disk?.ok ?? true);
  return { ready, at, database, publication: published, disk };
}

async function diskCheck(
  dataDir: string,
  timed: (work: () => Promise<string | null>) => Promise<Check>,
): Promise<Readiness['disk']> {
  let freeBytes: number | null = null;
  const check = await timed(async () => {
    freeBytes = await freeBytesOf(dataDir);
    const isFull = freeBytes !== null && freeBytes < leastFreeBytes;
    return isFull ? 'The disk is nearly full. Free some space where the data is kept.' : null;
  });
  return freeBytes === null ? null : { ...check, freeBytes };
}

/** What this user may still write below a directory, bytes; null when there is no such directory. */
export async function freeBytesOf(directory: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  } catch {
    return null;
  }
}

function inTime<T>(clock: Clock, work: Promise<T>): Promise<T | string> {
  return new Promise((resolve, reject) => {
    const cancel = clock.wakeAt(clock.now() + patienceMs, () =>
      resolve('The database did not answer within 2 seconds.'),
    );
    work.then(resolve, reject).finally(cancel);
  });
}
