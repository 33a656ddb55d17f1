/** One entry per update, or one per incident as on a Statuspage. */
export const feedKinds = ['update', 'incident'] as const;
export type FeedKind = (typeof feedKinds)[number];

/** What is in a feed, in whatever format it is written. Titles are plain text in one line, addresses are complete. */
export type Feed = {
  readonly kind: FeedKind;
  /** A tag URI, see RFC 4151. */
  readonly id: string;
  readonly title: string;
  /** The page for people. */
  readonly link: string;
  /** Where the feed itself is, by the extension of its format. */
  readonly selfLink: (extension: string) => string;
  readonly author: string;
  /** BCP 47, of what the feed itself says. */
  readonly language: string;
  /** IANA name of the zone in which Atom and the bodies tell times. */
  readonly timeZone: string;
  /** The address of the WebSub hub that is told of changes; null: this feed has to be polled. */
  readonly hub: string | null;
  /** The latest update that any entry tells of, by its display time; without entries, when the page was last changed. */
  readonly publishedAt: number;
  /** The latest change of any entry. */
  readonly updatedAt: number;
  readonly entries: readonly Entry[];
};

export type Entry = {
  /** A tag URI that never changes and that no other entry has. */
  readonly id: string;
  readonly title: string;
  readonly link: string;
  /** The display time of the update, or of the newest one. */
  readonly newestUpdateAt: number;
  /** What the entry is sorted by: the same, or for a maintenance to come its beginning. */
  readonly publishedAt: number;
  readonly updatedAt: number;
  /** The body: HTML. */
  readonly html: string;
};
