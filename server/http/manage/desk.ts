import type { AuditEntry, AuditFilter } from '../../domain/audit.ts';
import type { Change, Command } from '../../domain/command.ts';
import type { Component, ComponentGroup } from '../../domain/component.ts';
import type { Draft } from '../../domain/draft.ts';
import type { Id } from '../../domain/id.ts';
import type { Impact, ImpactSource } from '../../domain/impact.ts';
import type { Report } from '../../domain/incident.ts';
import type { MaintenanceSeries, SeriesOccurrence } from '../../domain/maintenanceSeries.ts';
import type { Page } from '../../domain/page.ts';
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
  /** All that `work` reads belongs to one revision. */
  read<T>(work: (reads: DeskReads) => Promise<T>): Promise<T>;
  /** Does a command in the name of who asks, and answers with the id of what it made or changed. Throws `Refused`. */
  perform(command: Command): Promise<Id>;
  /** What a command would change now, without doing it. Throws `Refused`. */
  consider(command: Command): Promise<readonly Change[]>;
  /** False for `dry_run`, where `perform` only considers. */
  readonly acts: boolean;
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
