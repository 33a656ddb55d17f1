import { randomBytes } from 'node:crypto';
import path from 'node:path';
import autocannon from 'autocannon';
import { newIds } from '../../server/newIds.ts';
import { openStore } from '../../server/store/store.ts';
import { subscriber } from '../support/subscribers.ts';
import type { Taken } from './mailSink.ts';
import { type Running, startCandor, startProgram } from './process.ts';
import { fill } from './publishing.ts';
import { atLeast, atMost, type Chapter, told } from './report.ts';

const perCommit = 1_000;
const visitors = { connections: 10, overallRate: 200, duration: 4 };

async function subscribe(dataDir: string, count: number): Promise<void> {
  const store = await openStore(
    { file: path.join(dataDir, 'candor.db') },
    { clock: Date.now, newIds: (needed) => newIds(needed, randomBytes) },
  );
  for (let done = 0; done < count; done += perCommit) {
    const some = Math.min(perCommit, count - done);
    await store.subscriptions.put(Array.from({ length: some }, () => subscriber()));
  }
  await store.close();
}

async function openIncident({ origin }: Running, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const pages = (await (await fetch(`${origin}/v1/pages`, { headers })).json()) as { readonly id: string }[];
  const response = await fetch(`${origin}/v1/pages/${pages[0]?.id}/incidents`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      incident: { name: 'Payments fail', status: 'investigating', body: 'Some payments do not go through.' },
    }),
  });
  if (!response.ok)
    throw new Error(`the incident was not opened: ${response.status} ${await response.text()}`);
}

/** An incident that is told to many, beside bare nodemailer that sends as many mails of that size to the same server. */
export async function measureDeliveries(directory: string, count: number): Promise<Chapter> {
  const { dataDir, token } = await fill(directory, { components: 50, days: 90 });
  await subscribe(dataDir, count);
  const sink = await startProgram('mailSink');
  const mailer = await startProgram('bareMailer', sink.origin);
  const candor = await startCandor(dataDir, { SMTP_URL: sink.origin });
  const taken = async (forget = false): Promise<Taken> => (await sink.ask({ forget })) as Taken;
  const p99 = async (): Promise<number> =>
    (await autocannon({ url: candor.origin, ...visitors })).latency.p99;

  await p99();
  const before = await p99();
  const idle = await candor.usage();
  await openIncident(candor, token);
  let peakMb = 0;
  let during: number | null = null;
  for (let last = await taken(); last.count < count; last = await taken()) {
    peakMb = Math.max(peakMb, (await candor.usage()).rssMb);
    if (during === null && last.count > 0) during = await p99();
    else await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const ours = await taken(true);
  const used = (await candor.usage()).cpuMs - idle.cpuMs;
  const bareCount = Math.min(count, 10_000);
  const bareSends = mailer.ask({ count: bareCount, bytes: ours.bytes });
  // What the page loses to a machine that sends as many mails, whoever does.
  const beside = await p99();
  const { cpuMs } = (await bareSends) as { readonly cpuMs: number };
  const bare = await taken(true);
  await candor.stop();
  await mailer.stop();
  await sink.stop();

  const perSecond = ({ count, ms }: Taken): number => count / (ms / 1_000);
  return {
    title: `Deliveries: ${count.toLocaleString('en')} by e-mail`,
    measures: [
      told(
        "mails a second, bare nodemailer's in brackets",
        `${perSecond(ours).toFixed(0)} (${perSecond(bare).toFixed(0)})`,
      ),
      atLeast('mails a second, of bare nodemailer', perSecond(ours) / perSecond(bare), 0.8),
      told(
        "CPU for one mail with all that belongs to it, bare nodemailer's in brackets",
        `${((used / count) * 1_000).toFixed(0)} (${((cpuMs / bareCount) * 1_000).toFixed(0)}) µs`,
      ),
      atMost('memory of the server at most', peakMb, 300, ' MB'),
      atMost('p99 of the page during, more than before', (during ?? Number.NaN) - before, 10, ' ms', 1),
      told(
        'p99 of the page before, during, and while bare nodemailer sends',
        `${before}, ${during} and ${beside} ms`,
      ),
    ],
  };
}
