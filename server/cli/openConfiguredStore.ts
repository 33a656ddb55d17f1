import { openConfigured } from '../application.ts';
import { readConfig } from '../config.ts';
import { newIds } from '../newIds.ts';
import type { Store } from '../store/store.ts';
import type { World } from './world.ts';

/** The store that the settings name, for a command that may run beside a server. */
export function openConfiguredStore({ env, clock, randomBytes }: World): Promise<Store> {
  return openConfigured(readConfig(env), clock, (count) => newIds(count, randomBytes));
}
