import type { Role } from '../../../server/domain/access.ts';
import type {
  ComponentStatus,
  ImpactLevel,
  IncidentStatus,
  MaintenanceStatus,
} from '../../../server/domain/status.ts';
import { plural, printDuration, printList } from './print.ts';

/** All texts of the staff's application in English; the shape of every other language. A section for each room. */
export const en = {
  name: 'Candor',
  rooms: {
    home: 'Home',
    incidents: 'Incidents',
    maintenances: 'Maintenance',
    components: 'Components',
    page: 'Page',
    people: 'People',
    audit: 'Audit log',
    account: 'Your account',
    setup: 'Set-up',
  },
  frame: {
    skip: 'Skip to the content',
    menu: 'Menu',
    menuLabel: 'Rooms',
    viewPage: 'View the page',
    signOut: 'Sign out',
    commands: 'Commands',
    commandsHint: 'Type what you want to do',
    noCommand: 'No command with these words.',
    goTo: (room: string) => `Go to ${room}`,
    offline:
      'There is no connection to Candor. What you write is kept here, and what you send is sent once it is back.',
    newVersion: 'Candor was updated. What you wrote is kept.',
    reload: 'Reload',
    notFoundTitle: 'There is nothing here',
    notFound: 'The address may be mistyped, or what was here has been deleted.',
    goHome: 'Go to Home',
    failedTitle: 'Candor cannot be reached',
    notForYou: 'This needs another role than yours. An admin can give it to you.',
  },
  session: {
    title: 'Sign in',
    lead: 'Sign in to post updates and to set the page up.',
    endedTitle: 'Sign in again',
    ended: 'Your session ended. Sign in to go on where you were; nothing is lost.',
    email: 'E-mail address',
    password: 'Password',
    code: 'Code',
    codeHint: 'From your authenticator app, or one of your recovery codes.',
    signIn: 'Sign in',
    forgotten: 'Forgot your password? An admin can make you a link to choose another one.',
    confirmTitle: 'Enter your password',
    confirmLead:
      'This changes who can do what, or takes something away. Enter your password once more to go on.',
    confirm: 'Go on',
  },
  parts: {
    cancel: 'Cancel',
    close: 'Close',
    save: 'Save',
    saved: 'Saved.',
    undo: 'Undo',
    undone: 'Taken back.',
    undoFailed: 'It could not be taken back. Look at what is there now.',
    loading: 'Loading …',
    stale: 'This could not be read again just now. It may be a little old.',
    tryAgain: 'Try again',
    copy: 'Copy',
    copied: 'Copied.',
    copyFailed: 'The browser did not allow copying. Select the text and copy it yourself.',
    optional: 'optional',
    more: 'Show more',
    zone: (zone: string) => `Times are in ${zone}.`,
  },
  preview: {
    title: 'This will be published',
    nothing: 'Nothing on the public page changes.',
    draft: 'As it will look once it is published',
    removed: 'It will be gone from the page.',
    waiting: 'Write a text to see it here.',
    failed: 'The preview could not be made just now.',
    pageSays: (before: string, after: string) =>
      before === after
        ? `The page goes on to say “${after}”.`
        : `The page will say “${after}” in place of “${before}”.`,
    statusChanges: 'Statuses that change',
    numberChanges: 'Numbers of the last 90 days that change',
    numberChange: (before: string, after: string) => `${before} → ${after}`,
    noData: 'no data',
    told: (channels: readonly string[]) =>
      channels.length === 0
        ? 'Nobody has subscribed yet; the feeds and the calendar carry it.'
        : `Will be told: ${printList(channels)}.`,
    channel: {
      email: (count: number) => `${plural(count, { one: 'person', other: 'people' })} by e-mail`,
      sms: (count: number) => `${plural(count, { one: 'person', other: 'people' })} by text message`,
      webhook: (count: number) => plural(count, { one: 'webhook', other: 'webhooks' }),
      slack: (count: number) => `${plural(count, { one: 'channel', other: 'channels' })} in Slack`,
      teams: (count: number) => `${plural(count, { one: 'channel', other: 'channels' })} in Teams`,
    },
  },
  home: {
    declare: 'Declare an incident',
    plan: 'Plan maintenance',
    attention: 'Needs attention',
    open: 'Open now',
    nothingOpen: 'No incident is open and no maintenance is running.',
    allWell: 'All components are operational.',
    began: 'since',
    lastWord: 'last update',
    postUpdate: 'Post an update',
    dueSoon: 'Due in the next seven days',
    nothingDue: 'Nothing is planned.',
    maintenance: 'Maintenance',
    draft: 'Draft that will be published',
    anUpdate: 'A draft of an update',
    notSetUp:
      'The page is not set up yet. It takes three minutes: its name, its time zone, and what it reports on.',
    setUp: 'Set the page up',
    silent: (name: string, time: string) =>
      `“${name}” has been silent for ${time}. Customers wait for a word.`,
    draftProblem: (name: string, problem: string) => `“${name}” was not published. ${problem}`,
    openDraft: 'Open the draft',
    beginsSoon: (name: string, time: string) => `“${name}” begins in ${time}.`,
    look: 'Look at it',
    beginsLate: (name: string, at: string) =>
      `“${name}” should have begun at ${at}, and does not begin by itself.`,
    begin: 'Begin it',
    overruns: (name: string, at: string) =>
      `“${name}” should have ended at ${at}, and does not end by itself.`,
    finish: 'Extend or finish it',
    checkProblems: (problems: number) =>
      `The last check of the database found ${plural(problems, { one: 'problem', other: 'problems' })}. Run it again on the server to see them.`,
    neverChecked: 'The database has not been checked yet. Run the check on the server; it takes seconds.',
    checkedLongAgo: (at: string) =>
      `The database was last checked at ${at}. Run the check on the server again.`,
  },
  components: {
    many: 'Components',
    manyHint: 'One a line. “Europe: API” puts API into the group Europe.',
    manyExample: 'Website\nAPI\nEurope: Payments\nEurope: Reports',
    adding: 'Adding components',
    addMany: (count: number) =>
      count === 0 ? 'Add' : `Add ${plural(count, { one: 'component', other: 'components' })}`,
  },
  setup: {
    steps: { name: 'Name and time zone', content: 'What it reports on', done: 'Ready' },
    name: 'Name of the page',
    nameHint: 'What customers call you: “Northwind”.',
    zone: 'Time zone',
    zoneHint: 'Days begin and end in it, and times are printed in it.',
    language: 'Language of the public page',
    languageHint: 'This application has its own, in your account.',
    next: 'Go on',
    back: 'Back',
    later: 'Do this later',
    contentTitle: 'What does the page report on?',
    byHand: 'Enter the components',
    byImport: 'Bring them with their history from a Statuspage',
    importLead:
      'Save what the public API of your Statuspage answers, with your own host name, and choose the files here. Ids, times and links stay as they are. Doing it again changes nothing.',
    files: 'Files',
    filesHint: 'JSON as it was saved, or one incident per line (.jsonl).',
    looking: 'Looking through the files …',
    wouldBring: (written: { incidents: number; maintenances: number; components: number; groups: number }) =>
      `This brings ${printList([
        plural(written.components, { one: 'component', other: 'components' }),
        plural(written.groups, { one: 'group', other: 'groups' }),
        plural(written.incidents, { one: 'incident', other: 'incidents' }),
        plural(written.maintenances, { one: 'maintenance', other: 'maintenances' }),
      ])}.`,
    bringsNothing: 'All of it is here already.',
    progress: 'Importing',
    pieces: (done: number, of: number) => `${done} of ${plural(of, { one: 'piece', other: 'pieces' })}`,
    bring: 'Import',
    works: (name: string, components: number, incidents: number) =>
      `The page of ${name} works, with ${printList([
        plural(components, { one: 'component', other: 'components' }),
        plural(incidents, { one: 'report', other: 'reports' }),
      ])}.`,
    nextTitle: 'What you could do next',
    nextSteps: {
      people: 'Invite those who will post updates, and make keys for scripts.',
      page: 'The logo, the colours, the texts, and snippets for your other pages.',
      components: 'Put them into order, describe them, group them.',
      incidents: 'Write templates now, for the day when there is no time to write.',
    },
    addMore: 'Add more components or history',
  },
  account: {
    language: 'Language of this application',
    languageHint: 'For this browser. The language of the public page is set in Page.',
  },
  errors: {
    noAnswer: 'No answer came, so it is not known whether this was done. Try again: it is done only once.',
    unexpected: 'Something went wrong in this browser. Reload the page; what you wrote is kept.',
    forbidden: 'Your role does not allow this.',
    tooMany: (seconds: number) => `That was too often. Try again in ${printDuration(seconds * 1000)}.`,
    byCode: {} as Readonly<Record<string, string>>,
  },
  statuses: {
    operational: 'Operational',
    under_maintenance: 'Maintenance',
    degraded_performance: 'Degraded performance',
    partial_outage: 'Partial outage',
    major_outage: 'Major outage',
  } as Readonly<Record<ComponentStatus, string>>,
  reportStatuses: {
    investigating: 'Investigating',
    identified: 'Identified',
    monitoring: 'Monitoring',
    resolved: 'Resolved',
    scheduled: 'Scheduled',
    in_progress: 'In progress',
    verifying: 'Verifying',
    completed: 'Completed',
  } as Readonly<Record<IncidentStatus | MaintenanceStatus, string>>,
  impacts: {
    none: 'None',
    maintenance: 'Maintenance',
    minor: 'Minor',
    major: 'Major',
    critical: 'Critical',
  } as Readonly<Record<ImpactLevel, string>>,
  roles: { owner: 'Owner', admin: 'Admin', editor: 'Editor', viewer: 'Viewer' } as Readonly<
    Record<Role, string>
  >,
};

export type Words = typeof en;
