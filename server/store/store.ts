import type { Member, OneTimeLink, Session, Token } from '../domain/access.ts';
import type { AccessEvent } from '../domain/accessEvent.ts';
import type { AuditEntry, AuditFilter } from '../domain/audit.ts';
import type { Command, Decision } from '../domain/command.ts';
import type { Component, ComponentGroup } from '../domain/component.ts';
import type { Draft } from '../domain/draft.ts';
import type { Id } from '../domain/id.ts';
import type { Impact, ImpactSource } from '../domain/impact.ts';
import type { Report } from '../domain/incident.ts';
import type { LogoImage } from '../domain/logo.ts';
import type { MaintenanceSeries, SeriesOccurrence } from '../domain/maintenanceSeries.ts';
import type { By, KeptAnswer, KeyedRequest, RememberedRequest } from '../domain/request.ts';
import type { IncidentTemplate } from '../domain/template.ts';
import { addAccessEvent, type NumberedEvent, readAccessEvents } from './accessAttempts.ts';
import { readAudit, readAuditAfter, readPublicCommit } from './audit.ts';
import type { Held } from './backUpSqlite.ts';
import { checkDatabase } from './check.ts';
import { readComponents, readGroups } from './components.ts';
import { type Database, onlyAsHolder, type Replica, type ReplicaListener } from './database.ts';
import { readDrafts, readNextDraftAt } from './drafts.ts';
import { type Exported, exportTo } from './exportTo.ts';
import { readImpacts, readImpactsOf, readOpenImpacts } from './impacts.ts';
import { importFrom } from './importFrom.ts';
import { readLogo } from './logoImages.ts';
import { readNextPlanAt, readOccurrences, readSeries } from './maintenanceSeries.ts';
import { addMeasurements, type Measurement, readLastMeasurement, readMeasurements } from './measurements.ts';
import { putUse, readLinks, readMembers, readSessions, readUses } from './members.ts';
import { readMergedInto } from './mergedIncidents.ts';
import { createPage, hasPage, type RevisedPage, readPage, readRevision } from './page.ts';
import { type Answer, type Considering, consider, perform, type Sources } from './perform.ts';
import { openReopening } from './reopening.ts';
import {
  type ReportLink,
  readEarliestReportAt,
  readLatestReports,
  readLatestReportsOf,
  readNewestReports,
  readNextDueAt,
  readOpenReports,
  readReport,
  readReportCount,
  readReportLinks,
  readReports,
  readReportsAfter,
} from './reports.ts';
import { keepAnswer, readRequest } from './requests.ts';
import { steady } from './steady.ts';
import { type Subscriptions, subscriptionsOf } from './subscriptions.ts';
import { readTemplates } from './templates.ts';
import { readTokens } from './tokens.ts';
import { explaining } from './unavailable.ts';

/** Where a store is: a PostgreSQL database that replicas may share, or one SQLite file. */
export type Location = { readonly databaseUrl: string } | { readonly file: string };

/** What is remembered. Every method can throw `StoreUnavailable`. */
export type Store = {
  /** Does what `command` wants, or answers why not. Once it resolves, it survives a power cut. */
  perform(command: Command, by: By): Promise<Answer>;
  /** What `command` would come to, without doing it. */
  consider(command: Command, considering?: Considering): Promise<Decision>;
  /** The request of this caller with this key, if there was one in the last 24 hours. */
  request(request: KeyedRequest): Promise<RememberedRequest | null>;
  /** Keeps the answer to a request that came to this revision, and answers with the one that is kept. */
  keepAnswer(request: KeyedRequest, revision: number | null, answer: KeptAnswer): Promise<KeptAnswer | null>;
  /** Adds measurements; those that are known already stay as they are. Does not touch the revision. */
  record(measurements: readonly Measurement[]): Promise<void>;
  /** Who tried to come in, for as long as it holds others back. Outside of the revision. */
  readonly accessEvents: {
    add(event: AccessEvent, at: number): Promise<number>;
    after(number: number, now: number): Promise<NumberedEvent[]>;
  };
  /** Notes that a token or a session was used. Does not touch the revision. */
  noteUse(id: Id, at: number): Promise<void>;
  /** All that `work` reads belongs to one revision; it may be called again when somebody commits meanwhile. */
  read<T>(work: (reads: Reads) => Promise<T>): Promise<T>;
  /**
   * The page's revision alone, cheap enough to be asked every second. Looks at the database itself, and opens it anew
   * when it has to be: what failed goes on failing until this succeeds.
   */
  revision(): Promise<number>;
  /** The same of the latest revision that can have changed what the public sees. */
  publicRevision(): Promise<number>;
  /** The values of a series in `[from, to)`, the oldest first. */
  measurements(series: string, from: number, to: number): Promise<Measurement[]>;
  /** What is wrong with what is remembered, in words; nothing when all is well. */
  check(): Promise<string[]>;
  /** Writes a copy of an SQLite database, compared with what it held at that moment. May run beside writers. */
  backUpTo(file: string): Promise<Held>;
  /** Writes everything as it is at one moment, engine-neutral, in pieces of a few lines. May run beside writers. */
  exportTo(write: (text: string) => Promise<void>): Promise<Exported>;
  /** Fills an empty database with the lines of an export, or not at all. @throws UnusableExport */
  importFrom(lines: AsyncIterable<string>): Promise<Exported>;
  /** Who is told of what. */
  readonly subscriptions: Subscriptions;
  /** The same for what happens by itself: it is written only while the jobs are this process's. @throws NotHolder */
  readonly jobs: Pick<Store, 'perform' | 'subscriptions'>;
  /** Begins to share the database with other processes, and to hold the jobs or wait for them. Called once. */
  join(listener: ReplicaListener): Promise<Replica>;
  close(): Promise<void>;
};

/** What can be read, each as it is described where it is written. */
type Reads = {
  page(): Promise<RevisedPage>;
  logo(): Promise<LogoImage | null>;
  groups(): Promise<ComponentGroup[]>;
  components(): Promise<Component[]>;
  openReports(): Promise<Report[]>;
  latestReports(kind: Report['kind'], limit: number): Promise<Report[]>;
  latestReportsOf(componentId: Id, limit: number): Promise<Report[]>;
  reports(from: number, to: number): Promise<Report[]>;
  newestReports(limit: number, offset: number): Promise<Report[]>;
  reportsAfter(id: Id, limit: number): Promise<Report[]>;
  report(id: Id): Promise<Report | null>;
  reportCount(): Promise<number>;
  earliestReportAt(): Promise<number | null>;
  nextDueAt(): Promise<number | null>;
  openImpacts(): Promise<Impact[]>;
  impacts(from: number, to: number, componentIds?: readonly Id[]): Promise<Impact[]>;
  impactsOf(kind: ImpactSource['kind'], sourceIds: readonly Id[]): Promise<Impact[]>;
  drafts(): Promise<Draft[]>;
  nextDraftAt(): Promise<number | null>;
  series(): Promise<MaintenanceSeries[]>;
  occurrences(seriesIds: readonly Id[], from: string): Promise<SeriesOccurrence[]>;
  nextPlanAt(): Promise<number | null>;
  mergedInto(id: Id): Promise<Id | null>;
  templates(): Promise<IncidentTemplate[]>;
  lastMeasurement(series: string): Promise<Measurement | null>;
  tokens(): Promise<Token[]>;
  members(): Promise<Member[]>;
  links(): Promise<OneTimeLink[]>;
  sessions(): Promise<Session[]>;
  uses(): Promise<Map<Id, number>>;
  reportLinks(ids: readonly Id[]): Promise<ReportLink[]>;
  publicCommit(): Promise<{ readonly revision: number; readonly at: number }>;
  audit(filter: AuditFilter, limit: number, offset: number): Promise<AuditEntry[]>;
  auditAfter(filter: AuditFilter, revision: number): Promise<AuditEntry[]>;
};

/** What is known of a database before it is opened. */
export type Expectation = {
  /** Pages were published from it: an empty one is not taken for it. */
  readonly holds: boolean;
  /** A failure that may repair itself is no reason to give up: `revision` tries to open it again. */
  readonly waits: boolean;
};

/**
 * Opens what is remembered, creates it when there is nothing, and brings its schema up to date.
 * @throws StoreUnavailable
 */
export async function openStore(
  location: Location,
  sources: Sources,
  { holds, waits }: Expectation = { holds: false, waits: false },
): Promise<Store> {
  const database = await openDatabase(location, { holds, waits });
  try {
    await explaining(async () => {
      if (holds || (await hasPage(database))) return;
      await createPage(database, freshPageId(sources), sources.clock());
    });
  } catch (error) {
    await database.close();
    throw error;
  }
  const reads = readsOf(database);
  let last: Promise<unknown> = Promise.resolve();
  /** One after the other: within a process nobody is overtaken, so nobody has to decide twice. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };

  const ofJobs = onlyAsHolder(database);

  return {
    perform: (command, by) => inTurn(() => explaining(() => perform(database, sources, command, by))),
    jobs: {
      perform: (command, by) => inTurn(() => explaining(() => perform(ofJobs, sources, command, by))),
      subscriptions: subscriptionsOf(ofJobs),
    },
    join: (listener) => database.join(listener),
    consider: (command, considering = {}) =>
      explaining(() => consider(database, sources, command, considering)),
    request: (request) => explaining(() => readRequest(database, request, sources.clock())),
    keepAnswer: (request, revision, answer) =>
      explaining(() => keepAnswer(database, request, revision, answer, sources.clock())),
    record: (measurements) =>
      explaining(async () => {
        await database.commit({ statements: addMeasurements(database, measurements) });
      }),
    accessEvents: {
      add: (event, at) => explaining(() => addAccessEvent(database, event, at)),
      after: (number, now) => explaining(() => readAccessEvents(database, number, now)),
    },
    noteUse: (id, at) =>
      explaining(async () => {
        await database.commit({ statements: [putUse(database, id, at)] });
      }),
    read: (work) => explaining(async () => (await steady(database, () => work(reads), inTurn)).value),
    revision: () =>
      explaining(async () => {
        await database.look();
        return readRevision(database);
      }),
    publicRevision: () =>
      explaining(async () => {
        await database.look();
        return (await readPublicCommit(database)).revision;
      }),
    measurements: (series, from, to) => explaining(() => readMeasurements(database, series, from, to)),
    check: () => explaining(() => checkDatabase(database)),
    backUpTo: (file) => explaining(() => database.backUpTo(file)),
    exportTo: (write) => explaining(() => exportTo(database, write)),
    importFrom: (lines) => explaining(() => importFrom(database, lines)),
    subscriptions: subscriptionsOf(database),
    close: () => database.close(),
  };
}

/** Loads only the driver that is needed. What was open once holds something, and is tried again. */
function openDatabase(location: Location, expected: Expectation): Promise<Database> {
  return openReopening(async ({ holds, waits }) => {
    if ('file' in location) return (await import('./sqlite.ts')).openSqlite(location.file, holds, waits);
    return (await import('./postgres.ts')).openPostgres(location.databaseUrl, holds);
  }, expected);
}

function freshPageId({ newIds }: Sources): Id {
  const [id] = newIds(1);
  if (id === undefined) throw new Error('there are no fresh ids');
  return id;
}

function readsOf(database: Database): Reads {
  return {
    page: () => readPage(database),
    logo: () => readLogo(database),
    groups: () => readGroups(database),
    components: () => readComponents(database),
    openReports: () => readOpenReports(database),
    latestReports: (kind, limit) => readLatestReports(database, kind, limit),
    latestReportsOf: (componentId, limit) => readLatestReportsOf(database, componentId, limit),
    reports: (from, to) => readReports(database, from, to),
    newestReports: (limit, offset) => readNewestReports(database, limit, offset),
    reportsAfter: (id, limit) => readReportsAfter(database, id, limit),
    report: (id) => readReport(database, id),
    reportCount: () => readReportCount(database),
    earliestReportAt: () => readEarliestReportAt(database),
    nextDueAt: () => readNextDueAt(database),
    openImpacts: () => readOpenImpacts(database),
    impacts: (from, to, componentIds) => readImpacts(database, from, to, componentIds),
    impactsOf: (kind, sourceIds) => readImpactsOf(database, kind, sourceIds),
    drafts: () => readDrafts(database),
    nextDraftAt: () => readNextDraftAt(database),
    series: () => readSeries(database),
    occurrences: (seriesIds, from) => readOccurrences(database, seriesIds, from),
    nextPlanAt: () => readNextPlanAt(database),
    mergedInto: (id) => readMergedInto(database, id),
    templates: () => readTemplates(database),
    lastMeasurement: (series) => readLastMeasurement(database, series),
    tokens: () => readTokens(database),
    members: () => readMembers(database),
    links: () => readLinks(database),
    sessions: () => readSessions(database),
    uses: () => readUses(database),
    reportLinks: (ids) => readReportLinks(database, ids),
    publicCommit: () => readPublicCommit(database),
    audit: (filter, limit, offset) => readAudit(database, filter, limit, offset),
    auditAfter: (filter, revision) => readAuditAfter(database, filter, revision),
  };
}
