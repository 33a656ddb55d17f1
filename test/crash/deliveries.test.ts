import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { SMTPServer } from 'smtp-server';
import { expect, onTestFinished, test } from 'vitest';
import { renderMarkdown } from '../../server/text/markdown.ts';
import { temporaryDirectory } from '../support/application.ts';
import { type Running, startServer } from '../support/candor.ts';
import { open, sources } from '../support/stores.ts';
import { subscriber } from '../support/subscribers.ts';

const subscribers = 1_000;
const kills = 11;
const lostReplies = 10;

type Taken = { readonly to: string; readonly messageId: string };

/** A mail server that the test is in the middle of: it hears of each mail that is taken, before the reply goes out. */
async function startServerOfMail(onTaken: (count: number) => 'reply' | 'lose the reply' | 'busy') {
  const taken: Taken[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        const messageId = /^message-id: (.*)$/im.exec(Buffer.concat(chunks).toString())?.[1] ?? '';
        const answer = onTaken(taken.length + 1);
        if (answer === 'busy') {
          callback(Object.assign(new Error('not now'), { responseCode: 421 }));
          return;
        }
        taken.push({ to: to?.address ?? '', messageId });
        if (answer === 'reply') callback(null);
        else for (const connection of server.connections) connection.close();
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise<void>((resolve) => server.close(resolve)));
  return { taken, url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}` };
}

/** So often something goes wrong, spread over all mails. */
function isAmong(count: number, often: number, shift: number): boolean {
  const every = Math.floor(subscribers / (often + 1));
  return (count + shift) % every === 0 && Math.floor((count + shift) / every) <= often;
}

test('kill -9 while a thousand are told, a mail server that is away for a while, lost replies: nobody misses it', async () => {
  let server: Running & { readonly origin: string };
  const done = { kills: 0, lost: 0 };
  let busyUntil = 0;
  const mail = await startServerOfMail((count) => {
    if (Date.now() < busyUntil) return 'busy';
    if (count === 500 && busyUntil === 0) {
      busyUntil = Date.now() + 3_000;
      return 'busy';
    }
    if (done.kills < kills && isAmong(count, kills, 0)) {
      done.kills += 1;
      server.process.kill('SIGKILL');
    } else if (done.lost < lostReplies && isAmong(count, lostReplies, 40)) {
      done.lost += 1;
      return 'lose the reply';
    }
    return 'reply';
  });
  const env = { DATA_DIR: path.join(temporaryDirectory(), 'data'), SMTP_URL: mail.url };
  // Posted so long ago that nobody waits any more for whether it is taken back.
  const store = await open(
    { file: path.join(env.DATA_DIR, 'candor.db') },
    { ...sources(), clock: () => Date.now() - 60_000 },
  );
  await store.subscriptions.put(Array.from({ length: subscribers }, () => subscriber()));
  const opened = await store.perform(
    {
      type: 'openIncident',
      name: 'Slow answers',
      status: 'investigating',
      text: renderMarkdown('We look.'),
      statuses: {},
    },
    { actor: 'test' },
  );
  const incidentId = 'subjectId' in opened ? (opened.subjectId ?? '') : '';
  server = await startServer(env);

  const isSettled = async (): Promise<boolean> => {
    const announced = await store.subscriptions.announcementsOf(incidentId);
    const counts = await store.subscriptions.deliveryCounts(announced.map((each) => each.id));
    return counts.length === 1 && counts[0]?.state === 'sent' && counts[0].count === subscribers;
  };
  while (!(await isSettled())) {
    const ended = await Promise.race([
      server.finished.then(() => true),
      new Promise<false>((resolve) => setTimeout(resolve, 50, false)),
    ]);
    if (ended) server = await startServer(env);
  }
  await store.close();

  expect(new Set(mail.taken.map(({ to }) => to)).size).toBe(subscribers);
  const ids = new Set(mail.taken.map(({ to, messageId }) => `${to} ${messageId}`));
  expect(ids.size).toBe(subscribers);
  const repeated = mail.taken.length - subscribers;
  expect([done.kills, done.lost]).toEqual([kills, lostReplies]);
  expect(repeated).toBeLessThanOrEqual(kills + lostReplies);
  // What was taken before a kill, and what lost its reply, had to be sent again: else nothing was tried here.
  expect(repeated).toBeGreaterThan(0);
}, 180_000);
