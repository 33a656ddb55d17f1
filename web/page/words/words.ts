import type { AlertKind } from '../../../server/domain/alert.ts';
import type { Language } from '../../../server/domain/language.ts';
import type { AvailabilityPolicy } from '../../../server/domain/policy.ts';
import type { ComponentStatus, ImpactLevel } from '../../../server/domain/status.ts';
import type { DayRecord, PublicReport } from '../../../server/publish/snapshot.ts';
import type { Phrase } from './phrase.ts';
import type { Dates } from './times.ts';

export type BarStatus = DayRecord['worst'];

/** What the script of the pages says. Sent along with each page, so that the script knows no language. */
export type ScriptWords = {
  readonly dates: Dates;
  readonly operational: string;
  /** Before the name of a time zone. */
  readonly showIn: string;
  readonly rowOfDays: string;
};

/** What the notice on other people's pages says. Sent along with its script. */
export type NoticeWords = {
  /** Behind the name of the page. */
  readonly incident: string;
  readonly maintenance: string;
  readonly dismiss: string;
  /** Instead of what `/api/v2` says of everything, which is English; what is not here stays as it is. */
  readonly summaries: Readonly<Record<string, string>>;
};

type Count<Name extends string> = Readonly<Record<Name, number>>;

/** Every text of the public pages in one language, so that a translation is one file. Numbers in texts are printed. */
export type Words = {
  readonly language: Language;
  readonly dates: Dates;
  /** What follows a number of percent. */
  readonly percentSign: string;

  readonly statusWord: Readonly<Record<BarStatus, string>>;
  /** The same inside of a sentence. */
  readonly statusWithin: Readonly<Record<ComponentStatus, string>>;
  readonly reportStatusWord: Readonly<Record<PublicReport['status'], string>>;
  readonly impactWord: Readonly<Record<ImpactLevel, string>>;

  // The document
  readonly skip: string;
  readonly pages: string;
  readonly history: string;
  readonly uptime: string;
  readonly getUpdates: string;
  readonly website: string;
  readonly support: string;
  readonly timesIn: string;
  readonly updated: string;
  readonly feeds: string;
  readonly calendar: string;
  readonly showIn: string;
  readonly rowOfDays: string;
  /** What the picture of a shared link says to who cannot see it. */
  cardAlt(pageName: string): string;

  // Home
  readonly headlines: Readonly<
    Record<Exclude<BarStatus, 'unknown'> | 'empty' | 'incident' | 'allDown', string>
  >;
  readonly emptyPage: string;
  /** `Partial outage of A and B since 14:02 UTC. `: the earliest `since` of several names. */
  affected(status: ComponentStatus, names: Phrase, since: number | null, several: boolean): Phrase;
  /** Of the components that are not affected. */
  others(count: Count<'operational' | 'affected'>): string;
  openIncident(status: PublicReport['status'], name: string, more: number, since: number): Phrase;
  maintenanceEnd(name: string, until: number): Phrase;
  nextMaintenance(at: number): Phrase;
  readonly systems: string;
  readonly method: string;
  /** What folds the operational components of a group in which others are affected. */
  restOfGroup(count: number): string;
  readonly daysAgo: string;
  readonly today: string;
  /** Of a number of percent: `99.9 % uptime`. */
  uptimeOf(percent: string): string;
  /** Continues that: `over 90 days. 3 days with problems, 1 with maintenance, 2 without data.` */
  overDays(count: Count<'all' | 'problems' | 'maintenance' | 'unknown'>): string;
  readonly lessThanASecond: string;
  readonly planned: string;
  readonly past: string;
  readonly nothingRecent: string;
  readonly allReports: string;
  readonly getUpdatesLead: string;
  /** The ways to hear of changes: what it is called, and what it is. */
  readonly waysToFollow: Readonly<
    Record<'rss' | 'atom' | 'jsonFeed' | 'calendar', readonly [name: string, meaning: string]>
  >;

  // Reports
  /** The last of a list of names, for those that are not named. */
  more(count: number): string;
  started(at: number): Phrase;
  updatedAt(at: number): Phrase;
  affects(names: Phrase): Phrase;
  readonly affectedComponents: string;
  readonly retired: string;
  readonly updates: string;
  readonly edited: string;
  readonly readPostmortem: string;
  readonly published: string;
  readonly addToCalendar: string;

  // History
  historyPage(number: number): string;
  historyDescription(pageName: string): string;
  quietMonth(month: string): string;
  readonly months: string;
  readonly newer: string;
  readonly older: string;

  // Uptime, and how it is calculated
  uptimeDescription(pageName: string): string;
  uptimeLead(firstMonth: string, lastMonth: string): string;
  readonly noComponents: string;
  readonly components: string;
  readonly groupMean: string;
  readonly noData: string;
  readonly howCalculated: readonly string[];
  readonly policyOfPage: string;
  /** How one hour of a status counts, in minutes and as a factor; null: not at all. */
  hourCounts(status: string, counts: { readonly minutes: string; readonly factor: string } | null): string;
  readonly maintenanceCounts: Readonly<Record<AvailabilityPolicy['maintenance'], string>>;
  readonly outageDuringMaintenance: Readonly<Record<AvailabilityPolicy['outageDuringMaintenance'], string>>;
  zoneOfDays(timeZone: string): string;

  // The ledger
  ledgerTitle(componentName: string): string;
  /** What a percentage is of: a month, or the last 90 days (null). Without one, for what there is no data. */
  ledgerSpan(month: string | null, hasData: boolean): string;
  retiredSince(at: number): Phrase;
  readonly last90Days: string;
  readonly window: string;
  readonly known: string;
  readonly nothing: string;
  readonly covered: string;
  readonly entries: string;
  readonly noEntries: string;
  readonly status: string;
  readonly fromUntil: string;
  readonly length: string;
  readonly factor: string;
  readonly downtime: string;
  readonly leftOut: string;
  readonly byHand: string;
  readonly sum: string;
  readonly calculation: string;
  readonly noCalculation: string;
  /** The last steps, with the result of each stressed. All but the last two are seconds. */
  division(
    number: Readonly<Record<'known' | 'leftOut' | 'covered' | 'downtime' | 'quotient' | 'percent', string>>,
  ): readonly Phrase[];
  readonly policy: string;
  readonly daily: string;
  readonly files: string;

  // One-time links and what is not found
  readonly oneTimeLinks: Readonly<
    Record<'setup' | 'password', Readonly<Record<'title' | 'lead' | 'done', string>>>
  >;
  readonly email: string;
  readonly password: string;
  readonly passwordRule: string;
  readonly choosePassword: string;
  readonly signIn: string;
  readonly linkProblems: Readonly<Record<LinkProblem, string>>;
  readonly notFoundTitle: string;
  readonly notFound: string;
  readonly notFoundWhy: string;
  readonly tryAgainTitle: string;
  readonly tryAgain: string;
  readonly tryAgainWhy: string;
  readonly backHome: string;

  // While our own records cannot be read
  /** Before the time at which the page was last known to be right. */
  readonly lastConfirmed: string;
  readonly unavailable: string;
  readonly unavailableWhy: string;
  readonly badgeUnconfirmed: string;

  readonly subscribing: SubscribingWords;
  readonly messages: MessageWords;
  /** What staff are told of their installation: what is wrong, what to do, and that it is over. */
  readonly alerts: Readonly<Record<AlertKind, Readonly<Record<'title' | 'what' | 'over', string>>>>;

  // Feeds, calendars, other people's pages and pictures
  /** BCP 47. */
  readonly feedLanguage: string;
  feedTitle(pageName: string, componentName: string | null): string;
  readonly update: string;
  /** A moment in a feed, of HTML: `Nov 23, 14:02 UTC`. `month` is in the feed's language. */
  feedMoment(part: Readonly<Record<'month' | 'day' | 'time' | 'zone', string>>): string;
  readonly scheduledEvent: string;
  calendarName(pageName: string): string;
  /** `99.98 % in 30 days` */
  badgeUptime(percent: string, days: number): string;
  readonly openPage: string;
  readonly notice: NoticeWords;
};

/** What the script says that turns notifications of a browser on. */
export type PushWords = Readonly<Record<'denied' | 'failed' | 'tooMany' | 'unavailable', string>>;

/** Why the form of a one-time link was refused. */
export type LinkProblem =
  | 'email'
  | 'password'
  | 'gone'
  | 'memberExists'
  | 'tooMany'
  | 'tooLarge'
  | 'otherwise';

/** What subscribers read: where they subscribe, by their personal links, and in the mails with these. */
type SubscribingWords = {
  /** What the language calls itself. */
  readonly languageName: string;
  readonly byMail: string;
  readonly byMailLead: string;
  readonly webhook: string;
  readonly webhookLead: string;
  readonly endpoint: string;
  readonly secret: string;
  readonly secretLead: string;
  readonly browser: Readonly<
    Record<'title' | 'lead' | 'on' | 'isOn' | 'choose' | 'off' | 'denied' | 'failed', string>
  >;
  readonly elsewhere: string;
  readonly addressRule: string;
  readonly scope: string;
  readonly scopeRule: string;
  allOfGroup(name: string): string;
  readonly kinds: string;
  readonly incidents: string;
  readonly maintenances: string;
  readonly languageAndZone: string;
  readonly language: string;
  readonly timeZone: string;
  zoneOfPage(timeZone: string): string;
  readonly subscribe: string;
  readonly thisIncident: string;
  readonly thisIncidentLead: string;
  readonly asked: string;
  readonly askedLead: string;
  readonly problems: Readonly<Record<SubscribeProblem, string>>;
  readonly confirm: Readonly<Record<'title' | 'lead' | 'button', string>>;
  readonly manage: Readonly<Record<'title' | 'confirmed' | 'saved' | 'save', string>>;
  /** Who hears by this link. */
  receives(address: string): string;
  /** The same of who hears by notifications. */
  readonly toBrowser: string;
  readonly ofOneIncident: string;
  readonly leave: Readonly<Record<'title' | 'lead' | 'button', string>>;
  readonly hasLeft: Readonly<Record<'title' | 'lead' | 'comeBack', string>>;
  readonly erase: Readonly<Record<'title' | 'lead' | 'button' | 'done' | 'doneLead', string>>;
  readonly mails: Readonly<
    Record<
      'confirm' | 'manage',
      {
        readonly subject: string;
        lead(pageName: string): string;
        /** What the link is for. */
        readonly action: string;
        readonly otherwise: string;
      }
    >
  >;
};

/** What subscribers are told, whatever carries it. Times and durations are printed. */
type MessageWords = {
  /** Of an incident that goes on. */
  since(when: string): string;
  /** Of one that is over. */
  lasted(duration: string, from: string, until: string): string;
  /** When a maintenance is to happen. */
  planned(window: string): string;
  /** Before several updates, the newest first, of which the oldest was posted at `when`. */
  several(count: number, when: string): string;
  /** What to expect while it goes on. */
  readonly next: string;
  readonly over: string;
  /** The link to the incident or the maintenance. */
  readonly follow: string;
  /** Why somebody is written to. */
  why(pageName: string): string;
  /** The link to their subscription. */
  readonly manage: string;
  /** Of a webhook that took nothing for a day. */
  readonly givenUp: {
    readonly subject: string;
    lead(host: string, problem: string): string;
    readonly action: string;
    readonly otherwise: string;
  };
};

/** Why a form about a subscription was refused. */
export type SubscribeProblem =
  | 'address'
  | 'endpoint'
  | 'kinds'
  | 'scope'
  | 'timeZone'
  | 'incident'
  | 'noMail'
  | 'tooMany'
  | 'tooLarge'
  | 'unavailable';
