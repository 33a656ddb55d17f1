import type { Database, Replica, ReplicaListener } from './database.ts';
import type { Expectation } from './store.ts';
import { StoreLost, StoreUnavailable, StoreUnsuitable } from './unavailable.ts';

/**
 * A database that is opened anew when what was opened will not work again, or could not be opened yet. Only `look`
 * does so; until it succeeds everything else is refused at once, so that nobody reads what nobody may write.
 * @throws StoreUnavailable when it cannot be opened and nobody waits for it.
 */
export async function openReopening(
  open: (expected: Expectation) => Promise<Database>,
  expected: Expectation,
): Promise<Database> {
  let current: Database | null = null;
  let problem: StoreUnavailable | null = null;
  let looking: Promise<void> | null = null;
  let closed = false;
  let listener: ReplicaListener | null = null;
  let replica: Replica | null = null;

  try {
    current = await open(expected);
  } catch (error) {
    const mayRepairItself = error instanceof StoreUnavailable && !(error instanceof StoreUnsuitable);
    if (!expected.waits || !mayRepairItself) throw error;
    problem = error;
  }

  function usable(): Database {
    if (problem !== null) throw problem;
    if (current === null) throw new Error('the database is closed');
    return current;
  }

  async function noting<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (error instanceof StoreLost) {
        problem = error;
        const lost = current;
        current = null;
        replica = null;
        await lost?.close();
      }
      throw error;
    }
  }

  async function look(): Promise<void> {
    try {
      if (current !== null) await noting(current.look()).catch(onlyLost);
      if (current === null) {
        current = await open({ holds: true, waits: true });
        if (!closed) await joinAgain(current);
      }
      problem = null;
    } catch (error) {
      if (error instanceof StoreUnavailable) problem = error;
      throw error;
    }
    if (closed) await current.close();
  }

  /** A database that was opened anew is joined as the one before it was. */
  async function joinAgain(opened: Database): Promise<void> {
    if (!listener) return;
    replica = await opened.join(listener);
    if (replica.holdsJobs()) listener.onJobs();
  }

  return {
    get tables() {
      return usable().tables;
    },
    get query() {
      return usable().query;
    },
    clock: (ours) => usable().clock(ours),
    skipTaken: (select) => usable().skipTaken(select),
    look: () => {
      looking ??= look().finally(() => {
        looking = null;
      });
      return looking;
    },
    commit: async (batch) => noting(usable().commit(batch)),
    join: async (joining) => {
      listener = joining;
      replica = (await current?.join(joining)) ?? null;
      return {
        holdsJobs: () => replica?.holdsJobs() ?? false,
        sender: () => replica?.sender() ?? null,
        leave: async () => replica?.leave(),
      };
    },
    atOneMoment: async (work) => usable().atOneMoment(work),
    allOrNothing: async (work) => usable().allOrNothing(work),
    integrity: async () => usable().integrity(),
    backUpTo: async (file) => usable().backUpTo(file),
    close: async () => {
      closed = true;
      await looking?.catch(() => undefined);
      const last = current;
      current = null;
      await last?.close();
    },
  };
}

/** What was lost may stand there anew already. */
function onlyLost(error: unknown): void {
  if (!(error instanceof StoreLost)) throw error;
}
