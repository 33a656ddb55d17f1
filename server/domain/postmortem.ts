import type { Id } from './id.ts';
import type { Incident, Text } from './incident.ts';

/** What was learned from an incident. Only `body` is public, while it is published. */
export type Postmortem = {
  /** Of the update that it is for readers, see `toldUpdates`; the same each time it is published. */
  readonly updateId: Id;
  /** Being written; null: nothing was written since it was published. */
  readonly draft: Text | null;
  readonly draftUpdatedAt: number | null;
  /** As published; null: it is not, and so are the other three. */
  readonly body: Text | null;
  readonly bodyUpdatedAt: number | null;
  /** The time that readers see beside it. */
  readonly publishedAt: number | null;
  /** When it was published really: an imported one may show another time. */
  readonly postedAt: number | null;
  /** Whether subscribers are to hear of its publication. */
  readonly notifySubscribers: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/**
 * The postmortem of an incident once its draft is published at `now`, ms UTC; null while there is no draft. It comes
 * after all that was said of the incident so far, also when the clock was set back.
 */
export function withDraftPublished({ postmortem, updates }: Incident, now: number): Postmortem | null {
  if (!postmortem || postmortem.draft === null) return null;
  const at = Math.max(now, (updates[0]?.displayAt ?? 0) + 1);
  return {
    ...postmortem,
    draft: null,
    draftUpdatedAt: null,
    body: postmortem.draft,
    bodyUpdatedAt: at,
    publishedAt: postmortem.publishedAt ?? at,
    postedAt: postmortem.postedAt ?? at,
  };
}
