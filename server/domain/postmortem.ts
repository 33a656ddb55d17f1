import type { Text } from './incident.ts';

/** What was learned from an incident. Only `body` is public, while it is published. */
export type Postmortem = {
  /** Being written; null: nothing was written since it was published. */
  readonly draft: Text | null;
  readonly draftUpdatedAt: number | null;
  /** As published; null: it is not. */
  readonly body: Text | null;
  readonly bodyUpdatedAt: number | null;
  readonly publishedAt: number | null;
  /** Whether subscribers are to hear of its publication. */
  readonly notifySubscribers: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** The postmortem once its draft is published at `now`, ms UTC; null while there is no draft. */
export function withDraftPublished(postmortem: Postmortem, now: number): Postmortem | null {
  if (postmortem.draft === null) return null;
  return {
    ...postmortem,
    draft: null,
    draftUpdatedAt: null,
    body: postmortem.draft,
    bodyUpdatedAt: now,
    publishedAt: postmortem.publishedAt ?? now,
  };
}
