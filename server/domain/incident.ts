import type { Id } from './id.ts';
import type { Postmortem } from './postmortem.ts';
import type { ComponentStatus, ImpactLevel, IncidentStatus, MaintenanceStatus } from './status.ts';

/** What was written, and the safe HTML that it was rendered to when it was written. */
export type Text = { readonly source: string; readonly html: string };

/** One component in one update: its status before and from the update's `displayAt` on. */
export type AffectedComponent = {
  readonly componentId: Id;
  /** The name at that time; a grouped component's is `Group - Component`. */
  readonly name: string;
  readonly oldStatus: ComponentStatus;
  readonly newStatus: ComponentStatus;
};

/** One message about an incident or a maintenance. */
export type IncidentUpdate<Status extends string = IncidentStatus | MaintenanceStatus> = {
  readonly id: Id;
  readonly incidentId: Id;
  readonly status: Status;
  readonly text: Text;
  /** What the author changed; none: all that is affected stays as it was. Null: nothing is told of components. */
  readonly affected: readonly AffectedComponent[] | null;
  /** Whether `affected` is the whole list as its source recorded it, with what did not change. */
  readonly affectedIsWhole: boolean;
  readonly deliverNotifications: boolean;
  /** The time that the update speaks of and is ordered by; can be back-dated. */
  readonly displayAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** When what it says was last changed after it was posted; null: it stands as it was posted. */
  readonly editedAt: number | null;
};

/** What other systems attach to an incident for themselves: an object of objects. Never public. */
export type Metadata = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

type Reported = {
  readonly id: Id;
  readonly name: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly startedAt: number;
  /** Follows from the updates: the worst so far, since it does not fall when components recover. */
  readonly impact: ImpactLevel;
  /** Set by a person, wins over `impact`. */
  readonly impactOverride: ImpactLevel | null;
  /** `displayAt` of the first update with status monitoring. */
  readonly monitoringAt: number | null;
  /** `displayAt` of the update that resolved or completed it; null while it is open. */
  readonly resolvedAt: number | null;
  readonly metadata: Metadata;
};

export type Incident = Reported & {
  readonly kind: 'incident';
  /** The status of the latest update. */
  readonly status: IncidentStatus;
  /** Newest first by `displayAt`, ties by `createdAt`, then `id`. Never empty. */
  readonly updates: readonly IncidentUpdate<IncidentStatus>[];
  /** The components concerned, when somebody listed them; null: those that its updates mention. */
  readonly componentIds: readonly Id[] | null;
  /** Entered after the fact. */
  readonly backfilled: boolean;
  /** When staff are reminded of its silence, see `nextReminderAt`; null: as by default. */
  readonly reminderIntervals: string | null;
  readonly postmortem: Postmortem | null;
};

/** A planned interruption. Statuspage calls it a scheduled maintenance and shapes it as an incident. */
export type Maintenance = Reported & {
  readonly kind: 'maintenance';
  readonly status: MaintenanceStatus;
  readonly updates: readonly IncidentUpdate<MaintenanceStatus>[];
  readonly scheduledFor: number;
  readonly scheduledUntil: number;
  /** The components concerned, also while the maintenance has not begun. */
  readonly componentIds: readonly Id[];
  /** What the clock sets on the components when it begins the maintenance; null: it sets nothing. */
  readonly statusDuring: ComponentStatus | null;
  /** The clock begins it at `scheduledFor`. */
  readonly autoStart: boolean;
  /** The clock completes it at `scheduledUntil`. */
  readonly autoComplete: boolean;
  /** When the clock completes it, the components are operational again; else they stay as it set them, as if by hand. */
  readonly restoresAfter: boolean;
  /** Whether subscribers hear of it when the clock begins and when it completes it. */
  readonly notifyAtStart: boolean;
  readonly notifyAtEnd: boolean;
  /** An update reminds of it an hour before it begins. */
  readonly remindPrior: boolean;
  /** When that update is due; null: it was posted, or was not wanted in time. */
  readonly remindAt: number | null;
  readonly remindedAt: number | null;
};

/** What the page reports: something that happened or something that is planned. */
export type Report = Incident | Maintenance;
