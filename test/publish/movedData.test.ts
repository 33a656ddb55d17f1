import path from 'node:path';
import { expect, test } from 'vitest';
import { startApplication, type TestApplication, temporaryDirectory } from '../support/application.ts';
import { candor } from '../support/candor.ts';
import { freshPostgres } from '../support/postgres.ts';
import { open } from '../support/stores.ts';

const recorded = (name: string): string => path.resolve(import.meta.dirname, '../fixtures/statuspage', name);

async function published(app: TestApplication): Promise<Record<string, string>> {
  const documents: Record<string, string> = {};
  const reports = await app.store.read((reads) => reads.latestReports('incident', 3));
  for (const url of [
    '/',
    '/history',
    '/uptime',
    '/uptime/rhznvxg4v7yh.json',
    ...reports.map(({ id }) => `/incidents/${id}`),
    '/api/v2/summary.json',
    '/api/v2/incidents.json',
    '/history.atom',
    '/history.rss',
    '/badge.svg',
    '/sitemap.xml',
  ]) {
    const response = await app.get(url);
    expect([url, response.status]).toEqual([url, 200]);
    documents[url] = `${response.headers.get('etag')} ${await response.text()}`;
  }
  return documents;
}

test('what was moved to PostgreSQL and back is published in the same bytes', async () => {
  const app = await startApplication();
  const imported = await candor(
    ['import', 'statuspage', recorded('discord-summary.json'), recorded('discord-incidents.json')],
    { DATA_DIR: app.dataDir },
  );
  expect(imported.code).toBe(0);
  await app.published(await app.store.revision());
  const pages = await published(app);
  let text = '';
  await app.store.exportTo(async (piece) => {
    text += piece;
  });
  const dataDir = temporaryDirectory();
  const databaseUrl = (await freshPostgres()).url;
  for (const location of [{ databaseUrl }, { file: path.join(dataDir, 'candor.db') }]) {
    const store = await open(location);
    await store.importFrom(
      (async function* lines() {
        yield* text.trimEnd().split('\n');
      })(),
    );
    await store.close();
    const target = await startApplication('file' in location ? { dataDir } : location);
    const moved = await published(target);
    expect(Object.keys(pages).filter((url) => pages[url] !== moved[url])).toEqual([]);
  }
  expect(pages['/api/v2/incidents.json']).toContain('Global Unavailability');
});
