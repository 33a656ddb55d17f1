import type { Id } from './id.ts';
import type { IncidentStatus, MaintenanceStatus } from './status.ts';

/** What to say when something happens that was thought of before. */
export type IncidentTemplate = {
  readonly id: Id;
  /** What staff call it. */
  readonly name: string;
  /** The name that an incident made from it gets. */
  readonly title: string;
  /** As written; rendered when an update is made from it. */
  readonly body: string;
  /** The group of templates that a Statuspage kept it in. We have no such groups and only keep the id. */
  readonly groupId: Id | null;
  readonly status: IncidentStatus | MaintenanceStatus | null;
  readonly componentIds: readonly Id[];
  /** What the boxes for these are set to when it is chosen. */
  readonly notifies: boolean;
  readonly tweets: boolean;
  readonly createdAt: number;
  readonly updatedAt: number;
};
