import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, vi } from 'vitest';
import { BucketClient } from '../../server/bucket.ts';
import { ConfigError, readConfig } from '../../server/config.ts';
import { startApplication, type TestApplication, temporaryDirectory } from '../support/application.ts';
import { startBucket } from '../support/bucket.ts';

const outage = {
  type: 'openIncident',
  name: 'Cards declined',
  status: 'investigating',
  text: { source: 'Words.', html: '<p>Words.</p>' },
} as const;

/** Waits for what the next copies bring. */
function copied({ clock }: TestApplication, look: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(
    () => {
      clock.advance(3_000);
      return look();
    },
    { timeout: 20_000, interval: 100 },
  );
}

test('SITE_TO is a directory, or a bucket with its own settings', () => {
  expect(readConfig({}).siteTo).toBeNull();
  expect(readConfig({ SITE_TO: 'copy' }).siteTo).toBe(path.resolve('copy'));
  expect(() => readConfig({ SITE_TO: 's3://bucket/status' })).toThrow(ConfigError);
  const keys = { SITE_S3_KEY: 'key', SITE_S3_SECRET: 'secret', SITE_S3_ENDPOINT: 'https://s3.example.com/' };
  expect(readConfig({ SITE_TO: 's3://bucket/status/page/', ...keys }).siteTo).toEqual({
    ...{ endpoint: 'https://s3.example.com', region: 'us-east-1', bucket: 'bucket', prefix: 'status/page' },
    ...{ key: 'key', secret: 'secret', settings: 'SITE' },
  });
  expect(() => readConfig({ SITE_TO: 'ftp://host/status', ...keys })).toThrow(/SITE_TO is "ftp:/);
});

test('a copy is kept up to date after each publication, as a whole when something was said', async () => {
  const siteTo = path.join(temporaryDirectory(), 'site');
  const app = await startApplication({ siteTo });
  const read = (name: string): string => readFileSync(path.join(siteTo, name), 'utf8');
  const id = await app.act({ type: 'addComponent', name: 'Payments API' });
  await copied(app, () => expect(read(`uptime/${id}/index.html`)).toContain('Payments API'));
  const incident = await app.act({ ...outage, statuses: { [id]: 'major_outage' } });
  await copied(app, () => expect(read(`incidents/${incident}.json`)).toContain('investigating'));
  const before = read('index.html');
  await copied(app, async () => {
    expect(read('index.html')).not.toBe(before);
    expect(read('index.html')).toBe(await app.text('/'));
  });
  await app.act({ type: 'deleteIncident', incidentId: incident });
  await copied(app, () =>
    expect(statSync(path.join(siteTo, 'incidents'), { throwIfNoEntry: false })).toBeUndefined(),
  );

  // The last publication is copied before the process ends.
  const last = await app.act({ ...outage, name: 'Last words', statuses: {} });
  await app.close();
  expect(read(`incidents/${last}/index.html`)).toContain('Last words');
});

test('a directory that is not ours is told once, left alone, and written when it is free', async () => {
  const siteTo = temporaryDirectory();
  writeFileSync(path.join(siteTo, 'letter.txt'), 'Dear Ada');
  const lines: string[] = [];
  const app = await startApplication({ siteTo, onLog: (line) => lines.push(line) });
  const told = (): string[] => lines.filter((line) => line.includes('could not be copied to SITE_TO'));
  app.clock.advance(3_000);
  await vi.waitFor(() => expect(told()).toHaveLength(1));
  expect(told()[0]).toContain('is not empty, and Candor did not write it');
  expect(readdirSync(siteTo)).toEqual(['letter.txt']);
  rmSync(path.join(siteTo, 'letter.txt'));
  await vi.waitFor(() => {
    app.clock.advance(30_000);
    expect(readdirSync(siteTo)).toContain('index.html');
  });
  expect(told()).toHaveLength(1);
});

test('a copy in a bucket is kept up to date, with types, and without what is gone', async () => {
  const siteTo = { ...(await startBucket()), settings: 'SITE' } as const;
  const objectAt = (name: string): Promise<Response> =>
    fetch(`${siteTo.endpoint}/${siteTo.bucket}/${siteTo.prefix}/${name}`);
  const app = await startApplication({ siteTo });
  const incident = await app.act({ ...outage, statuses: {} });
  await copied(app, async () =>
    expect(await (await objectAt(`incidents/${incident}/index.html`)).text()).toContain('Words.'),
  );
  const feed = await objectAt('history.atom');
  expect(feed.headers.get('content-type')).toMatch(/^application\/atom\+xml/);
  expect(await feed.text()).toBe(await app.text('/history.atom'));
  expect((await objectAt('index.html')).headers.get('content-type')).toMatch(/^text\/html/);
  await app.act({ type: 'deleteIncident', incidentId: incident });
  await copied(app, async () =>
    expect((await objectAt(`incidents/${incident}/index.html`)).status).toBe(404),
  );
  expect((await objectAt('.candor-site')).status).toBe(200);
});

test('a bucket that holds something else is told, and left alone', async () => {
  const siteTo = { ...(await startBucket()), settings: 'SITE' } as const;
  const client = new BucketClient(siteTo);
  const letter = new TextEncoder().encode('Dear Ada');
  const sha256 = Buffer.from(await crypto.subtle.digest('SHA-256', letter)).toString('hex');
  await client.put('letter.txt', letter, sha256);
  const lines: string[] = [];
  const app = await startApplication({ siteTo, onLog: (line) => lines.push(line) });
  app.clock.advance(3_000);
  await vi.waitFor(() => expect(lines.join()).toContain('s3://copies/status/page is not empty'));
  expect((await client.list(false)).map(({ name }) => name)).toEqual(['letter.txt']);
});
