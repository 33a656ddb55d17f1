import { plural as pluralIn } from './numbers.ts';
import type { Words } from './words.ts';

const locale = 'en-GB';
const plural = (count: number, one: string, other: string) => pluralIn(locale, count, { one, other });
const days = (count: number) => plural(count, '{n} day', '{n} days');

const statusWord: Words['statusWord'] = {
  operational: 'Operational',
  under_maintenance: 'Maintenance',
  degraded_performance: 'Degraded performance',
  partial_outage: 'Partial outage',
  major_outage: 'Major outage',
  unknown: 'No data',
};

const doing: Partial<Record<string, string>> = {
  investigating: 'We are investigating ',
  identified: 'The cause is known of ',
  monitoring: 'A fix is in place and we are watching ',
};

/** English. */
export const en: Words = {
  language: 'en',
  dates: {
    locale,
    date: '{day} {month}',
    fullDate: '{day} {month} {year}',
    withWeekday: '{weekday} {date}',
    today: '{day}, today',
  },
  percentSign: ' %',

  statusWord,
  statusWithin: {
    operational: 'operational',
    under_maintenance: 'maintenance',
    degraded_performance: 'degraded performance',
    partial_outage: 'partial outage',
    major_outage: 'major outage',
  },
  reportStatusWord: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    scheduled: 'Scheduled',
    in_progress: 'In progress',
    verifying: 'Verifying',
    completed: 'Completed',
    postmortem: 'Postmortem',
  },
  impactWord: {
    none: 'No impact',
    maintenance: 'Scheduled maintenance',
    minor: 'Minor impact',
    major: 'Major impact',
    critical: 'Critical impact',
  },

  skip: 'Skip to content',
  pages: 'Pages',
  history: 'History',
  uptime: 'Uptime',
  getUpdates: 'Get updates',
  website: 'Website',
  support: 'Support',
  timesIn: 'Times in',
  updated: 'updated',
  feeds: 'Feeds and API',
  calendar: 'Calendar',
  showIn: 'show in',
  rowOfDays: 'Day by day; the arrow keys tell each day',
  cardAlt: (pageName) => `The current status of ${pageName}`,

  headlines: {
    empty: 'No components yet',
    operational: 'All systems operational',
    incident: 'An incident is open',
    under_maintenance: 'Maintenance in progress',
    degraded_performance: 'Some systems are degraded',
    partial_outage: 'Some systems are affected',
    major_outage: 'Some systems are down',
    allDown: 'All systems are down',
  },
  emptyPage: 'The systems of this page will be listed here once they are added.',
  affected: (status, names, since, several) => [
    `${statusWord[status]} of `,
    ...names,
    ...(since === null ? [] : [several ? ', the first since ' : ' since ', { at: since }]),
    '. ',
  ],
  others: ({ operational, affected }) => {
    if (affected === 0)
      return plural(operational, 'The one component is operational.', 'All {n} components are operational.');
    if (operational === 0)
      return plural(
        affected,
        'It is the only component.',
        'None of the {n} components is fully operational.',
      );
    return plural(
      operational,
      'The other component is operational.',
      'The other {n} components are operational.',
    );
  },
  openIncident: (status, name, more, since) => [
    doing[status] ?? '',
    { name },
    more > 0 ? ` and ${plural(more, '{n} more incident', '{n} more incidents')}` : '',
    ', since ',
    { at: since },
    '. ',
  ],
  maintenanceEnd: (name, until) => [{ name }, ' is planned to end at ', { at: until }, '. '],
  nextMaintenance: (at) => [' Next maintenance: ', { at }, '.'],
  systems: 'Systems',
  method: 'How is this calculated?',
  restOfGroup: (count) =>
    plural(count, '{n} other component is operational', '{n} other components are operational'),
  daysAgo: '90 days ago',
  today: 'Today',
  uptimeOf: (percent) => `${percent} uptime`,
  overDays: ({ all, problems, maintenance, unknown }) => {
    const parts = [
      problems === 0 ? 'No day with problems' : `${days(problems)} with problems`,
      ...(maintenance > 0 ? [`${maintenance} with maintenance`] : []),
      ...(unknown > 0 ? [`${unknown} without data`] : []),
    ];
    return `over ${days(all)}. ${parts.join(', ')}.`;
  },
  lessThanASecond: 'less than a second',
  planned: 'Scheduled maintenance',
  past: 'Past incidents',
  nothingRecent: 'No incidents or maintenance ended in the last 15 days.',
  allReports: 'All incidents →',
  getUpdatesLead: 'Follow this page where you already look. No account is needed.',
  waysToFollow: {
    rss: ['RSS', 'Each update of an incident or a maintenance, for any feed reader.'],
    atom: ['Atom', 'The same for readers that prefer Atom.'],
    jsonFeed: ['JSON Feed', 'The same for programs.'],
    calendar: [
      'Calendar',
      'Maintenance in your own calendar: subscribe to this address, and changes arrive by themselves.',
    ],
  },

  more: (count) => `${count} more`,
  started: (at) => ['started ', { at, ago: true }],
  updatedAt: (at) => [' · updated ', { at, ago: true }],
  affects: (names) => [' · affects ', ...names],
  affectedComponents: 'Affected',
  retired: '(no longer listed)',
  updates: 'Updates',
  edited: 'edited',
  readPostmortem: 'Read the postmortem',
  published: 'Published',
  addToCalendar: 'Add to calendar',

  historyPage: (number) => `History, page ${number}`,
  historyDescription: (pageName) => `Incidents and maintenance of ${pageName}, by month.`,
  quietMonth: (month) => `Nothing was reported in ${month}.`,
  months: 'Months',
  newer: '← Newer',
  older: 'Older →',

  uptimeDescription: (pageName) => `The uptime of ${pageName} by month, and how it is calculated.`,
  uptimeLead: (first, last) =>
    `Percent by calendar month, ${first} to ${last}. The last month runs until now. Each number opens into what it was made of.`,
  noComponents: 'There are no components yet.',
  components: 'Components',
  groupMean: 'Group mean',
  noData: 'no data',
  howCalculated: [
    'Uptime is 1 minus the downtime divided by the time that we have knowledge of. Downtime is the length of each interval multiplied by the factor of its status. Where reports overlap, the time counts once, at the worst status.',
    'Time before a component was added, and time in which nobody and nothing watched it, is shown as no data and left out of the division.',
    'Percentages are cut after the third decimal and never rounded up: 100 % means not one millisecond of downtime. The uptime of a group is the mean of its components.',
    'Every percentage opens into the intervals it was made of.',
  ],
  policyOfPage: 'The policy of this page:',
  hourCounts: (status, counts) =>
    counts === null
      ? `One hour of ${status} does not count as downtime.`
      : `One hour of ${status} counts as ${counts.minutes} minutes of downtime (factor ${counts.factor}).`,
  maintenanceCounts: {
    exclude: 'Maintenance is left out: it counts neither as up nor as down.',
    up: 'Scheduled maintenance counts as up.',
    down: 'Scheduled maintenance counts as down.',
  },
  outageDuringMaintenance: {
    outage_wins: 'An outage during a maintenance counts as an outage.',
    maintenance_wins: 'An outage during a maintenance counts as maintenance.',
  },
  zoneOfDays: (timeZone) => `A month and a day begin and end at midnight in ${timeZone}.`,

  ledgerTitle: (componentName) => `Uptime of ${componentName}`,
  ledgerSpan: (month, hasData) => `${hasData ? 'uptime over' : 'for'} ${month ?? 'the last 90 days'}`,
  retiredSince: (at) => ['No longer listed since ', { at }],
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
  division: ({ known, leftOut, covered, downtime, quotient, percent }) => [
    [`Covered time: ${known} s known − ${leftOut} s left out = `, { name: `${covered} s` }],
    ['Downtime: the sum above = ', { name: `${downtime} s` }],
    [`Uptime: 1 − ${downtime} ÷ ${covered} = `, { name: quotient }],
    ['In percent, cut after three decimals: ', { name: percent }],
  ],
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
  linkProblems: {
    email: 'This is not an e-mail address. Write it like name@example.com.',
    password: 'Choose another password: 8 to 128 characters, and not one that is easy to guess.',
    gone: 'This link is not known, has been used, or has expired. Ask for a new one.',
    memberExists: 'There is a member with this address already. Use another one.',
    tooMany: 'Too many attempts. Wait a minute, then try again.',
    tooLarge: 'This is too long.',
    otherwise: 'This did not work, and nothing was changed. Open the link again and try once more.',
  },
  notFoundTitle: 'Not found',
  notFound: 'There is nothing at this address',
  notFoundWhy: 'The link may be mistyped, or what it led to was removed.',
  tryAgainTitle: 'Please try again',
  tryAgain: 'Many people ask for this right now',
  tryAgainWhy: 'Load this page again in a few seconds. The current status is there all the time.',
  backHome: 'Current status',

  lastConfirmed: 'Last confirmed',
  unavailable: 'This page is not available right now',
  unavailableWhy:
    'Our records cannot be read at the moment. That does not mean that nothing happened. Please try again in a few minutes.',
  badgeUnconfirmed: 'unconfirmed',

  subscribing: {
    languageName: 'English',
    byMail: 'By e-mail',
    byMailLead: 'A mail for each update. You can change what you hear of, or leave, with a link in each one.',
    webhook: 'By webhook',
    webhookLead:
      'A request to your server for each update and each status that changes, as a Statuspage sends it. Confirm it by mail; we write there too when your server cannot be reached.',
    endpoint: 'Address of your server',
    secret: 'Secret',
    secretLead: 'What we send is signed with it, as Standard Webhooks describes. Keep it to yourself.',
    browser: {
      title: 'In this browser',
      lead: 'A notification for each update, also when this page is closed.',
      on: 'Notify me in this browser',
      isOn: 'You are notified in this browser.',
      choose: 'Choose what you hear of',
      off: 'Turn off',
      denied:
        'Your browser does not allow it. Allow notifications for this page in its settings, then try again.',
      failed: 'Your browser could not turn notifications on. Try again in a minute.',
    },
    elsewhere: 'Without an address',
    addressRule: 'Used for these mails and nothing else.',
    scope: 'Only some systems',
    scopeRule: 'Nothing ticked means everything.',
    allOfGroup: (name) => `All of ${name}, also what is added later`,
    kinds: 'What you hear of',
    incidents: 'Incidents',
    maintenances: 'Maintenance',
    languageAndZone: 'Language and time zone',
    language: 'Language of the messages',
    timeZone: 'Time zone of the messages',
    zoneOfPage: (timeZone) => `As on the page (${timeZone})`,
    subscribe: 'Subscribe',
    thisIncident: 'Hear of this only',
    thisIncidentLead: 'A mail for each update of it until it is over.',
    asked: 'Look into your mail',
    askedLead:
      'If this address can receive mail, a message is on its way. Open it to confirm. An address gets at most one such message a day.',
    problems: {
      address: 'This is not an e-mail address. Write it like name@example.com.',
      endpoint: 'This is not the address of a server. Write it like https://example.com/hook.',
      kinds: 'Tick incidents, maintenance or both.',
      scope: 'Some of the systems that you ticked are not on the page any more. Choose again.',
      timeZone: 'Choose a time zone from the list.',
      incident: 'This incident is over, so there will be no more updates of it.',
      noMail: 'This page sends no mail. Use one of the other ways.',
      tooMany: 'Too many requests have come from your network. Wait a few minutes, then try again.',
      tooLarge: 'This is too long.',
      unavailable: 'This cannot be kept at the moment. Please try again in a minute.',
    },
    confirm: {
      title: 'Confirm your subscription',
      lead: 'Press the button, and you will hear of each update from now on.',
      button: 'Confirm',
    },
    manage: {
      title: 'Your subscription',
      confirmed: 'You are subscribed, and will hear of each update from now on.',
      saved: 'Saved.',
      save: 'Save',
    },
    receives: (address) => `Updates go to ${address}.`,
    toBrowser: 'Updates go to a browser, as notifications.',
    ofOneIncident: 'You hear of one incident only.',
    leave: {
      title: 'Leave',
      lead: 'You will get no more updates. You can come back with the same link for 30 days; then your address is erased.',
      button: 'Unsubscribe',
    },
    hasLeft: {
      title: 'You are not subscribed any more',
      lead: 'No more updates will be sent to you. Your address is erased in 30 days.',
      comeBack: 'Subscribe again',
    },
    erase: {
      title: 'Erase my address',
      lead: 'Erases all that is kept of this subscription at once. This cannot be taken back.',
      button: 'Erase my address',
      done: 'Your address is erased',
      doneLead: 'Nothing is kept of your subscription, and its links do not work any more.',
    },
    mails: {
      confirm: {
        subject: 'Confirm your subscription',
        lead: (pageName) => `Somebody, hopefully you, asked for updates of ${pageName} at this address.`,
        action: 'Open this page and press the button to get them',
        otherwise: 'If it was not you, do nothing. Without a confirmation you will not be told of anything.',
      },
      manage: {
        subject: 'Your subscription',
        lead: (pageName) =>
          `Somebody, hopefully you, asked about the subscription of this address to ${pageName}. You are subscribed.`,
        action: 'Change what you hear of, or leave',
        otherwise: 'If it was not you, do nothing. Nothing was changed.',
      },
    },
  },

  messages: {
    since: (when) => `Since ${when}`,
    lasted: (duration, from, until) => `Over after ${duration}: ${from} – ${until}`,
    planned: (window) => `Planned for ${window}`,
    several: (count, when) =>
      `${plural(count, '{n} update since', '{n} updates since')} ${when}, the newest first:`,
    next: 'You will hear of every update until this is over.',
    over: 'This is over.',
    follow: 'Follow it on the status page',
    why: (pageName) => `You get this because you are subscribed to updates of ${pageName}.`,
    manage: 'Change what you hear of, or leave',
    givenUp: {
      subject: 'Your webhook gets no more updates',
      lead: (host, problem) => `Your webhook at ${host} did not take our updates. The last time: ${problem}`,
      action: 'Turn it on again',
      otherwise: 'We no longer send to it. Turn it on again once it works.',
    },
  },
  alerts: {
    silentIncident: {
      title: 'An incident has been silent for long',
      what: 'Customers have heard nothing of an open incident for longer than it should be. Post an update, or resolve it.',
      over: 'An update was posted, or the incident is over.',
    },
    failedDeliveries: {
      title: 'Messages to subscribers could not be delivered',
      what: 'Some were tried for a day and set aside. Open the incident to see which channel it is and to try again.',
      over: 'Nothing is set aside any more.',
    },
    failedBackup: {
      title: 'Backups do not work',
      what: 'The last backup failed and was tried again in vain, or there has been none for two days. The log names the reason. Try: candor backup',
      over: 'There is a recent backup again.',
    },
    unpublished: {
      title: 'The page is not up to date',
      what: 'For two minutes what is known could not be published. Readers see the last page, with its time. The log names the reason.',
      over: 'The page is published again.',
    },
    fullDisk: {
      title: 'The disk is nearly full',
      what: 'Less than 512 MB are free where the data is kept. Without room nothing can be changed. Free some, or take a larger disk.',
      over: 'There is room again.',
    },
  },

  feedLanguage: 'en-US',
  feedTitle: (pageName, componentName) =>
    `${pageName} Status - ${componentName === null ? '' : `${componentName} - `}Incident History`,
  update: 'Update',
  feedMoment: ({ month, day, time, zone }) => `${month} ${day}, ${time} ${zone}`,
  scheduledEvent: 'THIS IS A SCHEDULED EVENT',
  calendarName: (pageName) => `${pageName} maintenance`,
  badgeUptime: (percent, count) => `${percent} in ${days(count)}`,
  openPage: 'Open the status page',
  notice: { incident: 'incident', maintenance: 'maintenance', dismiss: 'Dismiss', summaries: {} },
};
