import { expect, test, vi } from 'vitest';
import { BucketClient } from '../../server/bucket.ts';
import { startApplication } from '../support/application.ts';
import { startBucket } from '../support/bucket.ts';

test('a copy in a bucket is kept up to date, with types, and without what is gone', async () => {
  const siteTo = { ...(await startBucket()), settings: 'SITE' } as const;
  const objectAt = (name: string): Promise<Response> =>
    fetch(`${siteTo.endpoint}/${siteTo.bucket}/${siteTo.prefix}/${name}`);
  const app = await startApplication({ siteTo });
  const copied = (look: () => Promise<void>): Promise<void> =>
    vi.waitFor(
      () => {
        app.clock.advance(3_000);
        return look();
      },
      { timeout: 30_000, interval: 300 },
    );
  const incident = await app.act({
    type: 'openIncident',
    name: 'Cards declined',
    status: 'investigating',
    text: { source: 'Words.', html: '<p>Words.</p>' },
    statuses: {},
  });
  await copied(async () =>
    expect(await (await objectAt(`incidents/${incident}/index.html`)).text()).toContain('Words.'),
  );
  const feed = await objectAt('history.atom');
  expect(feed.headers.get('content-type')).toMatch(/^application\/atom\+xml/);
  expect(await feed.text()).toBe(await app.text('/history.atom'));
  expect((await objectAt('index.html')).headers.get('content-type')).toMatch(/^text\/html/);
  await app.act({ type: 'deleteIncident', incidentId: incident });
  await copied(async () => expect((await objectAt(`incidents/${incident}/index.html`)).status).toBe(404));
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
