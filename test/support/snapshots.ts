import { defaultEmbed } from '../../server/domain/embed.ts';
import { defaultPolicy } from '../../server/domain/policy.ts';
import type { ComponentStatus, ImpactLevel } from '../../server/domain/status.ts';
import { worstStatus } from '../../server/domain/status.ts';
import type {
  DayRecord,
  HistoryPage,
  Ledger,
  LedgerEntry,
  PublicComponent,
  PublicDay,
  PublicPage,
  PublicReport,
  PublicUpdate,
  ReportLink,
  ReportPage,
  Section,
  Snapshot,
  UptimeOverview,
} from '../../server/publish/snapshot.ts';

/** Made-up pages of a made-up shop. The same call always gives the same data. */

export const minute = 60_000;
export const hour = 60 * minute;
export const dayMs = 24 * hour;

/** Monday 23 November 2026, 14:40:12 UTC: the moment at which all of these were built. */
export const builtAt = Date.UTC(2026, 10, 23, 14, 40, 12);
const midnight = Date.UTC(2026, 10, 23);

/** Ids that look like real ones: the same seed gives the same sequence. */
function idsFrom(seed: number): () => string {
  const random = numbersFrom(seed);
  return () => Array.from({ length: 12 }, () => Math.floor(random() * 36).toString(36)).join('');
}

/** Numbers in [0, 1) that look random. */
function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const nextId = idsFrom(7);

export const page: PublicPage = {
  id: 'q7x2m9k4t1za',
  name: 'Northwind',
  url: 'https://status.northwind.test',
  timeZone: 'UTC',
  policy: defaultPolicy,
  updatedAt: builtAt - 6 * minute,
  description: 'How the shops of Northwind are doing.',
  headline: null,
  websiteUrl: null,
  supportUrl: null,
  hiddenFromSearch: false,
  language: 'en',
  accentColor: null,
  accentColorDark: null,
  logo: null,
  embed: defaultEmbed,
};

const days: readonly PublicDay[] = Array.from({ length: 90 }, (_, i) => {
  const start = midnight - (89 - i) * dayMs;
  return { date: new Date(start).toISOString().slice(0, 10), start, end: start + dayMs };
});

const plainDay: DayRecord = { worst: 'operational', durations: { operational: dayMs }, reports: [] };

/** A day with some time of one status, and the report behind it. */
function troubledDay(status: ComponentStatus | 'unknown', ms: number, ...reports: ReportLink[]): DayRecord {
  const rest: DayRecord['durations'] = ms < dayMs ? { operational: dayMs - ms } : {};
  return { worst: status, durations: { ...rest, [status]: ms }, reports };
}

/** A component that was operational but for these days, by how many days ago they were. */
export function component(
  name: string,
  rest: Partial<PublicComponent> = {},
  exceptions: Readonly<Record<number, DayRecord>> = {},
): PublicComponent {
  return {
    id: nextId(),
    name,
    description: null,
    groupId: null,
    position: 1,
    showcase: true,
    onlyShowIfDegraded: false,
    startDate: null,
    createdAt: builtAt - 400 * dayMs,
    updatedAt: builtAt - dayMs,
    status: 'operational',
    statusSince: null,
    uptime: '100',
    days: days.map((_, i) => exceptions[days.length - 1 - i] ?? plainDay),
    ...rest,
  };
}

export function group(
  name: string,
  components: readonly PublicComponent[],
  uptime: string | null = '99.97',
): Section {
  const id = nextId();
  const status = worstStatus(components.map((one) => one.status));
  return {
    kind: 'group',
    group: {
      id,
      name,
      description: null,
      position: 1,
      createdAt: builtAt,
      updatedAt: builtAt,
      status,
      uptime,
    },
    components: components.map((one) => ({ ...one, groupId: id })),
  };
}

/** An update `ago` ms before the snapshot was built. */
export function update(
  status: PublicUpdate['status'],
  ago: number,
  body: string,
  affected: PublicUpdate['affected'] = null,
): PublicUpdate {
  const at = builtAt - ago;
  return {
    id: nextId(),
    status,
    body,
    html: `<p>${body}</p>`,
    affected,
    deliverNotifications: true,
    displayAt: at,
    createdAt: at,
    updatedAt: at,
    affectedIsWhole: false,
    editedAt: null,
  };
}

/** An incident or, with a window, a maintenance. `updates` are newest first. */
export function report(
  name: string,
  impact: ImpactLevel,
  updates: readonly [PublicUpdate, ...PublicUpdate[]],
  components: readonly Pick<PublicComponent, 'id' | 'name'>[] = [],
  window: { readonly from: number; readonly until: number } | null = null,
): PublicReport {
  const [latest] = updates;
  const said = updates.find(({ status }) => status !== 'postmortem');
  const beganAt = Math.min(...updates.map(({ displayAt }) => displayAt));
  return {
    id: nextId(),
    kind: window ? 'maintenance' : 'incident',
    name,
    status: latest.status,
    impact,
    createdAt: beganAt,
    updatedAt: latest.displayAt,
    startedAt: beganAt,
    monitoringAt: updates.find(({ status }) => status === 'monitoring')?.displayAt ?? null,
    resolvedAt: said?.status === 'resolved' || said?.status === 'completed' ? said.displayAt : null,
    scheduledFor: window?.from ?? null,
    scheduledUntil: window?.until ?? null,
    beganAt,
    updates,
    components: components.map(({ id, name }) => ({ id, name, retired: false })),
  };
}

function linkTo({ id, name, kind }: PublicReport): ReportLink {
  return { id, name, kind };
}

export function snapshot(rest: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 41,
    builtAt,
    page,
    indicator: { indicator: 'none', description: 'All Systems Operational' },
    days,
    sections: [],
    openIncidents: [],
    activeMaintenances: [],
    upcomingMaintenances: [],
    recentReports: [],
    latestIncidents: [],
    latestMaintenances: [],
    retired: [],
    ...rest,
  };
}

/** The reports that the shop's components were hit by. */
function shopReports() {
  const at = (daysAgo: number) => builtAt - midnight + daysAgo * dayMs;
  return {
    upgrade: report(
      'Network upgrade',
      'maintenance',
      [
        update('completed', at(23) - 3 * hour, 'The upgrade is complete.'),
        update('scheduled', at(30), 'We will upgrade the network.'),
      ],
      [],
      { from: midnight - 23 * dayMs + 2 * hour, until: midnight - 23 * dayMs + 3 * hour },
    ),
    webhooks: report(
      'Webhook deliveries delayed',
      'minor',
      [
        update(
          'resolved',
          at(4) - 9.79 * hour,
          'A queue consumer stopped after a deploy. Delayed deliveries were sent in order; none was lost.',
        ),
        update('investigating', at(4) - 9.2 * hour, 'Webhooks arrive late.'),
      ],
      [{ id: nextId(), name: 'Webhooks' }],
    ),
    search: report(
      'Search results outdated',
      'minor',
      [
        update(
          'resolved',
          at(9) - 18.09 * hour,
          'The index fell behind by up to 90 minutes. It has caught up.',
        ),
        update('identified', at(9) - 16.34 * hour, 'The index lags behind.'),
      ],
      [{ id: nextId(), name: 'Search' }],
    ),
    database: report('Primary database failed over', 'critical', [
      update('resolved', at(48) - 7 * hour, 'The standby took over.'),
    ]),
  };
}

/** The shop on a good day: three groups, twelve components, one planned maintenance, two recent incidents. */
export function calmSnapshot(payments: Partial<PublicComponent> = {}): Snapshot {
  const { upgrade, webhooks, search, database } = shopReports();
  const moved = { 23: troubledDay('under_maintenance', hour, linkTo(upgrade)) };
  const paymentDays = {
    ...moved,
    49: troubledDay('degraded_performance', 2 * hour + 5 * minute, linkTo(database)),
    48: troubledDay('major_outage', 32 * minute, linkTo(database)),
    ...(payments.status ? { 0: troubledDay(payments.status, 38 * minute) } : {}),
  };
  const newcomer = Object.fromEntries(
    Array.from({ length: 8 }, (_, i) => [82 + i, troubledDay('unknown', dayMs)]),
  );
  return snapshot({
    sections: [
      group('Checkout', [
        component('Payments API', { uptime: '99.91', ...payments }, paymentDays),
        component('Orders', {}, moved),
        component(
          'Webhooks',
          { uptime: '99.987' },
          {
            ...moved,
            77: troubledDay('degraded_performance', hour, linkTo(webhooks)),
          },
        ),
        component('Refunds', { description: 'Money back to cards and accounts' }),
      ]),
      group('Storefront', [
        component('Web shop', { uptime: '99.98' }, { ...moved, 84: troubledDay('partial_outage', hour) }),
        component(
          'Search',
          { uptime: '99.999' },
          { 18: troubledDay('degraded_performance', 45 * minute, linkTo(search)) },
        ),
        component('Images & CDN', { startDate: '2026-09-02' }, newcomer),
        component('Fraud screening', { onlyShowIfDegraded: true }),
      ]),
      group('Back office', [component('Reports'), component('Exports'), component('Staff sign-in')]),
      { kind: 'component', component: component('Documentation') },
      {
        kind: 'component',
        component: component(
          'Support desk',
          { uptime: null },
          Object.fromEntries(days.map((_, i) => [i, troubledDay('unknown', dayMs)])),
        ),
      },
    ],
    upcomingMaintenances: [
      report(
        'Database upgrade in eu-west',
        'maintenance',
        [
          update(
            'scheduled',
            3 * dayMs,
            'Orders placed in the window are queued and confirmed when it ends.',
          ),
        ],
        [
          { id: nextId(), name: 'Orders' },
          { id: nextId(), name: 'Web shop' },
        ],
        { from: midnight + 3 * dayMs + 2 * hour, until: midnight + 3 * dayMs + 3.5 * hour },
      ),
    ],
    recentReports: [webhooks, search],
  });
}

/** The shop with a partial outage of one component, and an incident about it. */
export function brokenSnapshot(): Snapshot {
  const since = Date.UTC(2026, 10, 23, 14, 2);
  const calm = calmSnapshot({ status: 'partial_outage', statusSince: since });
  const payments = calm.sections.flatMap((section) =>
    section.kind === 'group' ? section.components : [],
  )[0];
  if (!payments) throw new Error('The shop has no payments.');
  const change = { componentId: payments.id, name: 'Checkout - Payments API' };
  const open = report(
    'Card payments declined for some customers',
    'major',
    [
      update(
        'identified',
        builtAt - since - 32 * minute,
        'Our card processor confirmed elevated declines in the EU region. We have started routing EU traffic through the second processor; declines are falling. <a href="https://processor.test/1">Details</a>',
        [{ ...change, oldStatus: 'partial_outage', newStatus: 'partial_outage' }],
      ),
      update(
        'investigating',
        builtAt - since,
        'We are seeing an increased number of declined card payments. Orders are kept, and nobody is charged twice.',
        [{ ...change, oldStatus: 'operational', newStatus: 'partial_outage' }],
      ),
    ],
    [payments],
  );
  return {
    ...calm,
    indicator: { indicator: 'major', description: 'Partial System Outage' },
    openIncidents: [open],
  };
}

/** `count` components in `groups` groups with a history of 40 reports behind about four troubled days each. */
export function largeSnapshot(count: number, groups: number): Snapshot {
  const random = numbersFrom(count);
  const pick = (size: number) => Math.floor(random() * size);
  const statuses = ['degraded_performance', 'partial_outage', 'major_outage'] as const;
  const words = [
    'Payments',
    'Orders',
    'Search',
    'Images',
    'Mail',
    'Storage',
    'Queue',
    'Login',
    'Billing',
    'Exports',
  ];
  const reports = Array.from({ length: 40 }, (_, i) =>
    report(
      `${words[pick(10)]} ${['slow', 'failing', 'unavailable', 'delayed'][pick(4)]} in region ${i}`,
      'minor',
      [
        update(
          'resolved',
          pick(90) * dayMs,
          `A change was rolled back at ${pick(24)}:${10 + pick(50)}; all requests succeed again.`,
        ),
        update('investigating', 91 * dayMs, 'We are looking into errors.'),
      ],
    ),
  );
  const planned = report('Planned network work', 'maintenance', [update('completed', dayMs, 'Done.')]);
  const components = Array.from({ length: count }, (_, i) => {
    const exceptions: Record<number, DayRecord> = {};
    for (let n = 0; n < 4; n++) {
      const cause = reports[pick(reports.length)];
      const status = statuses[pick(3)] ?? 'partial_outage';
      if (cause) exceptions[1 + pick(88)] = troubledDay(status, (3 + pick(200)) * minute, linkTo(cause));
    }
    if (pick(2) === 0) exceptions[30] = troubledDay('under_maintenance', hour, linkTo(planned));
    return component(
      `${words[pick(10)]} ${words[pick(10)]} ${i}`,
      { uptime: `99.${pick(900) + 100}` },
      exceptions,
    );
  });
  const size = Math.ceil(count / groups);
  return snapshot({
    sections: Array.from({ length: groups }, (_, i) =>
      group(`Region ${i + 1}`, components.slice(i * size, (i + 1) * size)),
    ),
    recentReports: reports.slice(0, 5),
  });
}

export function historyPage(rest: Partial<HistoryPage> = {}): HistoryPage {
  const { upgrade, webhooks, search, database } = shopReports();
  return {
    page,
    builtAt,
    months: [
      { year: 2026, month: 11, reports: [webhooks, search] },
      { year: 2026, month: 10, reports: [upgrade, database] },
      { year: 2026, month: 9, reports: [] },
    ],
    number: 2,
    newer: 1,
    older: 3,
    ...rest,
  };
}

/** The open incident of the broken shop, with an update that was corrected and a published postmortem. */
export function reportPage(): ReportPage {
  const [open] = brokenSnapshot().openIncidents;
  if (!open) throw new Error('The broken shop has no incident.');
  const [latest, ...earlier] = open.updates;
  if (!latest) throw new Error('The open incident of the broken shop has no update.');
  return {
    page,
    builtAt,
    report: {
      ...open,
      updates: [
        { ...update('postmortem', hour, 'A valve stuck.'), html: '<p>A valve <strong>stuck</strong>.</p>' },
        { ...latest, editedAt: builtAt - minute },
        ...earlier,
      ],
    },
  };
}

export function uptimeOverview(): UptimeOverview {
  const random = numbersFrom(3);
  const months = Array.from({ length: 12 }, (_, i) =>
    new Date(Date.UTC(2025, 11 + i, 1)).toISOString().slice(0, 7),
  );
  const numbers = (known: number) =>
    months.map((_, i) =>
      i < 12 - known ? null : random() < 0.5 ? '100' : `99.${Math.floor(random() * 900 + 100)}`,
    );
  const row = (name: string, status: ComponentStatus = 'operational', known = 12) => ({
    id: nextId(),
    name,
    status,
    uptime: numbers(known),
  });
  return {
    page,
    builtAt,
    months,
    sections: [
      {
        group: { id: nextId(), name: 'Checkout', uptime: numbers(12) },
        components: [row('Payments API', 'partial_outage'), row('Orders'), row('Webhooks')],
      },
      { group: null, components: [row('Documentation'), row('Images & CDN', 'operational', 3)] },
    ],
  };
}

/** October 2026 of a component that began on the 3rd: five intervals, of which one is left out. */
export function ledger(rest: Partial<Ledger> = {}): Ledger {
  const windowStart = Date.UTC(2026, 9, 1);
  const windowEnd = Date.UTC(2026, 10, 1);
  const knownStart = Date.UTC(2026, 9, 3);
  const { database, upgrade } = shopReports();
  const entry = (
    day: number,
    time: number,
    length: number,
    status: LedgerEntry['status'],
    weight: number,
    reports: readonly ReportLink[] = [],
  ): LedgerEntry => {
    const start = Date.UTC(2026, 9, day) + time;
    const covered = status !== 'unknown';
    return { start, end: start + length, status, weight, covered, reports, reasons: [] };
  };
  const entries = [
    entry(6, 7.25 * hour, 32 * minute, 'major_outage', 1000, [linkTo(database)]),
    entry(6, 7.25 * hour + 32 * minute, 25.5 * minute, 'partial_outage', 300, [linkTo(database)]),
    entry(12, 9 * hour, 2 * hour + 1234, 'degraded_performance', 0),
    entry(20, 0, 3 * hour, 'unknown', 0),
    entry(31, 2 * hour, hour, 'under_maintenance', 0, [linkTo(upgrade)]),
  ];
  const known = windowEnd - knownStart;
  const coveredMs = known - 3 * hour;
  const weightedDowntime = entries.reduce((sum, { start, end, weight }) => sum + (end - start) * weight, 0);
  const durations: Record<string, number> = { unknown: 3 * hour };
  for (const { start, end, status } of entries) if (status !== 'unknown') durations[status] = end - start;
  return {
    page,
    builtAt,
    component: {
      id: 'p4ym3nt5ap1x',
      name: 'Payments API',
      groupName: 'Checkout',
      status: 'partial_outage',
      retiredAt: null,
    },
    month: '2026-10',
    previousMonth: '2026-09',
    nextMonth: '2026-11',
    windowStart,
    windowEnd,
    knownStart,
    knownEnd: windowEnd,
    entries,
    durations,
    coveredMs,
    weightedDowntime,
    uptime: (
      Math.floor(((coveredMs * 1000 - weightedDowntime) / (coveredMs * 1000)) * 100_000) / 1000
    ).toFixed(3),
    days: Array.from({ length: 31 }, (_, i) => {
      const start = windowStart + i * dayMs;
      const own = entries.filter((one) => one.start >= start && one.start < start + dayMs);
      const worst = own[0]?.status ?? (i < 2 ? 'unknown' : 'operational');
      const lasted =
        i < 2 ? { unknown: dayMs } : Object.fromEntries(own.map((one) => [one.status, one.end - one.start]));
      const date = new Date(start).toISOString().slice(0, 10);
      const reports = own.flatMap((one) => one.reports).slice(0, 1);
      return { date, start, end: start + dayMs, worst, durations: lasted, reports };
    }),
    ...rest,
  };
}
