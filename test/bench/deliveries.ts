import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import autocannon from 'autocannon';
import { newIds } from '../../server/newIds.ts';
import { openStore } from '../../server/store/store.ts';
import { subscriber } from '../support/subscribers.ts';
import type { Taken } from './mailSink.ts';
import { type Running, startCandor, startProgram } from './process.ts';
import { fill } from './publishing.ts';
import { atLeast, atMost, type Chapter, told } from './report.ts';

const perCommit = 1_000;
const visitors = { connections: 10, overallRate: 200 };
const longestS = 600;
/** How long readers are watched where nothing is sent: as long as it takes until an incident is told, and some more. */
const quietMs = 15_000;

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

async function openIncident({ origin }: Running, token: string, isTold: boolean): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const pages = (await (await fetch(`${origin}/v1/pages`, { headers })).json()) as { readonly id: string }[];
  const response = await fetch(`${origin}/v1/pages/${pages[0]?.id}/incidents`, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      incident: {
        name: 'Payments fail',
        status: 'investigating',
        body: 'Some payments do not go through.',
        deliver_notifications: isTold,
      },
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
  /** The p99 of the page from now until something is over, in ms. */
  const p99Until = (over: Promise<unknown>): Promise<number> =>
    new Promise((resolve, reject) => {
      const visits = autocannon({ url: candor.origin, ...visitors, duration: longestS }, (error, result) => {
        if (error) reject(error);
        else resolve(result.latency.p99);
      });
      over.then(() => visits.stop(), reject);
    });

  await p99Until(pause(quietMs));
  await openIncident(candor, token, false);
  const untold = await p99Until(pause(quietMs));
  const idle = await candor.usage();
  await openIncident(candor, token, true);
  let peakMb = 0;
  const allTaken = async (): Promise<void> => {
    while ((await taken()).count < count) {
      peakMb = Math.max(peakMb, (await candor.usage()).rssMb);
      await pause(100);
    }
  };
  const during = await p99Until(allTaken());
  const ours = await taken(true);
  const used = (await candor.usage()).cpuMs - idle.cpuMs;
  const bareCount = Math.min(count, 10_000);
  const bareSends = mailer.ask({ count: bareCount, bytes: ours.bytes });
  // What the page loses to a machine that sends as many mails, whoever does.
  const beside = await p99Until(bareSends);
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
      atMost('p99 of the page, more than when an incident is told to nobody', during - untold, 10, ' ms', 1),
      told(
        'p99 of the page, when an incident is told to nobody, and while bare nodemailer sends',
        `${during}, ${untold} and ${beside} ms`,
      ),
    ],
  };
}
