import type { Component, ComponentGroup } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import type { Impact } from '../domain/impact.ts';
import type { Report } from '../domain/incident.ts';
import type { LogoImage } from '../domain/logo.ts';
import type { Page } from '../domain/page.ts';
import type { ReportLink } from './snapshot.ts';

/** Where the facts come from: what publishing asks of the store, and no more. */
export type Source = {
  /** The latest revision that can have changed what the public sees; cheap. */
  publicRevision(): Promise<number>;
  /** All that `work` reads belongs to one revision. */
  read<T>(work: (reads: SourceReads) => Promise<T>): Promise<T>;
};

export type SourceReads = {
  page(): Promise<{ readonly page: Page; readonly revision: number }>;
  /** The bytes of the page's logo; null when it has none. */
  logo(): Promise<LogoImage | null>;
  /** The latest commit that can have changed what the public sees, ms UTC. */
  publicCommit(): Promise<{ readonly revision: number; readonly at: number }>;
  groups(): Promise<ComponentGroup[]>;
  components(): Promise<Component[]>;
  openReports(): Promise<Report[]>;
  /** Those whose time overlaps `[from, to)`. */
  reports(from: number, to: number): Promise<Report[]>;
  /** The latest updated of one kind. */
  latestReports(kind: Report['kind'], limit: number): Promise<Report[]>;
  /** The latest updated of those that had an impact on the component. */
  latestReportsOf(componentId: Id, limit: number): Promise<Report[]>;
  report(id: Id): Promise<Report | null>;
  /** The incident of which this one is part now; null when it was not merged. */
  mergedInto(id: Id): Promise<Id | null>;
  earliestReportAt(): Promise<number | null>;
  /** Those that overlap `[from, to)`, of some components or of all. */
  impacts(from: number, to: number, componentIds?: readonly Id[]): Promise<Impact[]>;
  reportLinks(ids: readonly Id[]): Promise<ReportLink[]>;
};
