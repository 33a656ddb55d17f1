import { inflateSync } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { startApplication } from '../support/application.ts';
import { elementsOf } from '../support/html.ts';

const text = { source: 'Words.', html: '<p>Words.</p>' };

describe('the picture of a shared link', () => {
  test('is a picture of 1200 × 630, another one when the state is another', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'addComponent', name: 'API' });
    const first = await app.get('/card.png', { 'accept-encoding': 'br' });
    expect(first.headers.get('content-type')).toBe('image/png');
    expect(first.headers.get('content-encoding')).toBeNull();
    const calm = pixelsOf(await first.arrayBuffer());
    expect([calm.width, calm.height]).toEqual([1200, 630]);
    expect(colors(calm).has('36,160,107')).toBe(true);
    const again = await app.get('/card.png', { 'if-none-match': first.headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    await app.act({ type: 'setComponentStatus', componentId: id, status: 'major_outage' });
    const broken = pixelsOf(await (await app.get('/card.png')).arrayBuffer());
    expect(colors(broken).has('36,160,107')).toBe(false);
    expect(colors(broken).has('210,63,63')).toBe(true);
  });

  test.each([
    '日本語 😀 ไทย',
    'واجهة الدفع',
    '"><svg/onload=x>&amp;',
    'x'.repeat(255),
    'a\u0301\u0302\ud83d',
  ])('is drawn whatever the page is called: %s', async (name) => {
    const app = await startApplication();
    await app.act({ type: 'configurePage', name });
    const response = await app.get('/card.png');
    expect(response.status).toBe(200);
    const picture = pixelsOf(await response.arrayBuffer());
    // Something is written where the name stands, and nothing beyond the margin.
    expect(darkPixels(picture, 60, 1140, 90, 170)).toBeGreaterThan(200);
    expect(darkPixels(picture, 1160, 1200, 0, 630)).toBe(0);
  });

  test('is named by every page that can be shared, with the words of the page', async () => {
    const app = await startApplication();
    const componentId = await app.act({ type: 'addComponent', name: 'API "x"' });
    const incidentId = await app.act({
      type: 'openIncident',
      name: 'Cards <declined>',
      status: 'investigating',
      text,
      statuses: { [componentId]: 'partial_outage' },
    });
    for (const path of ['/', '/history', '/uptime', `/uptime/${componentId}`, `/incidents/${incidentId}`]) {
      const meta = metaOf(await app.text(path));
      expect([path, meta['og:image'], meta['og:url'], meta['twitter:card']]).toEqual([
        path,
        'https://status.example.com/card.png',
        `https://status.example.com${path}`,
        'summary_large_image',
      ]);
      expect([path, (meta['og:title'] ?? '') !== '', (meta['og:image:alt'] ?? '') !== '']).toEqual([
        path,
        true,
        true,
      ]);
    }
    expect(metaOf(await app.text(`/incidents/${incidentId}`))['og:title']).toBe('Cards <declined>');
    expect(metaOf(await app.text('/'))['og:title']).toBe('Some systems are affected');
    expect(metaOf(await app.text('/nothing'))['og:image']).toBeUndefined();
  });
});

describe('the files for crawlers', () => {
  test('allow everything and name what there is', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'openIncident', name: 'X', status: 'resolved', text, statuses: {} });
    expect(await app.text('/robots.txt')).toBe(
      'User-agent: *\nAllow: /\n\nSitemap: https://status.example.com/sitemap.xml\n',
    );
    const locations: string[] = [];
    let inside = '';
    const parser = new SaxesParser();
    parser.on('opentag', ({ name }) => {
      inside = name;
    });
    parser.on('text', (words) => {
      if (inside === 'loc' && words.trim() !== '') locations.push(words);
    });
    parser.write(await app.text('/sitemap.xml')).close();
    const paths = ['/', '/history', '/uptime', `/incidents/${id}`];
    expect(locations).toEqual(paths.map((path) => `https://status.example.com${path}`));
    for (const path of paths) expect((await app.get(path)).status).toBe(200);
  });
});

describe("the tab's icon", () => {
  test('changes with the state', async () => {
    const app = await startApplication();
    const id = await app.act({ type: 'addComponent', name: 'API' });
    const calm = await app.get('/favicon.svg');
    expect(calm.headers.get('content-type')).toBe('image/svg+xml');
    expect((await calm.text()).includes('#24a06b')).toBe(true);
    await app.act({ type: 'setComponentStatus', componentId: id, status: 'major_outage' });
    expect((await app.text('/favicon.svg')).includes('#d23f3f')).toBe(true);
    expect((await app.text('/history')).includes('<link rel="icon" href="/favicon.svg"')).toBe(true);
    expect((await app.text('/')).includes(encodeURIComponent('#d23f3f'))).toBe(true);
  });

  test('is found where browsers look for it by themselves', async () => {
    const response = await (await startApplication()).get('/favicon.ico');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/favicon.svg']);
  });
});

describe('addresses of a former Statuspage', () => {
  test('lead to the ways to get updates', async () => {
    const { get, text: read } = await startApplication();
    const response = await get('/subscriptions/new');
    expect([response.status, response.headers.get('location')]).toEqual([302, '/subscribe']);
    for (const path of ['/', '/history', '/nothing']) {
      const links = elementsOf(await read(path)).map(({ attributes }) => attributes.href);
      expect(links.includes('/subscribe')).toBe(true);
    }
  });

  test('with a code to unsubscribe show the page', async () => {
    const { get } = await startApplication();
    expect((await get('/?unsubscribe=k3j4h5g6f7d8')).status).toBe(200);
  });

  test('every way to get updates that the page names is there', async () => {
    const { get, text: read } = await startApplication();
    const [, section = ''] = /<dl class="terms">(.*?)<\/dl>/s.exec(await read('/subscribe')) ?? [];
    const links = elementsOf(section).flatMap(({ attributes }) => attributes.href ?? []);
    expect(links).toHaveLength(4);
    for (const link of links) expect([link, (await get(link)).status]).toEqual([link, 200]);
  });
});

function metaOf(html: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { name, attributes } of elementsOf(html)) {
    const key = attributes.property ?? attributes.name;
    if (name === 'meta' && key) found[key] = attributes.content ?? '';
  }
  return found;
}

type Pixels = {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => [number, number, number];
};

/** Reads a PNG of 8 bits with alpha and no interlacing, which is what the page draws (PNG specification, 9 and 10). */
function pixelsOf(buffer: ArrayBuffer): Pixels {
  const png = Buffer.from(buffer);
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  expect([...png.subarray(24, 29)]).toEqual([8, 6, 0, 0, 0]);
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(data));
  const row = width * 4;
  const pixels = Buffer.alloc(row * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (row + 1)] ?? 0;
    for (let x = 0; x < row; x++) {
      const a = x >= 4 ? (pixels[y * row + x - 4] ?? 0) : 0;
      const b = y > 0 ? (pixels[(y - 1) * row + x] ?? 0) : 0;
      const c = x >= 4 && y > 0 ? (pixels[(y - 1) * row + x - 4] ?? 0) : 0;
      const p = a + b - c;
      const [pa, pb, pc] = [Math.abs(p - a), Math.abs(p - b), Math.abs(p - c)];
      const paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
      const guess = [0, a, b, Math.floor((a + b) / 2), paeth][filter] ?? 0;
      pixels[y * row + x] = (raw[y * (row + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return {
    width,
    height,
    at: (x, y) => [0, 1, 2].map((i) => pixels[y * row + x * 4 + i] ?? 0) as [number, number, number],
  };
}

function colors({ width, height, at }: Pixels): Set<string> {
  const found = new Set<string>();
  for (let y = 0; y < height; y += 3) for (let x = 0; x < width; x += 3) found.add(at(x, y).join());
  return found;
}

function darkPixels({ at }: Pixels, left: number, right: number, top: number, bottom: number): number {
  let count = 0;
  for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) if (at(x, y)[0] < 128) count++;
  return count;
}
