import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { publicReport } from '../../server/publish/publicReport.ts';
import type { PublicReport, PublicUpdate } from '../../server/publish/snapshot.ts';
import { renderMarkdown } from '../../server/text/markdown.ts';
import { renderStatuspageBody } from '../../server/text/statuspageBody.ts';
import { startApplication, type TestApplication } from '../support/application.ts';
import { type Format, feedReaders, type ReadEntry, shownText } from '../support/feedReaders.ts';
import { childrenNamed, parseXml, textIn, type XmlElement } from '../support/xml.ts';

const origin = 'https://status.example.com';
const formats: readonly Format[] = ['rss', 'atom', 'json'];
const readings = Object.entries(feedReaders).flatMap(([name, { formats: own, read }]) =>
  own.map((format) => ({ name, format, read: (feed: string) => read(feed, format) })),
);
const minute = 60_000;
const words = (text: string) => ({ source: text, html: `<p>${text}</p>` });

/** What is remembered, newest update first: what feeds are compared with. */
async function remembered(
  app: TestApplication,
): Promise<readonly { report: PublicReport; update: PublicUpdate }[]> {
  const reports = await app.store.read(async (reads) => {
    const components = await reads.components();
    const all = [
      ...(await reads.latestReports('incident', 99)),
      ...(await reads.latestReports('maintenance', 99)),
    ];
    return all.map((report) => publicReport(report, components));
  });
  return reports
    .flatMap((report) => report.updates.map((update) => ({ report, update })))
    .sort((a, b) => b.update.displayAt - a.update.displayAt);
}

function second(at: number): number {
  return at - (at % 1000);
}

/** An outage with three updates, then a maintenance that is planned, each at a minute of its own. */
async function story(): Promise<{ app: TestApplication; componentId: string; incidentId: string }> {
  const app = await startApplication();
  await app.act({ type: 'configurePage', name: 'Northwind & Sons', timeZone: 'America/Los_Angeles' });
  const componentId = await app.act({ type: 'addComponent', name: 'Payments API' });
  const incidentId = await app.act({
    type: 'openIncident',
    name: 'Cards <declined> & "lost"',
    status: 'investigating',
    text: renderMarkdown('We look into *declined* cards.\n\nOrders are kept & safe:\n\n- cards\n- wallets'),
    statuses: { [componentId]: 'major_outage' },
  });
  for (const status of ['investigating', 'resolved'] as const) {
    app.clock.advance(minute);
    await app.act({ type: 'postUpdate', incidentId, status, text: words('More.'), statuses: {} });
  }
  app.clock.advance(minute);
  await app.act({
    type: 'scheduleMaintenance',
    name: 'Database upgrade',
    text: words('Orders are queued.'),
    componentIds: [componentId],
    scheduledFor: Date.UTC(2026, 10, 28, 16, 30),
    scheduledUntil: Date.UTC(2026, 10, 29, 16, 30),
  });
  return { app, componentId, incidentId };
}

describe('one entry per update', () => {
  test.each(readings)('is read by $name from $format as it was published', async ({ format, read }) => {
    const { app } = await story();
    const entries = await read(await app.text(`/history.${format}`));
    const expected = await remembered(app);
    expect(expected.length).toBe(4);
    expect(entries.map(({ html: _, ...entry }) => entry)).toEqual(
      expected.map(({ report, update }, i) => ({
        id: `tag:status.example.com,2005:IncidentUpdate/${update.id}`,
        title: `${report.name} - ${['Scheduled', 'Resolved', 'Update', 'Investigating'][i]}`,
        link: `${origin}/incidents/${report.id}#u-${update.id}`,
        at: second(update.displayAt),
      })),
    );
    expect(entries.map(({ html }) => shownText(html))).toEqual([
      'Nov 23, 06:43 PST Scheduled - Orders are queued. THIS IS A SCHEDULED EVENT Nov 28, 08:30 PST - Nov 29, 08:30 PST',
      'Nov 23, 06:42 PST Resolved - More.',
      'Nov 23, 06:41 PST Update - More.',
      'Nov 23, 06:40 PST Investigating - We look into declined cards. Orders are kept & safe: cards wallets',
    ]);
  });

  test('each link leads to the place of the update on the page of its report', async () => {
    const { app } = await story();
    const entries = await feedReaders.saxes?.read(await app.text('/history.atom'), 'atom');
    expect(entries?.length).toBe(4);
    for (const { link } of entries ?? []) {
      const { pathname, hash } = new URL(link);
      expect((await app.text(pathname)).split(`id="${hash.slice(1)}"`).length).toBe(2);
    }
  });

  test.each(readings)(
    'a published postmortem is one, the newest, as $name reads it from $format',
    async ({ format, read }) => {
      const { app, incidentId } = await story();
      app.clock.advance(minute);
      await app.act({ type: 'draftPostmortem', incidentId, text: renderMarkdown('A valve **stuck**.') });
      await app.act({ type: 'publishPostmortem', incidentId, notifySubscribers: false });
      const [latest] = await remembered(app);
      const [entry, ...others] = await read(await app.text(`/history.${format}`));
      expect(entry).toMatchObject({
        id: `tag:status.example.com,2005:IncidentUpdate/${latest?.update.id}`,
        title: 'Cards <declined> & "lost" - Postmortem',
        link: `${origin}/incidents/${incidentId}#postmortem`,
        at: second(app.clock.now()),
      });
      expect(shownText(entry?.html ?? '')).toBe('Nov 23, 06:44 PST Postmortem - A valve stuck.');
      expect(others.map(({ title }) => title).filter((title) => /postmortem/i.test(title))).toEqual([]);
      expect((await app.text(`/incidents/${incidentId}`)).split('id="postmortem"').length).toBe(2);
      const perIncident = await app.text(`/history.${format}?per=incident`);
      expect(perIncident.match(/valve/g)).toHaveLength(1);
    },
  );

  test('tells of the 25 latest reports, with all of their updates', async () => {
    const app = await startApplication();
    const ids: string[] = [];
    for (let i = 0; i < 30; i++) {
      app.clock.advance(minute);
      ids.push(await openIncident(app, `Incident ${i}`));
    }
    app.clock.advance(minute);
    // The first is the latest again.
    const update = { status: 'resolved', text: words('Over.'), statuses: {} } as const;
    await app.act({ type: 'postUpdate', incidentId: ids[0] ?? '', ...update });
    const { items } = JSON.parse(await app.text('/history.json')) as { items: { title: string }[] };
    const titles = items.map(({ title }) => title.replace(/ - .*/, ''));
    const latest = ids.map((_, i) => `Incident ${i}`).slice(-24);
    expect(titles).toEqual(['Incident 0', ...latest.reverse(), 'Incident 0']);
    const perIncident = JSON.parse(await app.text('/history.json?per=incident')) as { items: unknown[] };
    expect(perIncident.items.length).toBe(25);
  });

  test('a page on which nothing happened yet has valid feeds without entries', async () => {
    const { text } = await startApplication();
    for (const { format, read } of readings) {
      expect((await read(await text(`/history.${format}`))).length).toBe(0);
    }
    expect(textIn(parseXml(await text('/history.atom')), 'updated')).toMatch(/^\d{4}-\d\d-\d\dT[\d:]{8}Z$/);
  });

  test('the feed says what it is and where it is', async () => {
    const { app, componentId } = await story();
    const atom = parseXml(await app.text('/history.atom'));
    expect(textIn(atom, 'title')).toBe('Northwind & Sons Status - Incident History');
    expect(textIn(atom, 'id')).toBe('tag:status.example.com,2005:/history');
    expect(textIn(atom, 'updated')).toBe('2026-11-23T06:43:00-08:00');
    expect(childrenNamed(atom, 'link').map(({ attributes }) => [attributes.rel, attributes.href])).toEqual([
      ['alternate', origin],
      ['self', `${origin}/history.atom`],
    ]);
    const [channel] = parseXml(await app.text('/history.rss')).children;
    expect(channel && textIn(channel, 'pubDate')).toBe('Mon, 23 Nov 2026 14:43:00 +0000');
    const json = JSON.parse(await app.text(`/components/${componentId}/history.json`));
    expect({ ...json, items: json.items.length }).toEqual({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Northwind & Sons Status - Payments API - Incident History',
      home_page_url: `${origin}/uptime/${componentId}`,
      feed_url: `${origin}/components/${componentId}/history.json`,
      language: 'en-US',
      authors: [{ name: 'Northwind & Sons', url: `${origin}/uptime/${componentId}` }],
      items: 4,
    });
  });
});

describe('a reader that remembers what it has shown', () => {
  test.each(readings)(
    '$name, $format: shows each update once, whatever happens',
    async ({ format, read }) => {
      const app = await startApplication();
      const componentId = await app.act({ type: 'addComponent', name: 'API' });
      const shown: string[] = [];
      const poll = async (): Promise<number> => {
        const fresh = (await read(await app.text(`/history.${format}`)))
          .map(({ id }) => id)
          .filter((id) => !shown.includes(id));
        shown.push(...fresh);
        return fresh.length;
      };
      const incidentId = await openIncident(app, 'Slow', { [componentId]: 'degraded_performance' });
      expect(await poll()).toBe(1);
      expect(await poll()).toBe(0);

      const post = { type: 'postUpdate', incidentId, text: words('News.'), statuses: {} } as const;
      app.clock.advance(10 * minute);
      await app.act({ ...post, status: 'identified' });
      expect(await poll()).toBe(1);

      const [latest] = await remembered(app);
      const updateId = latest?.update.id ?? '';
      await app.act({ type: 'editUpdate', incidentId, updateId, text: words('Corrected.') });
      expect(await poll()).toBe(0);
      await app.act({ type: 'editUpdate', incidentId, updateId, displayAt: app.clock.now() - 5 * minute });
      expect(await poll()).toBe(0);

      // Something that is told later, but happened in between.
      await app.act({ ...post, status: 'identified', displayAt: app.clock.now() - 7 * minute });
      expect(await poll()).toBe(1);

      const from = app.clock.now() + 5 * minute;
      await app.act({
        type: 'scheduleMaintenance',
        name: 'Upgrade',
        text: words('Soon.'),
        componentIds: [componentId],
        scheduledFor: from,
        scheduledUntil: from + minute,
      });
      expect(await poll()).toBe(1);
      app.clock.advanceTo(from);
      await app.act({ type: 'advanceMaintenances' });
      expect(await poll()).toBe(1);
      await app.act({ type: 'configurePage', name: 'Another name' });
      expect(await poll()).toBe(0);
      await app.act({ type: 'deleteUpdate', incidentId, updateId });
      expect(await poll()).toBe(0);

      app.clock.advance(minute);
      await app.act({ type: 'advanceMaintenances' });
      await app.act({ ...post, status: 'resolved' });
      expect(await poll()).toBe(2);
      const write = { type: 'draftPostmortem', incidentId, text: words('Lessons.') } as const;
      const publish = { type: 'publishPostmortem', incidentId, notifySubscribers: true } as const;
      for (const [command, fresh] of [
        [write, 0],
        [publish, 1],
        [{ ...write, text: words('More lessons.') }, 0],
        [publish, 0],
        [{ type: 'revertPostmortem', incidentId }, 0],
        [publish, 0],
      ] as const) {
        app.clock.advance(minute);
        await app.act(command);
        expect([command.type, await poll()]).toEqual([command.type, fresh]);
      }

      const known = (await remembered(app)).map(({ update }) => update.id);
      expect(new Set(shown).size).toBe(shown.length);
      expect(shown.map((id) => id.replace(/.*\//, '')).sort()).toEqual([...known, updateId].sort());
    },
  );
});

describe('nasty texts', () => {
  const snippets = fc.constantFrom(
    ...['&amp;', '&lt;b>', '<script>alert(1)</script>', ']]>', '<![CDATA[', '<!--', '&#0;', '%s', '\\u0000'],
    ...[
      '"',
      "'",
      '`',
      '\u202eabc',
      'مرحبا بالعالم',
      'שלום',
      '👩‍👩‍👧‍👦🇨🇭',
      '\u2028',
      '\ufeff',
      '\ud800',
      '\ufffe',
      '\u00a0',
    ],
    ...[
      '\n\n',
      '\r\n',
      '\t',
      '- a\n- b\n',
      '> quoted\n',
      '```\ncode <b>\n```\n',
      '| a |\n| - |\n| b |\n',
      '  ',
    ],
    ...['<p>', '</p>', '<br />', '<a href="https://example.com/?a=1&b=2">link</a>', '# Heading\n'],
    ...['\0', '\u0001', '\u000b', '\u001f', '\u007f', '\u0085'],
  );
  const prose = fc.oneof(
    fc
      .array(fc.oneof(snippets, fc.string({ unit: 'grapheme', maxLength: 20 })), { maxLength: 12 })
      .map((all) => all.join('')),
    fc.constantFrom(
      'x'.repeat(10_000),
      '🙂'.repeat(5_000),
      'مرحبا '.repeat(1_666),
      '<b>&amp;</b>'.repeat(833),
    ),
  );
  const name = fc
    .array(fc.oneof(snippets, fc.string({ unit: 'grapheme', maxLength: 12 })), { minLength: 1, maxLength: 6 })
    .map((all) => all.join('').slice(0, 255));
  /** The two ways in which texts enter, and one that no door normalised. */
  const written = fc.oneof(
    prose.map(renderMarkdown),
    prose.map(renderStatuspageBody),
    prose.map((source) => ({ source, html: source.replaceAll('&', '&amp;').replaceAll('<', '&lt;') })),
  );

  test('every feed stays well-formed and says what was written', async () => {
    const app = await startApplication();
    let published = 0;
    await fc.assert(
      fc.asyncProperty(name, written, async (title, text) => {
        app.clock.advance(minute);
        const command = {
          type: 'openIncident',
          name: title,
          status: 'investigating',
          text,
          statuses: {},
        } as const;
        const answer = await app.perform(command, { actor: 'test' });
        if ('refusal' in answer) return;
        await app.published(answer.revision);
        published += 1;
        const [latest] = await remembered(app);
        const kept = latest?.update.html ?? '';
        for (const kind of ['update', 'incident']) {
          const documents = await Promise.all(
            formats.map((format) => app.text(`/history.${format}?per=${kind}`)),
          );
          const [rss = '', atom = '', json = ''] = documents;
          const { items } = JSON.parse(json) as { items: { title: string; content_html: string }[] };
          const strict = [
            (await feedReaders.saxes?.read(rss, 'rss'))?.[0],
            (await feedReaders.saxes?.read(atom, 'atom'))?.[0],
            { title: items[0]?.title ?? '', html: items[0]?.content_html ?? '' },
          ];
          const label = kind === 'update' ? ' - Investigating' : '';
          for (const entry of strict) {
            expect(carried(entry?.title ?? '') === carried(`${latest?.report.name}${label}`)).toBe(true);
            const said = shownText(carried(entry?.html ?? '')).replace(/^.*? Investigating - ?/, '');
            expect(said === shownText(carried(kept))).toBe(true);
          }
          const count = Math.min(published, 25);
          for (const { format, read } of readings) {
            const entries = await read(documents[formats.indexOf(format)] ?? '');
            expect(entries.length).toBe(count);
            expect(new Set(entries.map(({ id }) => id)).size).toBe(count);
          }
        }
      }),
      { numRuns: 40 },
    );
    expect(published).toBeGreaterThan(10);
  });

  /** What XML cannot carry becomes U+FFFD; JSON carries it. */
  function carried(text: string): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
    return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '\ufffd');
  }
});

describe('one entry per incident', () => {
  const recorded = (format: 'rss' | 'atom'): string =>
    readFileSync(path.join(import.meta.dirname, `../fixtures/feeds/digitalocean-history.${format}`), 'utf8');

  test.each(['rss', 'atom'] as const)('%s has the layout that Statuspage gives it', async (format) => {
    const { app } = await story();
    // The recording has no maintenance that is still to come.
    app.clock.advanceTo(Date.UTC(2026, 10, 28, 16, 30));
    await app.act({ type: 'advanceMaintenances' });
    const ours = await app.text(`/history.${format}?per=incident`);
    const theirs = recorded(format);
    expect(layout(ours)).toEqual(layout(theirs));
    expect(theirs.split(entryEnd[format]).length).toBe(26);
    expect(ours.split(entryEnd[format]).length).toBe(3);
    expect(new Set(dates(ours))).toEqual(new Set(dates(theirs).map((date) => date.replace('Z', '-99:99'))));
  });

  const entryEnd = { rss: '</item>\n', atom: '</entry>\n' };

  /** The beginning with the first entry, and the end; without texts and addresses, with all tags and white space. */
  function layout(feed: string): string {
    const end = feed.includes('<rss') ? entryEnd.rss : entryEnd.atom;
    const [start = ''] = feed.split(end);
    const last = feed.split(end).at(-1) ?? '';
    return `${start}${end}…${last}`
      .replace(/>([^<]*)</g, (_, text: string) => `>${text.replace(/\S[\s\S]*\S|\S/, '·')}<`)
      .replace(/href="[^"]*"/g, 'href="·"');
  }

  /** The forms of all dates: digits as 9, letters as a and A. */
  function dates(feed: string): string[] {
    const found = [...feed.matchAll(/<(?:pubDate|published|updated)>([^<]*)</g)].map(([, date = '']) => date);
    return found.map((date) =>
      date.includes('T') && date.includes('-') && !date.includes(',')
        ? date.replace(/\d/g, '9')
        : date.replace(/\d/g, '9').replace(/[a-z]/g, 'a').replace(/[A-Z]/g, 'A'),
    );
  }

  test.each(['rss', 'atom'] as const)(
    '%s bodies have the layout that Statuspage gives them',
    async (format) => {
      const { app } = await story();
      app.clock.advanceTo(Date.UTC(2026, 11, 5));
      await app.act({ type: 'advanceMaintenances' });
      const heads = async (feed: string): Promise<Set<string>> => {
        const entries = (await feedReaders.saxes?.read(feed, format)) ?? [];
        return new Set(
          entries.flatMap(({ html }) =>
            [...html.matchAll(/<p><small>.*?<\/strong> - /g)].map(([head]) =>
              head
                .replace(/>([^<]*)</g, (_, text: string) => `>${maskWords(text)}<`)
                .replace(/<strong>[^<]*/, '<strong>·'),
            ),
          ),
        );
      };
      const ours = await heads(await app.text(`/history.${format}?per=incident`));
      const theirs = await heads(recorded(format));
      expect([...ours].filter((head) => !theirs.has(head))).toEqual([]);
      expect(ours.size).toBeGreaterThan(0);
      const text = (await feedReaders.saxes?.read(recorded(format), format))
        ?.map(({ html }) => html)
        .join('');
      const labels = [...(text ?? '').matchAll(/<strong>([^<]*)</g)].map(([, label]) => label);
      expect(labels).toEqual(expect.arrayContaining(['Update', 'Resolved', 'In progress', 'Completed']));
    },
  );

  function maskWords(text: string): string {
    return text
      .replace(/\d/g, '9')
      .replace(/[A-Z][a-z]+/g, 'Aaa')
      .replace(/\b[A-Z]{3,4}\b/g, 'AAA');
  }

  test.each(readings)('is read by $name from $format as it was published', async ({ format, read }) => {
    const { app, incidentId } = await story();
    const entries = await read(await app.text(`/history.${format}?per=incident`));
    const [upgrade] = await remembered(app);
    const link = (id: string | undefined): string => `${origin}/incidents/${id}`;
    const id = (reportId: string | undefined): string =>
      format === 'rss' ? link(reportId) : `tag:status.example.com,2005:Incident/${reportId}`;
    const announcedAt = Date.UTC(2026, 10, 23, 14, 43);
    expect(entries.map(({ html: _, ...entry }) => entry)).toEqual([
      {
        id: id(upgrade?.report.id),
        title: 'Database upgrade',
        link: link(upgrade?.report.id),
        at: format === 'rss' ? announcedAt : Date.UTC(2026, 10, 28, 16, 30),
      },
      {
        id: id(incidentId),
        title: 'Cards <declined> & "lost"',
        link: link(incidentId),
        at: announcedAt - minute,
      },
    ]);
    expect(entries.map(({ html }) => shownText(html))).toEqual([
      'THIS IS A SCHEDULED EVENT Nov 28, 08:30 PST - Nov 29, 08:30 PST Nov 23, 06:43 PST Scheduled - Orders are queued.',
      'Nov 23, 06:42 PST Resolved - More. Nov 23, 06:41 PST Update - More. Nov 23, 06:40 PST Investigating - We look into declined cards. Orders are kept & safe: cards wallets',
    ]);
  });

  test('a body is written like a recorded one: days of two places, line breaks, what is no paragraph after it', async () => {
    const app = await startApplication({ now: Date.UTC(2026, 5, 8, 9, 5) });
    const open = { type: 'openIncident', name: 'X', status: 'investigating', statuses: {} } as const;
    await app.act({ ...open, text: renderStatuspageBody('One\n\nTwo') });
    const first = await firstBody(app);
    const head = (day: string, time: string): string =>
      `<p><small>Jun <var data-var='date'>${day}</var>, <var data-var='time'>${time}</var> UTC</small><br><strong>Investigating</strong> - `;
    expect(first).toBe(`${head(' 8', '09:05')}One<br /><br />Two</p>`);
    app.clock.advanceTo(Date.UTC(2026, 5, 21, 0, 37));
    await app.act({ ...open, text: renderMarkdown('One\ntwo\n\nThree\n\n- four\n\nFive') });
    expect(await firstBody(app)).toBe(
      `${head('21', '00:37')}One<br />two<br /><br />Three</p><ul>\n<li>four</li>\n</ul>\n<p>Five</p>`,
    );
    app.clock.advance(minute);
    await app.act({ ...open, text: { source: '', html: '' } });
    expect(await firstBody(app)).toBe(`${head('21', '00:38')}</p>`);
    app.clock.advance(minute);
    await app.act({ ...open, text: renderMarkdown('> quoted') });
    expect(await firstBody(app)).toBe(`${head('21', '00:39')}</p><blockquote>\n<p>quoted</p>\n</blockquote>`);
  });
});

async function firstBody(app: TestApplication): Promise<string | undefined> {
  const entries: readonly ReadEntry[] | undefined = await feedReaders.saxes?.read(
    await app.text('/history.atom?per=incident'),
    'atom',
  );
  return entries?.[0]?.html;
}

describe('the feed of a component', () => {
  test('tells of what affects or affected it, however long ago, and of nothing else', async () => {
    const app = await startApplication();
    const api = await app.act({ type: 'addComponent', name: 'API' });
    const web = await app.act({ type: 'addComponent', name: 'Web' });
    const old = await openIncident(app, 'Old', { [api]: 'major_outage' });
    const resolved = { status: 'resolved', text: words('Over.'), statuses: {} } as const;
    app.clock.advance(minute);
    await app.act({ type: 'postUpdate', incidentId: old, ...resolved });
    for (let i = 0; i < 55; i++) {
      app.clock.advance(minute);
      const id = await openIncident(app, `Web ${i}`, { [web]: 'partial_outage' });
      await app.act({ type: 'postUpdate', incidentId: id, ...resolved });
    }
    const scheduledFor = app.clock.now() + 60 * minute;
    await app.act({
      type: 'scheduleMaintenance',
      name: 'Planned',
      text: words('Soon.'),
      componentIds: [api],
      scheduledFor,
      scheduledUntil: scheduledFor + minute,
    });
    expect(await titles(app, api)).toEqual(['Planned', 'Old']);
    expect((await titles(app, web)).length).toBe(25);
    await app.act({ type: 'retireComponent', componentId: api });
    expect((await titles(app, api)).at(-1)).toBe('Old');
    const page = (await app.text('/history.atom')).includes('>Old - ');
    expect(page).toBe(false);
  });

  async function titles(app: TestApplication, id: string): Promise<string[]> {
    const feed = parseXml(await app.text(`/components/${id}/history.atom?per=incident`));
    return childrenNamed(feed, 'entry').map((entry: XmlElement) => textIn(entry, 'title'));
  }
});

async function openIncident(
  app: TestApplication,
  name: string,
  statuses: Record<string, 'degraded_performance' | 'partial_outage' | 'major_outage'> = {},
): Promise<string> {
  return app.act({ type: 'openIncident', name, status: 'investigating', text: words('Words.'), statuses });
}
