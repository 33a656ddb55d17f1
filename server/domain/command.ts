import type { Member, OneTimeLink, Role, Session, Token } from './access.ts';
import type { Component, ComponentGroup } from './component.ts';
import type { Draft, DraftedCommand } from './draft.ts';
import type { EmbedConfig } from './embed.ts';
import type { Id } from './id.ts';
import type { Impact, ImpactSource } from './impact.ts';
import type { Incident, Maintenance, Metadata, Report, Text } from './incident.ts';
import type { Language } from './language.ts';
import type { LogoImage } from './logo.ts';
import type { MaintenanceSeries, PlannedMaintenance, SeriesOccurrence } from './maintenanceSeries.ts';
import type { MergedIncident } from './mergedIncident.ts';
import type { Page } from './page.ts';
import type { PageOrder } from './pageOrder.ts';
import type { AvailabilityPolicy } from './policy.ts';
import type { ComponentStatus, ImpactLevel, IncidentStatus, MaintenanceStatus } from './status.ts';
import type { Subscriber } from './subscriber.ts';
import type { Selection, SubscriberChange, SubscriberCommand } from './subscriberCommand.ts';
import type { IncidentTemplate } from './template.ts';

/** The statuses that an update sets, by component. */
export type StatusChanges = Readonly<Record<Id, ComponentStatus>>;

/** What someone wants. HTTP, the command line, importers and jobs all speak in these. */
export type Command =
  | {
      readonly type: 'configurePage';
      readonly name?: string;
      readonly timeZone?: string;
      readonly policy?: AvailabilityPolicy;
      readonly description?: string | null;
      readonly headline?: string | null;
      readonly websiteUrl?: string | null;
      readonly supportUrl?: string | null;
      readonly hiddenFromSearch?: boolean;
      readonly language?: Language;
      readonly accentColor?: string | null;
      readonly accentColorDark?: string | null;
      /** What is not said stays as it is. */
      readonly embed?: Partial<EmbedConfig>;
    }
  | { readonly type: 'setPageLogo'; readonly image: LogoImage }
  | { readonly type: 'removePageLogo' }
  | { readonly type: 'arrangePage'; readonly order: PageOrder }
  | {
      readonly type: 'addGroup';
      readonly name: string;
      readonly description?: string | null;
      /** Components that move into it, in this order. */
      readonly componentIds?: readonly Id[];
    }
  | {
      readonly type: 'editGroup';
      readonly groupId: Id;
      readonly name?: string;
      readonly description?: string | null;
      readonly componentIds?: readonly Id[];
    }
  | { readonly type: 'removeGroup'; readonly groupId: Id }
  | {
      readonly type: 'addComponent';
      readonly name: string;
      readonly description?: string | null;
      readonly groupId?: Id | null;
      readonly showcase?: boolean;
      readonly onlyShowIfDegraded?: boolean;
      readonly startDate?: string | null;
      /** Said by hand in the same commit, and why. */
      readonly status?: ComponentStatus;
      readonly statusReason?: string | null;
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
      readonly status?: ComponentStatus;
      readonly statusReason?: string | null;
    }
  | { readonly type: 'retireComponent'; readonly componentId: Id }
  | { readonly type: 'restoreComponent'; readonly componentId: Id }
  | {
      readonly type: 'setComponentStatus';
      readonly componentId: Id;
      readonly status: ComponentStatus;
      readonly statusReason?: string | null;
    }
  | {
      readonly type: 'openIncident';
      readonly name: string;
      readonly status: IncidentStatus;
      /** The words of Statuspage for this status when not said. */
      readonly text?: Text;
      readonly statuses: StatusChanges;
      readonly impactOverride?: ImpactLevel | null;
      readonly displayAt?: number;
      /** Without being said: of what is entered after the fact nobody is told. */
      readonly deliverNotifications?: boolean;
      readonly backfilled?: boolean;
      /** The components concerned, besides those with a status. */
      readonly componentIds?: readonly Id[];
      readonly metadata?: Metadata;
      readonly reminderIntervals?: string | null;
    }
  | {
      readonly type: 'scheduleMaintenance';
      readonly name: string;
      /** It is in progress, and sets these statuses besides `statusDuring`. Not said: it is scheduled. */
      readonly begun?: StatusChanges;
      /** The words of Statuspage for this status when not said. */
      readonly text?: Text;
      readonly componentIds: readonly Id[];
      readonly scheduledFor: number;
      readonly scheduledUntil: number;
      readonly statusDuring?: ComponentStatus | null;
      readonly autoStart?: boolean;
      readonly autoComplete?: boolean;
      readonly restoresAfter?: boolean;
      readonly notifyAtStart?: boolean;
      readonly notifyAtEnd?: boolean;
      readonly remindPrior?: boolean;
      readonly impactOverride?: ImpactLevel | null;
      readonly metadata?: Metadata;
      readonly deliverNotifications?: boolean;
    }
  | {
      readonly type: 'editReport';
      readonly incidentId: Id;
      readonly name?: string;
      readonly impactOverride?: ImpactLevel | null;
      readonly metadata?: Metadata;
      /** The components concerned are these alone. */
      readonly componentIds?: readonly Id[];
      /** This is for incidents only. */
      readonly reminderIntervals?: string | null;
      /** These are for maintenances only. */
      readonly scheduledFor?: number;
      readonly scheduledUntil?: number;
      readonly statusDuring?: ComponentStatus | null;
      readonly autoStart?: boolean;
      readonly autoComplete?: boolean;
      readonly restoresAfter?: boolean;
      readonly notifyAtStart?: boolean;
      readonly notifyAtEnd?: boolean;
      readonly remindPrior?: boolean;
      /** Posted in the same commit. */
      readonly update?: Omit<CommandOf<'postUpdate'>, 'type' | 'incidentId'>;
    }
  | {
      readonly type: 'postUpdate';
      readonly incidentId: Id;
      /** Not said: it stays as it is by then. */
      readonly status?: IncidentStatus | MaintenanceStatus;
      /** The words of Statuspage for this status when not said. */
      readonly text?: Text;
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
      readonly deliverNotifications?: boolean;
    }
  | { readonly type: 'deleteUpdate'; readonly incidentId: Id; readonly updateId: Id }
  | { readonly type: 'deleteIncident'; readonly incidentId: Id }
  | { readonly type: 'advanceMaintenances' }
  | { readonly type: 'draftPostmortem'; readonly incidentId: Id; readonly text: Text }
  | { readonly type: 'publishPostmortem'; readonly incidentId: Id; readonly notifySubscribers: boolean }
  | { readonly type: 'revertPostmortem'; readonly incidentId: Id }
  | { readonly type: 'deletePostmortem'; readonly incidentId: Id }
  | {
      readonly type: 'addTemplate';
      readonly name: string;
      readonly title: string;
      readonly body: string;
      readonly groupId?: Id | null;
      readonly status?: IncidentTemplate['status'];
      readonly componentIds?: readonly Id[];
      readonly notifies?: boolean;
      readonly tweets?: boolean;
    }
  | {
      readonly type: 'editTemplate';
      readonly templateId: Id;
      readonly name?: string;
      readonly title?: string;
      readonly body?: string;
      readonly groupId?: Id | null;
      readonly status?: IncidentTemplate['status'];
      readonly componentIds?: readonly Id[];
      readonly notifies?: boolean;
      readonly tweets?: boolean;
    }
  | { readonly type: 'removeTemplate'; readonly templateId: Id }
  | {
      readonly type: 'addSeries';
      readonly plan: PlannedMaintenance;
      readonly startsAt: string;
      /** The page's when not said. */
      readonly timeZone?: string;
      readonly durationMs: number;
      readonly rule: string;
    }
  | {
      readonly type: 'editSeries';
      readonly seriesId: Id;
      /** What is not said stays as it is. */
      readonly plan?: Partial<PlannedMaintenance>;
      readonly startsAt?: string;
      readonly timeZone?: string;
      readonly durationMs?: number;
      readonly rule?: string;
    }
  | { readonly type: 'removeSeries'; readonly seriesId: Id }
  | { readonly type: 'planSeries' }
  | {
      readonly type: 'saveDraft';
      readonly command: DraftedCommand;
      readonly author: string;
      readonly publishAt: number | null;
    }
  | {
      readonly type: 'editDraft';
      readonly draftId: Id;
      readonly changedBy: string;
      readonly command?: DraftedCommand;
      readonly publishAt?: number | null;
    }
  | { readonly type: 'discardDraft'; readonly draftId: Id }
  | { readonly type: 'publishDraft'; readonly draftId: Id }
  | { readonly type: 'publishDueDraft' }
  | { readonly type: 'mergeIncidents'; readonly incidentId: Id; readonly intoId: Id }
  | ImportRecords
  | ImportStatuses
  | {
      readonly type: 'issueToken';
      readonly name: string;
      readonly role: Role;
      readonly secretHash: string;
      readonly expiresAt?: number | null;
      readonly memberId?: Id | null;
      readonly ceiling: Role;
    }
  | { readonly type: 'revokeToken'; readonly tokenId: Id; readonly ceiling: Role }
  | SubscriberCommand
  /** Nobody else is told of it, or of what waits of the same report, until somebody lets it go on. */
  | {
      readonly type: 'pauseAnnouncement' | 'resumeAnnouncement';
      readonly reportId: Id;
      readonly announcementId: Id;
    }
  | AccessCommand;

/**
 * What concerns people and how they get in. Secrets never come here, only their hashes. A `ceiling` is the role of
 * who asks: nobody gives or takes a role above it.
 */
export type AccessCommand =
  | { readonly type: 'offerSetup'; readonly secretHash: string }
  | { readonly type: 'setUp'; readonly linkId: Id; readonly email: string; readonly passwordHash: string }
  | {
      readonly type: 'inviteMember';
      readonly email: string;
      readonly role: Role;
      /** Of the link. */
      readonly secretHash: string;
      readonly ceiling: Role;
    }
  | {
      readonly type: 'offerPasswordReset';
      readonly memberId: Id;
      /** Of the link. */
      readonly secretHash: string;
      readonly ceiling: Role;
    }
  | { readonly type: 'choosePassword'; readonly linkId: Id; readonly passwordHash: string }
  | {
      readonly type: 'changePassword';
      readonly memberId: Id;
      readonly passwordHash: string;
      readonly keepSessionId: Id;
    }
  | { readonly type: 'changeRole'; readonly memberId: Id; readonly role: Role; readonly ceiling: Role }
  | { readonly type: 'removeMember'; readonly memberId: Id; readonly ceiling: Role }
  | { readonly type: 'nameMember'; readonly memberId: Id; readonly name: string | null }
  | {
      readonly type: 'signIn';
      readonly memberId: Id;
      /** Which password was shown. */
      readonly passwordSetAt: number;
      readonly factor: Factor | null;
      /** The session that the browser had until now. */
      readonly replaces: Id | null;
      /** Of the session. */
      readonly secretHash: string;
      /** Stands for the address from which it was done. */
      readonly client: string;
    }
  | { readonly type: 'confirmSession'; readonly sessionId: Id }
  | { readonly type: 'endSession'; readonly memberId: Id; readonly sessionId: Id }
  | { readonly type: 'beginTwoFactor'; readonly memberId: Id; readonly totpSecret: string }
  | {
      readonly type: 'confirmTwoFactor';
      readonly memberId: Id;
      /** Which set-up the code is of. */
      readonly startedAt: number;
      readonly step: number;
      readonly recoveryHashes: readonly string[];
    }
  | { readonly type: 'endTwoFactor'; readonly memberId: Id }
  | { readonly type: 'resetTwoFactor'; readonly memberId: Id; readonly ceiling: Role };

/** A second factor that was right: the time step of a code of this set-up, or a recovery code. */
export type Factor =
  | { readonly step: number; readonly startedAt: number }
  | { readonly recoveryHash: string };

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
  /** Only for the commands about tokens, and for `publishDueDraft`. */
  readonly tokens: readonly Token[];
  /** These are only for the commands about access, those that end tokens, and `publishDueDraft`. */
  readonly members: readonly Member[];
  readonly links: readonly OneTimeLink[];
  readonly sessions: readonly Session[];
  /** Only those that a command names which adds, changes or erases subscribers. */
  readonly subscribers: readonly Subscriber[];
  /** Only for the commands about templates. */
  readonly templates: readonly IncidentTemplate[];
  /**
   * The drafts that the command names, for `publishDueDraft` the one whose time came first; all of them for commands
   * that can change drafts without naming them.
   */
  readonly drafts: readonly Draft[];
  /** The series that the command names, for `planSeries` those that are due. */
  readonly series: readonly MaintenanceSeries[];
  /** Those of the reports, and those of the series from `firstDateOfInterest` on. */
  readonly occurrences: readonly SeriesOccurrence[];
  /** Those of the ids of reports that the command names which were merged into others. */
  readonly merged: readonly MergedIncident[];
};

/** What the store must load besides the page, its components and the open impacts. */
export type Needs = {
  readonly reportIds: readonly Id[];
  /** Maintenances whose next automatic transition is at or before now, the earliest first. */
  readonly dueMaintenances: boolean;
  readonly tokens: boolean;
  /** Members, one-time links and sessions. */
  readonly access: boolean;
  readonly templates: boolean;
  readonly subscriberIds: readonly Id[];
  readonly draftIds: readonly Id[];
  readonly dueDraft: boolean;
  readonly allDrafts: boolean;
  readonly seriesIds: readonly Id[];
  readonly dueSeries: boolean;
  /** Impacts that cover this instant, and all impacts by hand; null: none. */
  readonly impactsAt: number | null;
  /** Which of these reports have been deleted. */
  readonly deletedAmong: readonly Id[];
};

/** One thing to write. `put` replaces the whole record with this id; a report is put with all of its updates. */
export type Change =
  | { readonly put: 'page'; readonly page: Page }
  | { readonly put: 'logo'; readonly logo: LogoImage }
  | { readonly remove: 'logo'; readonly logoId: string }
  | { readonly put: 'group'; readonly group: ComponentGroup }
  | { readonly put: 'component'; readonly component: Component }
  | { readonly put: 'report'; readonly report: Incident | Maintenance }
  | { readonly remove: 'report'; readonly reportId: Id }
  | { readonly remove: 'group'; readonly groupId: Id }
  /** All impacts of this source are now these. */
  | { readonly put: 'impacts'; readonly source: ImpactSource; readonly impacts: readonly Impact[] }
  /** One impact is added, or replaced when the same source claimed one for this component from the same instant. */
  | { readonly put: 'impact'; readonly impact: Impact }
  | { readonly put: 'template'; readonly template: IncidentTemplate }
  | { readonly remove: 'template'; readonly templateId: Id }
  | { readonly put: 'draft'; readonly draft: Draft }
  | { readonly remove: 'draft'; readonly draftId: Id }
  | { readonly put: 'series'; readonly series: MaintenanceSeries }
  /** Its occurrences go with it; their maintenances stay. */
  | { readonly remove: 'series'; readonly seriesId: Id }
  | { readonly put: 'occurrence'; readonly occurrence: SeriesOccurrence }
  | { readonly remove: 'occurrence'; readonly seriesId: Id; readonly date: string }
  | { readonly put: 'merged'; readonly merged: MergedIncident }
  /** These are added. Who is there already, with their id or their address, stays as they are. */
  | { readonly put: 'subscribers'; readonly subscribers: readonly Subscriber[] }
  /** Of staff. */
  | { readonly put: 'alertTarget'; readonly alertTarget: Subscriber }
  | { readonly put: 'subscriptions'; readonly subscriptions: SubscriberChange }
  /** These are asked by mail whether they want it: they, and nobody else, can say so. */
  | { readonly put: 'questions'; readonly questions: Selection; readonly askedAt: number }
  /** Null: what waits of it goes on. */
  | { readonly put: 'pause'; readonly announcementId: Id; readonly pausedAt: number | null }
  /** What is on its way to them goes with them. */
  | { readonly remove: 'subscriber'; readonly subscriberId: Id }
  | { readonly put: 'token'; readonly token: Token }
  | { readonly put: 'member'; readonly member: Member }
  | { readonly put: 'link'; readonly link: OneTimeLink }
  | { readonly remove: 'link'; readonly linkId: Id }
  | { readonly put: 'session'; readonly session: Session }
  | { readonly remove: 'session'; readonly sessionId: Id };

/** The kinds of no. Mapped to HTTP statuses and exit codes in one place each. */
export type Fault =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'precondition'
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
