import type { EmbedConfig } from './embed.ts';
import type { Id } from './id.ts';
import type { AvailabilityPolicy } from './policy.ts';

/** The page: its name, its zone, and its revision, which every commit raises by one. */
export type Page = {
  readonly id: Id;
  readonly name: string;
  /** IANA name. Days and printed times of the page are in this zone. */
  readonly timeZone: string;
  /** What the page is about, shown to its readers; plain text. */
  readonly description: string | null;
  readonly headline: string | null;
  /** The business's own site, an http or https address. */
  readonly websiteUrl: string | null;
  /** Where readers find help: an http, https or mailto address. */
  readonly supportUrl: string | null;
  /** Search engines are asked not to list it. */
  readonly hiddenFromSearch: boolean;
  readonly embed: EmbedConfig;
  readonly policy: AvailabilityPolicy;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the name and the zone were first chosen; null while they are the defaults. */
  readonly namedAt: number | null;
};
