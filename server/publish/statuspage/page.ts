import type { PublicPage, Snapshot } from '../snapshot.ts';
import { timestamp } from './timestamp.ts';

/** Every document of the API begins with this. */
export function pageEntry({ id, name, url, timeZone, updatedAt }: PublicPage) {
  return { id, name, url, time_zone: timeZone, updated_at: timestamp(updatedAt, timeZone) };
}

/** The roll-up: of components alone, open incidents do not change it. */
export function statusEntry({ indicator: { indicator, description } }: Snapshot) {
  return { indicator, description };
}
