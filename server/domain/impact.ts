import type { Id } from './id.ts';
import type { ComponentStatus } from './status.ts';

/** Who claims an impact: an incident or maintenance (by its id), or a person by hand (by the component's id). */
export type ImpactSource = { readonly kind: 'incident' | 'maintenance' | 'manual'; readonly id: Id };

/**
 * This source claims that this component had this status during `[startedAt, endedAt)`, in ms UTC;
 * open while it lasts. Never `operational`: that is the absence of impacts.
 */
export type Impact = {
  readonly source: ImpactSource;
  readonly componentId: Id;
  readonly status: Exclude<ComponentStatus, 'operational'>;
  readonly startedAt: number;
  readonly endedAt: number | null;
  /** Why, in the words of the person who set it by hand; plain text that the public reads. Null: not said. */
  readonly reason: string | null;
};
