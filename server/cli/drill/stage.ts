import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openConfigured, publishedFile, sqliteFile } from '../../application.ts';
import { readConfig } from '../../config.ts';
import type { Id } from '../../domain/id.ts';
import { newIds } from '../../newIds.ts';
import { readLastPublished } from '../../publish/lastPublished.ts';
import { hashSecret, newSecret } from '../../secret.ts';
import { copySqliteFile } from '../../store/copySqlite.ts';
import type { Store } from '../../store/store.ts';
import { inventYear } from '../demo/inventYear.ts';
import { seededRandom } from '../seededRandom.ts';
import type { World } from '../world.ts';

/** A key to the manage API may ask 600 times a minute; a drill writes faster and takes one after the other. */
const keyCount = 20;
const subscribersPerRead = 500;

/** Where a drill takes place. Nothing outside of `directory` is written, and nobody is told of anything. */
export type Stage = {
  readonly world: World;
  /** A scratch directory that is deleted afterwards. */
  readonly directory: string;
  /** Below `directory`: the data to be mistreated. */
  readonly dataDir: string;
  /** What that data is, in words. */
  readonly data: string;
  readonly pageId: Id;
  /** Secrets of owners. */
  readonly keys: readonly string[];
  /** Less of everything: to see that the drill works. */
  readonly isShort: boolean;
  /** How often, where the drill goes in rounds; null: as often as it thinks right. */
  readonly cycles: number | null;
  /** In [0, 1), the same each time. */
  readonly random: () => number;
  /** Processes that are ended with the drill. */
  readonly children: Set<ChildProcess>;
  /** Tells who waits how far it is, and of how much that is wrong. */
  readonly show: (done: number, total: number, wrong?: number) => void;
};

/**
 * Copies the live data, or makes some up where there is none, and takes everybody out of it who could be told, and all
 * that still waited to be told.
 */
export async function openStage(
  world: World,
  options: Pick<Stage, 'isShort' | 'cycles' | 'show'>,
): Promise<Stage> {
  const directory = mkdtempSync(path.join(tmpdir(), 'candor-drill-'));
  const dataDir = path.join(directory, 'data');
  try {
    const data = await provideData(world, dataDir);
    const { pageId, keys } = await withData({ world, dataDir }, async (store) => {
      await forgetEverybody(store);
      await forgetNews(store);
      return {
        pageId: await store.read(async (reads) => (await reads.page()).page.id),
        keys: await issueKeys(store, world),
      };
    });
    const random = seededRandom(1);
    return { ...options, world, directory, dataDir, data, pageId, keys, random, children: new Set() };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

export function closeStage({ children, directory }: Pick<Stage, 'children' | 'directory'>): void {
  for (const child of children) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
}

/** The same stage with data of its own, as it was in the beginning; nothing may have been written to it. */
export async function copyOf(stage: Stage): Promise<Stage> {
  const dataDir = mkdtempSync(path.join(stage.directory, 'copy-'));
  await copySqliteFile(sqliteFile(stage.dataDir), sqliteFile(dataDir));
  return { ...stage, dataDir };
}

function openData(world: World, dataDir: string): Promise<Store> {
  return openConfigured({ dataDir, databaseUrl: null }, world.clock, (count) =>
    newIds(count, world.randomBytes),
  );
}

/** Looks at what is kept, beside the server or without it. */
export async function withData<T>(
  { world, dataDir }: Pick<Stage, 'world' | 'dataDir'>,
  look: (store: Store) => Promise<T>,
): Promise<T> {
  const store = await openData(world, dataDir);
  try {
    return await look(store);
  } finally {
    await store.close();
  }
}

/** Waits until the page that a start without a database shows has these words. */
export async function untilKept({ dataDir }: Stage, words: string): Promise<void> {
  const file = publishedFile({ dataDir, databaseUrl: null });
  for (let tries = 0; tries < 200; tries += 1) {
    const home = readLastPublished(file)?.file('/')?.identity.bytes ?? [];
    if (Buffer.from(home).includes(words)) return;
    await pause(100);
  }
  throw new Error(`The page that is kept on disk did not get the words “${words}” within 20 s.`);
}

async function provideData(world: World, dataDir: string): Promise<string> {
  const live = readConfig(world.env);
  const file = sqliteFile(live.dataDir);
  if (live.databaseUrl === null && existsSync(file)) {
    mkdirSync(dataDir);
    await copySqliteFile(file, sqliteFile(dataDir));
    return `a copy of ${file}`;
  }
  await inventYear(world, dataDir);
  return live.databaseUrl === null
    ? 'a made-up business, since there is no data yet'
    : 'a made-up business, since drills are about the file of SQLite';
}

async function forgetEverybody({ subscriptions }: Store): Promise<void> {
  for (;;) {
    const some = await subscriptions.after('', subscribersPerRead);
    if (some.length === 0) return;
    await subscriptions.erase(some.map(({ id }) => id));
  }
}

async function forgetNews({ subscriptions }: Store): Promise<void> {
  for (;;) {
    const found = await subscriptions.waiting(Number.MAX_SAFE_INTEGER);
    if (!found) return;
    await subscriptions.cancel(found.announcement.id);
  }
}

async function issueKeys(store: Store, { randomBytes }: World): Promise<string[]> {
  const keys: string[] = [];
  while (keys.length < keyCount) {
    const secret = newSecret(randomBytes);
    const answer = await store.perform(
      {
        type: 'issueToken',
        name: `Drill ${keys.length}`,
        role: 'owner',
        secretHash: hashSecret(secret),
        expiresAt: null,
        ceiling: 'owner',
      },
      { actor: 'drill' },
    );
    if ('refusal' in answer) throw new Error(answer.refusal.message);
    keys.push(secret);
  }
  return keys;
}
