import type { Token } from '../domain/access.ts';
import type { Command, Decision } from '../domain/command.ts';
import type { Component, ComponentGroup } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import type { Impact, ImpactSource } from '../domain/impact.ts';
import type { Maintenance, Report } from '../domain/incident.ts';
import { readCommittedAt } from './audit.ts';
import { checkDatabase } from './check.ts';
import { readComponents, readGroups } from './components.ts';
import type { Database } from './database.ts';
import { readImpacts, readImpactsOf, readOpenImpacts } from './impacts.ts';
import { addMeasurements, type Measurement, readMeasurements } from './measurements.ts';
import { createPage, hasPage, type RevisedPage, readPage, readRevision } from './page.ts';
import { type Answer, consider, perform, type Sources } from './perform.ts';
import {
  type ReportLink,
  readActiveMaintenances,
  readEarliestReportAt,
  readLatestReports,
  readLatestReportsOf,
  readNextDueAt,
  readOpenReports,
  readReport,
  readReportLinks,
  readReports,
  readReportsAfter,
  readUpcomingMaintenances,
} from './reports.ts';
import { steady } from './steady.ts';
import { readTokens } from './tokens.ts';
import { explaining } from './unavailable.ts';

/** Where a store is: a PostgreSQL database that replicas may share, or one SQLite file. */
export type Location = { readonly databaseUrl: string } | { readonly file: string };

/** What is remembered. Every method can throw `StoreUnavailable`. */
export type Store = {
  /** Does what `command` wants, or answers why not. Once it resolves, it survives a power cut. */
  perform(command: Command, by: { readonly actor: string }): Promise<Answer>;
  /** What `command` would come to now, without doing it. */
  consider(command: Command): Promise<Decision>;
  /** Adds measurements; those that are known already stay as they are. Does not touch the revision. */
  record(measurements: readonly Measurement[]): Promise<void>;
  /** All that `work` reads belongs to one revision; it may be called again when somebody commits meanwhile. */
  read<T>(work: (reads: Reads) => Promise<T>): Promise<T>;
  /** The page's revision alone, cheap enough to be asked every second; also a sign that the database is there. */
  revision(): Promise<number>;
  /** The values of a series in `[from, to)`, the oldest first. */
  measurements(series: string, from: number, to: number): Promise<Measurement[]>;
  /** What is wrong with what is remembered, in words; nothing when all is well. */
  check(): Promise<string[]>;
  close(): Promise<void>;
};

/** What can be read, each as it is described where it is written. */
type Reads = {
  page(): Promise<RevisedPage>;
  groups(): Promise<ComponentGroup[]>;
  components(): Promise<Component[]>;
  openReports(): Promise<Report[]>;
  activeMaintenances(): Promise<Maintenance[]>;
  upcomingMaintenances(): Promise<Maintenance[]>;
  latestReports(kind: Report['kind'], limit: number): Promise<Report[]>;
  latestReportsOf(componentId: Id, limit: number): Promise<Report[]>;
  reports(from: number, to: number): Promise<Report[]>;
  reportsAfter(id: Id, limit: number): Promise<Report[]>;
  report(id: Id): Promise<Report | null>;
  earliestReportAt(): Promise<number | null>;
  nextDueAt(): Promise<number | null>;
  openImpacts(): Promise<Impact[]>;
  impacts(from: number, to: number, componentId?: Id): Promise<Impact[]>;
  impactsOf(kind: ImpactSource['kind'], sourceIds: readonly Id[]): Promise<Impact[]>;
  tokens(): Promise<Token[]>;
  reportLinks(ids: readonly Id[]): Promise<ReportLink[]>;
  committedAt(): Promise<number>;
};

/**
 * Opens what is remembered, creates it when there is nothing, and brings its schema up to date.
 * @throws StoreUnavailable
 */
export async function openStore(location: Location, sources: Sources): Promise<Store> {
  const database = await openDatabase(location);
  try {
    await explaining(async () => {
      if (!(await hasPage(database))) await createPage(database, freshPageId(sources), sources.clock());
    });
  } catch (error) {
    await database.close();
    throw error;
  }
  const reads = readsOf(database);
  let commands: Promise<unknown> = Promise.resolve();

  return {
    // One after the other: within a process nobody is overtaken, so nobody has to decide twice.
    perform: (command, { actor }) => {
      const answer = commands.then(() => explaining(() => perform(database, sources, command, actor)));
      commands = answer.catch(() => undefined);
      return answer;
    },
    consider: (command) => explaining(() => consider(database, sources, command)),
    record: (measurements) =>
      explaining(async () => {
        await database.commit({ statements: addMeasurements(database, measurements) });
      }),
    read: (work) => explaining(async () => (await steady(database, () => work(reads))).value),
    revision: () =>
      explaining(() => {
        database.look();
        return readRevision(database);
      }),
    measurements: (series, from, to) => explaining(() => readMeasurements(database, series, from, to)),
    check: () => explaining(() => checkDatabase(database)),
    close: () => database.close(),
  };
}

/** Loads only the driver that is needed. */
async function openDatabase(location: Location): Promise<Database> {
  if ('file' in location) return (await import('./sqlite.ts')).openSqlite(location.file);
  return (await import('./postgres.ts')).openPostgres(location.databaseUrl);
}

function freshPageId({ newIds }: Sources): Id {
  const [id] = newIds(1);
  if (id === undefined) throw new Error('there are no fresh ids');
  return id;
}

function readsOf(database: Database): Reads {
  return {
    page: () => readPage(database),
    groups: () => readGroups(database),
    components: () => readComponents(database),
    openReports: () => readOpenReports(database),
    activeMaintenances: () => readActiveMaintenances(database),
    upcomingMaintenances: () => readUpcomingMaintenances(database),
    latestReports: (kind, limit) => readLatestReports(database, kind, limit),
    latestReportsOf: (componentId, limit) => readLatestReportsOf(database, componentId, limit),
    reports: (from, to) => readReports(database, from, to),
    reportsAfter: (id, limit) => readReportsAfter(database, id, limit),
    report: (id) => readReport(database, id),
    earliestReportAt: () => readEarliestReportAt(database),
    nextDueAt: () => readNextDueAt(database),
    openImpacts: () => readOpenImpacts(database),
    impacts: (from, to, componentId) => readImpacts(database, from, to, componentId),
    impactsOf: (kind, sourceIds) => readImpactsOf(database, kind, sourceIds),
    tokens: () => readTokens(database),
    reportLinks: (ids) => readReportLinks(database, ids),
    committedAt: () => readCommittedAt(database),
  };
}
