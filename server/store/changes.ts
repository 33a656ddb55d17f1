import type { Token } from '../domain/access.ts';
import type { Change } from '../domain/command.ts';
import type { Component, ComponentGroup } from '../domain/component.ts';
import type { Id } from '../domain/id.ts';
import type { Impact, ImpactSource } from '../domain/impact.ts';
import type { Report } from '../domain/incident.ts';
import type { Page } from '../domain/page.ts';
import { putComponents, putGroups } from './components.ts';
import type { Database, Statement } from './database.ts';
import { putImpacts, removeImpactsOf } from './impacts.ts';
import { putReports, removeReports } from './reportRows.ts';
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
  readonly #groups = new Map<Id, ComponentGroup>();
  readonly #components = new Map<Id, Component>();
  /** Null: removed. */
  readonly #reports = new Map<Id, Report | null>();
  readonly #impacts = new Map<string, Claims>();
  readonly #tokens = new Map<Id, Token>();

  constructor(changes: readonly Change[]) {
    for (const change of changes) this.#add(change);
  }

  #add(change: Change): void {
    if ('remove' in change) {
      this.#reports.set(change.reportId, null);
      return;
    }
    switch (change.put) {
      case 'page':
        this.page = change.page;
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
      case 'token':
        this.#tokens.set(change.token.id, change.token);
        break;
    }
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
    return [
      ...putGroups(database, [...this.#groups.values()]),
      ...putComponents(database, [...this.#components.values()]),
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
      ...putTokens(database, [...this.#tokens.values()]),
    ];
  }
}
