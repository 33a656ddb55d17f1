import { expect, test } from 'vitest';
import { isTimeZone } from '../../../server/domain/timeZone.ts';
import { railsTimeZones } from '../../../server/http/manage/railsTimeZones.ts';
import { elementsOf, textOf } from '../../support/html.ts';
import { type ShownPage, startManaged } from '../../support/manage.ts';

async function linksOf(html: string): Promise<(string | undefined)[]> {
  return elementsOf(html)
    .filter(({ name }) => name === 'a')
    .map(({ attributes }) => attributes.href);
}

test('what the page says of itself is on it with the answer', async () => {
  const app = await startManaged();
  const page = {
    name: 'Northwind',
    page_description: 'Payments & <more>',
    headline: 'All about us',
    url: 'https://northwind.example/about',
    support_url: 'mailto:help@northwind.example',
    time_zone: 'Europe/Berlin',
    hidden_from_search: true,
  };
  const changed = await app.manage<ShownPage>('PATCH', '', { page });
  expect(changed.status).toBe(200);
  expect(changed.body).toMatchObject({ ...page, domain: 'status.example.com' });
  const html = await app.text('/');
  expect(textOf(html).includes('All about us Payments & <more>')).toBe(true);
  expect(textOf(html).includes('Times in CET')).toBe(true);
  expect(await linksOf(html)).toEqual(expect.arrayContaining([page.url, page.support_url]));
  for (const path of ['/', '/history', '/uptime']) {
    expect([path, (await app.text(path)).includes('content="noindex"')]).toEqual([path, true]);
  }

  const none = { page_description: null, url: '', support_url: null, hidden_from_search: false };
  expect((await app.manage('PUT', '', { page: none })).body).toMatchObject({
    page_description: null,
    url: null,
  });
  const plain = await app.text('/');
  expect([plain.includes('noindex'), plain.includes('Payments')]).toEqual([false, false]);
});

test('addresses that could run or hide something are refused', async () => {
  const app = await startManaged();
  const wrong = [
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    '//evil.example',
    '/relative',
    'www.example.com',
    'https://a b',
    `https://example.com/${'x'.repeat(2_048)}`,
  ];
  for (const address of wrong) {
    const { status } = await app.manage('PATCH', '', { page: { support_url: address } });
    expect([address.slice(0, 40), status]).toEqual([address.slice(0, 40), 422]);
  }
  expect((await app.manage('PATCH', '', { page: { url: 'mailto:a@example.com' } })).paths).toEqual(['url']);
  expect((await app.manage('PATCH', '', { page: { time_zone: 'Mars/Base' } })).paths).toEqual(['time_zone']);
});

test('the whole object may be sent back, also with what a Statuspage would take and this page does not', async () => {
  const app = await startManaged();
  const before = (await app.manage<ShownPage>('GET', '')).body;
  const sent = { ...before, css_greens: '#00ff00', branding: 'basic', allow_sms_subscribers: true };
  const { status, body } = await app.manage<ShownPage>('PUT', '', { page: sent });
  expect(status).toBe(200);
  expect({ ...body, updated_at: '' }).toEqual({ ...before, updated_at: '' });
  // Every key of Statuspage's own page is answered.
  expect(Object.keys(before)).toEqual(
    expect.arrayContaining(['css_no_data', 'ip_restrictions', 'twitter_logo']),
  );
});

test('a time zone may have the name that Rails has for it, and is answered as IANA', async () => {
  const app = await startManaged();
  expect(railsTimeZones.size).toBe(151);
  for (const [name, zone] of railsTimeZones)
    expect([name, zone, isTimeZone(zone)]).toEqual([name, zone, true]);
  for (const [name, zone] of [
    ['Pacific Time (US & Canada)', 'America/Los_Angeles'],
    ['UTC', 'Etc/UTC'],
    ["Nuku'alofa", 'Pacific/Tongatapu'],
    ['Europe/Berlin', 'Europe/Berlin'],
  ]) {
    const changed = await app.manage<ShownPage>('PATCH', '', { page: { time_zone: name } });
    expect([name, changed.status, changed.body.time_zone]).toEqual([name, 200, zone]);
  }
  expect(JSON.parse(await app.text('/api/v2/status.json')).page.time_zone).toBe('Europe/Berlin');
});
