import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseFeed } from 'feedsmith';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { WebSubPing } from '../../server/jobs/webSubPing.ts';
import { startApplication, testNow } from '../support/application.ts';
import { ManualClock } from '../support/manualClock.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };
const feeds = ['rss', 'atom', 'json'].map((format) => `https://status.example.com/history.${format}`);

/** A hub that writes down what it is told, and answers with the statuses in turn, then with 204. */
async function startHub(statuses: number[] = []) {
  const told: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const piece of request.setEncoding('utf8')) body += piece;
    told.push(`${request.method} ${request.headers['content-type']} ${body}`);
    response.writeHead(statuses.shift() ?? 204).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const { port } = server.address() as AddressInfo;
  return { told, url: `http://127.0.0.1:${port}/hub` };
}

function publishing(topic: string): string {
  const form = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': topic });
  return `POST application/x-www-form-urlencoded;charset=UTF-8 ${form}`;
}

describe('a hub', () => {
  test('is announced in the feeds, and told when they have changed', async () => {
    const hub = await startHub();
    const app = await startApplication({ webSubHub: hub.url });
    await vi.waitUntil(() => hub.told.length === 3);
    expect(hub.told).toEqual(feeds.map(publishing));
    await app.act({ type: 'openIncident', name: 'Slow', status: 'investigating', text, statuses: {} });
    await vi.waitUntil(() => hub.told.length === 6);
    expect(hub.told).toEqual([...feeds, ...feeds].map(publishing));

    const rss = await app.text('/history.rss');
    expect(rss.includes(`<atom:link rel="hub" href="${hub.url}"/>`)).toBe(true);
    const atom = parseFeed(await app.text('/history.atom'));
    expect(atom.format === 'atom' && atom.feed.links?.find(({ rel }) => rel === 'hub')?.href).toBe(hub.url);
    expect(JSON.parse(await app.text('/history.json')).hubs).toEqual([{ type: 'WebSub', url: hub.url }]);
    expect((await app.text('/history.atom?per=incident')).includes('rel="hub"')).toBe(false);
  });

  test('is told of what has changed and of nothing else', async () => {
    const hub = await startHub();
    const [changing = '', same = ''] = feeds;
    let version = 1;
    const ping = new WebSubPing({
      hub: hub.url,
      topics: () => [
        { url: same, version: 'always' },
        { url: changing, version: String(version) },
      ],
      clock: new ManualClock(testNow),
      onError: (error) => {
        throw error;
      },
    });
    onTestFinished(() => ping.stop());
    ping.look();
    await vi.waitUntil(() => hub.told.length === 2);
    ping.look();
    version = 2;
    ping.look();
    await vi.waitUntil(() => hub.told.filter((told) => told === publishing(changing)).length === 2);
    expect(hub.told).toEqual([same, changing, changing].map(publishing));
  });

  test('that fails is tried again, and reported once until it answers well', async () => {
    const hub = await startHub([500, 302, 204, 503]);
    const clock = new ManualClock(testNow);
    const problems: unknown[] = [];
    let version = 'a';
    const ping = new WebSubPing({
      hub: hub.url,
      topics: () => [{ url: 'https://status.example.com/history.rss', version }],
      clock,
      onError: (error) => problems.push(error),
    });
    onTestFinished(() => ping.stop());
    const tryAgain = async (count: number): Promise<void> => {
      await vi.waitUntil(() => {
        clock.advance(60_000);
        return hub.told.length >= count;
      });
    };
    ping.look();
    await tryAgain(3);
    version = 'b';
    ping.look();
    await tryAgain(5);
    await ping.stop();
    expect(hub.told.length).toBe(5);
    expect(problems.map(String)).toEqual([
      'Error: the WebSub hub answered 500',
      'Error: the WebSub hub answered 503',
    ]);
  });

  test('that is not there changes nothing for the public, and does not hold up stopping', async () => {
    const app = await startApplication({ webSubHub: 'http://127.0.0.1:9/' });
    await app.act({ type: 'openIncident', name: 'Slow', status: 'investigating', text, statuses: {} });
    expect((await app.get('/history.rss')).status).toBe(200);
    await app.close();
  });
});
