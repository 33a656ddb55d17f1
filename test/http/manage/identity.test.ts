import { expect, test } from 'vitest';
import { languages } from '../../../server/domain/language.ts';
import { textOf } from '../../support/html.ts';
import { type ManagedApplication, type ShownPage, startManaged } from '../../support/manage.ts';

type Problem = { readonly details: readonly { readonly path: string; readonly message: string }[] };

const settings = (app: ManagedApplication, page: object) => app.manage<ShownPage>('PATCH', '', { page });

test('the language is that of the page, and of what else speaks for it, with the answer', async () => {
  const app = await startManaged();
  const component = await app.component('Zahlungen');
  expect((await app.manage<ShownPage>('GET', '')).body.language).toBe('en');
  expect((await settings(app, { language: 'de', time_zone: 'Europe/Berlin' })).body.language).toBe('de');
  const { id } = await app.incident({
    name: 'Zahlungen langsam',
    status: 'investigating',
    components: { [component]: 'partial_outage' },
  });

  const says: [string, string][] = [
    ['/', 'Einige Systeme sind gestört'],
    ['/history', 'Zahlungen langsam'],
    [`/incidents/${id}`, 'Wird untersucht'],
    ['/uptime', 'Wie wird das berechnet?'],
    [`/uptime/${component}`, 'Verfügbarkeit: 1 −'],
    ['/nowhere', 'Unter dieser Adresse gibt es nichts'],
    ['/embed/frame', 'Einige Systeme sind gestört'],
  ];
  for (const [path, words] of says) {
    const html = await (await app.get(path)).text();
    expect([path, html.includes('<html lang="de">')]).toEqual([path, true]);
    expect([path, textOf(html).includes(words)]).toEqual([path, true]);
    // None of these stands in a German text.
    expect([path, textOf(html).match(/\b(the|and|uptime|incidents?|since|updated?)\b/i)]).toEqual([
      path,
      null,
    ]);
  }
  const others: [string, string][] = [
    ['/history.rss', 'Verlauf der Störungen'],
    ['/history.atom', 'xml:lang="de-DE"'],
    ['/history.json', '"language": "de-DE"'],
    ['/badge.svg', 'Einige Systeme sind gestört'],
    [`/badge/${component}.svg`, 'Teilausfall'],
    ['/maintenance.ics', 'Wartungen von Status'],
    ['/embed.js', 'Störung'],
  ];
  for (const [path, words] of others)
    expect([path, (await app.text(path)).includes(words)]).toEqual([path, true]);

  // What Statuspage defines stays as it is.
  const { status } = JSON.parse(await app.text('/api/v2/status.json'));
  expect(status.description).toBe('Partial System Outage');
  expect((await app.text('/docs')).includes('<html lang="en">')).toBe(true);
});

test('in German, numbers have a comma, are cut and never rounded up', async () => {
  const app = await startManaged();
  await settings(app, { language: 'de' });
  const component = await app.component('API');
  app.clock.advance(89 * 86_400_000);
  const { id } = await app.incident({
    name: 'Kurz',
    status: 'investigating',
    components: { [component]: 'major_outage' },
  });
  app.clock.advance(30_000);
  await app.manage('PATCH', `/incidents/${id}`, {
    incident: { status: 'resolved', components: { [component]: 'operational' } },
  });
  const html = await app.text(`/uptime/${component}`);
  expect(html).toMatch(/<b>99,999\u00a0%<\/b> verfügbar in den letzten 90 Tagen/);
  expect(textOf(html)).toMatch(/1 − 31 ÷ \d+ = 0,99999\d+ .* abgeschnitten: 99,999 %/);
  expect(html.includes('>100\u00a0%')).toBe(false);
  const badge = await app.text(`/badge/${component}.svg?show=uptime&days=90`);
  expect(badge.match(/99,99\d?\u00a0% in 90 Tagen/)).not.toBeNull();
});

test('a language that is not there is refused, with those that are', async () => {
  const app = await startManaged();
  for (const language of ['fr', 'DE', '', null, 'de-DE']) {
    const refused = await settings(app, { language });
    expect([language, refused.status, refused.paths]).toEqual([language, 422, ['page.language']]);
    for (const known of languages) expect(JSON.stringify(refused.body)).toContain(known);
  }
});

test('the accent is of links and the focus, in the style that the policy of the page allows', async () => {
  const app = await startManaged();
  const plain = await app.text('/');
  const set = await settings(app, { accent_color: '#8A1C7C', accent_color_dark: '#f0a6e8' });
  expect(set.body).toMatchObject({ accent_color: '#8a1c7c', accent_color_dark: '#f0a6e8' });
  for (const path of ['/', '/history', '/uptime', '/nowhere', '/embed/frame']) {
    const html = await (await app.get(path)).text();
    expect([path, html.includes('--link:#8a1c7c'), html.includes('--link:#f0a6e8')]).toEqual([
      path,
      true,
      true,
    ]);
  }
  const cleared = await settings(app, { accent_color: '', accent_color_dark: null });
  expect(cleared.body).toMatchObject({ accent_color: null, accent_color_dark: null });
  const style = (html: string) => /<style>.*<\/style>/s.exec(html)?.[0];
  expect(style(await app.text('/'))).toBe(style(plain));
});

test('an accent that would be hard to read is refused, with what was measured', async () => {
  const app = await startManaged();
  const bright = await settings(app, { accent_color: '#ffd400', accent_color_dark: '#1a3fd0' });
  expect(bright.status).toBe(422);
  const { details } = bright.body as unknown as Problem;
  expect(details.map(({ path, message }) => [path, message])).toEqual([
    [
      'accent_color',
      expect.stringMatching(/at least 4\.5:1 .* #ffd400 on the background #fbfbf9 has 1\.\d\d:1/),
    ],
    ['accent_color_dark', expect.stringMatching(/#1a3fd0 on the background #1b1c1f has 2\.\d\d:1/)],
  ]);
  for (const color of ['red', '#12345', 'url(x)', '#1234567']) {
    expect([color, (await settings(app, { accent_color: color })).status]).toEqual([color, 422]);
  }
  expect((await app.manage<ShownPage>('GET', '')).body.accent_color).toBeNull();
});
