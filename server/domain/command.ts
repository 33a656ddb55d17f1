import type { Role, Token } from './access.ts';
import type { Component, ComponentGroup } from './component.ts';
import type { Id } from './id.ts';
import type { Impact, ImpactSource } from './impact.ts';
import type { Incident, Maintenance, Report, Text } from './incident.ts';
import type { Page } from './page.ts';
import type { AvailabilityPolicy } from './policy.ts';
import type { ComponentStatus, ImpactLevel, IncidentStatus, MaintenanceStatus } from './status.ts';

/** The statuses that an update sets, by component. */
export type StatusChanges = Readonly<Record<Id, ComponentStatus>>;

/** What someone wants. HTTP, the command line, importers and jobs all speak in these. */
export type Command =
  | {
      readonly type: 'configurePage';
      readonly name?: string;
      readonly timeZone?: string;
      readonly policy?: AvailabilityPolicy;
    }
  | { readonly type: 'addGroup'; readonly name: string; readonly description?: string | null }
  | {
      readonly type: 'addComponent';
      readonly name: string;
      readonly description?: string | null;
      readonly groupId?: Id | null;
      readonly showcase?: boolean;
      readonly onlyShowIfDegraded?: boolean;
      readonly startDate?: string | null;
    }
  | {
      readonly type: 'editComponent';
      readonly componentId: Id;
      readonly name?: string;
      readonly description?: string | null;
      readonly groupId?: Id | null;
      readonly position?: number;
      readonly showcase?: boolean;
      readonly onlyShowIfDegraded?: boolean;
      readonly startDate?: string | null;
    }
  | { readonly type: 'retireComponent'; readonly componentId: Id }
  | { readonly type: 'setComponentStatus'; readonly componentId: Id; readonly status: ComponentStatus }
  | {
      readonly type: 'openIncident';
      readonly name: string;
      readonly status: IncidentStatus;
      readonly text: Text;
      readonly statuses: StatusChanges;
      readonly impactOverride?: ImpactLevel | null;
      readonly displayAt?: number;
      readonly deliverNotifications?: boolean;
    }
  | {
      readonly type: 'scheduleMaintenance';
      readonly name: string;
      readonly text: Text;
      readonly componentIds: readonly Id[];
      readonly scheduledFor: number;
      readonly scheduledUntil: number;
      readonly statusDuring?: ComponentStatus | null;
      readonly autoStart?: boolean;
      readonly autoComplete?: boolean;
      readonly deliverNotifications?: boolean;
    }
  | {
      readonly type: 'postUpdate';
      readonly incidentId: Id;
      readonly status: IncidentStatus | MaintenanceStatus;
      readonly text: Text;
      readonly statuses: StatusChanges;
      readonly displayAt?: number;
      readonly deliverNotifications?: boolean;
    }
  | {
      readonly type: 'editUpdate';
      readonly incidentId: Id;
      readonly updateId: Id;
      readonly text?: Text;
      readonly displayAt?: number;
      readonly statuses?: StatusChanges;
    }
  | { readonly type: 'deleteUpdate'; readonly incidentId: Id; readonly updateId: Id }
  | { readonly type: 'deleteIncident'; readonly incidentId: Id }
  | { readonly type: 'advanceMaintenances' }
  | ImportRecords
  | ImportStatuses
  | {
      readonly type: 'issueToken';
      readonly name: string;
      readonly role: Role;
      readonly secretHash: string;
    }
  | { readonly type: 'revokeToken'; readonly tokenId: Id };

/**
 * A component as another page's records describe it. `status` is what that page said when it was recorded; a component
 * that is known only by name is retired, since its last mention.
 */
export type ImportedComponent = Component & { readonly status: ComponentStatus };

/** Records of another page, already translated into our words. Ids, times and texts are the source's. */
export type ImportRecords = {
  readonly type: 'importRecords';
  readonly page: {
    readonly id: Id;
    readonly name: string | null;
    readonly timeZone: string | null;
    readonly updatedAt: number;
  } | null;
  readonly groups: readonly ComponentGroup[];
  readonly components: readonly ImportedComponent[];
  readonly reports: readonly Report[];
};

/** What another page said of its components at an instant, where its incidents do not say it. Comes after their import. */
export type ImportStatuses = {
  readonly type: 'importStatuses';
  /** When the page said so. */
  readonly at: number;
  readonly statuses: readonly { readonly componentId: Id; readonly status: ComponentStatus }[];
};

/** When a command is decided, and the ids that it may use for what it creates. `domain/` has no other source of either. */
export type Moment = { readonly now: number; readonly ids: readonly Id[] };

/** The part of what is remembered that a command can see: see `needs`. */
export type State = {
  readonly revision: number;
  readonly page: Page;
  readonly groups: readonly ComponentGroup[];
  readonly components: readonly Component[];
  /** Every impact that is open, whatever its source. */
  readonly openImpacts: readonly Impact[];
  /** The reports that the command names, and for `advanceMaintenances` those with a transition due. */
  readonly reports: readonly Report[];
  /** Only for `importStatuses`: what was claimed for the instant that it speaks of, and all that was said by hand. */
  readonly pastImpacts: readonly Impact[];
  /** Only for `importRecords`: reports that were deleted here and must not come back. */
  readonly deletedIds: readonly Id[];
  /** Only for the commands about tokens. */
  readonly tokens: readonly Token[];
};

/** What the store must load besides the page, its components and the open impacts. */
export type Needs = {
  readonly reportIds: readonly Id[];
  /** Maintenances whose next automatic transition is at or before now, the earliest first. */
  readonly dueMaintenances: boolean;
  readonly tokens: boolean;
  /** Impacts that cover this instant, and all impacts by hand; null: none. */
  readonly impactsAt: number | null;
  /** Which of these reports have been deleted. */
  readonly deletedAmong: readonly Id[];
};

/** One thing to write. `put` replaces the whole record with this id; a report is put with all of its updates. */
export type Change =
  | { readonly put: 'page'; readonly page: Page }
  | { readonly put: 'group'; readonly group: ComponentGroup }
  | { readonly put: 'component'; readonly component: Component }
  | { readonly put: 'report'; readonly report: Incident | Maintenance }
  | { readonly remove: 'report'; readonly reportId: Id }
  /** All impacts of this source are now these. */
  | { readonly put: 'impacts'; readonly source: ImpactSource; readonly impacts: readonly Impact[] }
  /** One impact is added, or replaced when the same source claimed one for this component from the same instant. */
  | { readonly put: 'impact'; readonly impact: Impact }
  | { readonly put: 'token'; readonly token: Token };

/** The kinds of no. Mapped to HTTP statuses and exit codes in one place each. */
export type Fault =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_many'
  | 'unavailable';

/** An answer, not an accident: what is wrong and where. `code` is stable, like `incident.already_resolved`. */
export type Refusal = {
  readonly fault: Fault;
  readonly code: string;
  readonly message: string;
  readonly details?: readonly { readonly path: string; readonly message: string }[];
};

/** What a command comes to. No changes means that everything was already as asked. */
export type Decision =
  | {
      readonly changes: readonly Change[] /** Id of what was created or changed, when it is one thing. */;
      readonly subjectId: Id | null;
    }
  | { readonly refusal: Refusal };

/** The command of one type, as the file that decides it takes it. */
export type CommandOf<Type extends Command['type']> = Extract<Command, { readonly type: Type }>;
