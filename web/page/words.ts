import type { AvailabilityPolicy } from '../../server/domain/policy.ts';
import type { ComponentStatus, ImpactLevel } from '../../server/domain/status.ts';
import type { DayRecord, PublicReport } from '../../server/publish/snapshot.ts';

/**
 * Every text of the public pages and every way in which they print a time, so that a translation touches one file.
 * Nothing here reads a clock. Durations are ms and cut, never rounded up.
 */

export type BarStatus = ComponentStatus | 'unknown';

/** A sentence with names and times in it: plain text, a name to stress, or an instant. */
export type Phrase = readonly (
  | string
  | { readonly name: string }
  | { readonly at: number; readonly ago?: true }
)[];

export const statusWord: Readonly<Record<BarStatus, string>> = {
  operational: 'Operational',
  under_maintenance: 'Maintenance',
  degraded_performance: 'Degraded performance',
  partial_outage: 'Partial outage',
  major_outage: 'Major outage',
  unknown: 'No data',
};

export const reportStatusWord: Readonly<Record<PublicReport['status'], string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
  resolved: 'Resolved',
  scheduled: 'Scheduled',
  in_progress: 'In progress',
  verifying: 'Verifying',
  completed: 'Completed',
  postmortem: 'Postmortem',
};

/** What a report is now, in a word: one with a postmortem is resolved. */
export function stateWord(status: PublicReport['status']): string {
  return reportStatusWord[status === 'postmortem' ? 'resolved' : status];
}

export const impactWord: Readonly<Record<ImpactLevel, string>> = {
  none: 'No impact',
  maintenance: 'Scheduled maintenance',
  minor: 'Minor impact',
  major: 'Major impact',
  critical: 'Critical impact',
};

/** Headings, links and remarks. */
export const texts = {
  skip: 'Skip to content',
  pages: 'Pages',
  history: 'History',
  uptime: 'Uptime',
  timesIn: 'Times in',
  updated: 'updated',
  systems: 'Systems',
  method: 'How is this calculated?',
  daysAgo: '90 days ago',
  today: 'Today',
  planned: 'Scheduled maintenance',
  past: 'Past incidents',
  nothingRecent: 'No incidents or maintenance ended in the last 15 days.',
  allReports: 'All incidents →',
  months: 'Months',
  newer: '← Newer',
  older: 'Older →',
  affected: 'Affected',
  retired: '(no longer listed)',
  updates: 'Updates',
  edited: 'edited',
  postmortem: 'Postmortem',
  readPostmortem: 'Read the postmortem',
  published: 'Published',
  website: 'Website',
  support: 'Support',
  components: 'Components',
  noComponents: 'There are no components yet.',
  groupMean: 'Group mean',
  policyOfPage: 'The policy of this page:',
  last90Days: 'Last 90 days',
  window: 'Window',
  known: 'Known of it',
  nothing: 'nothing',
  covered: 'Covered time',
  entries: 'What was not plainly operational',
  noEntries: 'Nothing: all of the covered time was operational.',
  status: 'Status',
  fromUntil: 'From, until',
  length: 'Length',
  factor: 'Factor',
  downtime: 'Downtime',
  leftOut: 'left out',
  byHand: 'set by hand',
  sum: 'Sum of the downtime',
  calculation: 'The calculation',
  noCalculation: 'Nothing is known of this window, so there is nothing to divide.',
  policy: 'Policy',
  daily: 'Day by day',
  files: 'The same for a program:',
  oneTimeLinks: {
    setup: {
      title: 'Make the first owner',
      lead: 'Whoever has this link becomes the owner of this page. It works once.',
      done: 'You are the owner. The link does not work any more.',
    },
    password: {
      title: 'Choose a password',
      lead: 'At least 8 characters; the longer the better. This link works once.',
      done: 'The password is set. The link does not work any more.',
    },
  },
  email: 'E-mail address',
  password: 'Password',
  passwordRule: '8 to 128 characters, and not one that is easy to guess.',
  choosePassword: 'Set the password',
  signIn: 'Sign in',
  notFoundTitle: 'Not found',
  notFound: 'There is nothing at this address',
  notFoundWhy: 'The link may be mistyped, or what it led to was removed.',
  backHome: 'Current status',
  feeds: 'Feeds and API',
  calendar: 'Calendar',
  addToCalendar: 'Add to calendar',
  getUpdates: 'Get updates',
  getUpdatesLead: 'Follow this page where you already look. No account is needed.',
  openPage: 'Open the status page',
};

/** What folds the components of a group in which others are affected. */
export function restOfGroup(count: number): string {
  return count === 1 ? '1 other component is operational' : `${count} other components are operational`;
}

export const zoneButton = 'show in';
export const rowOfDays = 'Day by day; the arrow keys tell each day';

// Numbers and lists

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `A`, `A and B`, `A, B and C`; of more than four the rest is counted. */
function listNames(names: readonly string[]): Phrase {
  const shown = names.length > 4 ? names.slice(0, 3) : names;
  const hidden = names.length - shown.length;
  return shown
    .flatMap((name, i) => {
      const last = i === shown.length - 1 && hidden === 0;
      return [i === 0 ? '' : last ? ' and ' : ', ', { name }];
    })
    .concat(hidden > 0 ? [` and ${hidden} more`] : []);
}

export function plainText(phrase: Phrase, timeZone: string, now: number): string {
  return phrase
    .map((part) =>
      typeof part === 'string'
        ? part
        : 'name' in part
          ? part.name
          : printTime('moment', part.at, timeZone, now),
    )
    .join('');
}

export function percent(uptime: string | null): string {
  return uptime === null ? 'no data' : `${uptime} %`;
}

export function uptimeOf(uptime: string | null): string {
  return uptime === null ? 'No data' : `${uptime} % uptime`;
}

// Times

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const formats = new Map<string, Intl.DateTimeFormat>();

function parts(locale: string, timeZone: string, at: number): Record<string, string> {
  const key = `${locale} ${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'short',
    });
    formats.set(key, format);
  }
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** `UTC`, `CET`, `EST`: a British and an American list of names together know most zones; else `GMT+5:30`. */
export function zoneName(timeZone: string, at: number): string {
  const british = parts('en-GB', timeZone, at).timeZoneName ?? timeZone;
  return /^GMT[+-]/.test(british) ? (parts('en-US', timeZone, at).timeZoneName ?? british) : british;
}

/**
 * - `moment`: `14:34 UTC` on the day of `reference`, else `19 Nov, 14:34 UTC`, in another year `19 Nov 2025, 14:34 UTC`
 * - `full`: always with date and year
 * - `start`: `19 Nov, 09:12`, the beginning of a range; the year when it is not that of `reference`
 * - `window`: the same with the weekday
 * - `end`: the end of a range that began at `reference`: `09:47 UTC`, or with its date when that differs
 * - `startExact`, `endExact`: the same to the last millisecond that is not zero
 * - `clock`: `14:40:12`
 */
export type TimeStyle = 'moment' | 'full' | 'start' | 'window' | 'end' | 'startExact' | 'endExact' | 'clock';

export function printTime(style: TimeStyle, at: number, timeZone: string, reference: number): string {
  const own = parts('en-GB', timeZone, at);
  const other = parts('en-GB', timeZone, reference);
  const zone = zoneName(timeZone, at);
  const toSecond = `${own.hour}:${own.minute}:${own.second}`;
  if (style === 'clock') return toSecond;
  const exact = style === 'startExact' || style === 'endExact';
  const millis = at % 1000 === 0 ? '' : `.${String(at % 1000).padStart(3, '0')}`;
  const clock = exact ? toSecond + millis : `${own.hour}:${own.minute}`;

  const sameYear = own.year === other.year;
  const sameDay = sameYear && own.month === other.month && own.day === other.day;
  const day = `${Number(own.day)} ${months[Number(own.month) - 1]}`;
  const date = sameYear && style !== 'full' ? day : `${day} ${own.year}`;
  if (style === 'start' || style === 'startExact') return `${date}, ${clock}`;
  if (style === 'window') return `${own.weekday} ${date}, ${clock}`;
  return sameDay && style !== 'full' ? `${clock} ${zone}` : `${date}, ${clock} ${zone}`;
}

/** `Mon 12 Oct 2026` from `2026-10-12`. */
export function printDay(date: string): string {
  const day = new Date(`${date}T00:00Z`);
  return `${weekdays[day.getUTCDay()]} ${day.getUTCDate()} ${months[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** `Mon 12 Oct 2026, today` when it is. */
export function printBarDay(date: string, isToday: boolean): string {
  return isToday ? `${printDay(date)}, today` : printDay(date);
}

/** `October 2026` from `2026-10`. */
export function printMonth(month: string): string {
  return `${longMonths[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}

/** `Oct` from `2026-10`. */
export function shortMonth(month: string): string {
  return months[Number(month.slice(5)) - 1] ?? month;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** `35 minutes`, `1 h 45 min`, `3 days 2 h`. */
export function printDuration(ms: number): string {
  const [seconds, minutes, hours] = [ms / 1000, ms / minute, ms / hour].map(Math.floor) as [
    number,
    number,
    number,
  ];
  if (seconds < 1) return 'less than a second';
  if (minutes < 1) return plural(seconds, 'second');
  if (hours < 1) return plural(minutes, 'minute');
  // A calendar day has up to 25 hours, and a day of outage should not read "1 day 1 h" once a year.
  if (hours < 26) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(ms / day);
  return hours % 24 === 0 ? plural(days, 'day') : `${plural(days, 'day')} ${hours % 24} h`;
}

/** `38 minutes ago`, `in 2 h`. */
export function printAgo(ms: number): string {
  if (Math.abs(ms) < minute) return ms < 0 ? 'in a moment' : 'just now';
  const size = Math.abs(ms);
  const text =
    size < hour
      ? printDuration(size)
      : size < day
        ? `${Math.floor(size / hour)} h`
        : plural(Math.floor(size / day), 'day');
  return ms < 0 ? `in ${text}` : `${text} ago`;
}

// Days

const worstFirst = [
  'major_outage',
  'partial_outage',
  'degraded_performance',
  'under_maintenance',
  'unknown',
] as const;

/** What a day was besides operational, the worst first: `Major outage 32 minutes`. */
export function dayLines(day: Pick<DayRecord, 'durations'>): readonly { status: BarStatus; text: string }[] {
  const lines = worstFirst.flatMap((status) => {
    const ms = day.durations[status] ?? 0;
    return ms > 0 ? [{ status, text: `${statusWord[status]}, ${printDuration(ms)}` }] : [];
  });
  return lines.length > 0 ? lines : [{ status: 'operational', text: statusWord.operational }];
}

/** Continues the percentage: `over 90 days. 3 days with problems, 1 with maintenance.` */
export function overDays(days: readonly Pick<DayRecord, 'worst'>[]): string {
  return `over ${plural(days.length, 'day')}. ${dayCounts(days)}.`;
}

function dayCounts(days: readonly Pick<DayRecord, 'worst'>[]): string {
  const count = (...statuses: BarStatus[]) => days.filter((day) => statuses.includes(day.worst)).length;
  const problems = count('degraded_performance', 'partial_outage', 'major_outage');
  const maintenance = count('under_maintenance');
  const unknown = count('unknown');
  return [
    problems === 0 ? 'No day with problems' : `${plural(problems, 'day')} with problems`,
    ...(maintenance > 0 ? [`${maintenance} with maintenance`] : []),
    ...(unknown > 0 ? [`${unknown} without data`] : []),
  ].join(', ');
}

// The banner

export const headlines = {
  empty: 'No components yet',
  operational: 'All systems operational',
  incident: 'An incident is open',
  under_maintenance: 'Maintenance in progress',
  degraded_performance: 'Some systems are degraded',
  partial_outage: 'Some systems are affected',
  major_outage: 'Some systems are down',
  allDown: 'All systems are down',
};

export const emptyPage: Phrase = ['The systems of this page will be listed here once they are added.'];

/** `Partial outage of A and B since 14:02 UTC.` */
export function affectedSentence(
  status: ComponentStatus,
  names: readonly string[],
  since: number | null,
): Phrase {
  const sinceWords: Phrase =
    since === null ? [] : [names.length > 1 ? ', the first since ' : ' since ', { at: since }];
  return [`${statusWord[status]} of `, ...listNames(names), ...sinceWords, '. '];
}

export function othersSentence(operational: number, affected: number): string {
  if (affected === 0)
    return operational === 1
      ? 'The one component is operational.'
      : `All ${operational} components are operational.`;
  if (operational === 0)
    return affected === 1
      ? 'It is the only component.'
      : `None of the ${affected} components is fully operational.`;
  return operational === 1
    ? 'The other component is operational.'
    : `The other ${operational} components are operational.`;
}

const reportDoing: Partial<Record<PublicReport['status'], string>> = {
  investigating: 'We are investigating ',
  identified: 'The cause is known of ',
  monitoring: 'A fix is in place and we are watching ',
};

export function openIncidentSentence(report: PublicReport, more: number): Phrase {
  const others = more > 0 ? ` and ${plural(more, 'more incident')}` : '';
  return [
    reportDoing[report.status] ?? '',
    { name: report.name },
    others,
    ', since ',
    { at: report.beganAt },
    '. ',
  ];
}

export function maintenanceEndSentence(name: string, until: number): Phrase {
  return [{ name }, ' is planned to end at ', { at: until }, '. '];
}

export function nextMaintenanceSentence(at: number): Phrase {
  return [' Next maintenance: ', { at }, '.'];
}

// Reports

export function startedPhrase(at: number): Phrase {
  return ['started ', { at, ago: true }];
}

export function updatedPhrase(at: number): Phrase {
  return [' · updated ', { at, ago: true }];
}

export function affectsPhrase(names: readonly string[]): Phrase {
  return names.length === 0 ? [] : [' · affects ', ...listNames(names)];
}

export function quietMonth(month: string): string {
  return `Nothing was reported in ${printMonth(month)}.`;
}

/** The ways to hear of changes: what it is called, and what it is. */
export const waysToFollow = {
  rss: ['RSS', 'Each update of an incident or a maintenance, for any feed reader.'],
  atom: ['Atom', 'The same for readers that prefer Atom.'],
  jsonFeed: ['JSON Feed', 'The same for programs.'],
  calendar: [
    'Calendar',
    'Maintenance in your own calendar: subscribe to this address, and changes arrive by themselves.',
  ],
} as const;

// Other people's calendars, pages and pictures

export function calendarName(pageName: string): string {
  return `${pageName} maintenance`;
}

/** What an uptime badge says: `99.98 % in 30 days`. */
export function badgeUptime(uptime: string | null, days: number): string {
  return uptime === null ? percent(null) : `${uptime} % in ${days} days`;
}

/** What the picture of a shared link says to who cannot see it. */
export function cardAlt(pageName: string): string {
  return `The current status of ${pageName}`;
}

// Titles and descriptions

export function historyTitle(number: number): string {
  return number === 1 ? texts.history : `${texts.history}, page ${number}`;
}

export function historyDescription(name: string): string {
  return `Incidents and maintenance of ${name}, by month.`;
}

export function uptimeDescription(name: string): string {
  return `The uptime of ${name} by month, and how it is calculated.`;
}

export function uptimeLead(first: string, last: string): string {
  return `Percent by calendar month, ${printMonth(first)} to ${printMonth(last)}. The last month runs until now. Each number opens into what it was made of.`;
}

export function ledgerTitle(name: string): string {
  return `Uptime of ${name}`;
}

/** `99.91 %` and `uptime over October 2026`. */
export function ledgerResult(uptime: string | null, month: string | null): readonly [string, string] {
  const span = month === null ? 'the last 90 days' : printMonth(month);
  return [percent(uptime), uptime === null ? `for ${span}` : `uptime over ${span}`];
}

// How the numbers are made

const policyTerms = {
  maintenance: {
    exclude: 'Maintenance is left out: it counts neither as up nor as down.',
    up: 'Scheduled maintenance counts as up.',
    down: 'Scheduled maintenance counts as down.',
  },
  outageDuringMaintenance: {
    outage_wins: 'An outage during a maintenance counts as an outage.',
    maintenance_wins: 'An outage during a maintenance counts as maintenance.',
  },
} as const;

/** A weight in thousandths as a factor: 1000 is `1`, 300 is `0.3`. */
export function factor(weight: number): string {
  return decimal(BigInt(weight), 3);
}

/** How an hour of each status counts, and what maintenance means, one sentence each. */
export function policySentences(policy: AvailabilityPolicy): readonly string[] {
  const weights = (['major_outage', 'partial_outage', 'degraded_performance'] as const).map((status) => {
    const weight = policy.weights[status];
    const counts =
      weight === 0
        ? 'does not count as downtime'
        : `counts as ${decimal(BigInt(weight * 60), 3)} minutes of downtime`;
    return `One hour of ${statusWord[status].toLowerCase()} ${counts}${weight === 0 ? '' : ` (factor ${factor(weight)})`}.`;
  });
  return [
    ...weights,
    policyTerms.maintenance[policy.maintenance],
    policyTerms.outageDuringMaintenance[policy.outageDuringMaintenance],
  ];
}

export const howCalculated: readonly string[] = [
  'Uptime is 1 minus the downtime divided by the time that we have knowledge of. Downtime is the length of each interval multiplied by the factor of its status. Where reports overlap, the time counts once, at the worst status.',
  'Time before a component was added, and time in which nobody and nothing watched it, is shown as no data and left out of the division.',
  'Percentages are cut after the third decimal and never rounded up: 100 % means not one millisecond of downtime. The uptime of a group is the mean of its components.',
  'Every percentage opens into the intervals it was made of.',
];

export function zoneSentence(timeZone: string): string {
  return `A month and a day begin and end at midnight in ${timeZone}.`;
}

/** The last steps of a ledger with the numbers filled in; the result of each is stressed. */
export function divisionSteps(
  knownMs: number,
  leftOutMs: number,
  coveredMs: number,
  weightedDowntime: number,
  uptime: string | null,
): readonly Phrase[] {
  const covered = seconds(coveredMs);
  const downtime = weightedSeconds(weightedDowntime);
  return [
    [
      `Covered time: ${seconds(knownMs)} s known − ${seconds(leftOutMs)} s left out = `,
      { name: `${covered} s` },
    ],
    ['Downtime: the sum above = ', { name: `${downtime} s` }],
    [`Uptime: 1 − ${downtime} ÷ ${covered} = `, { name: quotient(coveredMs, weightedDowntime) }],
    ['In percent, cut after three decimals: ', { name: percent(uptime) }],
  ];
}

export function retiredPhrase(at: number): Phrase {
  return ['No longer listed since ', { at }];
}

// Exact decimals

/** `units / 10^scale` as a decimal without trailing zeros. */
function decimal(units: bigint, scale: number): string {
  const digits = units.toString().padStart(scale + 1, '0');
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, '');
  const whole = digits.slice(0, digits.length - scale);
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** Milliseconds as seconds for a calculator: 1920500 is `1920.5`. */
export function seconds(ms: number): string {
  return decimal(BigInt(ms), 3);
}

/** A sum of length × weight, in thousandths of a ms, as seconds. */
export function weightedSeconds(thousandths: number): string {
  return decimal(BigInt(thousandths), 6);
}

/** `1 − downtime ÷ covered` with ten decimals, the rest cut. */
function quotient(coveredMs: number, weightedDowntime: number): string {
  const covered = BigInt(coveredMs) * 1000n;
  return decimal(((covered - BigInt(weightedDowntime)) * 10n ** 10n) / covered, 10);
}
