import { existsSync } from 'node:fs';
import { openConfigured, sqliteFile } from '../application.ts';
import { readConfig } from '../config.ts';
import { newIds } from '../newIds.ts';
import type { Store } from '../store/store.ts';
import { CommandFailed, type World } from './world.ts';

/** The store that the settings name, for a command that may run beside a server. Made when there is none. */
export async function openConfiguredStore({ env, clock, randomBytes }: World): Promise<Store> {
  return openConfigured(readConfig(env), clock, (count) => newIds(count, randomBytes));
}

/** The same for a command that only makes sense on what is there already. Throws `CommandFailed` when nothing is. */
export async function openExistingStore(world: World): Promise<Store> {
  const { databaseUrl, dataDir } = readConfig(world.env);
  if (databaseUrl === null && !existsSync(sqliteFile(dataDir))) {
    throw new CommandFailed(
      `There is no database in ${dataDir}. Set DATA_DIR to where it is, or make one: candor serve.`,
    );
  }
  return openConfiguredStore(world);
}
