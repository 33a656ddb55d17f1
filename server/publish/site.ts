import { renderFrame } from '../../web/page/frame.tsx';
import { renderHistory } from '../../web/page/history.tsx';
import { renderLedger } from '../../web/page/ledger.tsx';
import { renderNotFound, renderTryAgain, renderUnavailable } from '../../web/page/notFound.tsx';
import { renderReport } from '../../web/page/reportPage.tsx';
import { wordsIn } from '../../web/page/words/languages.ts';
import type { Clock } from '../clock.ts';
import type { Id } from '../domain/id.ts';
import type { Language } from '../domain/language.ts';
import { type Logo, logoPath } from '../domain/logo.ts';
import { lastMonths, monthWindow } from '../domain/months.ts';
import type { Page } from '../domain/page.ts';
import type { Channel } from '../domain/subscriber.ts';
import { Archive } from './archive.ts';
import { type Artifact, varyingBy } from './artifact.ts';
import { asOf, staleAt } from './asOf.ts';
import { type Assets, withAccent } from './assets.ts';
import { buildSnapshot, publicPage } from './buildSnapshot.ts';
import { CardPicture } from './cardPicture.ts';
import { Doubt } from './doubt.ts';
import { embedStyle } from './embedStyle.ts';
import { readHistoryPage } from './history.ts';
import { publishHome } from './home.ts';
import type { About, LastPublished } from './lastPublished.ts';
import { buildLedger, ledgerCsv, ledgerJson, ledgerWindow } from './ledger.ts';
import { type PublishedLogo, publishLogo } from './logo.ts';
import { makeDocument, makeEmbeddable, makeFrame, makePage, makeRedirect } from './page.ts';
import { reportPage } from './publicReport.ts';
import { type Publication, Publisher } from './publisher.ts';
import { readFacts, readLinks } from './readFacts.ts';
import type { PublicPage, Snapshot } from './snapshot.ts';
import type { Source, SourceReads } from './source.ts';
import { publishUptime } from './uptime.ts';
import { buildUptimeOverview, overviewMonths } from './uptimeOverview.ts';

/** Of five thousand components there can be ten times as many badges. */
const derivedAtMost = 2_000;

export type LedgerFormat = 'html' | 'json' | 'csv';

/** What is made at each publication: what everybody asks for all the time, as bytes. */
type SitePublication = Publication & {
  readonly snapshot: Snapshot;
  /** For `Last-Modified`, which has whole seconds: no two revisions that this process published share one. */
  readonly modifiedAt: number;
  readonly home: Artifact;
  readonly logo: PublishedLogo | null;
  readonly notFound: Artifact;
};

export type SiteOptions = {
  readonly source: Source;
  readonly clock: Clock;
  readonly assets: Assets;
  /** PUBLIC_URL: origin without a trailing slash. */
  readonly url: string;
  /** The WebSub hub that the feeds announce; null: none. */
  readonly hub: string | null;
  /** How subscribers can be told. */
  readonly channels: readonly Channel[];
  /** With which browsers subscribe to notifications, base64url. */
  readonly pushKey: () => Promise<string>;
  /** What an earlier process published; null when there is nothing. */
  readonly last: LastPublished | null;
  /** Called after each publication. */
  readonly onPublished: () => void;
  /** Called when another process is seen to have committed something. */
  readonly onMoved: () => void;
  readonly onError: (error: unknown) => void;
};

/** What the pages of the archive are made from, besides what they read themselves. */
export type ArchiveMoment = {
  readonly reads: SourceReads;
  readonly page: Page;
  readonly shown: PublicPage;
  readonly now: number;
};

/** How long nobody minds that the records cannot be read. */
const unconfirmedMs = 120_000;

/** Under which name the page for what cannot be made is kept. Nobody can ask for it: it begins with no slash. */
export const unavailablePath = 'unavailable';

/** The public site: what is published at each commit, and pages of the archive on demand. */
export class Site {
  readonly assets: Assets;
  readonly hub: string | null;
  readonly channels: readonly Channel[];
  readonly publisher: Publisher<SitePublication>;
  readonly #options: SiteOptions;
  readonly #archive = new Archive();
  readonly #doubt = new Doubt();
  readonly #card = new CardPicture();
  #pushKey: string | null = null;
  /** Let go with the first publication of this process. */
  #last: LastPublished | null;
  readonly #derived = new WeakMap<Snapshot, Map<string, Artifact>>();

  constructor(options: SiteOptions) {
    this.#options = options;
    this.#last = options.last;
    this.assets = options.assets;
    this.hub = options.hub;
    this.channels = options.channels;
    this.publisher = new Publisher({
      clock: options.clock,
      build: () => this.#publish(),
      publicRevision: () => options.source.publicRevision(),
      onPublished: () => {
        this.#last = null;
        options.onPublished();
      },
      onMoved: options.onMoved,
      onLooked: () => this.#doubtOrNot(),
      onError: options.onError,
    });
  }

  /** Publishes for the first time, or goes on trying where an earlier process left something to serve. */
  start(): Promise<void> {
    return this.publisher.start(this.#last?.confirmedAt ?? null);
  }

  /** Publishes nothing more, nor draws. */
  async stop(): Promise<void> {
    await this.#card.close();
    await this.publisher.stop();
  }

  /** Whether there is no publication of this process yet, and that of an earlier one is served. */
  get isServingLast(): boolean {
    return this.publisher.current === null;
  }

  /** What an earlier process published at this path; null when it kept nothing of it. */
  last(path: string): Artifact | null {
    const kept = this.#last?.file(path);
    return kept ? this.#doubt.marked(kept) : null;
  }

  /** The name of the page, whoever published it. */
  get name(): string {
    return this.#page?.name ?? '';
  }

  get language(): Language {
    return this.#page?.language ?? 'en';
  }

  /** Whether what is published may be out of date without our knowing it. */
  get isUnconfirmed(): boolean {
    return this.#doubt.is;
  }

  get home(): Artifact {
    return this.#doubt.marked(this.current.home);
  }

  /** What is answered where something cannot be made without the records. */
  get unavailable(): Artifact | null {
    if (this.isServingLast) return this.last(unavailablePath);
    return this.derived(unavailablePath, ({ page }) => {
      const assets = this.assetsOf(page);
      return makePage(renderUnavailable(page, assets), assets, 'no-store');
    });
  }

  /** With which browsers subscribe to notifications, base64url. */
  get pushKey(): string {
    return this.#pushKey ?? '';
  }

  /** The last publication. Throws before the first: the application listens only after it. */
  get current(): SitePublication {
    const { current } = this.publisher;
    if (!current) throw new Error('nothing is published yet');
    return current;
  }

  /** Whether people can subscribe: who has an address shows it by what is mailed there. */
  get sendsMail(): boolean {
    return this.channels.includes('email');
  }

  /** What its pages are made with. */
  assetsOf(page: PublicPage): Assets {
    return withAccent(this.assets, page);
  }

  /** `/history/N`; null when there is no such page. */
  history(number: number): Promise<Artifact | null> {
    return this.archived(`history ${number}`, async (moment) => {
      const view = await readHistoryPage(number, moment);
      if (!view) return null;
      const assets = this.assetsOf(moment.shown);
      return varyingBy('Accept', makePage(renderHistory(view, assets), assets));
    });
  }

  /** The page of an incident or a maintenance; null when there is none with this id. */
  report(id: Id): Promise<Artifact | null> {
    return this.archived(`report ${id}`, async ({ reads, shown, now }) => {
      const report = await reads.report(id);
      if (!report) return null;
      const view = reportPage(report, await reads.components(), shown, now);
      const assets = this.assetsOf(shown);
      return makePage(renderReport(view, assets, this.sendsMail), assets);
    });
  }

  /** Leads from an incident that was merged to the one that it is part of now; null when it was not. */
  mergedReport(id: Id, before = '/incidents/', after = ''): Promise<Artifact | null> {
    return this.archived(`merged ${before}${id}${after}`, async ({ reads }) => {
      const intoId = await reads.mergedInto(id);
      const [into] = intoId === null ? [] : await reads.reportLinks([intoId]);
      return into ? makeRedirect(`${before}${into.id}${after}`) : null;
    });
  }

  /** `/uptime`. */
  uptime(): Promise<Artifact | null> {
    return this.archived('uptime', async ({ reads, page, shown, now }) => {
      const [oldest = ''] = lastMonths(now, overviewMonths, page.timeZone);
      const impacts = await reads.impacts(monthWindow(oldest, page.timeZone).start, now);
      const context = { timeZone: page.timeZone, policy: page.policy, now, links: new Map() };
      const view = await buildUptimeOverview(
        shown,
        await reads.groups(),
        await reads.components(),
        impacts,
        context,
      );
      return publishUptime(view, this.assetsOf(shown));
    });
  }

  /** The ledger of one component for a month (`YYYY-MM`) or the last 90 days (null); null: no such component. */
  ledger(componentId: Id, month: string | null, format: LedgerFormat): Promise<Artifact | null> {
    return this.archived(`ledger ${componentId} ${month} ${format}`, async ({ reads, page, shown, now }) => {
      const component = (await reads.components()).find((candidate) => candidate.id === componentId);
      if (!component) return null;
      const window = ledgerWindow(month, page.timeZone, now);
      const impacts = await reads.impacts(window.start, Math.max(window.end, now), [componentId]);
      const group = (await reads.groups()).find((candidate) => candidate.id === component.groupId);
      const view = buildLedger({
        page: shown,
        component,
        groupName: group?.name ?? null,
        month,
        impacts,
        context: {
          timeZone: page.timeZone,
          policy: page.policy,
          now,
          links: await readLinks(reads, impacts),
        },
      });
      if (format === 'json') return makeDocument(ledgerJson(view), 'application/json; charset=utf-8');
      if (format === 'csv') return makeDocument(ledgerCsv(view), 'text/csv; charset=utf-8');
      const assets = this.assetsOf(shown);
      return makePage(renderLedger(view, assets), assets);
    });
  }

  /** `/embed.js`. */
  get embed(): Artifact | null {
    return this.derived('embed.js', ({ page }) => {
      const given = [wordsIn(page.language).notice, embedStyle(page.embed)].map((value) =>
        JSON.stringify(value),
      );
      const script = `((words,look)=>{${this.assets.embed}})(${given.join()});`;
      return makeEmbeddable(script, 'text/javascript; charset=utf-8', 300);
    });
  }

  /** `/embed/frame`. */
  get frame(): Artifact | null {
    return this.derived('embed/frame', (snapshot) => {
      const assets = this.assetsOf(snapshot.page);
      return makeFrame(renderFrame(snapshot, assets), assets);
    });
  }

  /** `/card.png`. */
  async card(): Promise<Artifact> {
    return this.#doubt.marked(await this.#card.of(this.current.snapshot));
  }

  /** In place of a page of the archive, while too many others are made. */
  get tryAgain(): Artifact | null {
    return this.derived('try again', ({ page }) => {
      const assets = this.assetsOf(page);
      return makePage(renderTryAgain(page, assets), assets, 'no-store');
    });
  }

  /** Something made from the snapshot alone, when it is first asked for and once for each publication. */
  derived(key: string, make: (snapshot: Snapshot) => Artifact | null): Artifact | null {
    const { snapshot } = this.current;
    const kept = this.#derived.get(snapshot) ?? new Map<string, Artifact>();
    this.#derived.set(snapshot, kept);
    const known = kept.get(key);
    if (known !== undefined) return this.#doubt.marked(known);
    const made = make(snapshot);
    // What does not exist is not kept: anybody can ask for any number of such keys.
    if (made) kept.set(key, made);
    const [oldest] = kept.keys();
    if (kept.size > derivedAtMost && oldest !== undefined) kept.delete(oldest);
    return made && this.#doubt.marked(made);
  }

  /** Something that needs more than the snapshot: made once for each revision and minute, when it is asked for. */
  async archived(
    key: string,
    make: (moment: ArchiveMoment) => Promise<Artifact | null>,
  ): Promise<Artifact | null> {
    const { source, clock, url } = this.#options;
    const now = asOf(clock.now(), this.current.builtAt);
    const page = await this.#archive.get(key, `${this.current.revision} ${now}`, () =>
      source.read(async (reads) => {
        const { page } = await reads.page();
        return make({ reads, page, shown: publicPage(page, url), now });
      }),
    );
    return page && this.#doubt.marked(page);
  }

  /** Who published it, this process or an earlier one. */
  get #page(): About['page'] | null {
    return this.publisher.current?.snapshot.page ?? this.#last?.page ?? null;
  }

  #doubtOrNot(): void {
    const { confirmedAt } = this.publisher;
    const now = this.#options.clock.now();
    const isOld = this.isServingLast || now - confirmedAt >= unconfirmedMs;
    if (this.#page && isOld) this.#doubt.begin(this.#page, confirmedAt, now);
    else this.#doubt.end();
  }

  async #publish(): Promise<SitePublication> {
    const { source, clock, url } = this.#options;
    this.#pushKey ??= await this.#options.pushKey();
    const clockNow = clock.now();
    const { facts, logo } = await source.read(async (reads) => {
      const facts = await readFacts(reads, clockNow);
      return { facts, logo: await this.#logo(facts.page.logo, reads) };
    });
    const snapshot = await buildSnapshot(facts, url);
    const assets = this.assetsOf(snapshot.page);
    const somethingGoesOn =
      snapshot.openIncidents.length > 0 ||
      snapshot.activeMaintenances.length > 0 ||
      snapshot.indicator.indicator !== 'none';
    return {
      revision: snapshot.revision,
      publicRevision: facts.publicRevision,
      builtAt: snapshot.builtAt,
      staleAt: staleAt(clockNow, snapshot.page.timeZone, somethingGoesOn),
      snapshot,
      modifiedAt: this.#modifiedAt(facts.publicRevision, snapshot.builtAt),
      logo,
      home: await publishHome(snapshot, assets),
      notFound: makePage(renderNotFound(snapshot.page, assets), assets, 'no-store'),
    };
  }

  /** Read only when it is another one. */
  async #logo(logo: Logo | null, reads: SourceReads): Promise<PublishedLogo | null> {
    if (!logo) return null;
    const known = this.publisher.current?.logo;
    if (known?.path === logoPath(logo)) return known;
    const image = await reads.logo();
    return image && publishLogo(logo, image.bytes);
  }

  #modifiedAt(publicRevision: number, builtAt: number): number {
    const previous = this.publisher.current;
    const second = builtAt - (builtAt % 1000);
    if (!previous) return second;
    if (previous.publicRevision === publicRevision) return previous.modifiedAt;
    return Math.max(second, previous.modifiedAt + 1000);
  }
}
