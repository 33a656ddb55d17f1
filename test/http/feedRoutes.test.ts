import { describe, expect, test } from 'vitest';
import { startApplication, type TestApplication } from '../support/application.ts';
import { elementsOf } from '../support/html.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };
const types = {
  rss: 'application/rss+xml',
  atom: 'application/atom+xml',
  json: 'application/feed+json',
} as const;
const formats = Object.keys(types) as (keyof typeof types)[];

async function withIncident(): Promise<{ app: TestApplication; componentId: string; incidentId: string }> {
  const app = await startApplication();
  const componentId = await app.act({ type: 'addComponent', name: 'API' });
  app.clock.advance(60_000);
  const incidentId = await openIncident(app, componentId);
  return { app, componentId, incidentId };
}

function openIncident(app: TestApplication, componentId: string): Promise<string> {
  const statuses = { [componentId]: 'partial_outage' } as const;
  return app.act({ type: 'openIncident', name: 'Slow', status: 'investigating', text, statuses });
}

describe.each(formats)('%s', (format) => {
  test('says what it is, and may be read and kept by anybody', async () => {
    const { app, componentId } = await withIncident();
    for (const path of [`/history.${format}`, `/components/${componentId}/history.${format}`]) {
      const { status, headers } = await app.get(path);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toBe(`${types[format]}; charset=utf-8`);
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('cache-control')).toBe((await app.get('/')).headers.get('cache-control'));
      expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
      expect(headers.get('last-modified')).toBe('Mon, 23 Nov 2026 14:41:00 GMT');
    }
  });

  test('is not sent again to who has it, by tag or by date', async () => {
    const { app, componentId, incidentId } = await withIncident();
    for (const path of [
      `/history.${format}`,
      `/history.${format}?per=incident`,
      `/components/${componentId}/history.${format}`,
    ]) {
      const { headers } = await app.get(path);
      const byTag = { 'if-none-match': headers.get('etag') ?? '' };
      const byDate = { 'if-modified-since': headers.get('last-modified') ?? '' };
      for (const known of [byTag, byDate]) {
        const again = await app.get(path, known);
        expect([again.status, await again.text()]).toEqual([304, '']);
        expect(again.headers.get('etag')).toBe(headers.get('etag'));
      }
      // The tag decides when both are there (RFC 9110, 13.2.2).
      expect((await app.get(path, { ...byDate, 'if-none-match': '"other"' })).status).toBe(200);
      expect((await app.get(path, { 'if-modified-since': 'Sun, 22 Nov 2026 00:00:00 GMT' })).status).toBe(
        200,
      );
      expect((await app.get(path, { 'if-modified-since': 'tomorrow' })).status).toBe(200);

      // Two changes within a second have different dates.
      for (const status of ['identified', 'identified'] as const) {
        const before = await app.get(path);
        const since = { 'if-modified-since': before.headers.get('last-modified') ?? '' };
        await app.act({ type: 'postUpdate', incidentId, status, text, statuses: {} });
        const after = await app.get(path, since);
        expect(after.status).toBe(200);
        expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
      }
    }
  });

  test('is refused with a sentence in a form that there is not', async () => {
    const { app, componentId } = await withIncident();
    for (const path of [`/history.${format}`, `/components/${componentId}/history.${format}`]) {
      for (const per of ['component', '', 'Incident']) {
        const refused = await app.get(`${path}?per=${per}`);
        expect(refused.status).toBe(400);
        expect(await refused.text()).toBe('"per" must be one of update, incident.\n');
      }
      const named = await app.text(`${path}?per=update`);
      expect(named === (await app.text(path))).toBe(true);
    }
  });

  test.each(['000000000000', '..%2f..', '%3Cb%3E'])('is not there for the component %s', async (id) => {
    const { app } = await withIncident();
    expect((await app.get(`/components/${id}/history.${format}`)).status).toBe(404);
  });
});

test('a feed reader that is given any page finds the feeds', async () => {
  const { app, componentId, incidentId } = await withIncident();
  const feedsOf = async (path: string): Promise<string[]> =>
    elementsOf(await app.text(path))
      .filter(({ name, attributes }) => name === 'link' && attributes.rel === 'alternate')
      .map(({ attributes }) => `${attributes.type} ${attributes.href}`);
  const feedsAt = (path: string): string[] => formats.map((format) => `${types[format]} ${path}.${format}`);
  for (const path of ['/', '/history', `/incidents/${incidentId}`, '/uptime', '/nothing']) {
    expect(await feedsOf(path)).toEqual(feedsAt('/history'));
  }
  expect(await feedsOf(`/uptime/${componentId}`)).toEqual([
    ...feedsAt(`/components/${componentId}/history`),
    ...feedsAt('/history'),
  ]);
});

test('every page ends with links to the feeds, the calendar and the API', async () => {
  const { app } = await withIncident();
  const links = elementsOf((await app.text('/uptime')).replace(/.*<footer>/s, ''));
  expect(links.filter(({ name }) => name === 'a').map(({ attributes }) => attributes.href)).toEqual([
    '/history.rss',
    '/history.atom',
    '/maintenance.ics',
    '/api/v2/summary.json',
  ]);
});
