import type { Announcement } from '../../domain/announcement.ts';
import type { AuditEntry, AuditFilter } from '../../domain/audit.ts';
import type { Change, Command } from '../../domain/command.ts';
import type { Component, ComponentGroup } from '../../domain/component.ts';
import type { AnnouncementState, DeliveryState } from '../../domain/delivery.ts';
import type { Draft } from '../../domain/draft.ts';
import type { Id } from '../../domain/id.ts';
import type { Impact, ImpactSource } from '../../domain/impact.ts';
import type { Report } from '../../domain/incident.ts';
import type { MaintenanceSeries, SeriesOccurrence } from '../../domain/maintenanceSeries.ts';
import type { Page } from '../../domain/page.ts';
import type { Channel, Subscriber, SubscriberState, Wishes } from '../../domain/subscriber.ts';
import type { SubscriberFilter, SubscriberOrder } from '../../domain/subscriberFilter.ts';
import type { IncidentTemplate } from '../../domain/template.ts';
import type { AccessReads } from './authenticate.ts';

/** What an operation works with: everything it may read, and the one way to change something. */
export type Desk = {
  /** ms UTC. */
  readonly now: number;
  /** Who asks, as in the audit log. */
  readonly actor: string;
  /** PUBLIC_URL. */
  readonly url: string;
  readonly engine: 'sqlite' | 'postgres';
  /** All that `work` reads belongs to one revision. */
  read<T>(work: (reads: DeskReads) => Promise<T>): Promise<T>;
  /** Does a command in the name of who asks, and answers with the id of what it made or changed. Throws `Refused`. */
  perform(command: Command): Promise<Id>;
  /** What a command would change now, without doing it. Throws `Refused`. */
  consider(command: Command): Promise<readonly Change[]>;
  /** False for `dry_run`, where `perform` only considers, and nothing else may be changed either. */
  readonly acts: boolean;
  readonly subscriptions: DeskSubscriptions;
};

export type DeskReads = AccessReads & {
  page(): Promise<{ readonly page: Page; readonly revision: number }>;
  groups(): Promise<ComponentGroup[]>;
  components(): Promise<Component[]>;
  openImpacts(): Promise<Impact[]>;
  /** Those that overlap `[from, to)`, of some components or of all. */
  impacts(from: number, to: number, componentIds?: readonly Id[]): Promise<Impact[]>;
  /** All that these sources of one kind claim. */
  impactsOf(kind: ImpactSource['kind'], sourceIds: readonly Id[]): Promise<Impact[]>;
  report(id: Id): Promise<Report | null>;
  /** The incident of which this one is part now; null when it was not merged. */
  mergedInto(id: Id): Promise<Id | null>;
  /** The oldest first. */
  drafts(): Promise<Draft[]>;
  series(): Promise<MaintenanceSeries[]>;
  /** Those of these series from a date on. */
  occurrences(seriesIds: readonly Id[], from: string): Promise<SeriesOccurrence[]>;
  openReports(): Promise<Report[]>;
  /** How many incidents and maintenances there are. */
  reportCount(): Promise<number>;
  /** The latest created first. */
  newestReports(limit: number, offset: number): Promise<Report[]>;
  /** What was done, the latest first. */
  audit(filter: AuditFilter, limit: number, offset: number): Promise<AuditEntry[]>;
  /** The next entries after this revision, in order; none after the last. */
  auditAfter(filter: AuditFilter, revision: number): Promise<AuditEntry[]>;
  /** By name. */
  templates(): Promise<IncidentTemplate[]>;
  /** The latest value of a series; null when there is none. */
  lastMeasurement(series: string): Promise<{ readonly at: number; readonly value: number } | null>;
};

/**
 * Who is told of what, and how far that is: not part of any revision. What staff do about subscribers are commands all
 * the same, for the audit log.
 */
export type DeskSubscriptions = {
  readonly find: (
    filter: SubscriberFilter,
    order: SubscriberOrder,
    part: { readonly limit: number; readonly skip: number },
  ) => Promise<readonly Subscriber[]>;
  /** Also those of staff. */
  readonly byId: (ids: readonly Id[]) => Promise<readonly Subscriber[]>;
  /** The next ones by id after one, in every state; also those of staff. */
  readonly after: (id: Id, limit: number) => Promise<readonly Subscriber[]>;
  /** Those of staff, also who was told and is not any more. */
  readonly staff: () => Promise<readonly Subscriber[]>;
  /** Without staff and those of single incidents. */
  readonly count: () => Promise<
    readonly { readonly state: SubscriberState; readonly channel: Channel; readonly count: number }[]
  >;
  /** The ids that subscribers with these addresses have, or will have. */
  readonly idsFor: (
    places: readonly (Pick<Subscriber, 'channel' | 'address' | 'incidentId'> &
      Partial<Pick<Subscriber, 'audience'>>)[],
  ) => Promise<readonly Id[]>;
  /** With which the webhooks of a subscriber are signed. */
  readonly webhookSecret: (subscriberId: Id) => Promise<string>;
  /** How many of those who are told have the same wishes. */
  readonly wishes: () => Promise<readonly { readonly wishes: Wishes; readonly count: number }[]>;
  /** What was and will be told of a report, the oldest first. */
  readonly announcementsOf: (
    reportId: Id,
  ) => Promise<
    readonly (Announcement & { readonly state: AnnouncementState; readonly pausedAt: number | null })[]
  >;
  readonly deliveryCounts: (announcementIds: readonly Id[]) => Promise<
    readonly {
      readonly announcementId: Id;
      readonly channel: Channel;
      readonly state: DeliveryState;
      readonly count: number;
      readonly lastAt: number | null;
    }[]
  >;
  /** Whether it was in time: false when somebody may have been told already. */
  readonly cancel: (announcementId: Id) => Promise<boolean>;
  /** What was set aside of an announcement is tried again. */
  readonly retry: (announcementId: Id, now: number) => Promise<void>;
  /** How many deliveries were set aside. */
  readonly setAside: () => Promise<number>;
};
