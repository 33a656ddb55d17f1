import type { Id } from './id.ts';
import type { Interval } from './uptime.ts';

/** A part of the business's systems that customers know by name. Its status is derived from impacts. */
export type Component = {
  readonly id: Id;
  readonly name: string;
  readonly description: string | null;
  readonly groupId: Id | null;
  /** Ascending among the page's groups and ungrouped components, or within the group. Ties: `createdAt`. */
  readonly position: number;
  readonly showcase: boolean;
  readonly onlyShowIfDegraded: boolean;
  /** `YYYY-MM-DD` in the page's zone: nothing is known about the days before. Null: known since `createdAt`. */
  readonly startDate: string | null;
  readonly createdAt: number;
  /** 0 for a component that an import knows only by name, from the incidents that affected it. */
  readonly updatedAt: number;
  /** Out of the list and of the roll-up from here on; the history still names it. */
  readonly retiredAt: number | null;
  /** When it was retired before it came back, in order and without overlaps: nothing is known of that time. */
  readonly absences: readonly Interval[];
};

export type ComponentGroup = {
  readonly id: Id;
  readonly name: string;
  readonly description: string | null;
  readonly position: number;
  readonly createdAt: number;
  readonly updatedAt: number;
};

/** The order in which components and groups stand on the page and in the API. */
export function byPosition(
  a: { position: number; createdAt: number; id: Id },
  b: { position: number; createdAt: number; id: Id },
): number {
  return a.position - b.position || a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
