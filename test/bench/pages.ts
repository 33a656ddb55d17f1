import { writeFileSync } from 'node:fs';
import { get, type IncomingHttpHeaders } from 'node:http';
import path from 'node:path';
import autocannon from 'autocannon';
import { type Running, startProgram, type Usage } from './process.ts';
import { atLeast, atMost, type Chapter, median, told } from './report.ts';

const rounds = 5;
const roundSeconds = 2;

/** What a browser says that it takes. */
const accepted = { 'accept-encoding': 'gzip, deflate, br' };

type Page = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** Gets a page as it is sent, still compressed. */
function getRaw(url: string, headers: Record<string, string> = accepted): Promise<Page> {
  return new Promise((resolve, reject) => {
    get(url, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
        }),
      );
      response.on('error', reject);
    }).on('error', reject);
  });
}

/** A server that is as little as possible and sends the same bytes as this page. */
async function startBare(page: Page, directory: string): Promise<Running> {
  const { date: _, connection: __, 'keep-alive': ___, ...headers } = page.headers;
  const headersFile = path.join(directory, 'headers.json');
  const bodyFile = path.join(directory, 'body');
  writeFileSync(headersFile, JSON.stringify(headers));
  writeFileSync(bodyFile, page.body);
  return startProgram('bareServer', headersFile, bodyFile);
}

type Round = {
  readonly perSecond: number;
  readonly perCpuSecond: number;
  readonly p99: number;
  readonly errors: number;
};

async function round(server: Running, connections: number, status: 200 | 304): Promise<Round> {
  // Asked for anew, since a page that was published meanwhile is another one.
  const { etag } = (await getRaw(`${server.origin}/`)).headers;
  const headers = status === 304 ? { ...accepted, 'if-none-match': String(etag) } : accepted;
  const before = await server.usage();
  const result = await autocannon({ url: server.origin, connections, duration: roundSeconds, headers });
  const after = await server.usage();
  const answered = status === 304 ? result['3xx'] : result['2xx'];
  return {
    perSecond: answered / result.duration,
    perCpuSecond: answered / ((after.cpuMs - before.cpuMs) / 1_000),
    p99: result.latency.p99,
    errors: result.errors + result.timeouts + result['2xx'] + result.non2xx - answered,
  };
}

/** The cached page and 304 beside a bare server, in turns, so that what disturbs the machine disturbs both. */
export async function measurePages(
  candor: Running,
  directory: string,
): Promise<{ readonly chapter: Chapter; readonly usage: Usage }> {
  const page = await getRaw(`${candor.origin}/`);
  const bare = await startBare(page, directory);
  const measures = [];
  let largest = await candor.usage();
  for (const connections of [50, 500]) {
    for (const status of [200, 304] as const) {
      const ours: Round[] = [];
      const theirs: Round[] = [];
      for (let number = 0; number <= rounds; number += 1) {
        const pair = [
          await round(candor, connections, status),
          await round(bare, connections, status),
        ] as const;
        // The first is for warming up.
        if (number === 0) continue;
        ours.push(pair[0]);
        theirs.push(pair[1]);
        const usage = await candor.usage();
        if (usage.rssMb > largest.rssMb) largest = usage;
      }
      const ratio = (of: (each: Round) => number): number =>
        median(ours.map((each, index) => of(each) / of(theirs[index] ?? each)));
      const name = `${status === 200 ? 'page' : '304'}, ${connections} connections`;
      const p99 = (some: readonly Round[]): string => `${median(some.map((each) => each.p99))} ms`;
      measures.push(
        atLeast(
          `${name}: per second of CPU, of bare node:http`,
          ratio((each) => each.perCpuSecond),
          0.9,
        ),
        atLeast(
          `${name}: per second, of bare node:http`,
          ratio((each) => each.perSecond),
          0.9,
        ),
        atMost(
          `${name}: p99, of bare node:http`,
          ratio((each) => each.p99),
          1.2,
          '',
          2,
        ),
        told(
          `${name}: requests a second and p99, bare's in brackets`,
          `${Math.round(median(ours.map((each) => each.perSecond)))} (${Math.round(median(theirs.map((each) => each.perSecond)))}), ${p99(ours)} (${p99(theirs)})`,
        ),
        atMost(
          `${name}: errors`,
          ours.reduce((sum, { errors }) => sum + errors, 0),
          0,
          '',
        ),
      );
    }
  }
  await bare.stop();
  return { chapter: { title: 'The cached page', measures }, usage: largest };
}

/** The first view of a page of 50 components with 90 days each. */
export async function measureWeight(candor: Running): Promise<Chapter> {
  const page = await getRaw(`${candor.origin}/`);
  const html = await (await fetch(`${candor.origin}/`)).text();
  const [scriptPath = ''] = /\/assets\/page-\w+\.js/.exec(html) ?? [];
  const script = await getRaw(`${candor.origin}${scriptPath}`);
  const loaded = html.match(/<(?:link rel="stylesheet"|img |script src|iframe )/g) ?? [];
  return {
    title: 'The first view: 50 components, a year of history',
    measures: [
      atMost('page, brotli, style included', page.body.length / 1_024, 14, ' KiB', 1),
      atMost('script, brotli, an addition', script.body.length / 1_024, 5, ' KiB', 1),
      atMost('requests', 1 + loaded.length, 3, ''),
    ],
  };
}
