import { brotliCompressSync, constants } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PublicComponent, Section } from '../../server/publish/snapshot.ts';
import { componentsOf, renderComponent, visibleSections } from '../../web/page/componentList.tsx';
import { renderHistory } from '../../web/page/history.tsx';
import { renderHome } from '../../web/page/home.tsx';
import { renderLedger } from '../../web/page/ledger.tsx';
import { renderNotFound } from '../../web/page/notFound.tsx';
import { renderReport } from '../../web/page/reportPage.tsx';
import { renderAsked, renderSubscribe } from '../../web/page/subscribe.tsx';
import { renderUptimeOverview } from '../../web/page/uptime.tsx';
import { elementsOf, textOf } from '../support/html.ts';
import { bundlePageAssets } from '../support/pageAssets.ts';
import {
  brokenSnapshot,
  builtAt,
  calmSnapshot,
  component,
  dayMs,
  group,
  historyPage,
  hour,
  largeSnapshot,
  ledger,
  minute,
  page,
  report,
  reportPage,
  snapshot,
  update,
  uptimeOverview,
} from '../support/snapshots.ts';

const assets = { css: 'main>p{color:red}', scriptUrl: '/assets/page/enhance.js' };

/** Every page of the site; `alter` may change the data before it is rendered. */
function everyPage(alter: <T>(data: T) => T = (data) => data): Readonly<Record<string, string>> {
  return {
    calm: renderHome(alter(calmSnapshot()), assets),
    broken: renderHome(alter(brokenSnapshot()), assets),
    folded: renderHome(alter(largeSnapshot(24, 3)), assets),
    empty: renderHome(alter(snapshot()), assets),
    history: renderHistory(alter(historyPage()), assets),
    report: renderReport(alter(reportPage()), assets, true),
    uptime: renderUptimeOverview(alter(uptimeOverview()), assets),
    ledger: renderLedger(alter(ledger()), assets),
    subscribe: renderSubscribe({
      snapshot: alter(calmSnapshot()),
      assets,
      channels: ['email', 'webhook'],
      push: { key: 'key', scriptUrl: '/assets/push.js' },
      refused: null,
    }),
    asked: renderAsked(alter(calmSnapshot()), assets),
    notFound: renderNotFound(alter(page), assets),
  };
}

test.each([
  ['broken', brokenSnapshot()],
  ['folded', largeSnapshot(24, 3)],
])('the %s page is the same when its components were rendered before', (_, data) => {
  const listed = componentsOf(visibleSections(data.sections));
  const rendered = new Map(listed.map((component) => [component.id, renderComponent(component, data)]));
  expect(rendered.size).toBeGreaterThan(0);
  expect(renderHome(data, assets, rendered)).toBe(renderHome(data, assets));
});

describe('every page', () => {
  const pages = everyPage();

  test.each(Object.entries(pages))(
    '%s obeys a policy that allows one style sheet and scripts of ours',
    (name, html) => {
      const elements = elementsOf(html);
      expect(elements.filter(({ attributes }) => 'style' in attributes)).toEqual([]);
      expect(
        elements.flatMap(({ attributes }) => Object.keys(attributes).filter((name) => name.startsWith('on'))),
      ).toEqual([]);
      expect(html.match(/<style>.*?<\/style>/gs)).toEqual([`<style>${assets.css}</style>`]);
      const scripts = [assets.scriptUrl, ...(name === 'subscribe' ? ['/assets/push.js'] : [])];
      expect(html.match(/<script.*?<\/script>/gs)).toEqual(
        scripts.map((src) => `<script src="${src}" defer></script>`),
      );
    },
  );

  test.each(Object.entries(pages))(
    '%s is a complete document with one main heading and no id twice',
    (_, html) => {
      expect(html.startsWith('<!doctype html><html lang="en">')).toBe(true);
      const elements = elementsOf(html);
      const count = (name: string) => elements.filter((element) => element.name === name).length;
      expect([count('h1'), count('main'), count('title')]).toEqual([1, 1, 1]);
      const ids = elements.flatMap(({ attributes }) => attributes.id ?? []);
      expect(new Set(ids).size).toBe(ids.length);
    },
  );

  test.each(Object.entries(pages))(
    '%s links only within the site, and references only what it defines',
    (_, html) => {
      const elements = elementsOf(html.replace(/<div class="prose">.*?<\/div>/gs, ''));
      const ids = new Set(elements.flatMap(({ attributes }) => attributes.id ?? []));
      for (const { name, attributes } of elements) {
        if (name === 'a')
          expect(attributes.href).toMatch(
            /^\/((history|uptime|incidents|maintenance|api|subscribe)[a-z0-9/?=#._-]*)?$|^#content$/,
          );
        if (attributes.href?.startsWith('#')) expect(ids).toContain(attributes.href.slice(1));
      }
    },
  );

  test.each(Object.entries(pages))('%s leads to history, uptime and home', (_, html) => {
    const links = elementsOf(html).map(({ attributes }) => attributes.href);
    expect(links).toEqual(expect.arrayContaining(['/', '/history', '/uptime']));
  });
});

describe('hostile words', () => {
  const canary = `"><svg onload=alert(1)></title></style>&'{{`;
  const free = new Set(['name', 'description', 'groupName']);

  /** The same data with the canary in every free text. */
  function poison<T>(data: T): T {
    return JSON.parse(JSON.stringify(data), (key, value) =>
      free.has(key) && typeof value === 'string' ? canary : value,
    );
  }

  const shape = (html: string) =>
    elementsOf(html).map(({ name, attributes }) => `${name} ${Object.keys(attributes).sort().join(' ')}`);

  const innocent = everyPage();
  test.each(Object.entries(everyPage(poison)))(
    '%s shows them as text and keeps its structure',
    (name, html) => {
      expect(shape(html)).toEqual(shape(innocent[name] ?? ''));
      expect(html).not.toContain('<svg onload');
      expect(textOf(html.replace(/<title>.*?<\/title>/s, ''))).toContain('"><svg onload=alert(1)>');
    },
  );

  test('data that looks like an element stays out', () => {
    const name = {
      type: 'script',
      props: { src: '//evil.test' },
      constructor: undefined,
    } as unknown as string;
    const html = renderHome(
      snapshot({ sections: [group('A', [component('B', { description: name })])] }),
      assets,
    );
    expect(html).not.toContain('evil.test');
  });
});

describe('the banner', () => {
  const since = Date.UTC(2026, 10, 23, 14, 2);
  const down = (name: string, status: PublicComponent['status'], statusSince = since) =>
    component(name, { status, statusSince });
  const rows = (...components: PublicComponent[]): Section[] =>
    components.map((one) => ({ kind: 'component', component: one }));
  const good = (count: number) => Array.from({ length: count }, (_, i) => component(`Good ${i}`));
  const incident = report('Odd reports', 'none', [update('investigating', 38 * minute, 'Looking.')]);
  const maintenance = report('Disk swap', 'maintenance', [update('in_progress', hour, 'Begun.')], [], {
    from: builtAt - hour,
    until: Date.UTC(2026, 10, 23, 15, 30),
  });

  const cases: [string, Parameters<typeof snapshot>[0], string][] = [
    [
      'all is well',
      { sections: rows(...good(12)) },
      'All systems operational All 12 components are operational.',
    ],
    [
      'the only one is well',
      { sections: rows(...good(1)) },
      'All systems operational The one component is operational.',
    ],
    [
      'all is well and a maintenance is planned',
      { sections: rows(...good(2)), upcomingMaintenances: calmSnapshot().upcomingMaintenances },
      'All systems operational All 2 components are operational. Next maintenance: 26 Nov, 02:00 UTC.',
    ],
    [
      'one is affected',
      { sections: rows(down('Payments API', 'partial_outage'), ...good(11)) },
      'Some systems are affected Partial outage of Payments API since 14:02 UTC. The other 11 components are operational.',
    ],
    [
      'it began on another day',
      { sections: rows(down('A', 'degraded_performance', since - dayMs), ...good(1)) },
      'Some systems are degraded Degraded performance of A since 22 Nov, 14:02 UTC. The other component is operational.',
    ],
    [
      'it began in another year',
      { sections: rows(down('A', 'degraded_performance', since - 365 * dayMs), ...good(1)) },
      'Some systems are degraded Degraded performance of A since 23 Nov 2025, 14:02 UTC. The other component is operational.',
    ],
    [
      'several are affected, differently',
      {
        sections: rows(
          down('A', 'partial_outage', since + minute),
          down('B', 'partial_outage'),
          down('C', 'major_outage'),
          ...good(3),
        ),
      },
      'Some systems are down Major outage of C since 14:02 UTC. Partial outage of A and B, the first since 14:02 UTC. The other 3 components are operational.',
    ],
    [
      'many are affected',
      {
        sections: rows(
          ...['A', 'B', 'C', 'D', 'E', 'F'].map((name) => down(name, 'partial_outage')),
          ...good(2),
        ),
      },
      'Some systems are affected Partial outage of A, B, C and 3 more, the first since 14:02 UTC. The other 2 components are operational.',
    ],
    [
      'all are down',
      { sections: rows(down('A', 'major_outage'), down('B', 'major_outage')) },
      'All systems are down Major outage of A and B, the first since 14:02 UTC. None of the 2 components is fully operational.',
    ],
    [
      'an incident is open and nothing is affected',
      { sections: rows(...good(3)), openIncidents: [incident] },
      'An incident is open We are investigating Odd reports, since 14:02 UTC. All 3 components are operational.',
    ],
    [
      'a maintenance is all there is',
      { sections: rows(down('A', 'under_maintenance'), ...good(1)), activeMaintenances: [maintenance] },
      'Maintenance in progress Maintenance of A since 14:02 UTC. Disk swap is planned to end at 15:30 UTC. The other component is operational.',
    ],
    [
      'a maintenance affects nothing',
      { sections: rows(...good(2)), activeMaintenances: [maintenance] },
      'Maintenance in progress Disk swap is planned to end at 15:30 UTC. All 2 components are operational.',
    ],
    [
      'there is nothing yet',
      {},
      'No components yet The systems of this page will be listed here once they are added.',
    ],
    [
      'there are no components and an incident',
      { openIncidents: [incident] },
      'An incident is open We are investigating Odd reports, since 14:02 UTC.',
    ],
  ];

  test.each(cases)('when %s', (_, data, expected) => {
    const html = renderHome(snapshot(data), assets);
    const banner = html.slice(html.indexOf('<section class="banner'), html.indexOf('</section>'));
    expect(textOf(banner)).toBe(expected);
    const headline = textOf(banner.slice(0, banner.indexOf('</h1>')));
    expect(html).toContain(`<title>${headline} · Northwind</title>`);
  });
});

describe('home', () => {
  test('says each component in sentences, and lists the days that were not plainly operational', () => {
    const html = renderHome(brokenSnapshot(), assets);
    const start = html.indexOf('Payments API</h3>');
    expect(textOf(html.slice(start, html.indexOf('</article>', start)))).toBe(
      'Payments API Partial outage 90 days ago 99.91 % uptime over 90 days. 3 days with problems, 1 with maintenance. Today ' +
        'Mon 5 Oct 2026 Degraded performance, 2 h 5 min Primary database failed over ' +
        'Tue 6 Oct 2026 Major outage, 32 minutes Primary database failed over ' +
        'Sat 31 Oct 2026 Maintenance, 1 h Network upgrade ' +
        'Mon 23 Nov 2026, today Partial outage, 38 minutes',
    );
  });

  test('tells days without data as one, and a percentage without data as none', () => {
    const text = textOf(renderHome(calmSnapshot(), assets));
    expect(text).toContain('Wed 26 Aug 2026 – Wed 2 Sept 2026 No data, 8 days');
    expect(text).toContain('No data over 90 days. No day with problems, 90 without data.');
  });

  test('hides what shows only when degraded, and counts it only then', () => {
    const sections = (status: PublicComponent['status']) => [
      group('Shop', [
        component('Web shop'),
        component('Fraud screening', { onlyShowIfDegraded: true, status }),
      ]),
      group('Hidden', [component('Spare', { onlyShowIfDegraded: true })]),
    ];
    const calm = textOf(renderHome(snapshot({ sections: sections('operational') }), assets));
    expect(calm).toContain('The one component is operational.');
    expect(calm).not.toMatch(/Fraud screening|Hidden|Spare/);
    expect(textOf(renderHome(snapshot({ sections: sections('partial_outage') }), assets))).toContain(
      'Partial outage of Fraud screening. The other component is operational.',
    );
  });

  test('folds what is operational on a long page, never what is affected', () => {
    const many = (name: string, first: PublicComponent['status']) =>
      group(name, [
        component('First', { status: first }),
        ...Array.from({ length: 10 }, (_, i) => component(`${i}`)),
      ]);
    const html = renderHome(
      snapshot({ sections: [many('A', 'operational'), many('B', 'major_outage')] }),
      assets,
    );
    const folds = [...html.matchAll(/<details[^>]*>.*?<\/details>/gs)].map(([fold]) => fold);
    expect(folds.map((fold) => fold.match(/<article/g)?.length)).toEqual([11, 10]);
    expect(folds.map((fold) => fold.includes('>First<'))).toEqual([true, false]);
    expect(folds[1]).toContain('10 other components are operational');
    expect(renderHome(calmSnapshot(), assets)).not.toContain('<details');
  });

  test('a component without trouble costs little', () => {
    const withCount = (count: number) =>
      renderHome(
        snapshot({
          sections: [
            group(
              'A',
              Array.from({ length: count }, () => component('Same')),
            ),
          ],
        }),
        assets,
      );
    const sizes = [2, 12].map((count) => brotliCompressSync(withCount(count)).length);
    expect(((sizes[1] ?? 0) - (sizes[0] ?? 0)) / 10).toBeLessThan(36);
  });

  test('tells the beginning, the end and the length of past reports, and says when there are none', () => {
    expect(textOf(renderHome(calmSnapshot(), assets))).toContain(
      'Webhook deliveries delayed Resolved 19 Nov, 09:12 – 09:47 UTC · 35 minutes · affects Webhooks',
    );
    expect(textOf(renderHome(snapshot(), assets))).toContain(
      'No incidents or maintenance ended in the last 15 days.',
    );
  });

  test('prints times in the zone of the page', () => {
    const berlin = { ...brokenSnapshot(), page: { ...page, timeZone: 'Europe/Berlin' } };
    expect(textOf(renderHome(berlin, assets))).toContain('since 15:02 CET.');
    const newYork = { ...brokenSnapshot(), page: { ...page, timeZone: 'America/New_York' } };
    expect(textOf(renderHome(newYork, assets))).toContain('since 09:02 EST.');
    const kolkata = { ...brokenSnapshot(), page: { ...page, timeZone: 'Asia/Kolkata' } };
    expect(textOf(renderHome(kolkata, assets))).toContain('since 19:32 GMT+5:30.');
  });
});

describe('history', () => {
  test('goes by month and says so when a month was quiet', () => {
    const text = textOf(renderHistory(historyPage(), assets));
    expect(text).toMatch(
      /November 2026 .*Search results.* October 2026 .*Network upgrade.* September 2026 Nothing was reported in September 2026\./,
    );
  });

  test('leads to newer and older pages where there are any', () => {
    const links = (rest: Parameters<typeof historyPage>[0]) =>
      elementsOf(renderHistory(historyPage(rest), assets)).map(({ attributes }) => attributes.href);
    expect(links({ number: 2, newer: 1, older: 3 })).toContain('/history/3');
    expect(links({ number: 3, newer: 2, older: null })).toContain('/history/2');
    const alone = links({ number: 1, newer: null, older: null });
    expect(alone.filter((href) => href?.startsWith('/history/'))).toEqual([]);
  });
});

test('the page of an incident tells what each update said about components', () => {
  const text = textOf(renderReport(reportPage(), assets, true));
  expect(text).toContain('Identified Major impact · started 14:02 UTC');
  expect(text).toContain('Investigating 23 Nov 2026, 14:02 UTC');
  expect(text.match(/Checkout - Payments API: operational → partial outage/g)).toHaveLength(1);
});

test('the page of an incident marks what was corrected, and shows its postmortem', () => {
  const text = textOf(renderReport(reportPage(), assets, true));
  expect(text.match(/edited 23 Nov 2026, 14:39 UTC/g)).toHaveLength(1);
  expect(text).toContain('Postmortem Published 23 Nov 2026, 13:40 UTC A valve stuck.');
});

test('in a list of what is over a postmortem is a link, below the last word of the timeline', () => {
  const over = report(
    'Cards declined',
    'major',
    [update('postmortem', hour, 'A valve stuck.'), update('resolved', 2 * hour, 'All is well.')],
    [],
  );
  const html = renderHome({ ...calmSnapshot(), recentReports: [over] }, assets);
  expect(textOf(html)).toMatch(/Cards declined Resolved .* All is well\. Read the postmortem/);
  expect(textOf(html)).not.toContain('valve');
  expect(html).toContain(`href="/incidents/${over.id}#postmortem"`);
});

test('a page links to the business and to its support, and can ask not to be found', () => {
  const hidden = {
    ...page,
    websiteUrl: 'https://northwind.test',
    supportUrl: 'mailto:a@northwind.test',
    hiddenFromSearch: true,
  };
  const elements = elementsOf(renderHome({ ...calmSnapshot(), page: hidden }, assets));
  const links = elements.flatMap(({ name, attributes }) => (name === 'a' ? [attributes.href] : []));
  expect(links).toEqual(expect.arrayContaining(['https://northwind.test', 'mailto:a@northwind.test']));
  expect(elements.filter(({ attributes }) => attributes.name === 'robots')).toHaveLength(1);
  expect(elements.filter(({ attributes }) => attributes.rel === 'canonical')).toEqual([]);
});

describe('the page of a maintenance', () => {
  const window = { from: Date.UTC(2026, 10, 26, 23), until: Date.UTC(2026, 10, 27, 1, 30) };

  test('tells its window', () => {
    const planned = report('Upgrade', 'maintenance', [update('scheduled', dayMs, 'Soon.')], [], window);
    expect(textOf(renderReport({ page, builtAt, report: planned }, assets, false))).toContain(
      'Scheduled maintenance · Thu 26 Nov, 23:00 – 27 Nov, 01:30 UTC',
    );
  });

  test('afterwards tells how long the work lasted, not since when it was announced', () => {
    const past = { from: builtAt - 5 * hour, until: builtAt - 3 * hour };
    const done = (...between: Parameters<typeof report>[2][number][]) =>
      report(
        'Upgrade',
        'maintenance',
        [update('completed', hour, 'Done.'), ...between, update('scheduled', 9 * dayMs, 'Soon.')],
        [],
        past,
      );
    const text = (data: ReturnType<typeof report>) =>
      textOf(renderReport({ page, builtAt, report: data }, assets, false));
    expect(text(done(update('in_progress', 4 * hour, 'Begun.')))).toContain('10:40 – 13:40 UTC · 3 h');
    expect(text(done())).toContain('09:40 – 13:40 UTC · 4 h');
    const cancelled = report(
      'Upgrade',
      'maintenance',
      [update('completed', 2 * dayMs, 'Not needed.')],
      [],
      window,
    );
    expect(text(cancelled)).toContain('Scheduled maintenance · 21 Nov, 14:40 UTC');
    expect(text(cancelled)).not.toContain(' – ');
  });
});

describe('uptime', () => {
  test('each month of a component leads to its ledger, and no data is said', () => {
    const view = uptimeOverview();
    const html = renderUptimeOverview(view, assets);
    const id = view.sections[0]?.components[0]?.id;
    expect(elementsOf(html).map(({ attributes }) => attributes.href)).toContain(`/uptime/${id}/2025-12`);
    expect(textOf(html)).toContain('no data');
  });

  test('the policy of the page is told in words', () => {
    const policy = {
      weights: { major_outage: 1000, partial_outage: 250, degraded_performance: 0 },
      maintenance: 'exclude',
      outageDuringMaintenance: 'maintenance_wins',
    } as const;
    const text = textOf(renderUptimeOverview({ ...uptimeOverview(), page: { ...page, policy } }, assets));
    expect(text).toContain('One hour of partial outage counts as 15 minutes of downtime (factor 0.25).');
    expect(text).toContain('One hour of degraded performance does not count as downtime.');
    expect(text).toContain('Maintenance is left out: it counts neither as up nor as down.');
    expect(text).toContain('An outage during a maintenance counts as maintenance.');
  });
});

describe('the ledger', () => {
  const html = renderLedger(ledger(), assets);
  const text = textOf(html);

  test('shows intervals, sum, division and result', () => {
    expect(text).toContain(
      'Partial outage Primary database failed over 6 Oct, 07:47:00 – 08:12:30 UTC 25 minutes 1530 s 0.3 459 s',
    );
    expect(text).toContain('12 Oct, 09:00:00 – 11:00:01.234 UTC');
    expect(text).toContain('Sum of the downtime 2379 s');
    expect(text).toContain('2505600 s known − 10800 s left out = 2494800 s');
    expect(text).toContain('1 − 2379 ÷ 2494800 = 0.9990464165');
    expect(text).toContain('cut after three decimals: 99.904 %');
  });

  test('what it shows can be calculated again', () => {
    const numbers = [...text.matchAll(/([\d.]+) s ([\d.]+) ([\d.]+) s/g)].map((match) =>
      match.slice(1).map(Number),
    );
    expect(numbers.length).toBe(4);
    const sum = numbers.reduce((total, [length = 0, factor = 0]) => total + length * factor, 0);
    expect(Math.floor((1 - sum / 2494800) * 100_000) / 1000).toBe(99.904);
  });

  test('leads to other months and to the same data for programs', () => {
    const links = elementsOf(html).map(({ attributes }) => attributes.href);
    const at = '/uptime/p4ym3nt5ap1x';
    expect(links).toEqual(
      expect.arrayContaining([
        `${at}/2026-09`,
        `${at}/2026-11`,
        at,
        `${at}/2026-10.json`,
        `${at}/2026-10.csv`,
      ]),
    );
    const recent = elementsOf(renderLedger(ledger({ month: null }), assets)).map(
      ({ attributes }) => attributes.href,
    );
    expect(recent).toEqual(expect.arrayContaining([`${at}.json`, `${at}.csv`]));
  });

  test('names every day, each with an anchor', () => {
    const ids = elementsOf(html).flatMap(({ attributes }) => attributes.id ?? []);
    expect(ids.filter((id) => id.startsWith('2026-10-'))).toHaveLength(31);
    expect(text).toContain('Tue 6 Oct 2026 Major outage, 32 minutes Partial outage, 25 minutes Primary');
  });

  test('divides nothing by nothing when nothing is known', () => {
    const unknown = ledger({
      knownStart: null,
      knownEnd: null,
      coveredMs: 0,
      weightedDowntime: 0,
      entries: [],
      uptime: null,
    });
    expect(textOf(renderLedger(unknown, assets))).toContain('no data for October 2026');
  });
});

describe('weight, with the style sheet', () => {
  let css = '';
  let script = '';
  beforeAll(async () => ({ css, script } = await bundlePageAssets()));

  const compressed = (html: string) =>
    brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;

  test.each([
    [50, 6, 14],
    [476, 8, 60],
  ])('%i components in %i groups arrive in at most %i KB', (count, groups, limit) => {
    const html = renderHome(largeSnapshot(count, groups), { css, scriptUrl: assets.scriptUrl });
    expect(css.length).toBeGreaterThan(5000);
    expect(compressed(html)).toBeLessThanOrEqual(limit * 1024);
  });

  test('the script is at most 5 KB', () => {
    expect(script.length).toBeGreaterThan(1000);
    expect(script.length).toBeLessThanOrEqual(5 * 1024);
  });
});
