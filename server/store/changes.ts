import type { Member, OneTimeLink, Session, Token } from '../domain/access.ts';
import type { Change } from '../domain/command.ts';
import type { Component, ComponentGroup } from '../domain/component.ts';
import type { Draft } from '../domain/draft.ts';
import type { Id } from '../domain/id.ts';
import type { Impact, ImpactSource } from '../domain/impact.ts';
import type { Report } from '../domain/incident.ts';
import type { LogoImage } from '../domain/logo.ts';
import type { MaintenanceSeries, SeriesOccurrence } from '../domain/maintenanceSeries.ts';
import type { MergedIncident } from '../domain/mergedIncident.ts';
import type { Page } from '../domain/page.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import type { SubscriberChange } from '../domain/subscriberCommand.ts';
import type { IncidentTemplate } from '../domain/template.ts';
import { pauseTelling } from './announcements.ts';
import { putComponents, putGroups, removeGroups } from './components.ts';
import type { Database, Statement } from './database.ts';
import { putDrafts, removeDrafts } from './drafts.ts';
import { putImpacts, removeImpactsOf } from './impacts.ts';
import { putLogo, removeLogo } from './logoImages.ts';
import { putOccurrences, putSeries, removeOccurrences, removeSeries } from './maintenanceSeries.ts';
import { putLinks, putMembers, putSessions, removeLinks, removeSessions } from './members.ts';
import { putMerged } from './mergedIncidents.ts';
import { putReports, removeReports } from './reportRows.ts';
import { addSubscribers, changeSubscribers, eraseSubscribers, putSubscribers } from './subscribers.ts';
import { askSelected } from './subscriptionRequests.ts';
import { putTemplates, removeTemplates } from './templates.ts';
import { putTokens } from './tokens.ts';

/** What becomes of one source's impacts: some are put, or `afresh` they are all there are. */
type Claims = {
  readonly source: ImpactSource;
  readonly afresh: boolean;
  readonly claims: Map<string, Impact>;
};

function keyOf(source: ImpactSource): string {
  return `${source.kind} ${source.id}`;
}

/** What changes come to when they are done in order, each record once: so that many fit into one statement. */
export class Outcome {
  page: Page | null = null;
  /** Null: removed; undefined: stays as it is. */
  #logo: LogoImage | null | undefined;
  /** Null: removed. */
  readonly #groups = new Map<Id, ComponentGroup | null>();
  readonly #components = new Map<Id, Component>();
  /** Null: removed. */
  readonly #reports = new Map<Id, Report | null>();
  readonly #impacts = new Map<string, Claims>();
  /** Null: removed. */
  readonly #templates = new Map<Id, IncidentTemplate | null>();
  /** Null: removed. */
  readonly #drafts = new Map<Id, Draft | null>();
  /** Null: removed. */
  readonly #series = new Map<Id, MaintenanceSeries | null>();
  /** By series and date. `kept` is null when it is removed. */
  readonly #occurrences = new Map<
    string,
    Pick<SeriesOccurrence, 'seriesId' | 'date'> & { readonly kept: SeriesOccurrence | null }
  >();
  readonly #merged = new Map<Id, MergedIncident>();
  readonly #subscribers: Subscriber[] = [];
  readonly #alertTargets: Subscriber[] = [];
  readonly #subscriptions: SubscriberChange[] = [];
  readonly #questions: Extract<Change, { readonly put: 'questions' }>[] = [];
  readonly #erasedSubscribers: Id[] = [];
  readonly #pauses: Extract<Change, { readonly put: 'pause' }>[] = [];
  readonly #tokens = new Map<Id, Token>();
  readonly #members = new Map<Id, Member>();
  /** Null: removed. */
  readonly #links = new Map<Id, OneTimeLink | null>();
  /** Null: removed. */
  readonly #sessions = new Map<Id, Session | null>();

  constructor(changes: readonly Change[]) {
    for (const change of changes) this.#add(change);
  }

  #add(change: Change): void {
    if ('remove' in change) {
      this.#remove(change);
      return;
    }
    switch (change.put) {
      case 'page':
        this.page = change.page;
        break;
      case 'logo':
        this.#logo = change.logo;
        break;
      case 'group':
        this.#groups.set(change.group.id, change.group);
        break;
      case 'component':
        this.#components.set(change.component.id, change.component);
        break;
      case 'report':
        this.#reports.set(change.report.id, change.report);
        break;
      case 'impacts':
        this.#impacts.set(keyOf(change.source), { source: change.source, afresh: true, claims: new Map() });
        for (const impact of change.impacts) this.#claim(impact);
        break;
      case 'impact':
        this.#claim(change.impact);
        break;
      case 'template':
        this.#templates.set(change.template.id, change.template);
        break;
      case 'draft':
        this.#drafts.set(change.draft.id, change.draft);
        break;
      case 'series':
        this.#series.set(change.series.id, change.series);
        break;
      case 'occurrence':
        this.#setOccurrence(change.occurrence, change.occurrence);
        break;
      case 'merged':
        this.#merged.set(change.merged.id, change.merged);
        break;
      case 'subscribers':
        this.#subscribers.push(...change.subscribers);
        break;
      case 'alertTarget':
        this.#alertTargets.push(change.alertTarget);
        break;
      case 'subscriptions':
        this.#subscriptions.push(change.subscriptions);
        break;
      case 'questions':
        this.#questions.push(change);
        break;
      case 'pause':
        this.#pauses.push(change);
        break;
      case 'token':
        this.#tokens.set(change.token.id, change.token);
        break;
      case 'member':
        this.#members.set(change.member.id, change.member);
        break;
      case 'link':
        this.#links.set(change.link.id, change.link);
        break;
      case 'session':
        this.#sessions.set(change.session.id, change.session);
        break;
    }
  }

  #remove(change: Extract<Change, { readonly remove: string }>): void {
    switch (change.remove) {
      case 'logo':
        this.#logo = null;
        break;
      case 'report':
        this.#reports.set(change.reportId, null);
        break;
      case 'group':
        this.#groups.set(change.groupId, null);
        break;
      case 'template':
        this.#templates.set(change.templateId, null);
        break;
      case 'draft':
        this.#drafts.set(change.draftId, null);
        break;
      case 'series':
        this.#series.set(change.seriesId, null);
        break;
      case 'occurrence':
        this.#setOccurrence(change, null);
        break;
      case 'subscriber':
        this.#erasedSubscribers.push(change.subscriberId);
        break;
      case 'link':
        this.#links.set(change.linkId, null);
        break;
      case 'session':
        this.#sessions.set(change.sessionId, null);
        break;
    }
  }

  #setOccurrence(
    { seriesId, date }: Pick<SeriesOccurrence, 'seriesId' | 'date'>,
    kept: SeriesOccurrence | null,
  ): void {
    this.#occurrences.set(`${seriesId} ${date}`, { seriesId, date, kept });
  }

  #claim(impact: Impact): void {
    const key = keyOf(impact.source);
    const known = this.#impacts.get(key) ?? { source: impact.source, afresh: false, claims: new Map() };
    known.claims.set(`${impact.componentId} ${impact.startedAt}`, impact);
    this.#impacts.set(key, known);
  }

  /** In an order in which nothing refers to what is not there yet. The page is written by claiming its revision. */
  statements(database: Database): Statement[] {
    const reports = [...this.#reports];
    const impacts = [...this.#impacts.values()];
    const occurrences = [...this.#occurrences.values()];
    return [
      ...(this.#logo === undefined ? [] : [removeLogo(database)]),
      ...(this.#logo ? [putLogo(database, this.#logo)] : []),
      ...putGroups(
        database,
        [...this.#groups.values()].filter((group) => group !== null),
      ),
      ...putComponents(database, [...this.#components.values()]),
      ...removeGroups(
        database,
        [...this.#groups].filter(([, group]) => group === null).map(([id]) => id),
      ),
      ...removeReports(
        database,
        reports.filter(([, report]) => report === null).map(([id]) => id),
      ),
      ...putReports(
        database,
        reports.flatMap(([, report]) => report ?? []),
      ),
      ...removeImpactsOf(
        database,
        impacts.filter(({ afresh }) => afresh).map(({ source }) => source),
      ),
      ...putImpacts(
        database,
        impacts.flatMap(({ claims }) => [...claims.values()]),
      ),
      ...removeTemplates(database, removedFrom(this.#templates)),
      ...putTemplates(database, keptOf(this.#templates)),
      ...removeDrafts(database, removedFrom(this.#drafts)),
      ...putDrafts(database, keptOf(this.#drafts)),
      ...removeSeries(database, removedFrom(this.#series)),
      ...putSeries(database, keptOf(this.#series)),
      ...removeOccurrences(
        database,
        occurrences.filter(({ kept }) => kept === null),
      ),
      ...putOccurrences(
        database,
        occurrences.flatMap(({ kept }) => kept ?? []),
      ),
      ...putMerged(database, [...this.#merged.values()]),
      ...addSubscribers(database, this.#subscribers),
      ...putSubscribers(database, this.#alertTargets),
      ...this.#subscriptions.map((change) => changeSubscribers(database, change)),
      ...this.#questions.map(({ questions, askedAt }) => askSelected(database, questions, askedAt)),
      ...eraseSubscribers(database, this.#erasedSubscribers),
      ...this.#pauses.map(({ announcementId, pausedAt }) => pauseTelling(database, announcementId, pausedAt)),
      ...putTokens(database, [...this.#tokens.values()]),
      ...putMembers(database, [...this.#members.values()]),
      ...removeLinks(database, removedFrom(this.#links)),
      ...putLinks(database, keptOf(this.#links)),
      ...removeSessions(database, removedFrom(this.#sessions)),
      ...putSessions(database, keptOf(this.#sessions)),
    ];
  }
}

function keptOf<T>(records: ReadonlyMap<Id, T | null>): T[] {
  return [...records.values()].filter((record) => record !== null);
}

function removedFrom<T>(records: ReadonlyMap<Id, T | null>): Id[] {
  return [...records].filter(([, record]) => record === null).map(([id]) => id);
}
