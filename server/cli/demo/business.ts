import type { ComponentStatus, IncidentStatus } from '../../domain/status.ts';

/** The made-up business of the demo: what it runs, and what has gone wrong or may go wrong. */

export const businessName = 'Northwind';

type DemoComponent = {
  readonly name: string;
  readonly description?: string;
  /** Days before now at which it came into being; a year when not said. */
  readonly age?: number;
};

export const business: readonly {
  readonly group: string | null;
  readonly components: readonly DemoComponent[];
}[] = [
  {
    group: 'Checkout',
    components: [
      { name: 'Payments API', description: 'Cards, wallets and bank transfers.' },
      { name: 'Orders', description: 'Placing, changing and cancelling orders.' },
      { name: 'Webhooks', description: 'Events that we send to your systems.' },
    ],
  },
  {
    group: 'Storefront',
    components: [
      { name: 'Web shop' },
      { name: 'Search' },
      { name: 'Images & CDN', description: 'Pictures and static files, from 40 places.', age: 82 },
    ],
  },
  {
    group: 'Accounts',
    components: [{ name: 'Sign-in' }, { name: 'Customer portal' }, { name: 'E-mail delivery' }],
  },
  {
    group: 'For developers',
    components: [{ name: 'REST API' }, { name: 'Dashboard' }, { name: 'Documentation' }],
  },
];

type Step = {
  /** Minutes after the step before. */
  readonly after: number;
  readonly status: IncidentStatus;
  readonly text: string;
  readonly statuses?: Readonly<Record<string, ComponentStatus>>;
};

export type Scenario = { readonly name: string; readonly steps: readonly [Step, ...Step[]] };

/** What is going on when the demo starts: it began 38 minutes ago. */
export const openNow: Scenario = {
  name: 'Card payments declined for some customers',
  steps: [
    {
      after: 0,
      status: 'investigating',
      text: 'We are seeing an increased number of declined card payments. Orders are kept, and nobody is charged twice.',
      statuses: { 'Payments API': 'degraded_performance' },
    },
    {
      after: 32,
      status: 'identified',
      text: 'Our card processor confirmed elevated declines in the EU region. We have started routing EU traffic through the second processor; declines are falling.',
      statuses: { 'Payments API': 'partial_outage' },
    },
    {
      after: 7,
      status: 'monitoring',
      text: 'All EU traffic goes through the second processor, and the decline rate is back to normal. We keep watching.',
      statuses: { 'Payments API': 'degraded_performance' },
    },
    {
      after: 9,
      status: 'resolved',
      text: 'Card payments work as usual. Payments that were declined can be tried again; nothing was lost.',
    },
  ],
};

/** What happens now and then, in the year before and while one watches. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'Webhook deliveries delayed',
    steps: [
      {
        after: 0,
        status: 'investigating',
        text: 'Webhooks arrive up to 20 minutes late. None is lost.',
        statuses: { Webhooks: 'degraded_performance' },
      },
      {
        after: 12,
        status: 'identified',
        text: 'A queue consumer stopped after a deploy. We are starting it again.',
      },
      {
        after: 23,
        status: 'resolved',
        text: 'A queue consumer stopped after a deploy. Delayed deliveries were sent in order; none was lost.',
      },
    ],
  },
  {
    name: 'Search results outdated',
    steps: [
      {
        after: 0,
        status: 'investigating',
        text: 'New products do not show up in search.',
        statuses: { Search: 'degraded_performance' },
      },
      { after: 40, status: 'monitoring', text: 'The index is catching up; it was up to 90 minutes behind.' },
      { after: 65, status: 'resolved', text: 'The index fell behind by up to 90 minutes. It has caught up.' },
    ],
  },
  {
    name: 'Sign-in fails for accounts with two-factor codes',
    steps: [
      {
        after: 0,
        status: 'investigating',
        text: 'Some accounts cannot sign in with a code. Sessions that are open stay open.',
        statuses: { 'Sign-in': 'partial_outage', 'Customer portal': 'partial_outage' },
      },
      {
        after: 18,
        status: 'identified',
        text: 'The clocks of two servers were 40 seconds off. We took them out of service.',
        statuses: { 'Customer portal': 'operational' },
      },
      { after: 21, status: 'resolved', text: 'Sign-in works again for all accounts.' },
    ],
  },
  {
    name: 'Web shop unavailable',
    steps: [
      {
        after: 0,
        status: 'investigating',
        text: 'The web shop does not load. We are on it and post here every 15 minutes.',
        statuses: { 'Web shop': 'major_outage', Search: 'partial_outage' },
      },
      {
        after: 14,
        status: 'identified',
        text: 'A change to our load balancers was wrong. We are rolling it back.',
        statuses: { 'Web shop': 'partial_outage' },
      },
      {
        after: 9,
        status: 'monitoring',
        text: 'The change is rolled back and the shop loads again.',
        statuses: { 'Web shop': 'operational', Search: 'operational' },
      },
      {
        after: 30,
        status: 'resolved',
        text: 'The shop was unavailable for 23 minutes after a change to our load balancers. That change now needs a second pair of eyes and a canary.',
      },
    ],
  },
  {
    name: 'Slow API responses',
    steps: [
      {
        after: 0,
        status: 'investigating',
        text: 'The REST API answers in 2 to 5 seconds instead of 80 milliseconds.',
        statuses: { 'REST API': 'degraded_performance', Dashboard: 'degraded_performance' },
      },
      { after: 25, status: 'identified', text: 'A database query lost its index in last night’s migration.' },
      { after: 11, status: 'resolved', text: 'The index is back and answers take 80 milliseconds again.' },
    ],
  },
  {
    name: 'E-mail delivery delayed',
    steps: [
      {
        after: 0,
        status: 'identified',
        text: 'Our mail provider has a backlog. Order confirmations arrive up to an hour late.',
        statuses: { 'E-mail delivery': 'degraded_performance' },
      },
      { after: 95, status: 'resolved', text: 'The backlog is gone; all messages have been delivered.' },
    ],
  },
  {
    name: 'Orders cannot be changed',
    steps: [
      {
        after: 0,
        status: 'investigating',
        text: 'Orders can be placed, but not changed or cancelled.',
        statuses: { Orders: 'partial_outage' },
      },
      {
        after: 16,
        status: 'resolved',
        text: 'Orders can be changed again. A lock was held by a report that ran too long.',
      },
    ],
  },
  {
    name: 'Images load slowly in Asia',
    steps: [
      {
        after: 0,
        status: 'identified',
        text: 'One of our CDN’s places in Singapore is congested; traffic goes through Tokyo for now.',
        statuses: { 'Images & CDN': 'degraded_performance' },
      },
      { after: 130, status: 'resolved', text: 'Singapore is back in service.' },
    ],
  },
];

type PlannedWork = {
  readonly name: string;
  readonly text: string;
  readonly components: readonly string[];
  readonly minutes: number;
};

export const plannedWork: readonly PlannedWork[] = [
  {
    name: 'Database upgrade in eu-west',
    text: 'Orders placed in the window are queued and confirmed when it ends.',
    components: ['Orders', 'Web shop'],
    minutes: 90,
  },
  {
    name: 'Certificate renewal for the API',
    text: 'Connections may be reset once. Retrying is enough.',
    components: ['REST API', 'Webhooks'],
    minutes: 30,
  },
  {
    name: 'Search cluster moves to new machines',
    text: 'Search works throughout; results can be up to five minutes old.',
    components: ['Search'],
    minutes: 120,
  },
];
