import type { EmbedConfig } from './embed.ts';
import type { Id } from './id.ts';
import type { Language } from './language.ts';
import type { Logo } from './logo.ts';
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
  /** What the public pages are written in. */
  readonly language: Language;
  /** `#rrggbb` in lower case, of links and of the focus; null: the design's own. */
  readonly accentColor: string | null;
  /** The same for readers who prefer dark pages. */
  readonly accentColorDark: string | null;
  readonly logo: Logo | null;
  readonly embed: EmbedConfig;
  readonly policy: AvailabilityPolicy;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When the name and the zone were first chosen; null while they are the defaults. */
  readonly namedAt: number | null;
};
