import type { Id } from './id.ts';
import type { AvailabilityPolicy } from './policy.ts';

/** The page: its name, its zone, and its revision, which every commit raises by one. */
export type Page = {
  readonly id: Id;
  readonly name: string;
  /** IANA name. Days and printed times of the page are in this zone. */
  readonly timeZone: string;
  readonly policy: AvailabilityPolicy;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the name and the zone were first chosen; null while they are the defaults. */
  readonly namedAt: number | null;
};
