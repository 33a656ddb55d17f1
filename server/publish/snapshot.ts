import type { EmbedConfig } from '../domain/embed.ts';
import type { Id } from '../domain/id.ts';
import type { Indicator } from '../domain/indicator.ts';
import type { Language } from '../domain/language.ts';
import type { Logo } from '../domain/logo.ts';
import type { AvailabilityPolicy } from '../domain/policy.ts';
import type { ComponentStatus, ImpactLevel } from '../domain/status.ts';
import type { ToldStatus } from '../domain/toldReport.ts';

/**
 * What the public may see, and nothing else: every field here is meant to be read by anybody. The pages, the API
 * and the feeds are made from this alone. Instants are ms UTC, durations ms, days `YYYY-MM-DD` in the page's zone.
 */
export type Snapshot = {
  readonly revision: number;
  /** When this was true. */
  readonly builtAt: number;
  readonly page: PublicPage;
  readonly indicator: Indicator;
  /** The 90 calendar days that the bars show, oldest first; the last one is today and ends in the future. */
  readonly days: readonly PublicDay[];
  /** What stands on the page from top to bottom: groups with their components, and components without a group. */
  readonly sections: readonly Section[];
  /** Open incidents, the latest updated first. */
  readonly openIncidents: readonly PublicReport[];
  /** Maintenances in progress or verifying. */
  readonly activeMaintenances: readonly PublicReport[];
  /** Maintenances to come, the soonest first. */
  readonly upcomingMaintenances: readonly PublicReport[];
  /** Resolved incidents and completed maintenances of the last 15 days, the latest first. */
  readonly recentReports: readonly PublicReport[];
  /** The 50 incidents with the latest updates, of whatever state, the latest first. */
  readonly latestIncidents: readonly PublicReport[];
  /** The same of maintenances. */
  readonly latestMaintenances: readonly PublicReport[];
  /** Components that no longer stand on the page, but that reports name. */
  readonly retired: readonly RetiredComponent[];
};

export type PublicPage = {
  readonly id: Id;
  readonly name: string;
  /** Origin without a trailing slash, from PUBLIC_URL. */
  readonly url: string;
  readonly timeZone: string;
  readonly policy: AvailabilityPolicy;
  readonly updatedAt: number;
  /** What the page is about, plain text. */
  readonly description: string | null;
  readonly headline: string | null;
  /** The business's own site, http or https. */
  readonly websiteUrl: string | null;
  /** Where readers find help: http, https or mailto. */
  readonly supportUrl: string | null;
  readonly hiddenFromSearch: boolean;
  readonly language: Language;
  /** `#rrggbb`; null: the design's own. */
  readonly accentColor: string | null;
  readonly accentColorDark: string | null;
  readonly logo: Logo | null;
  readonly embed: EmbedConfig;
};

export type PublicDay = { readonly date: string; readonly start: number; readonly end: number };

export type Section =
  | { readonly kind: 'group'; readonly group: PublicGroup; readonly components: readonly PublicComponent[] }
  | { readonly kind: 'component'; readonly component: PublicComponent };

export type PublicGroup = {
  readonly id: Id;
  readonly name: string;
  readonly description: string | null;
  readonly position: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** The worst of its components' statuses. */
  readonly status: ComponentStatus;
  /** The mean of its components', printed; null: no data. */
  readonly uptime: string | null;
};

export type PublicComponent = {
  readonly id: Id;
  readonly name: string;
  readonly description: string | null;
  readonly groupId: Id | null;
  readonly position: number;
  readonly showcase: boolean;
  readonly onlyShowIfDegraded: boolean;
  readonly startDate: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly status: ComponentStatus;
  /** Since when it has not been operational, without a break; null when it is. */
  readonly statusSince: number | null;
  /** Of the 90 days, printed with at most three decimals and never rounded up, like `99.987`; null: no data. */
  readonly uptime: string | null;
  /** One per day of `Snapshot.days`. */
  readonly days: readonly DayRecord[];
};

/** What is left to say of a component that was taken from the page. */
export type RetiredComponent = Omit<PublicComponent, 'statusSince' | 'uptime' | 'days'>;

/** What one component did on one day. */
export type DayRecord = {
  /** The worst that lasted longer than nothing; `unknown` when nothing is known of the whole day. */
  readonly worst: ComponentStatus | 'unknown';
  /** How long each status lasted, without those that did not occur; the future part of today is not counted. */
  readonly durations: Readonly<Partial<Record<ComponentStatus | 'unknown', number>>>;
  /** The incidents and maintenances behind what was not operational. */
  readonly reports: readonly ReportLink[];
};

export type ReportLink = {
  readonly id: Id;
  readonly name: string;
  readonly kind: 'incident' | 'maintenance';
};

/** An incident or a scheduled maintenance. */
export type PublicReport = {
  readonly id: Id;
  readonly kind: 'incident' | 'maintenance';
  readonly name: string;
  readonly status: ToldStatus;
  readonly impact: ImpactLevel;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly startedAt: number;
  readonly monitoringAt: number | null;
  readonly resolvedAt: number | null;
  /** Only a maintenance has these two. */
  readonly scheduledFor: number | null;
  readonly scheduledUntil: number | null;
  /** What customers understand as the beginning: `displayAt` of the first update, or `scheduledFor`. */
  readonly beganAt: number;
  /** Newest first, a published postmortem among them. Never empty. */
  readonly updates: readonly PublicUpdate[];
  /** The components that it affects or has affected. */
  readonly components: readonly { readonly id: Id; readonly name: string; readonly retired: boolean }[];
};

export type PublicUpdate = {
  readonly id: Id;
  readonly status: ToldStatus;
  /** As written. */
  readonly body: string;
  /** Safe HTML, rendered when it was written. May be empty. */
  readonly html: string;
  readonly affected:
    | readonly {
        readonly componentId: Id;
        readonly name: string;
        readonly oldStatus: ComponentStatus;
        readonly newStatus: ComponentStatus;
      }[]
    | null;
  readonly deliverNotifications: boolean;
  readonly displayAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Whether `affected` is the whole list as its source recorded it; else it is what the author changed. */
  readonly affectedIsWhole: boolean;
  /** When what it says was last changed after it was posted; null: it stands as it was posted. */
  readonly editedAt: number | null;
};

/** `/history/N`: three calendar months, the newest first. */
export type HistoryPage = {
  readonly page: PublicPage;
  readonly builtAt: number;
  readonly months: readonly HistoryMonth[];
  /** 1 is the newest. */
  readonly number: number;
  readonly newer: number | null;
  readonly older: number | null;
};

export type HistoryMonth = {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** Newest first. */
  readonly reports: readonly PublicReport[];
};

/** `/incidents/{id}`. */
export type ReportPage = {
  readonly page: PublicPage;
  readonly builtAt: number;
  readonly report: PublicReport;
};

/** `/uptime`: each component with its last twelve calendar months. */
export type UptimeOverview = {
  readonly page: PublicPage;
  readonly builtAt: number;
  /** `YYYY-MM`, oldest first; the last is the current month. */
  readonly months: readonly string[];
  readonly sections: readonly {
    /** Null: the components that are in no group. */
    readonly group: {
      readonly id: Id;
      readonly name: string;
      readonly uptime: readonly (string | null)[];
    } | null;
    readonly components: readonly {
      readonly id: Id;
      readonly name: string;
      readonly status: ComponentStatus;
      /** One per month, printed; null: no data. */
      readonly uptime: readonly (string | null)[];
    }[];
  }[];
};

/** `/uptime/{component_id}`: a percentage opened into the intervals that it was made of. */
export type Ledger = {
  readonly page: PublicPage;
  readonly builtAt: number;
  readonly component: {
    readonly id: Id;
    readonly name: string;
    readonly groupName: string | null;
    readonly status: ComponentStatus | null;
    readonly retiredAt: number | null;
  };
  /** `YYYY-MM` when the window is one calendar month, null when it is the last 90 days. */
  readonly month: string | null;
  readonly previousMonth: string | null;
  readonly nextMonth: string | null;
  /** What was asked for. */
  readonly windowStart: number;
  readonly windowEnd: number;
  /** Clipped to what is known: from the component's start to now. Null when nothing of the window is known. */
  readonly knownStart: number | null;
  readonly knownEnd: number | null;
  /** All that is not plain operational time, in order. */
  readonly entries: readonly LedgerEntry[];
  readonly durations: Readonly<Partial<Record<ComponentStatus | 'unknown', number>>>;
  /** The denominator, ms. */
  readonly coveredMs: number;
  /** Σ length × weight, in thousandths of a ms. */
  readonly weightedDowntime: number;
  /** Printed with three decimals, truncated; null: no data. */
  readonly uptime: string | null;
  /** The days of the window, oldest first. */
  readonly days: readonly (PublicDay & DayRecord)[];
};

export type LedgerEntry = {
  readonly start: number;
  readonly end: number;
  readonly status: ComponentStatus | 'unknown';
  /** Thousandths. */
  readonly weight: number;
  /** False: left out of the denominator. */
  readonly covered: boolean;
  /** Empty when a person set the status by hand. */
  readonly reports: readonly ReportLink[];
  /** What people gave as the reason when they set a status by hand, each once. */
  readonly reasons: readonly string[];
};
